import { listAt, listLength } from '../../base/chunkedList.ts';
import type { KeyFound } from '../../protocol/partitionsDetail.ts';
import { batchIndexOf, firstIndexFrom, offsetOf, type RecordBatch, type UnifiedLog } from '../../sim/index.ts';

/** So many of the newest places of a key are told of each partition. */
const NEWEST = 12;

/** What was found in each log for one key, so that from frame to frame only what is new is looked at. */
export type KeyIndex = Map<string, Indexed>;

interface Indexed {
  readonly log: UnifiedLog;
  /** What the log was when it was looked through. */
  readonly seen: { readonly start: number; readonly batches: number; readonly last: RecordBatch | null; readonly segments: readonly unknown[] };
  readonly offsets: number[];
}

export function createKeyIndex(): KeyIndex {
  return new Map();
}

/** Where records with the key are in the logs given, one of each partition. The index must be of the same run and key each time. */
export function findKey(index: KeyIndex, key: string, logs: Iterable<{ readonly partition: string; readonly log: UnifiedLog }>): KeyFound {
  let total = 0;
  const places: KeyFound['places'][number][] = [];
  for (const { partition, log } of logs) {
    const offsets = offsetsIn(index, partition, key, log);
    if (offsets.length === 0) continue;
    total += offsets.length;
    places.push({ partition, count: offsets.length, newest: offsets.slice(-NEWEST) });
  }
  return { key, total, places };
}

function offsetsIn(index: KeyIndex, partition: string, key: string, log: UnifiedLog): readonly number[] {
  const known = index.get(partition);
  const count = listLength(log.batches);
  const grew = known !== undefined && known.log === log && hasOnlyGrown(known, log);
  if (grew && known.seen.batches === count) return known.offsets;
  const offsets = grew ? known.offsets : [];
  const from = grew ? known.seen.batches : batchIndexOf(log, log.logStartOffset);
  for (let at = from; at < count; at += 1) {
    const batch = listAt(log.batches, at);
    for (let place = firstIndexFrom(batch, log.logStartOffset); place < batch.records.length; place += 1) {
      if (batch.records[place]?.key === key) offsets.push(offsetOf(batch, place));
    }
  }
  const last = count === 0 ? null : listAt(log.batches, count - 1);
  index.set(partition, { log, seen: { start: log.logStartOffset, batches: count, last, segments: log.segments.slice() }, offsets });
  return offsets;
}

/** Batches never change, truncation takes the last ones, and compaction makes new segments of old ones. */
function hasOnlyGrown({ seen }: Indexed, log: UnifiedLog): boolean {
  if (listLength(log.batches) < seen.batches || log.logStartOffset !== seen.start) return false;
  if (seen.last !== null && listAt(log.batches, seen.batches - 1) !== seen.last) return false;
  return seen.segments.every((segment, at) => segment === log.segments[at]);
}
