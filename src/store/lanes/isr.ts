import { effectiveMinIsr } from '../../base/effectiveMinIsr.ts';
import { isInternalTopic } from '../../base/internalTopic.ts';
import type { TimeUs } from '../../base/flavor.ts';
import { isUnderReplicated } from '../../base/underReplicated.ts';
import type { FactView } from '../../protocol/messages.ts';
import type { Frame, PartitionView } from '../../protocol/views.ts';
import * as words from '../../words/run/lanes.ts';
import type { LaneSpan } from '../state.ts';
import { open } from './spans.ts';
import type { Rows } from './spans.ts';

/** One line for all partitions: are there as many in-sync replicas as there should be? */
const KEY = 'isr';

/** In-sync replicas of each partition, updated while facts are folded. */
export interface IsrCounts {
  readonly partitions: Map<string, PartitionCounts>;
  shrunk: number;
  underMin: number;
}

interface PartitionCounts {
  readonly inSync: number;
  readonly replicas: readonly number[];
  readonly adding: readonly number[];
  readonly least: number;
}

export function countIsr(partitions: readonly PartitionView[]): IsrCounts {
  const counts: IsrCounts = { partitions: new Map(), shrunk: 0, underMin: 0 };
  for (const { key, isr, replicas, minInsyncReplicas, reassigning } of partitions) {
    setCount(counts, key, { inSync: isr.length, replicas, adding: reassigning?.adding ?? [], least: effectiveMinIsr(minInsyncReplicas, replicas.length) });
  }
  return counts;
}

/** Folds one fact; `counts` is changed in place. */
export function foldIsr(rows: Rows, { at, fact }: FactView, counts: IsrCounts): Rows {
  if (fact.type !== 'IsrShrunk' && fact.type !== 'IsrExpanded' && fact.type !== 'LeaderElected') return rows;
  const key = `${fact.topic}-${fact.partition}`;
  const before = counts.partitions.get(key);
  if (before === undefined) return rows;
  setCount(counts, key, { ...before, inSync: fact.isr.length });
  return spanOf(rows, counts, at);
}

/** The row as the frame has it. */
export function reconcileIsr(rows: Rows, partitions: readonly PartitionView[], now: TimeUs): Rows {
  return partitions.length === 0 ? rows : spanOf(rows, countIsr(partitions), now);
}

/** The row of a large cluster, whose partitions are told in sums. */
export function reconcileSums(rows: Rows, { heat, brokers, now }: Frame): Rows {
  const sums = { under: 0, offline: 0 };
  for (const { topic, measure, values } of heat) {
    if ((measure !== 'under' && measure !== 'offline') || isInternalTopic(topic)) continue;
    for (const value of values) sums[measure] += Math.max(0, value);
  }
  const underMin = brokers.reduce((sum, { holds }) => sum + holds.own.underMinIsr, 0);
  if (sums.offline > 0) return open(rows, KEY, { from: now, hue: null, tone: 'bad', label: words.someWithoutLeader });
  return open(rows, KEY, { from: now, hue: null, ...standing({ shrunk: sums.under, underMin }) });
}

function setCount(counts: IsrCounts, key: string, next: PartitionCounts): void {
  const before = counts.partitions.get(key);
  counts.shrunk += Number(isShrunk(next)) - Number(before !== undefined && isShrunk(before));
  counts.underMin += Number(isUnderMin(next)) - Number(before !== undefined && isUnderMin(before));
  counts.partitions.set(key, next);
}

function spanOf(rows: Rows, counts: IsrCounts, from: TimeUs): Rows {
  return open(rows, KEY, { from, hue: null, ...standing(counts) });
}

function standing({ shrunk, underMin }: Pick<IsrCounts, 'shrunk' | 'underMin'>): Pick<LaneSpan, 'tone' | 'label'> {
  if (underMin > 0) return { tone: 'bad', label: words.someUnderMin(underMin) };
  if (shrunk > 0) return { tone: 'warn', label: words.someNotInSync(shrunk) };
  return { tone: 'good', label: words.allInSync };
}

function isShrunk({ inSync, replicas, adding }: PartitionCounts): boolean {
  return isUnderReplicated(inSync, replicas, adding);
}

function isUnderMin({ inSync, least }: PartitionCounts): boolean {
  return inSync < least;
}
