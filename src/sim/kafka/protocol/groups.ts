import type { DurationUs } from '../../../base/flavor.ts';
import type { BrokerId, Offset, TopicPartition } from '../types.ts';
import type { ErrorCode } from './errors.ts';

export interface FindCoordinatorRequest {
  readonly api: 'FindCoordinator';
  readonly group: string;
}

export interface FindCoordinatorResponse {
  readonly api: 'FindCoordinator';
  readonly error: ErrorCode;
  readonly coordinator: BrokerId;
  /** Where that broker is reached; -1 with an error. */
  readonly node: number;
}

export interface JoinGroupRequest {
  readonly api: 'JoinGroup';
  readonly group: string;
  /** Empty on the first join; the coordinator then answers MEMBER_ID_REQUIRED with one (KIP-394). */
  readonly memberId: string;
  readonly groupInstanceId: string | null;
  readonly clientId: string;
  readonly sessionTimeoutUs: DurationUs;
  readonly rebalanceTimeoutUs: DurationUs;
  /** Assignor names in order of preference. */
  readonly protocols: readonly string[];
  readonly topics: readonly string[];
  /** Partitions the member holds, for sticky assignors. */
  readonly ownedPartitions: readonly TopicPartition[];
}

export interface JoinGroupMember {
  readonly memberId: string;
  readonly groupInstanceId: string | null;
  readonly topics: readonly string[];
  readonly ownedPartitions: readonly TopicPartition[];
}

export interface JoinGroupResponse {
  readonly api: 'JoinGroup';
  readonly error: ErrorCode;
  readonly generation: number;
  readonly protocol: string | null;
  readonly leader: string;
  readonly memberId: string;
  /** Filled for the leader only. */
  readonly members: readonly JoinGroupMember[];
}

export interface SyncGroupRequest {
  readonly api: 'SyncGroup';
  readonly group: string;
  readonly generation: number;
  readonly memberId: string;
  readonly groupInstanceId: string | null;
  /** Filled by the leader only. */
  readonly assignments: readonly {
    readonly memberId: string;
    readonly partitions: readonly TopicPartition[];
  }[];
}

export interface SyncGroupResponse {
  readonly api: 'SyncGroup';
  readonly error: ErrorCode;
  readonly assignment: readonly TopicPartition[];
}

export interface HeartbeatRequest {
  readonly api: 'Heartbeat';
  readonly group: string;
  readonly generation: number;
  readonly memberId: string;
  readonly groupInstanceId: string | null;
}

export interface HeartbeatResponse {
  readonly api: 'Heartbeat';
  readonly error: ErrorCode;
}

export interface LeaveGroupRequest {
  readonly api: 'LeaveGroup';
  readonly group: string;
  readonly memberId: string;
}

export interface LeaveGroupResponse {
  readonly api: 'LeaveGroup';
  readonly error: ErrorCode;
}

export interface OffsetCommitRequest {
  readonly api: 'OffsetCommit';
  readonly group: string;
  /** -1 with an empty member id for a commit from outside the group protocol (admin). */
  readonly generation: number;
  readonly memberId: string;
  readonly groupInstanceId: string | null;
  readonly offsets: readonly (TopicPartition & {
    readonly offset: Offset;
    readonly leaderEpoch: number;
  })[];
  /** Taken out of `offsets` by the broker, because these partitions do not exist; never sent. */
  readonly unknown?: readonly TopicPartition[];
}

export interface OffsetCommitResponse {
  readonly api: 'OffsetCommit';
  readonly partitions: readonly (TopicPartition & { readonly error: ErrorCode })[];
}

export interface OffsetFetchRequest {
  readonly api: 'OffsetFetch';
  readonly group: string;
  readonly partitions: readonly TopicPartition[];
}

export interface OffsetFetchResponse {
  readonly api: 'OffsetFetch';
  readonly error: ErrorCode;
  /** `offset` is -1 where the group has committed nothing. */
  readonly partitions: readonly (TopicPartition & {
    readonly offset: Offset;
    readonly leaderEpoch: number;
  })[];
}
