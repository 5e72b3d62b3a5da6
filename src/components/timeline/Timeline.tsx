import { lazy, Suspense, useId, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { TimeUs } from '../../base/flavor.ts';
import type { BookmarkView } from '../../store/facts.ts';
import type { Lane } from '../../store/state.ts';
import { lanes as laneNames } from '../../words/run/lanes.ts';
import * as words from '../../words/timeline.ts';
import { CompareMarks } from '../compare/CompareMarks.tsx';
import { useCompared } from '../compare/comparisonContext.tsx';
import { useAppState } from '../simulatorContext.tsx';
import { Axis } from './Axis.tsx';
import { Bookmarks, BOOKMARKS_HEIGHT } from './Bookmarks.tsx';
import { BranchLines, BranchNames } from './Branches.tsx';
import { LaneStrip } from './LaneStrip.tsx';
import { PlayheadHandle } from './PlayheadHandle.tsx';
import { Ahead, Known, PlayheadMark } from './PlayheadMark.tsx';
import { StoryFlags } from './StoryFlags.tsx';
import { ZoomReset } from './ZoomReset.tsx';
import { branchTracks, TRACK_HEIGHT, type Track } from './branchLayout.ts';
import { createHand, type Hand } from './hand.ts';
import { LATENCY_HEIGHT, laneLayout } from './laneLayout.ts';
import { marksOf, snap } from './snap.ts';
import { timeScale } from './timeScale.ts';
import { useScrub } from './useScrub.ts';
import { useTimelineEnd } from './useTimelineEnd.ts';
import { useWidth } from './useWidth.ts';

const LatencyLane = lazy(() => import('./LatencyLane.tsx'));
const LatencyInWords = lazy(async () => ({ default: (await import('./LatencyLane.tsx')).LatencyInWords }));

/** Room for `12 of 1000` and half of `120 min`. */
const LABELS = 78;
const RIGHT = 28;
const AXIS_Y = 30;
const TICK_ROOM = 64;
const LINE = 14;
/** How near to a mark a press means it. */
const NEAR_PX = 6;
const NEAR_FINGER_PX = 14;

const NO_BOOKMARKS: readonly BookmarkView[] = [];

/** What happened when, in lanes, the futures of the run, and the playhead, which is dragged from anywhere. */
export function Timeline(): ReactNode {
  const container = useRef<HTMLDivElement>(null);
  const [hand] = useState(createHand);
  const width = useWidth(container);
  const lanes = useAppState((state) => state.lanes);
  const end = useTimelineEnd();
  const span = Math.max(1, width - LABELS - RIGHT);
  const zoom = useAppState((state) => state.zoom);
  const [left, right] = [zoom?.from ?? 0, zoom?.to ?? end];
  const x = useMemo(() => timeScale([left, right], [LABELS, LABELS + span]), [span, left, right]);
  const tracks = useTracks(x, LABELS, LABELS + span);
  const bookmarks = useAppState(({ timeline }) => timeline?.bookmarks ?? NO_BOOKMARKS);
  const tracksY = AXIS_Y + 7 + (bookmarks.length > 0 ? BOOKMARKS_HEIGHT : 0);
  const timeAt = (at: number): TimeUs => Math.round(Math.min(Math.max(0, x.invert(at)), end));
  const scrub = useScrub({
    timeAt,
    pressed: (at, target, precise) => {
      const marked = target.closest('[data-at]')?.getAttribute('data-at') ?? null;
      return marked === null ? snap(timeAt(at), marksOf(lanes), ((precise ? NEAR_PX : NEAR_FINGER_PX) / span) * (right - left)) : Number(marked);
    },
    hold: hand.hold,
  });
  return (
    <section className="timeline" aria-label={words.timeline} data-tracks={Math.min(tracks.length, 4)} data-bookmarks={bookmarks.length > 0 ? '' : undefined}>
      <p className="visually-hidden">{words.whatIsDrawn}</p>
      <Suspense fallback={null}>
        <LatencyInWords />
      </Suspense>
      <div className="timeline-space" ref={container} {...scrub}>
        {width > 0 && (
          <>
            <TimelinePicture x={x} from={left} end={right} width={width} lanes={lanes} tracks={tracks} tracksY={tracksY} hand={hand} most={Math.floor(span / TICK_ROOM)} />
            {tracks.length > 0 && <BranchNames tracks={tracks} top={tracksY} width={width} />}
            {bookmarks.length > 0 && <Bookmarks bookmarks={zoom === null ? bookmarks : bookmarks.filter(({ at }) => at >= left && at <= right)} x={x} top={AXIS_Y + 7} width={width} />}
            <PlayheadHandle end={end} x={x} hand={hand} />
            {zoom !== null && <ZoomReset />}
          </>
        )}
      </div>
    </section>
  );
}

/** The tracks of the branches; none while there is only one. */
function useTracks(x: (time: TimeUs) => number, left: number, right: number): readonly Track[] {
  const timeline = useAppState((state) => state.timeline);
  const knownTo = useAppState((state) => state.knownTo);
  return useMemo(
    () => (timeline === null || timeline.branches.length < 2 ? [] : branchTracks(timeline.branches, timeline.current, knownTo, { x, left, right })),
    [timeline, knownTo, x, left, right],
  );
}

interface TimelinePictureProps {
  readonly x: (time: TimeUs) => number;
  /** The stretch of time that is shown. */
  readonly from: TimeUs;
  readonly end: TimeUs;
  readonly width: number;
  readonly lanes: readonly Lane[];
  readonly tracks: readonly Track[];
  readonly tracksY: number;
  readonly hand: Hand;
  /** Ticks there is room for. */
  readonly most: number;
}

function TimelinePicture({ x, from, end, width, lanes, tracks, tracksY, hand, most }: TimelinePictureProps): ReactNode {
  const layout = useMemo(() => laneLayout(lanes), [lanes]);
  const knownTo = useAppState((state) => state.knownTo);
  const inPast = useAppState(({ frame, knownTo: known }) => (frame?.now ?? 0) < known);
  const clip = useId();
  const lanesY = tracksY + tracks.length * TRACK_HEIGHT + (tracks.length > 0 ? 8 : 2);
  const isCompared = useCompared(({ compared }) => compared !== null) === true;
  const height = lanesY + layout.height + (isCompared ? 24 : 6);
  return (
    <svg width={width} height={height} aria-hidden="true">
      <clipPath id={clip}>
        <Known x={x} height={height} knownTo={knownTo} />
      </clipPath>
      {layout.lanes.map(({ lane, y, rows, step, thickness }) => (
        <g key={lane.id} transform={`translate(0 ${lanesY + y})`}>
          <LaneTitle lines={lane.note === '' ? [lane.title] : [lane.title, lane.note]} middle={Math.max(rows, 1) * step * 0.5} />
          <LaneStrip lane={lane} rows={rows} step={step} thickness={thickness} x={x} from={from} end={end} clip={clip} />
        </g>
      ))}
      <g transform={`translate(0 ${lanesY + layout.latencyY})`}>
        <LaneTitle lines={[laneNames.latency]} middle={LATENCY_HEIGHT - 6} />
        <line className="lane-line" x1={x(from)} x2={x(end)} y1={LATENCY_HEIGHT} y2={LATENCY_HEIGHT} />
        <Suspense fallback={null}>
          <LatencyLane x={x} from={from} end={end} height={LATENCY_HEIGHT} clip={clip} />
        </Suspense>
      </g>
      {inPast && <Ahead isEndShown={knownTo <= end} x={x} height={height} knownTo={knownTo} />}
      <g transform={`translate(0 ${tracksY})`}>
        <BranchLines tracks={tracks} />
      </g>
      {isCompared && <CompareMarks x={x} from={from} end={end} top={AXIS_Y} bottom={height - 2} />}
      <StoryFlags x={x} y={9} from={from} end={end} />
      <PlayheadMark x={x} height={height} hand={hand} />
      <Axis from={from} end={end} x={x} y={AXIS_Y} most={most} />
    </svg>
  );
}

function LaneTitle({ lines, middle }: { readonly lines: readonly string[]; readonly middle: number }): ReactNode {
  return lines.map((line, index) => (
    <text key={line} className="lane-title" x={LABELS - 12} y={middle + 4 + (index - (lines.length - 1) / 2) * LINE}>
      {line}
    </text>
  ));
}
