import type { TimeUs } from '../../../../base/flavor.ts';
import type { NodeIndex } from '../../../kernel/types.ts';
import type { JoinGroupResponse } from '../../protocol/groups.ts';
import type { BrokerId, TopicPartition } from '../../types.ts';

export const NO_GENERATION = -1;

/** `AbstractCoordinator.MemberState`: JoinGroup is on its way in `preparing`, SyncGroup in `completing`. */
export type MemberState = 'unjoined' | 'preparing' | 'completing' | 'stable';

/** The commit that precedes a rebalance, waited for at most the rebalance timeout. */
export interface JoinPrepare {
  readonly deadline: TimeUs;
  commit: number | null;
  retryAt: TimeUs;
  done: boolean;
}

/** What a consumer knows of its group (`AbstractCoordinator`, `ConsumerCoordinator`). */
export interface Membership {
  coordinator: { readonly broker: BrokerId; readonly node: NodeIndex } | null;
  /** Correlation id of FindCoordinator. */
  lookup: number | null;
  lookupAttempts: number;
  lookupAt: TimeUs;

  state: MemberState;
  memberId: string;
  generation: number;
  /** Name of the assignor that the group agreed on. */
  protocol: string | null;
  hasBeenMember: boolean;
  rejoinNeeded: boolean;
  needsJoinPrepare: boolean;
  joinPrepare: JoinPrepare | null;
  /** The partitions' fetching stops while the commit before the rebalance is on its way. */
  pendingRevocation: boolean;
  /** Correlation id of JoinGroup or SyncGroup. */
  join: number | null;
  joinRetryAt: TimeUs;
  /** This member leads the generation and waits for fresh metadata before it assigns. */
  elected: { readonly response: JoinGroupResponse; readonly metadataAt: TimeUs | null } | null;
  /** What SyncGroup brought, until the poll loop takes it over. */
  received: readonly TopicPartition[] | null;

  /** Topics to have metadata of: the subscription, or the whole group's while this member leads it. */
  metadataTopics: readonly string[];
  /** Partition counts that the leader assigned by; null for followers. */
  assignedBy: ReadonlyMap<string, number> | null;
  /** An error that ends the consumer at its next poll. */
  fatal: string | null;
}

export function newMembership(topics: readonly string[]): Membership {
  return {
    coordinator: null,
    lookup: null,
    lookupAttempts: 0,
    lookupAt: 0,
    state: 'unjoined',
    memberId: '',
    generation: NO_GENERATION,
    protocol: null,
    hasBeenMember: false,
    rejoinNeeded: true,
    needsJoinPrepare: true,
    joinPrepare: null,
    pendingRevocation: false,
    join: null,
    joinRetryAt: 0,
    elected: null,
    received: null,
    metadataTopics: topics,
    assignedBy: null,
    fatal: null,
  };
}

export function cloneMembership(membership: Membership): Membership {
  const { joinPrepare } = membership;
  return { ...membership, joinPrepare: joinPrepare === null ? null : { ...joinPrepare } };
}

/** Whether an answer is about the membership as it is now (`generationUnchanged`). */
export function isCurrent(membership: Membership, sent: { readonly generation: number; readonly memberId: string }): boolean {
  return membership.generation === sent.generation && membership.memberId === sent.memberId;
}

/** The group no longer knows this member, or not in this generation: it has to join anew (`resetStateAndRejoin`). */
export function resetMembership(membership: Membership, forgetMemberId: boolean): void {
  membership.state = 'unjoined';
  membership.generation = NO_GENERATION;
  membership.protocol = null;
  if (forgetMemberId) membership.memberId = '';
  membership.rejoinNeeded = true;
  membership.needsJoinPrepare = true;
}
