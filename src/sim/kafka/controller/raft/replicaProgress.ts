import type { TimeUs } from '../../../../base/flavor.ts';
import type { RaftFetchRequest } from '../../protocol/controlPlane.ts';
import type { Offset } from '../../types.ts';
import type { LeaderRole, ReplicaProgress } from './raftState.ts';
import { matches, type ReplicaKey, type Voter } from './voterSet.ts';

/** A replica that adds itself as a voter has to have fetched within this time. */
const RECENT_FETCH_US = 3_600_000_000;

export function newProgress(directoryId: string | null): ReplicaProgress {
  return { directoryId, endOffset: null, lastFetchAt: null, lastFetchLeaderEnd: -1, lastCaughtUpAt: null };
}

/** The name an observer goes by: the same controller with another disk is another one. */
function replicaName({ id, directoryId }: ReplicaKey): string {
  return `${id} ${directoryId ?? ''}`;
}

/** What the leader keeps of a fetcher: a voter's, an observer's, or null for a broker. */
export function progressOf(role: LeaderRole, { replicaId: id, replicaDirectoryId: directoryId }: RaftFetchRequest): ReplicaProgress | null {
  const voter = voterProgress(role, { id, directoryId });
  if (voter !== null || directoryId === null) return voter;
  const name = replicaName({ id, directoryId });
  const known = role.observers.get(name) ?? newProgress(directoryId);
  role.observers.set(name, known);
  return known;
}

export function voterProgress(role: LeaderRole, replica: ReplicaKey): ReplicaProgress | null {
  const voter = role.voters.get(replica.id);
  return voter !== undefined && matches({ id: replica.id, directoryId: voter.directoryId }, replica) ? voter : null;
}

/** Kafka: `LeaderState.ReplicaState.updateFollowerState`, with the rule of the previous fetch. */
export function noteProgress(progress: ReplicaProgress, now: TimeUs, fetchOffset: Offset, leaderEnd: Offset): void {
  if (fetchOffset >= leaderEnd) progress.lastCaughtUpAt = now;
  else if (progress.lastFetchLeaderEnd > 0 && fetchOffset >= progress.lastFetchLeaderEnd) {
    progress.lastCaughtUpAt = Math.max(progress.lastCaughtUpAt ?? 0, progress.lastFetchAt ?? 0);
  }
  progress.lastFetchLeaderEnd = leaderEnd;
  progress.endOffset = fetchOffset;
  progress.lastFetchAt = now;
}

/** Kafka: `LeaderState.isReplicaCaughtUp`. Only who is no voter yet is asked about. */
export function isCaughtUp(role: LeaderRole, replica: ReplicaKey, now: TimeUs): boolean {
  const progress = role.observers.get(replicaName(replica));
  if (progress === undefined || progress.lastCaughtUpAt === null || progress.lastFetchAt === null) return false;
  return progress.lastFetchAt > now - RECENT_FETCH_US;
}

/** The voter set has changed: whoever joins or leaves keeps what is known of it (`updateVoterAndObserverStates`). */
export function adoptVoterSet(role: LeaderRole, voterSet: readonly Voter[]): void {
  const before = role.voters;
  const voters = new Map<number, ReplicaProgress>();
  for (const voter of voterSet) {
    const name = replicaName(voter);
    voters.set(voter.id, voterProgress(role, voter) ?? role.observers.get(name) ?? newProgress(voter.directoryId));
    role.observers.delete(name);
  }
  for (const [id, progress] of before) {
    if (voters.get(id) !== progress) role.observers.set(replicaName({ id, directoryId: progress.directoryId }), progress);
  }
  role.voterSet = voterSet;
  role.voters = voters;
}
