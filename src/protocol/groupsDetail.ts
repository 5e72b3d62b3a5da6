import type { TimeUs } from '../base/flavor.ts';
import type { ActionView } from './messages.ts';
import type { GroupView } from './views.ts';

/** Partitions and members of one group that are told one by one; sums are over all of them. */
export const MOST_PARTITIONS = 400;
/** Partitions of all groups together: where there are many groups, fewer of each. */
export const MOST_OF_ALL = 1_920;
export const MOST_MEMBERS = 120;

/** What the groups lens needs beyond the frame. */
export interface GroupsDetail {
  readonly kind: 'groups';
  /** All that have a consumer or a coordinator, in the order of the frame's groups. */
  readonly groups: readonly GroupDetail[];
}

/** A consumer group as its coordinator has it in memory, beside what the members' own processes do. */
export interface GroupDetail {
  /** `group:analytics`. */
  readonly key: string;
  readonly group: string;
  readonly state: GroupView['state'];
  readonly generation: number;
  readonly assignor: string | null;
  /** The broker whose memory this is; -1 while no broker that runs coordinates the group. */
  readonly coordinator: number;
  /** The metadata names another broker, and this one has not heard of it yet. */
  readonly isDeposed: boolean;
  /** The partition of `__consumer_offsets` that holds the group, -1 before there is one, and its leader, -1 for nobody. */
  readonly offsetsPartition: number;
  readonly offsetsLeader: number;
  readonly rebalance: RebalanceDetail | null;
  readonly members: readonly GroupMember[];
  /** Consumers of the group that are no members for the coordinator. */
  readonly outsiders: readonly Outsider[];
  readonly partitions: readonly GroupPartition[];
  readonly totals: GroupTotals;
  /** One more consumer like those that it has; null where it has none to be like. */
  readonly adding: ActionView | null;
}

export interface RebalanceDetail {
  /**
   * `join`: members are waited for. `assign`: the group's leader works the assignment out. `store`: the assignment is written
   * to `__consumer_offsets` and not committed yet.
   */
  readonly phase: 'join' | 'assign' | 'store';
  /** The first rebalance of an empty group: it lasts `group.initial.rebalance.delay.ms`, for others to come. */
  readonly isInitial: boolean;
  /** When the coordinator stops waiting in this phase; null when nothing ends it. */
  readonly endsAt: TimeUs | null;
  /** Member ids that were given out and that nobody has joined with yet. */
  readonly expected: number;
}

/**
 * Where a member is in a rebalance, for the coordinator. `awaited`: it has not joined again. `joined`: its JoinGroup waits for the others.
 * `assigning`: it was told the generation and has not asked for its part. `syncing`: its SyncGroup waits for the assignment.
 */
export type MemberStep = 'settled' | 'awaited' | 'joined' | 'assigning' | 'syncing';

/** The process behind a member. `gone`: no process has this member id any more; `leaving`: it is about to say so itself. */
export type MemberProcess = 'running' | 'paused' | 'leaving' | 'gone';

export interface GroupMember {
  readonly memberId: string;
  /** Its `client.id`: here always the consumer's name. */
  readonly client: string;
  /** `consumer:c1`. */
  readonly consumer: string;
  /** `group.instance.id` of a static member. */
  readonly instanceId: string | null;
  readonly isLeader: boolean;
  readonly process: MemberProcess;
  readonly step: MemberStep;
  /** When it is removed if nothing is heard of it; null while it waits for an answer, since no heartbeat is due then. */
  readonly sessionEndsAt: TimeUs | null;
  readonly sessionTimeoutUs: number;
  /** How many partitions the last assignment gave it. */
  readonly assigned: number;
  /** How many partitions its process has now. */
  readonly reads: number;
  /** Its application has paused fetching. */
  readonly fetchPaused: boolean;
  readonly unread: Unread | null;
  readonly subscribed: readonly string[];
}

/** What a process has and cannot fetch: from brokers that are dead, stand still or are cut off from it, or because nobody leads it. */
export interface Unread {
  readonly brokers: readonly number[];
  readonly leaderless: boolean;
  /** It gets nothing of what it has. */
  readonly isAll: boolean;
}

export interface Outsider {
  readonly consumer: string;
  readonly id: string;
  /** Its process runs, and so it wants to be a member. */
  readonly isRunning: boolean;
  /** The coordinator has given it a member id to join with. */
  readonly hasId: boolean;
  readonly reads: number;
}

export interface GroupPartition {
  /** `orders-0`. */
  readonly key: string;
  readonly topic: string;
  readonly partition: number;
  /** -1: offline. */
  readonly leader: number;
  /** The process of the leader; null while there is none. */
  readonly leaderStatus: 'running' | 'paused' | 'dead' | null;
  readonly logStart: number;
  /** On the leader; -1 while there is none. */
  readonly highWatermark: number;
  /** -1: nothing committed, or nobody coordinates the group. */
  readonly committed: number;
  /** Member id that the last assignment gave it to; null for nobody. */
  readonly assigned: string | null;
  /** Consumers of the group whose process holds it now; more than one when a member that was removed does not know it yet. */
  readonly readers: readonly PartitionReader[];
  /** High watermark minus the committed offset, whoever reads; -1 when unknown. */
  readonly lag: number;
}

export interface PartitionReader {
  readonly consumer: string;
  /** The next offset to read; -1 while it is being looked up. */
  readonly position: number;
}

export interface GroupTotals {
  readonly members: number;
  /** Members of a stable group that were given nothing. */
  readonly idle: number;
  readonly partitions: number;
  /** Partitions that no process reads just now. */
  readonly unread: number;
  /** Over all partitions whose lag is known, and how many those are. */
  readonly lag: number;
  readonly known: number;
  /** Partitions that the group has committed nothing of. */
  readonly uncommitted: number;
  /** The most that any partition's committed offset, or who reads it, is behind. */
  readonly furthestBehind: number;
}
