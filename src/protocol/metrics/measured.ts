import type { DurationUs, TimeUs } from '../../base/flavor.ts';
import type { MetricId } from '../../sim/index.ts';

export type { MetricId } from '../../sim/index.ts';

/** What is asked for: a stretch of time, in at most so many pieces, for all nodes together or for each. */
export interface MeasureWindow {
  readonly from: TimeUs;
  readonly to: TimeUs;
  readonly most: number;
  readonly by: 'all' | 'source';
}

/** One line of a chart, with a value for each of the times. */
export interface SeriesView {
  /** Who reports it; empty for all together. */
  readonly source: string;
  /** What else tells it from the others: a request, an error, a percentile. Empty for nothing. */
  readonly label: string;
  /** Per second, as it is, or in microseconds; null where nothing was reported. */
  readonly values: readonly (number | null)[];
  /** Of a gauge that was read several times in a piece: its extremes. */
  readonly low?: readonly (number | null)[];
  readonly high?: readonly (number | null)[];
  /** Of durations: how many there were. */
  readonly samples?: readonly number[];
}

export interface ChartView {
  readonly series: readonly SeriesView[];
  /** How many more there are, with less in them. */
  readonly leftOut: number;
}

/** What was measured of the current branch. */
export interface MeasuredView {
  readonly branch: number;
  readonly window: MeasureWindow;
  /** Up to here all is measured; where more is known, the rest takes another question. */
  readonly measuredTo: TimeUs;
  readonly isComplete: boolean;
  /** How long a piece is. */
  readonly stepUs: DurationUs;
  /** The ends of the pieces: what is told for a time is of the piece before it, gauges as they are at that time. */
  readonly times: readonly TimeUs[];
  readonly charts: Readonly<Record<MetricId, ChartView>>;
}
