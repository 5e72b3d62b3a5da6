import type { DurationUs } from '../../../base/flavor.ts';
import type { CoordinatorEnv } from './coordinatorEnv.ts';
import type { ClassicGroup, ClassicMember, CoordinatorShard } from './coordinatorState.ts';

/**
 * The member has been heard of: its session lasts `timeoutUs` from now
 * (`GroupMetadataManager.rescheduleClassicGroupMemberHeartbeat`).
 *
 * Heartbeats come often and sessions hardly ever end, so the timer that is already set stays where it is and looks at
 * the deadline when it fires. Only a deadline before it needs a new timer.
 */
export function refreshSession(
  env: CoordinatorEnv,
  shard: CoordinatorShard,
  group: ClassicGroup,
  member: ClassicMember,
  timeoutUs: DurationUs = member.subscription.sessionTimeoutUs,
): void {
  member.sessionDeadline = env.ctx.now + timeoutUs;
  if (member.sessionTimer !== null) {
    if (member.sessionTimerAt <= member.sessionDeadline) return;
    env.ctx.cancelTimer(member.sessionTimer);
  }
  armSession(env, shard, group, member);
}

/**
 * The member's timer fired. True when its session is over; if it has been refreshed since, the timer is set again.
 * Members that wait for an answer cannot send heartbeats, so theirs is not over (`ClassicGroupMember.hasSatisfiedHeartbeat`);
 * it starts anew with the answer. New members are the exception: their limit is on the first JoinGroup itself.
 */
export function sessionIsOver(
  env: CoordinatorEnv,
  shard: CoordinatorShard,
  group: ClassicGroup,
  member: ClassicMember,
): boolean {
  member.sessionTimer = null;
  if (env.ctx.now < member.sessionDeadline) {
    armSession(env, shard, group, member);
    return false;
  }
  return member.isNew || (member.awaitingJoin === null && member.awaitingSync === null);
}

export function cancelSession(env: CoordinatorEnv, member: ClassicMember): void {
  if (member.sessionTimer === null) return;
  env.ctx.cancelTimer(member.sessionTimer);
  member.sessionTimer = null;
}

function armSession(env: CoordinatorEnv, shard: CoordinatorShard, group: ClassicGroup, member: ClassicMember): void {
  member.sessionTimerAt = member.sessionDeadline;
  member.sessionTimer = env.ctx.setTimer(member.sessionDeadline - env.ctx.now, {
    kind: 'groupSession',
    partition: shard.partition,
    group: group.groupId,
    memberId: member.memberId,
  });
}
