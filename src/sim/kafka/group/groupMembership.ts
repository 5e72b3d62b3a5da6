import { assert } from '../../../base/assert.ts';
import type { DurationUs } from '../../../base/flavor.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { JoinGroupMember, JoinGroupRequest } from '../protocol/groups.ts';
import { canTransition } from './classicGroupState.ts';
import type { ClassicGroupState } from './classicGroupState.ts';
import type { ClassicGroup, ClassicMember, MemberSubscription } from './coordinatorState.ts';

/** A group nobody has joined yet. */
export function newClassicGroup(groupId: string): ClassicGroup {
  return {
    groupId,
    state: 'Empty',
    previousState: 'Dead',
    generation: 0,
    protocol: null,
    leader: null,
    members: new Map(),
    pendingJoin: new Map(),
    pendingSync: new Set(),
    joinTimer: null,
    syncTimer: null,
    initialDelay: null,
    newMemberAdded: false,
  };
}

export function newClassicMember(
  memberId: string,
  groupInstanceId: string | null,
  clientId: string,
  subscription: MemberSubscription,
): ClassicMember {
  return {
    memberId,
    groupInstanceId,
    clientId,
    subscription,
    assignment: [],
    isNew: false,
    awaitingJoin: null,
    awaitingSync: null,
    sessionDeadline: 0,
    sessionTimer: null,
    sessionTimerAt: 0,
  };
}

export function subscriptionOf(request: JoinGroupRequest): MemberSubscription {
  const { sessionTimeoutUs, rebalanceTimeoutUs, protocols, topics, ownedPartitions } = request;
  return { sessionTimeoutUs, rebalanceTimeoutUs, protocols, topics, ownedPartitions };
}

/** Whether the member says the same as before, timeouts aside (`ClassicGroupMember.matches`). */
export function sameMetadata(a: MemberSubscription, b: MemberSubscription): boolean {
  return (
    sameItems(a.protocols, b.protocols, (x, y) => x === y) &&
    sameItems(a.topics, b.topics, (x, y) => x === y) &&
    sameItems(a.ownedPartitions, b.ownedPartitions, (x, y) => x.topic === y.topic && x.partition === y.partition)
  );
}

export function addMember(group: ClassicGroup, member: ClassicMember): void {
  group.leader ??= member.memberId;
  group.members.set(member.memberId, member);
}

/** Its timers are the caller's to cancel. */
export function removeMember(group: ClassicGroup, memberId: string): void {
  group.members.delete(memberId);
  group.pendingSync.delete(memberId);
  if (group.leader !== memberId) return;
  const [next] = group.members.keys();
  group.leader = next ?? null;
}

/** The member with that instance id; undefined when there is none. */
export function staticMember(group: ClassicGroup, groupInstanceId: string): ClassicMember | undefined {
  for (const member of group.members.values()) {
    if (member.groupInstanceId === groupInstanceId) return member;
  }
  return undefined;
}

/** UNKNOWN_MEMBER_ID, FENCED_INSTANCE_ID or NONE (`ClassicGroup.validateMember`). */
export function validateMember(group: ClassicGroup, memberId: string, groupInstanceId: string | null): ErrorCode {
  if (groupInstanceId !== null) {
    const current = staticMember(group, groupInstanceId);
    if (current === undefined) return 'UNKNOWN_MEMBER_ID';
    if (current.memberId !== memberId) return 'FENCED_INSTANCE_ID';
  }
  return group.members.has(memberId) ? 'NONE' : 'UNKNOWN_MEMBER_ID';
}

export function hasAllMembersJoined(group: ClassicGroup): boolean {
  if (group.pendingJoin.size > 0) return false;
  for (const member of group.members.values()) {
    if (member.awaitingJoin === null) return false;
  }
  return true;
}

/** The longest that any member may take to rejoin (`ClassicGroup.rebalanceTimeoutMs`). */
export function rebalanceTimeoutUs(group: ClassicGroup): DurationUs {
  let longest = 0;
  for (const member of group.members.values()) {
    longest = Math.max(longest, member.subscription.rebalanceTimeoutUs);
  }
  return longest;
}

/**
 * A leader that has not rejoined hands over to the first member that has. False when nobody has
 * (`ClassicGroup.maybeElectNewJoinedLeader`).
 */
export function electJoinedLeader(group: ClassicGroup): boolean {
  if (group.leader === null) return false;
  const leader = group.members.get(group.leader);
  assert(leader !== undefined, 'the leader of a group is one of its members');
  if (leader.awaitingJoin !== null) return true;
  for (const member of group.members.values()) {
    if (member.awaitingJoin === null) continue;
    group.leader = member.memberId;
    return true;
  }
  return false;
}

/** Each member's assignors in its order of preference. */
export function memberProtocols(group: ClassicGroup): (readonly string[])[] {
  return Array.from(group.members.values(), (member) => member.subscription.protocols);
}

/** What the leader is told of every member, itself included. */
export function membersForLeader(group: ClassicGroup): JoinGroupMember[] {
  const list: JoinGroupMember[] = [];
  for (const { memberId, groupInstanceId, subscription } of group.members.values()) {
    const { topics, ownedPartitions } = subscription;
    list.push({ memberId, groupInstanceId, topics, ownedPartitions });
  }
  return list;
}

export function transitionTo(group: ClassicGroup, state: ClassicGroupState): void {
  assert(canTransition(group.state, state), `a group may go from ${group.state} to ${state}`);
  group.previousState = group.state;
  group.state = state;
}

function sameItems<T>(a: readonly T[], b: readonly T[], same: (x: T, y: T) => boolean): boolean {
  if (a.length !== b.length) return false;
  for (const [index, item] of a.entries()) {
    const other = b[index];
    if (other === undefined || !same(item, other)) return false;
  }
  return true;
}
