import { assert } from '../../../../base/assert.ts';
import { majoritySize } from './voterSet.ts';

/** Votes of one election by voter id, null while unanswered. Plain data, changed in place by `recordVote`. */
export interface EpochElection {
  readonly voterIds: readonly number[];
  readonly votes: (boolean | null)[];
}

/** An election in which nobody has voted; a nominee records its own vote first. Kafka: `EpochElection`. */
export function newElection(voterIds: readonly number[]): EpochElection {
  return { voterIds, votes: voterIds.map(() => null) };
}

/** Counts a voter's answer; the last one stands. Returns whether it is its first. The voter must belong to the election. */
export function recordVote(election: EpochElection, voterId: number, granted: boolean): boolean {
  const index = election.voterIds.indexOf(voterId);
  assert(index >= 0, 'only voters of an election have a vote in it');
  const first = election.votes[index] === null;
  election.votes[index] = granted;
  return first;
}

/** A majority has granted. */
export function isVoteGranted(election: EpochElection): boolean {
  return count(election, true) >= majoritySize(election.voterIds.length);
}

/** So many have refused that no majority can be reached any more. */
export function isVoteRejected(election: EpochElection): boolean {
  return count(election, true) + count(election, null) < majoritySize(election.voterIds.length);
}

/** Who has not answered: to be asked, or asked again. */
export function unrecordedVoters(election: EpochElection): number[] {
  return election.voterIds.filter((_, i) => election.votes[i] === null);
}

/** Who has granted, the nominee included: written into the LeaderChange record. */
export function grantingVoters(election: EpochElection): number[] {
  return election.voterIds.filter((_, i) => election.votes[i] === true);
}

function count(election: EpochElection, vote: boolean | null): number {
  let n = 0;
  for (const one of election.votes) if (one === vote) n++;
  return n;
}
