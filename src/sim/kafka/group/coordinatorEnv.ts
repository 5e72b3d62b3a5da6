import type { LogRecord } from '../log/recordBatch.ts';
import type { BrokerConfig } from '../config/types.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type {
  HeartbeatRequest,
  JoinGroupRequest,
  LeaveGroupRequest,
  OffsetCommitRequest,
  OffsetFetchRequest,
  SyncGroupRequest,
} from '../protocol/groups.ts';
import type { RoleContext } from '../role.ts';
import type { BrokerId, Offset } from '../types.ts';

/** The group coordinator's own timers. All carry the partition of `__consumer_offsets` they belong to. */
export type CoordinatorTimer =
  /** The join phase ends: the initial delay or the rebalance timeout. */
  | { readonly kind: 'groupJoin'; readonly partition: number; readonly group: string }
  /** Members that have not sent SyncGroup yet are given up. */
  | { readonly kind: 'groupSync'; readonly partition: number; readonly group: string }
  /** A member's session may be over; also a given id that nobody has joined with yet. */
  | { readonly kind: 'groupSession'; readonly partition: number; readonly group: string; readonly memberId: string }
  /** The oldest write has not been committed for too long. */
  | { readonly kind: 'groupWrite'; readonly partition: number };

export type GroupRequest =
  | JoinGroupRequest
  | SyncGroupRequest
  | HeartbeatRequest
  | LeaveGroupRequest
  | OffsetCommitRequest
  | OffsetFetchRequest;

export type AppendResult =
  | { readonly ok: true; readonly lastOffset: Offset }
  | { readonly ok: false; readonly error: ErrorCode };

/** What the coordinator needs of the broker it runs on. */
export interface CoordinatorEnv {
  readonly ctx: RoleContext<CoordinatorTimer>;
  readonly broker: BrokerId;
  readonly config: BrokerConfig;
  /** Partitions of `__consumer_offsets`. */
  readonly offsetsPartitions: number;
  /**
   * Writes one batch to `__consumer_offsets-partition`, which this broker leads, as acks=all does. When it is committed
   * is told by `onOffsetsHighWatermark`, never during this call, even if the high watermark moves at once.
   */
  append(partition: number, records: readonly LogRecord[]): AppendResult;
}
