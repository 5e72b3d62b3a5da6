import type { SnapshotId } from '../../metadata/snapshot.ts';
import { snapshotOf } from './logSnapshots.ts';
import { appendToLog, endOffsetForEpoch, truncateLog, type MetadataLog } from './metadataLog.ts';
import type { FetchSnapshotRequest, RaftFetchRequest, RaftFetchResponse } from '../../protocol/controlPlane.ts';
import type { Offset } from '../../types.ts';
import type { ReplicaKey } from './voterSet.ts';

/** How long the leader may keep a fetch waiting (`KafkaRaftClient.MAX_FETCH_WAIT_MS`). */
const MAX_FETCH_WAIT_US = 500_000;

/** A replica of the metadata log, on a voter or an observer. */
export interface FollowedLog {
  readonly log: MetadataLog;
  /** Null while unknown. */
  readonly highWatermark: Offset | null;
}

/** `diverged`: the leader would have this replica drop what it knows to be committed. Nothing was changed. */
export type FetchOutcome =
  | { readonly kind: 'diverged' }
  | { readonly kind: 'applied'; readonly highWatermark: Offset | null }
  /** The leader's log has no more what is needed here: it is to be fetched as a snapshot. */
  | { readonly kind: 'snapshot'; readonly id: SnapshotId };

/** `replica` is a controller with its directory, or a broker without. */
export function fetchRequest(replica: ReplicaKey, epoch: number, followed: FollowedLog): RaftFetchRequest {
  return {
    api: 'RaftFetch',
    replicaId: replica.id,
    replicaDirectoryId: replica.directoryId,
    currentLeaderEpoch: epoch,
    fetchOffset: followed.log.endOffset,
    lastFetchedEpoch: followed.log.lastEpoch,
    highWatermark: followed.highWatermark ?? -1,
    maxWaitUs: MAX_FETCH_WAIT_US,
  };
}

/**
 * Appends what a leader sent, or truncates where the leader says that the logs part, and tells the new high watermark
 * (`KafkaRaftClient.handleFetchResponse`). The response has no error.
 */
export function applyFetchResponse(followed: FollowedLog, response: RaftFetchResponse): FetchOutcome {
  const { log, highWatermark } = followed;
  if (response.divergingEpoch !== null) {
    const keep = truncationOffset(log, response.divergingEpoch);
    if (highWatermark !== null && keep < highWatermark) return { kind: 'diverged' };
    truncateLog(log, keep);
    return { kind: 'applied', highWatermark };
  }
  const { snapshotId } = response;
  if (snapshotId !== null) {
    // It may be here already, and only its answer late.
    if (snapshotOf(log, snapshotId) !== null) return { kind: 'applied', highWatermark };
    return { kind: 'snapshot', id: snapshotId };
  }
  for (const batch of response.batches) {
    // A late answer to an earlier fetch would bring batches that are here already.
    if (batch.baseOffset === log.endOffset) appendToLog(log, batch);
  }
  if (response.highWatermark < 0) return { kind: 'applied', highWatermark };
  const known = Math.min(response.highWatermark, log.endOffset);
  return { kind: 'applied', highWatermark: Math.max(known, highWatermark ?? 0) };
}

export function snapshotRequest({ id, directoryId }: ReplicaKey, epoch: number, snapshotId: SnapshotId): FetchSnapshotRequest {
  return { api: 'FetchSnapshot', replicaId: id, replicaDirectoryId: directoryId, currentLeaderEpoch: epoch, snapshotId };
}

/** Same rule as for partitions: the end of the largest epoch that both logs have (`RaftLog.truncateToEndOffset`). */
function truncationOffset(log: MetadataLog, diverging: { readonly epoch: number; readonly endOffset: Offset }): Offset {
  if (diverging.epoch === 0) return Math.min(diverging.endOffset, log.endOffset);
  const local = endOffsetForEpoch(log, diverging.epoch);
  // The leader's whole log is of earlier epochs than anything here can be compared with: its end is the limit.
  if (local === null) return Math.min(diverging.endOffset, log.endOffset);
  return local.epoch === diverging.epoch ? Math.min(local.endOffset, diverging.endOffset) : local.endOffset;
}
