import * as words from '../../../words/run/reasons.ts';
import { planted } from '../config/modelSwitches.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import { canRebalance, selectProtocol } from './classicGroupState.ts';
import type { CoordinatorEnv } from './coordinatorEnv.ts';
import type { ClassicGroup, ClassicMember, CoordinatorShard } from './coordinatorState.ts';
import { writeGroup } from './coordinatorWrites.ts';
import {
  electJoinedLeader,
  hasAllMembersJoined,
  memberProtocols,
  rebalanceTimeoutUs,
  removeMember,
  transitionTo,
} from './groupMembership.ts';
import { answerJoin, answerSync, currentGeneration, joinRefusal } from './memberAnswers.ts';
import { cancelSession, refreshSession } from './memberSession.ts';

export type RemovalReason = 'left' | 'session expired' | 'rebalance timeout' | 'group full';

/** Something changed: begins a rebalance, or ends the join phase of the one under way (`maybePrepareRebalanceOrCompleteJoin`). */
export function rebalanceOrCompleteJoin(
  env: CoordinatorEnv,
  shard: CoordinatorShard,
  group: ClassicGroup,
  reason: string,
): void {
  if (canRebalance(group.state)) prepareRebalance(env, shard, group, reason);
  else maybeCompleteJoin(env, shard, group);
}

/**
 * Members learn of the rebalance from their next heartbeat and have the longest rebalance timeout among them to join
 * again. An empty group waits `group.initial.rebalance.delay.ms` instead, so that those who start together end up in
 * one generation. `reason` is in plain words.
 */
export function prepareRebalance(
  env: CoordinatorEnv,
  shard: CoordinatorShard,
  group: ClassicGroup,
  reason: string,
): void {
  if (group.state === 'CompletingRebalance') dropAssignment(env, shard, group, 'REBALANCE_IN_PROGRESS');
  group.pendingSync.clear();
  cancelSyncTimer(env, group);
  env.ctx.emit({ type: 'RebalanceStarted', group: group.groupId, generation: group.generation, reason });
  const isInitial = group.state === 'Empty';
  transitionTo(group, 'PreparingRebalance');
  if (isInitial) {
    const delayUs = env.config.groupInitialRebalanceDelayUs;
    waitForMoreMembers(env, shard, group, delayUs, Math.max(rebalanceTimeoutUs(group) - delayUs, 0));
  } else if (hasAllMembersJoined(group)) {
    completeJoin(env, shard, group);
  } else {
    setJoinTimer(env, shard, group, rebalanceTimeoutUs(group));
  }
}

/** Ends the join phase once everybody is there, except in the first rebalance, which lasts its delay. */
export function maybeCompleteJoin(env: CoordinatorEnv, shard: CoordinatorShard, group: ClassicGroup): void {
  if (group.state !== 'PreparingRebalance' || group.previousState === 'Empty') return;
  if (hasAllMembersJoined(group)) completeJoin(env, shard, group);
}

/** The join timer fired (`tryCompleteInitialRebalanceElseSchedule`, or the end of the rebalance timeout). */
export function onJoinTimer(env: CoordinatorEnv, shard: CoordinatorShard, group: ClassicGroup): void {
  group.joinTimer = null;
  const wait = group.initialDelay;
  if (wait !== null && group.newMemberAdded && wait.remainingUs !== 0) {
    group.newMemberAdded = false;
    const delayUs = Math.min(env.config.groupInitialRebalanceDelayUs, wait.remainingUs);
    waitForMoreMembers(env, shard, group, delayUs, Math.max(wait.remainingUs - wait.delayUs, 0));
    return;
  }
  completeJoin(env, shard, group);
}

/**
 * Members that never sent SyncGroup are removed (`expirePendingSync`). As in Kafka the id of a static member that was
 * replaced before it did is still looked for, and found missing.
 */
export function onSyncTimer(env: CoordinatorEnv, shard: CoordinatorShard, group: ClassicGroup): void {
  group.syncTimer = null;
  if (group.pendingSync.size === 0) return;
  const names: string[] = [];
  for (const memberId of group.pendingSync) {
    const member = group.members.get(memberId);
    names.push(member?.clientId ?? memberId);
    if (member !== undefined) dropMember(env, group, member, 'rebalance timeout');
  }
  prepareRebalance(env, shard, group, words.neverAskedForAssignment(names.join(', ')));
}

/** The member's session ended (`removeMemberAndUpdateClassicGroup`). */
export function expireMember(
  env: CoordinatorEnv,
  shard: CoordinatorShard,
  group: ClassicGroup,
  member: ClassicMember,
): void {
  dropMember(env, group, member, 'session expired');
  if (group.state === 'PreparingRebalance') completeJoinIfAllJoined(env, shard, group);
  else rebalanceOrCompleteJoin(env, shard, group, words.sessionExpired(member.clientId));
}

