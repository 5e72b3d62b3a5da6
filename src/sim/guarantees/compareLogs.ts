import { emptyList, listAt, listLength, listLowerBound, listPush, type ChunkedList } from '../../base/chunkedList.ts';
import { firstIndexFrom, offsetOf, type LogRecord, type RecordBatch } from '../kafka/log/recordBatch.ts';
import { batchAt, localLogStartOffset, type UnifiedLog } from '../kafka/log/unifiedLog.ts';
import type { Offset } from '../kafka/types.ts';

type Batches = ChunkedList<RecordBatch>;

function lastOffsetOf(batch: RecordBatch): Offset {
  return batch.lastOffset;
}

/**
 * The first offset from `from` up to `to` at which `log` lacks what was committed or holds something else; null when there is none.
 * What lies before the log's start was deleted on purpose, or went to remote storage. Below `compactedUpTo` a record may be missing, but none may differ.
 */
export function firstDisagreement(committed: Batches, log: UnifiedLog, from: Offset, to: Offset, compactedUpTo: Offset): Offset | null {
  const start = Math.max(from, localLogStartOffset(log));
  const count = listLength(committed);
  const held = log.batches;
  const heldCount = listLength(held);
  let own = listLowerBound(held, start, lastOffsetOf);
  for (let index = listLowerBound(committed, start, lastOffsetOf); index < count; index += 1) {
    const batch = listAt(committed, index);
    if (batch.baseOffset >= to) return null;
    const same = own < heldCount ? listAt(held, own) : undefined;
    if (same !== undefined && isSameBatch(same, batch)) {
      own += 1;
      continue;
    }
    const at = disagreementIn(batch, log, start, compactedUpTo);
    if (at !== null) return at < to ? at : null;
    own = listLowerBound(held, batch.lastOffset + 1, lastOffsetOf);
  }
  return null;
}

/** Copies share the very records, as messages and logs do here. */
function isSameBatch(a: RecordBatch, b: RecordBatch): boolean {
  return a === b || (a.records === b.records && a.baseOffset === b.baseOffset && a.leaderEpoch === b.leaderEpoch);
}

function disagreementIn(batch: RecordBatch, log: UnifiedLog, from: Offset, compactedUpTo: Offset): Offset | null {
  for (let index = firstIndexFrom(batch, from); index < batch.records.length; index += 1) {
    const offset = offsetOf(batch, index);
    const other = batchAt(log, offset);
    const record = other === undefined ? null : recordIn(other, offset);
    if (record === null ? offset >= compactedUpTo : record.id !== batch.records[index]?.id || other?.leaderEpoch !== batch.leaderEpoch) return offset;
  }
  return null;
}

/** The record at `offset`, or null where the batch has none. */
export function recordIn(batch: RecordBatch, offset: Offset): LogRecord | null {
  const index = firstIndexFrom(batch, offset);
  const record = batch.records[index];
  return record !== undefined && offsetOf(batch, index) === offset ? record : null;
}

/** What was committed at `offset`; undefined where nothing is remembered. */
export function committedAt(committed: Batches, offset: Offset): RecordBatch | undefined {
  const index = listLowerBound(committed, offset, lastOffsetOf);
  const batch = index < listLength(committed) ? listAt(committed, index) : undefined;
  return batch !== undefined && batch.baseOffset <= offset ? batch : undefined;
}

/** Appends what `log` holds from `from` up to `to`. */
export function appendCommitted(committed: Batches, log: UnifiedLog, from: Offset, to: Offset): void {
  const count = listLength(log.batches);
  for (let index = listLowerBound(log.batches, from, lastOffsetOf); index < count; index += 1) {
    const batch = listAt(log.batches, index);
    if (batch.baseOffset >= to) return;
    listPush(committed, batch);
  }
}

/** What is left of `committed` without what ends before `start`. */
export function withoutStart(committed: Batches, start: Offset): Batches {
  const kept: Batches = emptyList();
  const count = listLength(committed);
  for (let index = listLowerBound(committed, start, lastOffsetOf); index < count; index += 1) listPush(kept, listAt(committed, index));
  return kept;
}
