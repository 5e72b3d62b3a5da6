import type { TimeUs } from '../../../../base/flavor.ts';
import type { LeaderRole, RaftNode } from './raftState.ts';
import { voterProgress } from './replicaProgress.ts';
import { isVoter } from './voters.ts';
import { majoritySize, type ReplicaKey } from './voterSet.ts';

/** Time in which a majority has to fetch, else the leader resigns (`CHECK_QUORUM_TIMEOUT_FACTOR`). */
export function checkQuorumTimeoutUs(node: RaftNode): number {
  return Math.floor((node.config.controllerQuorumFetchTimeoutUs * 3) / 2);
}

/** A replica has shown that it follows (`updateCheckQuorumForFollowingVoter`): with a majority of the voters the leader goes on. */
export function noteFollowing(node: RaftNode, now: TimeUs, role: LeaderRole, replica: ReplicaKey): void {
  if (voterProgress(role, replica) !== null) role.fetchedVoters.add(replica.id);
  // The leader counts itself, if it is a voter still.
  const needed = majoritySize(role.voters.size) - (isVoter(node) ? 1 : 0);
  if (role.fetchedVoters.size < needed) return;
  role.fetchedVoters.clear();
  role.checkQuorumAt = now + checkQuorumTimeoutUs(node);
}
