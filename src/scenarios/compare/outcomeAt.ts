import { isInternalTopic } from '../../base/internalTopic.ts';
import { batchAt, brokersOf, committedImage, firstIndexFrom, localLogStartOffset, offsetOf, replicaOf, type KafkaSimulation, type UnifiedLog } from '../../sim/index.ts';
import { leaderlessUs } from './leaderless.ts';
import { recordsOnTheWay } from './onTheWay.ts';
import type { AckedRecord, Outcome, OutcomeWatch } from './outcome.ts';

/** The records that a number counts; of the other numbers nobody asks for them. */
export const COUNTED = ['lost', 'lostUnacknowledged', 'duplicated', 'readTwice'] as const;
export type CountedKey = (typeof COUNTED)[number];

/** A record that one of the numbers counts. */
export interface CountedRecord {
  readonly id: string;
  readonly topic: string;
  readonly partition: number;
  /** Where it was acknowledged, is stored the second time, or was read from; -1 where nobody was told. */
  readonly offset: number;
  /** When it was acknowledged, counted as sent, or handed out again; null of one that is stored twice. */
  readonly atUs: number | null;
  /** The group that read it again, and the fact that tells so; else null. */
  readonly group: string | null;
  readonly fact: number | null;
}

export type CountedRecords = { readonly [Each in CountedKey]: readonly CountedRecord[] };

export interface OutcomeAt {
  readonly outcome: Outcome;
  readonly records: CountedRecords;
}

/** What came of a run up to the present moment of `sim`; `watch` may have heard more. */
export function outcomeAt(watch: OutcomeWatch, sim: KafkaSimulation): OutcomeAt {
  const atUs = sim.state.now;
  let [acknowledged, unacknowledged] = [0, 0];
  const lost: CountedRecord[] = [];
  const lostUnacknowledged: CountedRecord[] = [];
  const onTheWay = watch.unacknowledged.size === 0 ? new Set<string>() : recordsOnTheWay(sim);
  const duplicated: CountedRecord[] = [];
  for (const { name, partitions } of committedImage(sim.world).topics.values()) {
    if (isInternalTopic(name)) continue;
    for (let partition = 0; partition < partitions.length; partition += 1) {
      const acked = watch.acked.get(`${name}-${partition}`) ?? [];
      const count = countUntil(acked, atUs);
      acknowledged += count;
      const unasked = watch.unacknowledged.get(`${name}-${partition}`) ?? [];
      const unaskedCount = countUntil(unasked, atUs);
      unacknowledged += unaskedCount;
      const log = logOf(sim, name, partition, partitions[partition]?.leader ?? -1);
      if (log === null) continue;
      const held = recordsOf(log);
      for (const { id, offset } of held.again) duplicated.push({ id, topic: name, partition, offset, atUs: null, group: null, fact: null });
      if (held.isCompacted) continue;
      // What is in remote storage alone was never lost by anybody.
      const from = Math.max(log.logStartOffset, localLogStartOffset(log));
      const counted = ({ id, offset, atUs: told }: AckedRecord): CountedRecord => ({ id, topic: name, partition, offset, atUs: told, group: null, fact: null });
      for (const record of acked.slice(0, count)) if (record.offset >= from && !held.ids.has(record.id)) lost.push(counted(record));
      for (const record of unasked.slice(firstKept(unasked, held.ids, from), unaskedCount)) if (!held.ids.has(record.id) && !onTheWay.has(record.id)) lostUnacknowledged.push(counted(record));
    }
  }
  const again = watch.again.slice(0, countUntil(watch.again, atUs));
  const { sent, failed, read, elections, uncleanElections, rebalances } = watch.times;
  return {
    outcome: {
      sent: timesUntil(sent, atUs),
      acknowledged,
      failed: timesUntil(failed, atUs),
      lost: lost.length,
      unacknowledged,
      lostUnacknowledged: lostUnacknowledged.length,
      duplicated: duplicated.length,
      read: timesUntil(read, atUs),
      readTwice: again.length,
      unavailableUs: leaderlessUs(watch, atUs),
      elections: timesUntil(elections, atUs),
      uncleanElections: timesUntil(uncleanElections, atUs),
      rebalances: timesUntil(rebalances, atUs),
    },
    records: { lost, lostUnacknowledged, duplicated, readTwice: again },
  };
}

/** Nobody knows the offsets of such records: where the log has lost its beginning, what was sent before the oldest in it may have been there. */
function firstKept(sent: readonly AckedRecord[], held: ReadonlySet<string>, logStart: number): number {
  if (logStart === 0) return 0;
  const first = sent.findIndex(({ id }) => held.has(id));
  return first < 0 ? sent.length : first;
}

function countUntil(list: readonly { readonly atUs: number }[], atUs: number): number {
  return firstLater(list.length, (index) => (list[index]?.atUs ?? Infinity) <= atUs);
}

function timesUntil(list: readonly number[], atUs: number): number {
  return firstLater(list.length, (index) => (list[index] ?? Infinity) <= atUs);
}

/** How many of an ordered list are not later. */
function firstLater(length: number, isThere: (index: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isThere(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Null where nobody leads: nothing is lost yet that may come back. */
function logOf(sim: KafkaSimulation, topic: string, partition: number, leader: number): UnifiedLog | null {
  const broker = brokersOf(sim.world).find(({ id }) => id === leader);
  return broker === undefined ? null : (replicaOf(broker, topic, partition)?.log ?? null);
}

interface Held {
  readonly ids: ReadonlySet<string>;
  /** Those that are there already, once more. */
  readonly again: readonly { readonly id: string; readonly offset: number }[];
  readonly isCompacted: boolean;
}

function recordsOf(log: UnifiedLog): Held {
  const ids = new Set<string>();
  const again: { id: string; offset: number }[] = [];
  let isCompacted = false;
  let expected = log.logStartOffset;
  for (let batch = batchAt(log, log.logStartOffset); batch !== undefined; batch = batchAt(log, batch.lastOffset + 1)) {
    isCompacted ||= batch.offsetDeltas !== null || batch.baseOffset > expected;
    expected = batch.lastOffset + 1;
    if (batch.control !== null) continue;
    for (let index = firstIndexFrom(batch, log.logStartOffset); index < batch.records.length; index += 1) {
      const record = batch.records[index];
      const offset = offsetOf(batch, index);
      if (record === undefined || offset < log.logStartOffset) continue;
      if (ids.has(record.id)) again.push({ id: record.id, offset });
      ids.add(record.id);
    }
  }
  return { ids, again, isCompacted };
}
