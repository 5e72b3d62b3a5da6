import * as words from '../../../words/run/reasons.ts';
import { reply } from '../net/requestTable.ts';
import type { ReplyTo } from '../net/requestTable.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { HeartbeatRequest, LeaveGroupRequest } from '../protocol/groups.ts';
import type { CoordinatorEnv } from './coordinatorEnv.ts';
import type { ClassicGroup, CoordinatorShard } from './coordinatorState.ts';
import { answerAfterWrites } from './coordinatorWrites.ts';
import { validateMember } from './groupMembership.ts';
import { refreshSession } from './memberSession.ts';
import { dropMember, rebalanceOrCompleteJoin } from './rebalance.ts';

/**
 * The member is alive, and learns here that a rebalance has begun (`classicGroupHeartbeat`). Between the end of the join
 * phase and the assignment the answer is NONE, whatever the comment on Kafka's enum says.
 */
export function handleHeartbeat(
  env: CoordinatorEnv,
  shard: CoordinatorShard,
  replyTo: ReplyTo,
  request: HeartbeatRequest,
): void {
  const group = shard.groups.get(request.group);
  const member = group?.members.get(request.memberId);
  const error = validateHeartbeat(group, request);
  if (error !== 'NONE' || group === undefined || member === undefined) {
    reply(env.ctx, replyTo, { api: 'Heartbeat', error: error === 'NONE' ? 'UNKNOWN_MEMBER_ID' : error });
    return;
  }
  refreshSession(env, shard, group, member);
  const answer = group.state === 'PreparingRebalance' ? 'REBALANCE_IN_PROGRESS' : 'NONE';
  answerAfterWrites(env, shard, replyTo, { api: 'Heartbeat', error: answer });
}

/** The member goes without waiting for its session to end (`classicGroupLeave`). */
export function handleLeaveGroup(
  env: CoordinatorEnv,
  shard: CoordinatorShard,
  replyTo: ReplyTo,
  request: LeaveGroupRequest,
): void {
  const group = shard.groups.get(request.group);
  const error = group === undefined ? 'UNKNOWN_MEMBER_ID' : leave(env, shard, group, request.memberId);
  answerAfterWrites(env, shard, replyTo, { api: 'LeaveGroup', error });
}

function leave(env: CoordinatorEnv, shard: CoordinatorShard, group: ClassicGroup, memberId: string): ErrorCode {
  const pending = group.pendingJoin.get(memberId);
  if (pending !== undefined) {
    env.ctx.cancelTimer(pending);
    group.pendingJoin.delete(memberId);
    // Kafka rebalances here, too, although nobody in the group has changed.
    if (group.state !== 'Empty') rebalanceOrCompleteJoin(env, shard, group, words.leftBeforeJoining(memberId));
    return 'NONE';
  }
  const member = group.members.get(memberId);
  if (member === undefined) return 'UNKNOWN_MEMBER_ID';
  dropMember(env, group, member, 'left');
  rebalanceOrCompleteJoin(env, shard, group, words.left(member.clientId));
  return 'NONE';
}

function validateHeartbeat(group: ClassicGroup | undefined, request: HeartbeatRequest): ErrorCode {
  if (group === undefined) return 'UNKNOWN_MEMBER_ID';
  const error = validateMember(group, request.memberId, request.groupInstanceId);
  if (error !== 'NONE') return error;
  return request.generation === group.generation ? 'NONE' : 'ILLEGAL_GENERATION';
}
