import { assertNever } from '../../../base/assert.ts';
import * as words from '../../../words/run/reasons.ts';
import { reply } from '../net/requestTable.ts';
import type { ReplyTo } from '../net/requestTable.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { JoinGroupRequest } from '../protocol/groups.ts';
import { supportsProtocols } from './classicGroupState.ts';
import type { CoordinatorEnv } from './coordinatorEnv.ts';
import type { ClassicGroup, ClassicMember, CoordinatorShard } from './coordinatorState.ts';
import { writeGroup } from './coordinatorWrites.ts';
import {
  addMember,
  memberProtocols,
  newClassicGroup,
  newClassicMember,
  sameMetadata,
  staticMember,
  subscriptionOf,
  validateMember,
} from './groupMembership.ts';
import { answerJoin, currentGeneration, joinRefusal } from './memberAnswers.ts';
import { cancelSession, refreshSession } from './memberSession.ts';
import { cancelJoinTimer, dropMember, rebalanceOrCompleteJoin } from './rebalance.ts';
import { replaceStaticMember } from './staticMember.ts';

/** How long the first JoinGroup of a member may be parked: it cannot send heartbeats yet, so nothing else limits it. */
const NEW_MEMBER_JOIN_TIMEOUT_US = 300_000_000;
/** Kafka appends a UUID; eight digits are enough to tell the members of one group apart, and to read. */
const MEMBER_ID_DIGITS = 8;

/** INVALID_SESSION_TIMEOUT or NONE; checked before anything else (`GroupCoordinatorService.joinGroup`). */
export function validateSessionTimeout(env: CoordinatorEnv, request: JoinGroupRequest): ErrorCode {
  const { groupMinSessionTimeoutUs, groupMaxSessionTimeoutUs } = env.config;
  const isInside =
    request.sessionTimeoutUs >= groupMinSessionTimeoutUs && request.sessionTimeoutUs <= groupMaxSessionTimeoutUs;
  return isInside ? 'NONE' : 'INVALID_SESSION_TIMEOUT';
}

/**
 * A member joins, or joins again. Answered when the join phase ends, at once when there is nothing to wait for.
 * Follows `GroupMetadataManager.classicGroupJoinToClassicGroup`; left out: clients too old for MEMBER_ID_REQUIRED, and
 * groups of the other protocols.
 */
export function handleJoinGroup(
  env: CoordinatorEnv,
  shard: CoordinatorShard,
  replyTo: ReplyTo,
  request: JoinGroupRequest,
): void {
  const known = shard.groups.get(request.group);
  if (known !== undefined) {
    joinKnownGroup(env, shard, known, replyTo, request);
    return;
  }
  if (request.memberId !== '') {
    reply(env.ctx, replyTo, joinRefusal(request.memberId, 'UNKNOWN_MEMBER_ID'));
    return;
  }
  const group = newClassicGroup(request.group);
  shard.groups.set(request.group, group);
  joinKnownGroup(env, shard, group, replyTo, request);
  const result = writeGroup(env, shard, { ...group, leader: null, members: new Map() });
  if (!result.ok) forgetGroup(env, shard, group, result.error);
}

function joinKnownGroup(
  env: CoordinatorEnv,
  shard: CoordinatorShard,
  group: ClassicGroup,
  replyTo: ReplyTo,
  request: JoinGroupRequest,
): void {
  const { memberId, groupInstanceId } = request;
  if (!acceptsMember(env, group, memberId)) {
    const member = group.members.get(memberId);
    if (member === undefined) cancelPending(env, group, memberId);
    else dropMember(env, group, member, 'group full');
    reply(env.ctx, replyTo, joinRefusal('', 'GROUP_MAX_SIZE_REACHED'));
    return;
  }
  if (!groupSupports(group, request.protocols)) {
    reply(env.ctx, replyTo, joinRefusal(memberId, 'INCONSISTENT_GROUP_PROTOCOL'));
  } else if (memberId !== '') {
    joinWithId(env, shard, group, replyTo, request);
  } else if (groupInstanceId === null) {
    giveMemberId(env, shard, group, replyTo, request);
  } else {
    const newMemberId = generateMemberId(env, groupInstanceId);
    const old = staticMember(group, groupInstanceId);
    if (old === undefined) admit(env, shard, group, newMemberId, replyTo, request);
    else replaceStaticMember(env, shard, group, old, newMemberId, replyTo, request);
  }
}

/** The id is announced before it counts, so that lost answers leave no ghosts in the group (KIP-394). */
function giveMemberId(
  env: CoordinatorEnv,
  shard: CoordinatorShard,
  group: ClassicGroup,
  replyTo: ReplyTo,
  request: JoinGroupRequest,
): void {
  const memberId = generateMemberId(env, request.clientId);
  const { partition } = shard;
  const timer = { kind: 'groupSession', partition, group: group.groupId, memberId } as const;
  group.pendingJoin.set(memberId, env.ctx.setTimer(request.sessionTimeoutUs, timer));
  reply(env.ctx, replyTo, joinRefusal(memberId, 'MEMBER_ID_REQUIRED'));
}

