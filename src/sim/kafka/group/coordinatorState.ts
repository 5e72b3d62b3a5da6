import type { DurationUs, TimeUs } from '../../../base/flavor.ts';
import type { TimerId } from '../../kernel/types.ts';
import type { ReplyTo } from '../net/requestTable.ts';
import type { HeartbeatResponse, LeaveGroupResponse, OffsetCommitRequest } from '../protocol/groups.ts';
import type { LeaderEpoch, Offset, TopicPartition, TopicPartitionName } from '../types.ts';
import type { ClassicGroupState } from './classicGroupState.ts';

/** A broker's group coordinator: a shard for every partition of `__consumer_offsets` that it leads. All of it is in memory only. */
export interface GroupCoordinator {
  readonly shards: Map<number, CoordinatorShard>;
}

/** The groups of one partition (`GroupCoordinatorShard`), with what `CoordinatorRuntime` keeps for it. */
export interface CoordinatorShard {
  readonly partition: number;
  leaderEpoch: LeaderEpoch;
  readonly groups: Map<string, ClassicGroup>;
  /** By group; committed ones only. A group's offsets outlive its members. */
  readonly offsets: Map<string, Map<TopicPartitionName, CommittedOffset>>;
  /** Records written so far, to give each an id of its own. */
  recordsWritten: number;
  /** Offset of the last record written by this shard; -1 before the first. */
  lastWrittenOffset: Offset;
  highWatermark: Offset;
  /** What waits for the high watermark to pass a record, in the order written. */
  waiting: WaitingWrite[];
  /** Fires when the oldest unanswered write has waited too long, or before; null when not set. */
  writeTimer: TimerId | null;
}

export interface CommittedOffset extends TopicPartition {
  /** The next offset to read. */
  readonly offset: Offset;
  readonly leaderEpoch: number;
}

/** Something that may happen only once a record is committed (`DeferredEvent`). Immutable. */
export interface WaitingWrite {
  readonly offset: Offset;
  /** From then on it has failed, even if the record becomes committed later. */
  readonly expiresAt: TimeUs;
  readonly continuation: WriteContinuation;
}

export type WriteContinuation =
  /** An answer that must not overtake the writes before it. `response` is what is sent when they are committed. */
  | { readonly kind: 'answer'; readonly replyTo: ReplyTo; readonly response: HeartbeatResponse | LeaveGroupResponse }
  /** The same, the answer being the group's offsets as they are then. */
  | {
      readonly kind: 'offsetFetch';
      readonly replyTo: ReplyTo;
      readonly group: string;
      readonly partitions: readonly TopicPartition[];
    }
  /** `replyTo` is null once the client has been told that it took too long. */
  | {
      readonly kind: 'offsetCommit';
      readonly replyTo: ReplyTo | null;
      readonly request: OffsetCommitRequest;
      readonly client: string;
    }
  | {
      readonly kind: 'assignment';
      readonly group: string;
      readonly generation: number;
      readonly assignments: ReadonlyMap<string, readonly TopicPartition[]>;
    }
  | {
      readonly kind: 'staticMember';
      readonly group: string;
      readonly newMemberId: string;
      readonly oldMemberId: string;
      readonly oldSubscription: MemberSubscription;
    }
  /** It has failed already, or nobody waits for it. */
  | { readonly kind: 'nothing' };

/** `ClassicGroup`. */
export interface ClassicGroup {
  readonly groupId: string;
  state: ClassicGroupState;
  previousState: ClassicGroupState;
  generation: number;
  /** The assignor chosen for this generation; null while there is none. */
  protocol: string | null;
  leader: string | null;
  /** By member id, in the order of joining. (Kafka iterates in hash order, which is any order.) */
  readonly members: Map<string, ClassicMember>;
  /** Ids given out with MEMBER_ID_REQUIRED that have not joined yet. */
  readonly pendingJoin: Map<string, TimerId>;
  /** Members that have been sent the generation and have not sent SyncGroup yet. */
  readonly pendingSync: Set<string>;
  joinTimer: TimerId | null;
  syncTimer: TimerId | null;
  /** Set while the first rebalance of an empty group waits for more members. */
  initialDelay: InitialDelay | null;
  /** Somebody joined during that wait, so it may be extended. */
  newMemberAdded: boolean;
}

