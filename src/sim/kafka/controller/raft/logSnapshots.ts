import { emptyList, listAt, listLength, listPush } from '../../../../base/chunkedList.ts';
import type { TimeUs } from '../../../../base/flavor.ts';
import type { SnapshotConfig } from '../../config/types.ts';
import { truncateFromStart } from '../../log/leaderEpochFileCache.ts';
import type { MetadataBatch } from '../../metadata/records.ts';
import { batchBytes } from '../../metadata/sizes.ts';
import type { MetadataSnapshot, SnapshotId } from '../../metadata/snapshot.ts';
import type { Offset } from '../../types.ts';
import type { VoterSetEntry } from './voterSet.ts';
import { endOffsetForEpoch, flush, type MetadataLog } from './metadataLog.ts';

/*
 * The snapshots of a copy of the metadata log (`KafkaRaftLog`, KIP-630). A log that begins after offset 0 begins where one of them ends. Left
 * out: segments, whose whole length Kafka keeps until the last of it is covered.
 */

export function latestSnapshot(log: MetadataLog): MetadataSnapshot | null {
  return log.snapshots.at(-1) ?? null;
}

export function snapshotOf(log: MetadataLog, id: SnapshotId): MetadataSnapshot | null {
  return log.snapshots.find(({ offset, epoch }) => offset === id.offset && epoch === id.epoch) ?? null;
}

/** Keeps a snapshot of what is committed here (`createNewSnapshot`). False when the log begins after it or there is a later one. */
export function addSnapshot(log: MetadataLog, snapshot: MetadataSnapshot): boolean {
  const last = latestSnapshot(log);
  if (snapshot.offset < log.startOffset || (last !== null && last.offset >= snapshot.offset)) return false;
  log.snapshots.push(snapshot);
  return true;
}

/** The voter set that the log had come to before `offset`; null with static voters. */
export function voterSetAt(log: MetadataLog, offset: Offset): VoterSetEntry | null {
  return log.voterSets.findLast((entry) => entry.offset < offset) ?? null;
}

/** What the leader makes of where a follower wants to go on (`RaftLog.validateOffsetAndEpoch`). */
export type FetchPosition =
  | { readonly kind: 'valid' }
  | { readonly kind: 'diverging'; readonly epoch: number; readonly endOffset: Offset }
  /** What it wants is in the log no more, or a snapshot brings it there sooner. */
  | { readonly kind: 'snapshot'; readonly id: SnapshotId };

export function validateFetch(log: MetadataLog, offset: Offset, epoch: number): FetchPosition {
  const latest = latestSnapshot(log);
  const [earliest] = log.snapshots;
  if (latest !== null && earliest !== undefined) {
    const { startOffset } = log;
    const isGone = offset < startOffset || (offset === startOffset && epoch !== earliest.epoch) || epoch < earliest.epoch;
    if (offset === 0 || isGone) return { kind: 'snapshot', id: { offset: latest.offset, epoch: latest.epoch } };
  }
  if (offset === 0) return { kind: 'valid' };
  const end = endOffsetForEpoch(log, epoch) ?? { epoch: log.lastEpoch, endOffset: log.endOffset };
  if (end.epoch !== epoch || end.endOffset < offset) return { kind: 'diverging', ...end };
  return { kind: 'valid' };
}

/**
 * Replaces the whole log by a snapshot that was fetched (`truncateToLatestSnapshot`). False when the log reaches beyond it already, which
 * cannot be. A snapshot is on the disk before it counts.
 */
export function truncateToSnapshot(log: MetadataLog, snapshot: MetadataSnapshot): boolean {
  const { offset, epoch } = snapshot;
  if (epoch < log.lastEpoch || (epoch === log.lastEpoch && offset <= log.endOffset)) return false;
  log.snapshots = [snapshot];
  log.voterSets = snapshot.voters === null ? [] : [snapshot.voters];
  log.batches = emptyList();
  log.epochs = [];
  log.startOffset = offset;
  log.endOffset = offset;
  log.lastEpoch = epoch;
  flush(log);
  return true;
}

/**
 * Lets the log begin at a later snapshot when log and snapshots are too large, or the earliest snapshot is too old
 * (`KafkaRaftLog.maybeClean`). The last snapshot stays whatever its age. Returns whether the log begins later now.
 */
export function cleanLog(log: MetadataLog, now: TimeUs, retention: Pick<SnapshotConfig, 'metadataMaxRetentionBytes' | 'metadataMaxRetentionUs'>): boolean {
  const before = log.startOffset;
  const { metadataMaxRetentionBytes: maxBytes, metadataMaxRetentionUs: maxUs } = retention;
  if (maxBytes !== null) cleanWhile(log, () => logBytes(log) + snapshotBytes(log) > maxBytes);
  if (maxUs !== null) cleanWhile(log, (earliest) => now - earliest.lastContainedAt > maxUs);
  return log.startOffset > before;
}

function cleanWhile(log: MetadataLog, shouldGo: (earliest: MetadataSnapshot) => boolean): void {
  for (;;) {
    const [earliest, next] = log.snapshots;
    if (earliest === undefined || next === undefined || !shouldGo(earliest)) return;
    deleteBefore(log, next);
  }
}

function deleteBefore(log: MetadataLog, snapshot: MetadataSnapshot): void {
  const kept = emptyList<MetadataBatch>();
  for (let index = 0; index < listLength(log.batches); index += 1) {
    const batch = listAt(log.batches, index);
    if (batch.baseOffset >= snapshot.offset) listPush(kept, batch);
  }
  log.batches = kept;
  log.startOffset = snapshot.offset;
  truncateFromStart(log.epochs, snapshot.offset);
  if (snapshot.offset === log.endOffset) log.epochs = [];
  const current = voterSetAt(log, snapshot.offset);
  log.voterSets = log.voterSets.filter((entry) => entry === current || entry.offset >= snapshot.offset);
  log.snapshots = log.snapshots.filter(({ offset }) => offset >= snapshot.offset);
}

function logBytes(log: MetadataLog): number {
  let bytes = 0;
  for (let index = 0; index < listLength(log.batches); index += 1) bytes += batchBytes(listAt(log.batches, index));
  return bytes;
}

function snapshotBytes(log: MetadataLog): number {
  let bytes = 0;
  for (const snapshot of log.snapshots) bytes += snapshot.bytes;
  return bytes;
}
