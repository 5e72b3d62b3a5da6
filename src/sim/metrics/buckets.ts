import type { DurationUs, TimeUs } from '../../base/flavor.ts';
import { emptyTimes, mergeTimes, type Times } from './times.ts';
import type { MetricId } from './metricIds.ts';

/** The values that were read of a gauge in a stretch of time. */
export interface Gauge {
  readonly last: number;
  readonly low: number;
  readonly high: number;
}

/**
 * What was measured after `from`, up to and including `to`, by series: see `seriesKey`. Never changed once it is closed, so copies of a
 * meter share it.
 */
export interface Bucket {
  readonly from: TimeUs;
  readonly to: TimeUs;
  readonly counts: Map<string, number>;
  readonly gauges: Map<string, Gauge>;
  readonly times: Map<string, Times>;
}

/** How often gauges are read, and the shortest stretch of which anything is told. */
export const STEP_US: DurationUs = 500_000;
/** So many of a length are kept; older ones become one of `JOINED` at a time. */
const MOST_OF_A_LENGTH = 480;
const JOINED = 4;

/** Closed buckets by age: the first list holds the newest, each `STEP_US` long; in each list after it they are four times as long. */
export type Levels = readonly Bucket[][];

/** `source`: the node or group that would report it, empty for all together. `label`: what else Kafka's name says, such as the request. */
export function seriesKey(metric: MetricId, source: string, label = ''): string {
  return `${metric}\n${source}\n${label}`;
}

export interface SeriesName {
  readonly metric: MetricId;
  readonly source: string;
  readonly label: string;
}

export function seriesName(key: string): SeriesName {
  const [metric = '', source = '', label = ''] = key.split('\n');
  return { metric: metric as MetricId, source, label };
}

export function emptyBucket(from: TimeUs, to: TimeUs): Bucket {
  return { from, to, counts: new Map(), gauges: new Map(), times: new Map() };
}

/** One bucket of several that follow one another. */
export function joinBuckets(buckets: readonly Bucket[]): Bucket {
  const joined = emptyBucket(buckets[0]?.from ?? 0, buckets.at(-1)?.to ?? 0);
  for (const { counts, gauges, times } of buckets) {
    for (const [key, count] of counts) joined.counts.set(key, (joined.counts.get(key) ?? 0) + count);
    for (const [key, gauge] of gauges) joined.gauges.set(key, joinGauges(joined.gauges.get(key), gauge));
    for (const [key, of] of times) {
      const into = joined.times.get(key) ?? emptyTimes();
      mergeTimes(into, of);
      joined.times.set(key, into);
    }
  }
  return joined;
}

function joinGauges(before: Gauge | undefined, after: Gauge): Gauge {
  if (before === undefined) return after;
  return { last: after.last, low: Math.min(before.low, after.low), high: Math.max(before.high, after.high) };
}

/** Adds the newest bucket; what has grown too many of a length is joined. */
export function addBucket(levels: Bucket[][], bucket: Bucket): void {
  let added = bucket;
  for (let level = 0; ; level += 1) {
    const list = (levels[level] ??= []);
    list.push(added);
    if (list.length < MOST_OF_A_LENGTH + JOINED) return;
    added = joinBuckets(list.splice(0, JOINED));
  }
}

/** All of them in the order of time. */
export function bucketsOf(levels: Levels): Bucket[] {
  return [...levels].reverse().flat();
}
