import { useEffect, useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { US_PER_SECOND, type TimeUs } from '../../base/flavor.ts';
import * as words from '../../words/timeline.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import { clockText } from '../transport/clockText.ts';
import type { Hand } from './hand.ts';
import { keyTarget } from './keyTarget.ts';

const QUICK_MS = 300;

interface PlayheadHandleProps {
  readonly end: TimeUs;
  readonly x: (time: TimeUs) => number;
  readonly hand: Hand;
}

/** The playhead for keyboards and screen readers, a slider where its knob is drawn. Moved in every animation frame without React. */
export function PlayheadHandle({ end, x, hand }: PlayheadHandleProps): ReactNode {
  const { store, playhead, actions } = useSimulator();
  const knownTo = useAppState((state) => state.knownTo);
  const handle = useRef<HTMLDivElement>(null);
  const aim = useRef({ time: 0, atMs: -Infinity });
  useEffect(
    () =>
      hand.follow(playhead, (now) => {
        const { current } = handle;
        if (current === null) return;
        current.style.transform = `translateX(${x(now).toFixed(1)}px)`;
        // While it runs whole seconds are enough to hear.
        const told = store.getState().playing ? Math.floor(now / US_PER_SECOND) * US_PER_SECOND : Math.floor(now);
        current.setAttribute('aria-valuenow', String(told / US_PER_SECOND));
        current.setAttribute('aria-valuetext', clockText(told));
      }),
    [playhead, store, x, hand],
  );
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // Keys that come quickly add up, before the picture is there.
    const from = event.timeStamp - aim.current.atMs < QUICK_MS ? aim.current.time : playhead.now();
    const to = keyTarget(event.key, from, end, knownTo);
    if (to === null) return;
    event.preventDefault();
    aim.current = { time: to, atMs: event.timeStamp };
    actions.seekTo(to);
  };
  return (
    <div
      className="playhead-handle"
      ref={handle}
      // An input of that kind draws a track of its own, in steps.
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="slider"
      tabIndex={0}
      aria-label={words.playhead}
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={Math.floor(end / US_PER_SECOND)}
      aria-valuenow={0}
      onKeyDown={onKeyDown}
    />
  );
}
