import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { TimeUs } from '../../base/flavor.ts';
import * as words from '../../words/timeline.ts';
import { useSimulator } from '../simulatorContext.tsx';
import type { Hand } from './hand.ts';

interface MarkProps {
  readonly x: (time: TimeUs) => number;
  readonly height: number;
}

interface PlayheadMarkProps extends MarkProps {
  readonly hand: Hand;
}

/** The times of the axis: the line would strike through one. */
const LABELS_TOP = 17;
const LABELS_BOTTOM = 32;

/** Moved in every animation frame without React. */
export function PlayheadMark({ x, height, hand }: PlayheadMarkProps): ReactNode {
  const { playhead } = useSimulator();
  const mark = useRef<SVGGElement>(null);
  useEffect(
    () => hand.follow(playhead, (now) => mark.current?.setAttribute('transform', `translate(${x(now).toFixed(1)} 0)`)),
    [playhead, x, hand],
  );
  return (
    <g ref={mark} className="playhead">
      <line y1="9" y2={LABELS_TOP} />
      <line y1={LABELS_BOTTOM} y2={height} />
      <circle cy="9" r="4.5" />
    </g>
  );
}

/** Below the axis, whose times are no less true for lying ahead. */
const TOP = 37;

interface KnownProps extends MarkProps {
  /** How far time is known. */
  readonly knownTo: TimeUs;
}

/** What of the lanes is known: their spans are drawn to the end of the axis and cut off here. The playhead may be a little ahead of the newest frame. */
export function Known({ x, height, knownTo }: KnownProps): ReactNode {
  const { playhead } = useSimulator();
  const known = useRef<SVGRectElement>(null);
  useEffect(
    () => playhead.subscribe((now) => known.current?.setAttribute('width', Math.max(0, x(Math.max(now, knownTo)) - x(0)).toFixed(1))),
    [playhead, x, knownTo],
  );
  return <rect ref={known} x={x(0)} y="-10" width="0" height={height + 20} />;
}

/** A veil over what lies ahead of the playhead, and a line where known time ends. */
export function Ahead({ x, height, knownTo, isEndShown }: KnownProps & { readonly isEndShown: boolean }): ReactNode {
  const { playhead } = useSimulator();
  const veil = useRef<SVGRectElement>(null);
  const end = x(knownTo);
  useEffect(
    () =>
      playhead.subscribe((now) => {
        const from = Math.min(x(now), end);
        veil.current?.setAttribute('x', from.toFixed(1));
        veil.current?.setAttribute('width', (end - from).toFixed(1));
      }),
    [playhead, x, end],
  );
  return (
    <g className="ahead">
      <rect ref={veil} y={TOP} width="0" height={height - TOP} />
      {isEndShown && (
        <line x1={end} x2={end} y1={TOP} y2={height} data-at={knownTo}>
          <title>{words.knownUpToHere}</title>
        </line>
      )}
    </g>
  );
}
