import type { DurationUs, TimeUs } from '../../base/flavor.ts';
import { bucketsOf, joinBuckets, seriesKey, seriesName, STEP_US, type Bucket, type SeriesName } from './buckets.ts';
import { measuredTo } from './meter.ts';
import type { Meter } from './meterState.ts';
import { emptyTimes, mergeTimes, percentile, type Times } from './times.ts';

/** What a stretch of time comes to in one series. */
export type Reading =
  | { readonly kind: 'rate'; readonly count: number }
  | { readonly kind: 'gauge'; readonly last: number; readonly low: number; readonly high: number }
  | ({ readonly kind: 'times' } & TimesReading);

export interface TimesReading {
  readonly samples: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly mean: number;
  readonly max: number;
}

export interface Stretch {
  readonly from: TimeUs;
  readonly to: TimeUs;
  readonly readings: ReadonlyMap<string, Reading>;
}

export interface ReadOptions {
  readonly from: TimeUs;
  readonly to: TimeUs;
  /** Stretches are made longer until there are not more than this. */
  readonly most: number;
  /** A series for every node that reports, or one for all together. */
  readonly by: 'all' | 'source';
}

/** What was measured between two times, cut into stretches of one length (longer where the run was long ago), by `seriesKey`. */
export function readSeries(meter: Meter, { from, to, most, by }: ReadOptions): { readonly stepUs: DurationUs; readonly stretches: readonly Stretch[] } {
  const end = Math.min(to, measuredTo(meter));
  let stepUs = STEP_US;
  while ((end - from) / stepUs > most) stepUs *= 2;
  const stretches: Stretch[] = [];
  let gathered: Bucket[] = [];
  for (const bucket of bucketsOf(meter.levels)) {
    if (bucket.to <= from || bucket.from >= end) continue;
    gathered.push(bucket);
    if (bucket.to % stepUs !== 0 && bucket.to < end) continue;
    stretches.push(stretchOf(gathered, by));
    gathered = [];
  }
  if (gathered.length > 0) stretches.push(stretchOf(gathered, by));
  return { stepUs, stretches };
}

function stretchOf(buckets: readonly Bucket[], by: ReadOptions['by']): Stretch {
  const { from, to, counts, gauges, times } = buckets.length === 1 ? (buckets[0] as Bucket) : joinBuckets(buckets);
  const readings = new Map<string, Reading>();
  for (const [key, count] of byName(counts, by, (sum: number, each) => sum + each, 0)) readings.set(key, { kind: 'rate', count });
  for (const [key, gauge] of gauges) {
    if ((seriesName(key).source === '') === (by === 'all')) readings.set(key, { kind: 'gauge', ...gauge });
  }
  for (const [key, of] of byName(times, by, together, null)) if (of !== null) readings.set(key, { kind: 'times', ...readingOf(of) });
  return { from, to, readings };
}

function byName<T, U>(entries: ReadonlyMap<string, T>, by: ReadOptions['by'], add: (sum: U, each: T) => U, none: U): Map<string, U> {
  const sums = new Map<string, U>();
  for (const [key, each] of entries) {
    const name: SeriesName = seriesName(key);
    const as = by === 'source' ? key : seriesKey(name.metric, '', name.label);
    sums.set(as, add(sums.get(as) ?? none, each));
  }
  return sums;
}

function together(sum: Times | null, each: Times): Times {
  const into = sum ?? emptyTimes();
  mergeTimes(into, each);
  return into;
}

function readingOf(times: Times): TimesReading {
  return {
    samples: times.count,
    p50: percentile(times, 50) ?? 0,
    p95: percentile(times, 95) ?? 0,
    p99: percentile(times, 99) ?? 0,
    mean: Math.round(times.sumUs / times.count),
    max: times.maxUs,
  };
}