export interface InitialDelay {
  readonly delayUs: DurationUs;
  /** What is left of the largest rebalance timeout after this delay. */
  readonly remainingUs: DurationUs;
}

/** What a member says of itself when it joins. */
export interface MemberSubscription {
  readonly sessionTimeoutUs: DurationUs;
  readonly rebalanceTimeoutUs: DurationUs;
  /** Assignor names in order of preference. */
  readonly protocols: readonly string[];
  readonly topics: readonly string[];
  readonly ownedPartitions: readonly TopicPartition[];
}

/** `ClassicGroupMember`. */
export interface ClassicMember {
  readonly memberId: string;
  readonly groupInstanceId: string | null;
  readonly clientId: string;
  subscription: MemberSubscription;
  assignment: readonly TopicPartition[];
  /** In its first join: it has no session to keep yet. */
  isNew: boolean;
  /** The JoinGroup that waits for the join phase to end. */
  awaitingJoin: ReplyTo | null;
  /** The SyncGroup that waits for the assignment. */
  awaitingSync: ReplyTo | null;
  /** Refreshed without touching the timer, which looks at it when it fires. */
  sessionDeadline: TimeUs;
  sessionTimer: TimerId | null;
  sessionTimerAt: TimeUs;
}

export function emptyGroupCoordinator(): GroupCoordinator {
  return { shards: new Map() };
}

/** Independent copy that shares what is immutable. */
export function cloneGroupCoordinator(state: GroupCoordinator): GroupCoordinator {
  const shards = new Map<number, CoordinatorShard>();
  for (const [partition, shard] of state.shards) shards.set(partition, cloneShard(shard));
  return { shards };
}

function cloneShard(shard: CoordinatorShard): CoordinatorShard {
  const groups = new Map<string, ClassicGroup>();
  for (const [groupId, group] of shard.groups) groups.set(groupId, cloneGroup(group));
  const offsets = new Map<string, Map<TopicPartitionName, CommittedOffset>>();
  for (const [groupId, committed] of shard.offsets) offsets.set(groupId, new Map(committed));
  return {
    partition: shard.partition,
    leaderEpoch: shard.leaderEpoch,
    groups,
    offsets,
    recordsWritten: shard.recordsWritten,
    lastWrittenOffset: shard.lastWrittenOffset,
    highWatermark: shard.highWatermark,
    waiting: shard.waiting.slice(),
    writeTimer: shard.writeTimer,
  };
}

function cloneGroup(group: ClassicGroup): ClassicGroup {
  const members = new Map<string, ClassicMember>();
  for (const [memberId, member] of group.members) members.set(memberId, cloneMember(member));
  return {
    groupId: group.groupId,
    state: group.state,
    previousState: group.previousState,
    generation: group.generation,
    protocol: group.protocol,
    leader: group.leader,
    members,
    pendingJoin: new Map(group.pendingJoin),
    pendingSync: new Set(group.pendingSync),
    joinTimer: group.joinTimer,
    syncTimer: group.syncTimer,
    initialDelay: group.initialDelay,
    newMemberAdded: group.newMemberAdded,
  };
}

function cloneMember(member: ClassicMember): ClassicMember {
  return {
    memberId: member.memberId,
    groupInstanceId: member.groupInstanceId,
    clientId: member.clientId,
    subscription: member.subscription,
    assignment: member.assignment,
    isNew: member.isNew,
    awaitingJoin: member.awaitingJoin,
    awaitingSync: member.awaitingSync,
    sessionDeadline: member.sessionDeadline,
    sessionTimer: member.sessionTimer,
    sessionTimerAt: member.sessionTimerAt,
  };
}
