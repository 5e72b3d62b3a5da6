import * as words from '../../../words/run/reasons.ts';
import { reply } from '../net/requestTable.ts';
import type { ReplyTo } from '../net/requestTable.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { SyncGroupRequest } from '../protocol/groups.ts';
import type { TopicPartition } from '../types.ts';
import type { CoordinatorEnv } from './coordinatorEnv.ts';
import type { ClassicGroup, CoordinatorShard, WriteContinuation } from './coordinatorState.ts';
import { groupRecord, whenCommitted, writeRecords } from './coordinatorWrites.ts';
import { transitionTo, validateMember } from './groupMembership.ts';
import { answerSync } from './memberAnswers.ts';
import { refreshSession } from './memberSession.ts';
import { cancelSyncTimer, dropAssignment, rebalanceOrCompleteJoin } from './rebalance.ts';

type AssignmentStored = WriteContinuation & { readonly kind: 'assignment' };

/**
 * The leader brings the assignment, the others ask for theirs. All are answered once the assignment is committed to the
 * log; a stable group answers at once. Follows `GroupMetadataManager.classicGroupSyncToClassicGroup`.
 */
export function handleSyncGroup(
  env: CoordinatorEnv,
  shard: CoordinatorShard,
  replyTo: ReplyTo,
  request: SyncGroupRequest,
): void {
  const group = shard.groups.get(request.group);
  const member = group?.members.get(request.memberId);
  const error = validate(group, request);
  if (error !== 'NONE' || group === undefined || member === undefined) {
    reply(env.ctx, replyTo, { api: 'SyncGroup', error: error === 'NONE' ? 'UNKNOWN_MEMBER_ID' : error, assignment: [] });
    return;
  }
  group.pendingSync.delete(member.memberId);
  if (group.pendingSync.size === 0) cancelSyncTimer(env, group);
  if (group.state === 'Stable') {
    reply(env.ctx, replyTo, { api: 'SyncGroup', error: 'NONE', assignment: member.assignment });
    return;
  }
  member.awaitingSync = replyTo;
  if (group.leader === member.memberId) storeAssignment(env, shard, group, request);
}

/** The assignment is committed: the group is stable, unless it has moved on meanwhile. */
export function onAssignmentStored(
  env: CoordinatorEnv,
  shard: CoordinatorShard,
  group: ClassicGroup | undefined,
  stored: AssignmentStored,
): void {
  if (group === undefined || !isCurrent(group, stored)) return;
  for (const member of group.members.values()) {
    member.assignment = stored.assignments.get(member.memberId) ?? [];
    if (answerSync(env, member, 'NONE')) refreshSession(env, shard, group, member);
  }
  transitionTo(group, 'Stable');
  env.ctx.emit({ type: 'GroupStable', group: group.groupId, generation: group.generation });
}

/** The assignment could not be written: everybody joins again. */
export function onAssignmentNotStored(
  env: CoordinatorEnv,
  shard: CoordinatorShard,
  group: ClassicGroup | undefined,
  stored: AssignmentStored,
  error: ErrorCode,
): void {
  if (group === undefined || !isCurrent(group, stored)) return;
  dropAssignment(env, shard, group, error);
  rebalanceOrCompleteJoin(env, shard, group, words.assignmentNotStored(error));
}

function storeAssignment(
  env: CoordinatorEnv,
  shard: CoordinatorShard,
  group: ClassicGroup,
  request: SyncGroupRequest,
): void {
  const assignments = new Map<string, readonly TopicPartition[]>();
  for (const { memberId, partitions } of request.assignments) assignments.set(memberId, partitions);
  const { generation } = group;
  const then: AssignmentStored = { kind: 'assignment', group: group.groupId, generation, assignments };
  const result = writeRecords(env, shard, [groupRecord(group, assignments)]);
  if (result.ok) whenCommitted(env, shard, result.lastOffset, then);
  else onAssignmentNotStored(env, shard, group, then, result.error);
}

function isCurrent(group: ClassicGroup, stored: AssignmentStored): boolean {
  return group.state === 'CompletingRebalance' && group.generation === stored.generation;
}

/** `validateSyncGroup`, and the states in which nothing is assigned. */
function validate(group: ClassicGroup | undefined, request: SyncGroupRequest): ErrorCode {
  if (group === undefined || group.state === 'Empty') return 'UNKNOWN_MEMBER_ID';
  const error = validateMember(group, request.memberId, request.groupInstanceId);
  if (error !== 'NONE') return error;
  if (request.generation !== group.generation) return 'ILLEGAL_GENERATION';
  return group.state === 'PreparingRebalance' ? 'REBALANCE_IN_PROGRESS' : 'NONE';
}
