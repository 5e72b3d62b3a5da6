import { reply } from '../net/requestTable.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { JoinGroupResponse } from '../protocol/groups.ts';
import type { CoordinatorEnv } from './coordinatorEnv.ts';
import type { ClassicGroup, ClassicMember } from './coordinatorState.ts';
import { membersForLeader } from './groupMembership.ts';

/** Answers the member's parked JoinGroup, if it has one. */
export function answerJoin(env: CoordinatorEnv, member: ClassicMember, response: JoinGroupResponse): void {
  if (member.awaitingJoin === null) return;
  reply(env.ctx, member.awaitingJoin, response);
  member.awaitingJoin = null;
}

/** Answers the member's parked SyncGroup with its assignment, or with an error. False when it has none. */
export function answerSync(env: CoordinatorEnv, member: ClassicMember, error: ErrorCode): boolean {
  if (member.awaitingSync === null) return false;
  const assignment = error === 'NONE' ? member.assignment : [];
  reply(env.ctx, member.awaitingSync, { api: 'SyncGroup', error, assignment });
  member.awaitingSync = null;
  return true;
}

export function joinRefusal(memberId: string, error: ErrorCode): JoinGroupResponse {
  return { api: 'JoinGroup', error, generation: -1, protocol: null, leader: '', memberId, members: [] };
}

/** What a member is told of the current generation; the leader also for whom to assign. */
export function currentGeneration(group: ClassicGroup, memberId: string): JoinGroupResponse {
  const leader = group.leader ?? '';
  return {
    api: 'JoinGroup',
    error: 'NONE',
    generation: group.generation,
    protocol: group.protocol,
    leader,
    memberId,
    members: leader === memberId ? membersForLeader(group) : [],
  };
}
