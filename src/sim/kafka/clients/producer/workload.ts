import type { DurationUs } from '../../../../base/flavor.ts';
import { scaleToBound } from '../../../kernel/rng.ts';
import type { TimerId } from '../../../kernel/types.ts';
import type { KeySpec, ProducerSpec } from '../../spec.ts';
import { murmur2OfText } from './murmur2.ts';

/** What the application around the producer sends by itself, and the numbers of its records. */
export interface Workload {
  /** Records per 1,000 seconds, so that slow rates are whole numbers, too. */
  rateMilli: number;
  /** Fraction of the next record that is due already, in billionths. */
  credit: number;
  /** How long the running timer was set for. */
  plannedUs: DurationUs;
  timer: TimerId | null;
  keyIndex: number;
  /** The keys of a list with their hashes, so that they are not hashed for each record. Never changed. */
  readonly list: readonly NextKey[];
  /** Running sum of the weights of a zipf distribution's keys; null for other keys. Never changed. */
  readonly zipf: readonly number[] | null;
  nextRecord: number;
  /** What stands before the number in ids and generated values. Never changed. */
  readonly idPrefix: string;
  readonly valuePrefix: string;
}

/** `hash` is null where it is not known beforehand. */
export interface NextKey {
  readonly key: string | null;
  readonly hash: number | null;
}

const NO_KEY: NextKey = { key: null, hash: null };

/** Faster producers send several records each millisecond: an event for each would say no more. */
const TICK_US = 1_000;
/** What one record costs: a rate of 1 in `rateMilli` earns 1 each microsecond. */
const RECORD_CREDIT = 1_000_000_000;
/** Weight of the most frequent key. Large enough for weights of millions of keys, small enough for 32-bit draws. */
const ZIPF_SCALE = 0x400_0000;

export function emptyWorkload(spec: ProducerSpec): Workload {
  return {
    rateMilli: rateMilliOf(spec.ratePerSecond),
    credit: 0,
    plannedUs: 0,
    timer: null,
    keyIndex: 0,
    list: spec.keys.kind === 'list' ? spec.keys.keys.map((key) => ({ key, hash: hashOfKey(key) })) : [],
    zipf: spec.keys.kind === 'zipf' ? zipfTable(spec.keys.size) : null,
    nextRecord: 1,
    idPrefix: `${spec.id}:`,
    valuePrefix: `${spec.id} #`,
  };
}

/** Rates that are not zero but less than a record in 1,000 seconds count as that. */
export function rateMilliOf(ratePerSecond: number): number {
  return ratePerSecond <= 0 ? 0 : Math.max(1, Math.round(ratePerSecond * 1_000));
}

/** Time until the next tick. No rate drifts, whole or not: what a tick is late is kept as credit. */
export function nextTickUs(workload: Workload): DurationUs {
  const untilRecord = Math.ceil((RECORD_CREDIT - workload.credit) / workload.rateMilli);
  return Math.max(TICK_US, untilRecord);
}

/** Number of records due at a tick. Time the process was paused for is not made up, as the application did not run. */
export function takeDueRecords(workload: Workload): number {
  workload.credit += workload.plannedUs * workload.rateMilli;
  const due = Math.floor(workload.credit / RECORD_CREDIT);
  workload.credit -= due * RECORD_CREDIT;
  return due;
}

/** The key of the next record. `draw` gives 32 random bits. */
export function nextKey(workload: Workload, keys: KeySpec, draw: () => number): NextKey {
  if (keys.kind === 'none') return NO_KEY;
  if (keys.kind === 'zipf') return { key: `key:${zipfRank(workload.zipf ?? [], draw())}`, hash: null };
  const next = workload.list[workload.keyIndex] ?? NO_KEY;
  workload.keyIndex = (workload.keyIndex + 1) % workload.list.length;
  return next;
}

/** The partitioner's hash: the rest of the division by the number of partitions is the partition. */
function hashOfKey(key: string): number {
  return murmur2OfText(key) & 0x7fffffff;
}

/** Running sum of weights 1, 1/2, 1/3, ... in whole numbers. */
export function zipfTable(size: number): number[] {
  const table: number[] = [];
  let sum = 0;
  for (let rank = 1; rank <= size; rank += 1) {
    sum += Math.max(1, Math.floor(ZIPF_SCALE / rank));
    table.push(sum);
  }
  return table;
}

/** Rank, from 1, of the key that 32 random bits choose. */
export function zipfRank(table: readonly number[], draw: number): number {
  const target = scaleToBound(draw, table[table.length - 1] ?? 1);
  let low = 0;
  let high = table.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((table[middle] ?? 0) > target) high = middle;
    else low = middle + 1;
  }
  return low + 1;
}