/** Nobody joined with the id that was given out (`removePendingMemberAndUpdateClassicGroup`). */
export function expirePendingMember(
  env: CoordinatorEnv,
  shard: CoordinatorShard,
  group: ClassicGroup,
  memberId: string,
): void {
  group.pendingJoin.delete(memberId);
  if (group.state === 'PreparingRebalance') completeJoinIfAllJoined(env, shard, group);
}

/** Takes a member out of the group, what it waits for answered; what follows is the caller's. */
export function dropMember(env: CoordinatorEnv, group: ClassicGroup, member: ClassicMember, reason: RemovalReason): void {
  answerJoin(env, member, joinRefusal('', 'UNKNOWN_MEMBER_ID'));
  answerSync(env, member, 'UNKNOWN_MEMBER_ID');
  cancelSession(env, member);
  removeMember(group, member.memberId);
  const { memberId, clientId } = member;
  env.ctx.emit({ type: 'MemberRemoved', group: group.groupId, memberId, client: clientId, reason });
}

/** The assignment will not come: parked SyncGroups get `error`, sessions count again (`resetAndPropagateAssignmentWithError`). */
export function dropAssignment(
  env: CoordinatorEnv,
  shard: CoordinatorShard,
  group: ClassicGroup,
  error: ErrorCode,
): void {
  for (const member of group.members.values()) {
    member.assignment = [];
    if (answerSync(env, member, error)) refreshSession(env, shard, group, member);
  }
}

export function cancelJoinTimer(env: CoordinatorEnv, group: ClassicGroup): void {
  if (group.joinTimer !== null) env.ctx.cancelTimer(group.joinTimer);
  group.joinTimer = null;
  group.initialDelay = null;
}

export function cancelSyncTimer(env: CoordinatorEnv, group: ClassicGroup): void {
  if (group.syncTimer !== null) env.ctx.cancelTimer(group.syncTimer);
  group.syncTimer = null;
}

/** Even the first rebalance ends here before its delay is over, as in Kafka: only members that go lead here. */
function completeJoinIfAllJoined(env: CoordinatorEnv, shard: CoordinatorShard, group: ClassicGroup): void {
  if (hasAllMembersJoined(group)) completeJoin(env, shard, group);
}

/** The next generation begins with those that have joined; absent static members stay (`completeClassicGroupJoin`). */
function completeJoin(env: CoordinatorEnv, shard: CoordinatorShard, group: ClassicGroup): void {
  cancelJoinTimer(env, group);
  for (const member of [...group.members.values()]) {
    if (member.awaitingJoin === null && member.groupInstanceId === null) dropMember(env, group, member, 'rebalance timeout');
  }
  if (!electJoinedLeader(group) && group.members.size > 0) {
    setJoinTimer(env, shard, group, rebalanceTimeoutUs(group));
    return;
  }
  group.generation += 1;
  group.pendingSync.clear();
  if (group.members.size === 0) becomeEmpty(env, shard, group);
  else startGeneration(env, shard, group);
}

function startGeneration(env: CoordinatorEnv, shard: CoordinatorShard, group: ClassicGroup): void {
  const members = [...group.members.values()];
  group.protocol = selectProtocol(memberProtocols(group));
  transitionTo(group, 'CompletingRebalance');
  env.ctx.emit({
    type: 'GenerationStarted',
    group: group.groupId,
    generation: group.generation,
    protocol: group.protocol,
    leader: group.leader ?? '',
    members: members.map((member) => member.memberId),
  });
  for (const member of members) {
    answerJoin(env, member, currentGeneration(group, member.memberId));
    member.isNew = false;
    refreshSession(env, shard, group, member);
    group.pendingSync.add(member.memberId);
  }
  const { partition } = shard;
  group.syncTimer = env.ctx.setTimer(rebalanceTimeoutUs(group), { kind: 'groupSync', partition, group: group.groupId });
}

/** The record is not waited for: should it be lost, the generation before it comes back and its members time out. */
function becomeEmpty(env: CoordinatorEnv, shard: CoordinatorShard, group: ClassicGroup): void {
  group.protocol = null;
  transitionTo(group, 'Empty');
  env.ctx.emit({ type: 'GroupEmptied', group: group.groupId, generation: group.generation });
  writeGroup(env, shard, group);
}

function waitForMoreMembers(
  env: CoordinatorEnv,
  shard: CoordinatorShard,
  group: ClassicGroup,
  delayUs: number,
  remainingUs: number,
): void {
  setJoinTimer(env, shard, group, delayUs);
  group.initialDelay = { delayUs, remainingUs };
}

function setJoinTimer(env: CoordinatorEnv, shard: CoordinatorShard, group: ClassicGroup, delayUs: number): void {
  cancelJoinTimer(env, group);
  if (planted(env.config.model, 'REBALANCE_NEVER_ENDS')) return;
  group.joinTimer = env.ctx.setTimer(delayUs, { kind: 'groupJoin', partition: shard.partition, group: group.groupId });
}