/** `classicGroupJoinExistingMember`. */
function joinWithId(
  env: CoordinatorEnv,
  shard: CoordinatorShard,
  group: ClassicGroup,
  replyTo: ReplyTo,
  request: JoinGroupRequest,
): void {
  const { memberId } = request;
  if (cancelPending(env, group, memberId)) {
    admit(env, shard, group, memberId, replyTo, request);
    return;
  }
  const error = validateMember(group, memberId, request.groupInstanceId);
  const member = group.members.get(memberId);
  if (error !== 'NONE' || member === undefined) {
    reply(env.ctx, replyTo, joinRefusal(memberId, error === 'NONE' ? 'UNKNOWN_MEMBER_ID' : error));
    return;
  }
  const reason = rejoinReason(group, member, request);
  if (reason === null) {
    reply(env.ctx, replyTo, currentGeneration(group, memberId));
    return;
  }
  member.subscription = subscriptionOf(request);
  member.awaitingJoin = replyTo;
  rebalanceOrCompleteJoin(env, shard, group, reason);
}

/** The id given out is taken up, or taken back; false when it was never given. */
function cancelPending(env: CoordinatorEnv, group: ClassicGroup, memberId: string): boolean {
  const timer = group.pendingJoin.get(memberId);
  if (timer === undefined) return false;
  env.ctx.cancelTimer(timer);
  return group.pendingJoin.delete(memberId);
}

/** Why this JoinGroup calls for a rebalance, or takes part in the one under way; null when it changes nothing. */
function rejoinReason(group: ClassicGroup, member: ClassicMember, request: JoinGroupRequest): string | null {
  switch (group.state) {
    case 'PreparingRebalance':
      return words.joinedAgain(member.clientId);
    case 'CompletingRebalance':
      return sameMetadata(member.subscription, subscriptionOf(request)) ? null : words.changedSubscription(member.clientId);
    case 'Stable':
      if (group.leader === member.memberId) return words.leaderJoinedAgain(member.clientId);
      return sameMetadata(member.subscription, subscriptionOf(request)) ? null : words.changedSubscription(member.clientId);
    case 'Empty':
    case 'Dead':
      return null;
    default:
      return assertNever(group.state, 'rejoinReason');
  }
}

/** The member is in (`addMemberThenRebalanceOrCompleteJoin`). */
function admit(
  env: CoordinatorEnv,
  shard: CoordinatorShard,
  group: ClassicGroup,
  memberId: string,
  replyTo: ReplyTo,
  request: JoinGroupRequest,
): void {
  const { clientId, groupInstanceId } = request;
  const member = newClassicMember(memberId, groupInstanceId, clientId, subscriptionOf(request));
  member.isNew = true;
  member.awaitingJoin = replyTo;
  if (group.state === 'PreparingRebalance' && group.previousState === 'Empty') group.newMemberAdded = true;
  addMember(group, member);
  env.ctx.emit({ type: 'MemberJoined', group: group.groupId, memberId, client: clientId });
  refreshSession(env, shard, group, member, NEW_MEMBER_JOIN_TIMEOUT_US);
  rebalanceOrCompleteJoin(env, shard, group, words.joined(clientId));
}

/** `group.max.size`: counted over those that have joined, while the others may still be on their way. */
function acceptsMember(env: CoordinatorEnv, group: ClassicGroup, memberId: string): boolean {
  const { groupMaxSize } = env.config;
  const member = group.members.get(memberId);
  switch (group.state) {
    case 'Empty':
    case 'Dead':
      return true;
    case 'PreparingRebalance': {
      if (group.members.size < groupMaxSize || (member?.awaitingJoin ?? null) !== null) return true;
      let joined = 0;
      for (const other of group.members.values()) if (other.awaitingJoin !== null) joined += 1;
      return joined < groupMaxSize;
    }
    case 'CompletingRebalance':
    case 'Stable':
      return member !== undefined || group.members.size < groupMaxSize;
    default:
      return assertNever(group.state, 'acceptsMember');
  }
}

function groupSupports(group: ClassicGroup, protocols: readonly string[]): boolean {
  return supportsProtocols(protocols, memberProtocols(group));
}

function generateMemberId(env: CoordinatorEnv, name: string): string {
  return `${name}-${env.ctx.random('group').toString(16).padStart(MEMBER_ID_DIGITS, '0')}`;
}

/** The group could not be written, so it does not exist. */
function forgetGroup(env: CoordinatorEnv, shard: CoordinatorShard, group: ClassicGroup, error: ErrorCode): void {
  for (const timer of group.pendingJoin.values()) env.ctx.cancelTimer(timer);
  for (const member of group.members.values()) {
    cancelSession(env, member);
    answerJoin(env, member, joinRefusal('', error));
  }
  cancelJoinTimer(env, group);
  shard.groups.delete(group.groupId);
}
