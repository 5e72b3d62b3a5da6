import { describe, expect, it } from 'vitest';
import { casesOf } from '../../../../../test/conformance/cases.ts';
import { grantingVoters, isVoteGranted, isVoteRejected, newElection, recordVote, unrecordedVoters } from './election.ts';
import type { EpochElection } from './election.ts';

function electionOf(voterCount: number, votes: Record<string, boolean>): EpochElection {
  const election = newElection(Array.from({ length: voterCount }, (_, id) => id));
  recordVote(election, 0, true);
  for (const [voter, granted] of Object.entries(votes)) recordVote(election, Number(voter), granted);
  return election;
}

describe('election', () => {
  for (const c of casesOf<{ voters: number; votes: Record<string, boolean> }, { granted: boolean; rejected: boolean }>('election')) {
    it(c.id, () => {
      const election = electionOf(c.in.voters, c.in.votes);
      expect({ granted: isVoteGranted(election), rejected: isVoteRejected(election) }).toEqual(c.expect);
    });
  }

  it('is won at once by a single voter', () => expect(isVoteGranted(electionOf(1, {}))).toBe(true));
  it('needs three of four, and is lost with two against', () => {
    expect(isVoteGranted(electionOf(4, { 1: true }))).toBe(false);
    expect(isVoteGranted(electionOf(4, { 1: true, 2: true }))).toBe(true);
    expect(isVoteRejected(electionOf(4, { 1: false }))).toBe(false);
    expect(isVoteRejected(electionOf(4, { 1: false, 2: false }))).toBe(true);
  });
  it('knows who has answered', () => {
    const election = electionOf(4, { 1: true, 2: false });
    expect(grantingVoters(election)).toEqual([0, 1]);
    expect(unrecordedVoters(election)).toEqual([3]);
  });
  it('counts a voter once, by its last answer', () => {
    const election = electionOf(3, {});
    expect(recordVote(election, 1, false)).toBe(true);
    expect(recordVote(election, 1, true)).toBe(false);
    expect(isVoteGranted(election)).toBe(true);
  });
  it('has no place for others', () => expect(() => recordVote(electionOf(3, {}), 9, true)).toThrow());
});
