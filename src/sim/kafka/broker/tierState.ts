import type { LeaderEpoch, Offset } from '../types.ts';
import type { RemoteLogSegment } from '../tier/remoteLogSegment.ts';
import { localLogStartOffset } from '../log/unifiedLog.ts';
import type { BrokerNode } from './brokerState.ts';
import { isCompacted } from './cleanerCheckpoint.ts';
import type { Replica } from './replica.ts';

/** What a follower that has to start at the leader's local start knows already (`TierStateMachine`). */
export interface TierRebuild {
  readonly leaderLogStartOffset: Offset;
  readonly leaderLocalStartOffset: Offset;
  /** The leader's epoch of the record before its local start; null until it said so. */
  readonly targetEpoch: LeaderEpoch | null;
  /** Its epoch of the record at its local start. */
  readonly localEpoch: LeaderEpoch;
}

/** What a broker keeps of a partition's remote part. In memory only: the store tells it again. */
export interface TierState {
  /** Last offset that is known to be remote (`highestOffsetInRemoteStorage`); -1 for none. Never falls, as in Kafka. */
  highestRemoteOffset: Offset;
  /** As a leader: the last offset of this log that was copied (`copiedOffsetOption`). Falls when an unclean leader finds less of its log there. */
  copiedOffset: Offset;
  /** What the store has, as last told; null before. */
  segments: readonly RemoteLogSegment[] | null;
  /** Correlation id of the request to the store that is under way. */
  inFlight: number | null;
  rebuild: TierRebuild | null;
}

export function freshTierState(): TierState {
  return { highestRemoteOffset: -1, copiedOffset: -1, segments: null, inFlight: null, rebuild: null };
}

/** Whether the partition's rolled segments go to remote storage. Without a store, or compacted, they never do. */
export function isTiered(broker: BrokerNode, replica: Replica): boolean {
  return broker.remoteStorage !== null && replica.config.remoteStorageEnable && !isCompacted(replica);
}

/** In the log, but not on this broker's disk any more. */
export function isRemoteOnly(broker: BrokerNode, replica: Replica, offset: Offset): boolean {
  const { log } = replica;
  // Cheap for the usual log, whose first segment begins at or before its start.
  if (offset < log.logStartOffset || offset >= localLogStartOffset(log)) return false;
  return isTiered(broker, replica);
}
