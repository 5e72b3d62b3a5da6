import * as words from '../../../words/run/reasons.ts';
import type { ReplyTo } from '../net/requestTable.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { JoinGroupRequest } from '../protocol/groups.ts';
import { selectProtocol } from './classicGroupState.ts';
import type { CoordinatorEnv } from './coordinatorEnv.ts';
import type { ClassicGroup, ClassicMember, CoordinatorShard, WriteContinuation } from './coordinatorState.ts';
import { whenCommitted, writeGroup } from './coordinatorWrites.ts';
import { memberProtocols, newClassicMember, subscriptionOf } from './groupMembership.ts';
import { answerJoin, answerSync, currentGeneration, joinRefusal } from './memberAnswers.ts';
import { cancelSession, refreshSession } from './memberSession.ts';
import { maybeCompleteJoin, prepareRebalance } from './rebalance.ts';

type StaticMemberStored = WriteContinuation & { readonly kind: 'staticMember' };

/**
 * A process with a known `group.instance.id` has come back without its member id. It takes its predecessor's place and
 * assignment, and the predecessor is fenced. In a stable group whose assignor stays the same there is no rebalance
 * (KIP-345; `updateStaticMemberThenRebalanceOrCompleteJoin`). Left out: `skipAssignment`, which only spares a returning
 * leader the work of an assignment that nobody takes.
 */
export function replaceStaticMember(
  env: CoordinatorEnv,
  shard: CoordinatorShard,
  group: ClassicGroup,
  old: ClassicMember,
  newMemberId: string,
  replyTo: ReplyTo,
  request: JoinGroupRequest,
): void {
  answerJoin(env, old, joinRefusal(old.memberId, 'FENCED_INSTANCE_ID'));
  answerSync(env, old, 'FENCED_INSTANCE_ID');
  const member = swap(env, group, old, newMemberId);
  refreshSession(env, shard, group, member);
  member.subscription = subscriptionOf(request);
  member.awaitingJoin = replyTo;
  const { clientId, memberId } = member;
  env.ctx.emit({ type: 'MemberRemoved', group: group.groupId, memberId: old.memberId, client: clientId, reason: 'replaced' });
  env.ctx.emit({ type: 'MemberJoined', group: group.groupId, memberId, client: clientId });
  if (group.state === 'PreparingRebalance') {
    maybeCompleteJoin(env, shard, group);
  } else if (group.state === 'CompletingRebalance') {
    prepareRebalance(env, shard, group, words.cameBackMeanwhile(clientId));
  } else if (selectProtocol(memberProtocols(group)) === group.protocol) {
    storeReplacement(env, shard, group, old, member);
  } else {
    prepareRebalance(env, shard, group, words.cameBackChanged(clientId));
  }
}

/** The record with the new member id is committed. */
export function onStaticMemberStored(env: CoordinatorEnv, group: ClassicGroup | undefined, stored: StaticMemberStored): void {
  const member = group?.members.get(stored.newMemberId);
  if (group === undefined || member === undefined) return;
  // With a rebalance under way by now a leader cannot be told of the members: it has joined, and is answered at the end.
  if (group.state === 'PreparingRebalance' && group.leader === member.memberId) return;
  answerJoin(env, member, currentGeneration(group, member.memberId));
}

/** The record could not be written: the predecessor is back in its place. */
export function onStaticMemberNotStored(
  env: CoordinatorEnv,
  shard: CoordinatorShard,
  group: ClassicGroup | undefined,
  stored: StaticMemberStored,
  error: ErrorCode,
): void {
  const member = group?.members.get(stored.newMemberId);
  if (group === undefined || member === undefined) return;
  answerJoin(env, member, joinRefusal('', error));
  const reverted = swap(env, group, member, stored.oldMemberId);
  reverted.subscription = stored.oldSubscription;
  refreshSession(env, shard, group, reverted);
}

function storeReplacement(
  env: CoordinatorEnv,
  shard: CoordinatorShard,
  group: ClassicGroup,
  old: ClassicMember,
  member: ClassicMember,
): void {
  const then: StaticMemberStored = {
    kind: 'staticMember',
    group: group.groupId,
    newMemberId: member.memberId,
    oldMemberId: old.memberId,
    oldSubscription: old.subscription,
  };
  const result = writeGroup(env, shard, group);
  if (result.ok) whenCommitted(env, shard, result.lastOffset, then);
  else onStaticMemberNotStored(env, shard, group, then, result.error);
}

/** A member with the same past under a new id (`ClassicGroup.replaceStaticMember`). */
function swap(env: CoordinatorEnv, group: ClassicGroup, old: ClassicMember, memberId: string): ClassicMember {
  cancelSession(env, old);
  const member = newClassicMember(memberId, old.groupInstanceId, old.clientId, old.subscription);
  member.assignment = old.assignment;
  group.members.delete(old.memberId);
  group.members.set(memberId, member);
  if (group.leader === old.memberId) group.leader = memberId;
  return member;
}
