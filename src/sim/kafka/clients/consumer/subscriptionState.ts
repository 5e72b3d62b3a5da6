import type { TimeUs } from '../../../../base/flavor.ts';
import type { NodeIndex } from '../../../kernel/types.ts';
import type { FetchPartitionResponse } from '../../protocol/dataPlane.ts';
import type { BrokerId, LeaderEpoch, Offset, TopicId, TopicPartition, TopicPartitionName } from '../../types.ts';

export const NO_NODE_KNOWN: NodeIndex = -1;

/** Where to go when there is no position: an `auto.offset.reset` policy, or a time that was sought. */
export interface PositionReset {
  readonly strategy: 'earliest' | 'latest' | 'time';
  /** As in ListOffsets. */
  readonly timestamp: TimeUs;
}

/**
 * One assigned partition (`SubscriptionState.TopicPartitionState`). `initializing`: the committed offset is not known yet.
 * `awaitReset`: ListOffsets will give the position.
 */
export interface ConsumedPartition extends TopicPartition {
  readonly name: TopicPartitionName;
  state: 'initializing' | 'awaitReset' | 'fetching';
  /** Offset of the next record to hand out; null unless `fetching`. */
  position: Offset | null;
  /** Epoch of the last record before the position, for the commit; -1 when not known. */
  offsetEpoch: LeaderEpoch;
  /** Last known commit of the group: the next offset to read. */
  committed: Offset | null;
  reset: PositionReset | null;
  resetRetryAt: TimeUs;
  /** Whether the leader still has to say that it has what was read up to the position (`AWAIT_VALIDATION`). */
  validating: 'no' | 'due' | 'asked';
  validateRetryAt: TimeUs;
  /** -1: not known. */
  leader: BrokerId;
  leaderNode: NodeIndex;
  leaderEpoch: LeaderEpoch;
  /** Null: not known. */
  topicId: TopicId | null;
  /** Who is fetched from: the leader, unless that has named another replica (KIP-392). -1: not known. */
  readBroker: BrokerId;
  readNode: NodeIndex;
  /** The replica that the leader named; null for the leader itself. */
  preferredReplica: BrokerId | null;
  /** Later than this the leader is asked again. */
  preferredUntil: TimeUs;
  highWatermark: Offset | null;
  /** Entries of the buffer that are about it. */
  buffered: number;
  /** After an error: not fetched before this. */
  fetchAgainAt: TimeUs;
}

/** One partition's part of a fetch answer, and how much of it has been handed out (`CompletedFetch`). */
export interface FetchedData {
  readonly name: TopicPartitionName;
  readonly broker: BrokerId;
  /** What the fetch gave as the current one. */
  readonly leaderEpoch: LeaderEpoch;
  readonly fetchOffset: Offset;
  readonly data: FetchPartitionResponse;
  nextOffset: Offset;
  batchIndex: number;
}
