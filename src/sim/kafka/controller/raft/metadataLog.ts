import {
  emptyList,
  listAt,
  listClone,
  listLength,
  listLowerBound,
  listPush,
  listTruncate,
  type ChunkedList,
} from '../../../../base/chunkedList.ts';
import { assert } from '../../../../base/assert.ts';
import {
  assign,
  endOffsetFor,
  truncateFromEnd,
  type EpochEndOffset,
  type EpochEntry,
} from '../../log/leaderEpochFileCache.ts';
import type { MetadataBatch } from '../../metadata/records.ts';
import type { Offset } from '../../types.ts';
import type { TimeUs } from '../../../../base/flavor.ts';

/** How long a flush of the leader takes at most. Ours, of the order of a disk's; Kafka waits as long as it takes. */
const FLUSH_US = 10_000;

/**
 * A copy of `__cluster_metadata` (`KafkaRaftLog`). It starts at offset 0: snapshots and the
 * deletion of what they cover are left out.
 */
export interface MetadataLog {
  batches: ChunkedList<MetadataBatch>;
  epochs: EpochEntry[];
  /** Offset that the next record gets. */
  endOffset: Offset;
  /** Epoch of the last record; 0 for an empty log. */
  lastEpoch: number;
  /** Everything below is on the disk itself, not only in the page cache. */
  flushedOffset: Offset;
  /** When a leader appended last: its flush is over `FLUSH_US` later. */
  appendedAt: TimeUs;
}

export function emptyMetadataLog(): MetadataLog {
  return { batches: emptyList(), epochs: [], endOffset: 0, lastEpoch: 0, flushedOffset: 0, appendedAt: 0 };
}

export function cloneMetadataLog(log: MetadataLog): MetadataLog {
  return {
    batches: listClone(log.batches),
    epochs: log.epochs.slice(),
    endOffset: log.endOffset,
    lastEpoch: log.lastEpoch,
    flushedOffset: log.flushedOffset,
    appendedAt: log.appendedAt,
  };
}

export function metadataLogOf(batches: readonly MetadataBatch[]): MetadataLog {
  const log = emptyMetadataLog();
  for (const batch of batches) appendToLog(log, batch);
  flush(log);
  return log;
}

export function appendToLog(log: MetadataLog, batch: MetadataBatch): void {
  assert(batch.baseOffset === log.endOffset, 'a metadata batch follows the one before it');
  assert(batch.epoch >= log.lastEpoch, 'epochs of the metadata log do not fall');
  if (batch.epoch > log.lastEpoch || log.epochs.length === 0) {
    assign(log.epochs, batch.epoch, batch.baseOffset);
  }
  listPush(log.batches, batch);
  log.endOffset = batch.lastOffset + 1;
  log.lastEpoch = batch.epoch;
}

/** Drops every batch that reaches `endOffset` or beyond it. */
export function truncateLog(log: MetadataLog, endOffset: Offset): void {
  if (endOffset >= log.endOffset) return;
  const keep = listLowerBound(log.batches, endOffset, (batch) => batch.lastOffset);
  listTruncate(log.batches, keep);
  const last = keep === 0 ? undefined : listAt(log.batches, keep - 1);
  log.endOffset = last === undefined ? 0 : last.lastOffset + 1;
  log.lastEpoch = last?.epoch ?? 0;
  truncateFromEnd(log.epochs, log.endOffset);
  log.flushedOffset = Math.min(log.flushedOffset, log.endOffset);
}

/** `fsync`: what was appended survives a loss of power from now on. */
export function flush(log: MetadataLog): void {
  log.flushedOffset = log.endOffset;
}

/**
 * The power fails: what was appended and not flushed is kept only as far as the operating system happened to write it
 * out. `pick` draws a whole number from 0 up to (not including) its argument, one for each batch that could be lost and one more.
 */
export function losePower(log: MetadataLog, now: TimeUs, pick: (bound: number) => number): void {
  if (log.appendedAt > 0 && now - log.appendedAt >= FLUSH_US) flush(log);
  if (log.flushedOffset >= log.endOffset) return;
  const unflushed = readLog(log, log.flushedOffset, log.endOffset, Number.MAX_SAFE_INTEGER);
  const firstLost = unflushed[pick(unflushed.length + 1)];
  if (firstLost !== undefined) truncateLog(log, firstLost.baseOffset);
}

/** Batches from `offset` up to (not including) `until`, at most `limit` of them. */
export function readLog(
  log: MetadataLog,
  offset: Offset,
  until: Offset,
  limit: number,
): MetadataBatch[] {
  const found: MetadataBatch[] = [];
  if (offset >= until) return found;
  const length = listLength(log.batches);
  let index = listLowerBound(log.batches, offset, (batch) => batch.lastOffset);
  for (; index < length && found.length < limit; index += 1) {
    const batch = listAt(log.batches, index);
    if (batch.lastOffset >= until) break;
    found.push(batch);
  }
  return found;
}

/** Where the largest epoch of this log that is not above `epoch` ends; null when it has none. */
export function endOffsetForEpoch(log: MetadataLog, epoch: number): EpochEndOffset | null {
  return endOffsetFor(log.epochs, epoch, log.endOffset);
}
