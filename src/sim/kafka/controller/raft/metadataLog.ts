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
import type { MetadataSnapshot } from '../../metadata/snapshot.ts';
import type { Offset } from '../../types.ts';
import type { VoterSetEntry } from './voterSet.ts';
import type { TimeUs } from '../../../../base/flavor.ts';

/** A copy of `__cluster_metadata` (`KafkaRaftLog`); `logSnapshots.ts` has what concerns its snapshots. */
export interface MetadataLog {
  /** First offset that is still here: 0, or where the earliest snapshot ends. */
  startOffset: Offset;
  /** What the voter sets were that records of this log wrote, oldest first; empty with static voters (`VoterSetHistory`). */
  voterSets: VoterSetEntry[];
  /** Oldest first. */
  snapshots: MetadataSnapshot[];
  batches: ChunkedList<MetadataBatch>;
  epochs: EpochEntry[];
  /** Offset that the next record gets. */
  endOffset: Offset;
  /** Epoch of the last record; 0 for an empty log. */
  lastEpoch: number;
  /** Everything below is on the disk itself, not only in the page cache. */
  flushedOffset: Offset;
  /** When a leader appended last; see `losePower`. */
  appendedAt: TimeUs;
}

export function emptyMetadataLog(): MetadataLog {
  return { startOffset: 0, voterSets: [], snapshots: [], batches: emptyList(), epochs: [], endOffset: 0, lastEpoch: 0, flushedOffset: 0, appendedAt: 0 };
}

export function cloneMetadataLog(log: MetadataLog): MetadataLog {
  return {
    startOffset: log.startOffset,
    voterSets: log.voterSets.slice(),
    snapshots: log.snapshots.slice(),
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
  batch.records.forEach((record, index) => {
    if (record.type === 'Voters') log.voterSets.push({ offset: batch.baseOffset + index, voters: record.voters });
  });
  log.endOffset = batch.lastOffset + 1;
  log.lastEpoch = batch.epoch;
}

/** Drops every batch that reaches `endOffset` or beyond it. */
export function truncateLog(log: MetadataLog, endOffset: Offset): void {
  if (endOffset >= log.endOffset) return;
  const keep = listLowerBound(log.batches, endOffset, (batch) => batch.lastOffset);
  listTruncate(log.batches, keep);
  const last = keep === 0 ? undefined : listAt(log.batches, keep - 1);
  log.endOffset = last === undefined ? log.startOffset : last.lastOffset + 1;
  log.lastEpoch = last?.epoch ?? log.snapshots[0]?.epoch ?? 0;
  truncateFromEnd(log.epochs, log.endOffset);
  log.flushedOffset = Math.min(log.flushedOffset, log.endOffset);
  // A set that was never committed is in effect no more.
  while ((log.voterSets.at(-1)?.offset ?? -1) >= log.endOffset) log.voterSets.pop();
}

/** `fsync`: what was appended survives a loss of power from now on. */
export function flush(log: MetadataLog): void {
  log.flushedOffset = log.endOffset;
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
  const end = endOffsetFor(log.epochs, epoch, log.endOffset);
  const [earliest] = log.snapshots;
  // Older than all that is left: what the log begins after is known from the snapshot.
  if (end !== null && earliest !== undefined && end.endOffset === earliest.offset && end.epoch === epoch) {
    return { epoch: earliest.epoch, endOffset: earliest.offset };
  }
  return end;
}
