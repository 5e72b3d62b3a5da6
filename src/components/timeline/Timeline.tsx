import { scaleLinear } from 'd3-scale';
import { useEffect, useId, useMemo, useRef } from 'react';
import type { ReactNode } from 'react';
import type { Lane } from '../../store/state.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import { LaneStrip } from './LaneStrip.tsx';
import { StoryFlags } from './StoryFlags.tsx';
import { laneLayout } from './laneLayout.ts';
import { tickTexts, timeTicks, timelineEnd } from './ticks.ts';
import { useWidth } from './useWidth.ts';

/** Room for `12 of 1000` and half of `120 min`. */
const LABELS = 78;
const RIGHT = 28;
const AXIS_Y = 30;
const LANES_Y = 40;
const TICK_ROOM = 64;
const LINE = 14;

/** What happened when, in lanes, and where the playhead is. It only shows: nothing on it can be dragged. */
export function Timeline(): ReactNode {
  const container = useRef<HTMLDivElement>(null);
  const width = useWidth(container);
  const lanes = useAppState((state) => state.lanes);
  const end = useAppState(({ frame }) => timelineEnd(frame?.now ?? 0));
  const layout = useMemo(() => laneLayout(lanes), [lanes]);
  const span = Math.max(1, width - LABELS - RIGHT);
  const x = useMemo(() => scaleLinear([0, end], [LABELS, LABELS + span]), [span, end]);
  const height = LANES_Y + layout.height + 6;
  const clip = useId();
  return (
    <section className="timeline" aria-label="Timeline">
      <p className="visually-hidden">A picture of faults, leaders, in-sync replicas and groups over time. The list of events says the same in words.</p>
      <div className="timeline-space" ref={container}>
        {width > 0 && (
          <svg width={width} height={height} aria-hidden="true">
            <clipPath id={clip}>
              <Past x={x} height={height} />
            </clipPath>
            <Axis end={end} x={x} most={Math.floor(span / TICK_ROOM)} />
            {layout.lanes.map(({ lane, y, rows, step, thickness }) => (
              <g key={lane.id} transform={`translate(0 ${LANES_Y + y})`}>
                <LaneTitle lane={lane} middle={Math.max(rows, 1) * step * 0.5} />
                <LaneStrip lane={lane} rows={rows} step={step} thickness={thickness} x={x} end={end} clip={clip} />
              </g>
            ))}
            <StoryFlags x={x} y={9} />
            <PlayheadMark x={x} height={height} />
          </svg>
        )}
      </div>
    </section>
  );
}

function LaneTitle({ lane, middle }: { readonly lane: Lane; readonly middle: number }): ReactNode {
  const lines = lane.note === '' ? [lane.title] : [lane.title, lane.note];
  return lines.map((words, index) => (
    <text key={words} className="lane-title" x={LABELS - 12} y={middle + 4 + (index - (lines.length - 1) / 2) * LINE}>
      {words}
    </text>
  ));
}

interface MarkProps {
  readonly x: (time: number) => number;
  readonly height: number;
}

/** Moved in every animation frame without React. */
function PlayheadMark({ x, height }: MarkProps): ReactNode {
  const { playhead } = useSimulator();
  const mark = useRef<SVGGElement>(null);
  useEffect(() => playhead.subscribe((now) => mark.current?.setAttribute('transform', `translate(${x(now).toFixed(1)} 0)`)), [playhead, x]);
  return (
    <g ref={mark} className="playhead">
      <line y1="9" y2={height} />
      <circle cy="9" r="4.5" />
    </g>
  );
}

/** What of the lanes is in the past: their spans are drawn to the end of the axis and cut off here. */
function Past({ x, height }: MarkProps): ReactNode {
  const { playhead } = useSimulator();
  const past = useRef<SVGRectElement>(null);
  useEffect(() => playhead.subscribe((now) => past.current?.setAttribute('width', (x(now) - x(0)).toFixed(1))), [playhead, x]);
  return <rect ref={past} x={x(0)} y="-10" width="0" height={height + 20} />;
}

interface AxisProps {
  readonly end: number;
  readonly x: (time: number) => number;
  readonly most: number;
}

function Axis({ end, x, most }: AxisProps): ReactNode {
  const ticks = timeTicks(end, Math.max(2, most));
  const texts = tickTexts(ticks);
  return (
    <g className="axis">
      {ticks.map((tick, index) => (
        <g key={tick} transform={`translate(${x(tick)} ${AXIS_Y})`}>
          <text y="-2">{texts[index]}</text>
          <line y1="2" y2="6" />
        </g>
      ))}
    </g>
  );
}
