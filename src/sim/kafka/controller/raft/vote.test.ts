import { describe, expect, it } from 'vitest';
import { casesOf } from '../../../../../test/conformance/cases.ts';
import { canGrantVote, checkVoteRequest, isLogUpToDate } from './vote.ts';
import type { VotingState } from './vote.ts';

const candidate = { id: 2, directoryId: 'a' };
const unattached: VotingState = { role: 'unattached', leaderId: null, votedKey: null };
const prospective: VotingState = { role: 'prospective', leaderId: null, votedKey: null };

describe('canGrantVote', () => {
  for (const c of casesOf<{ state: string; preVote: boolean; logUpToDate: boolean }, boolean>('canGrantVote')) {
    it(c.id, () => {
      expect(c.in.state).toBe('CANDIDATE');
      const { preVote, logUpToDate } = c.in;
      expect(canGrantVote({ role: 'candidate' }, { candidate, preVote, logUpToDate })).toBe(c.expect);
    });
  }

  // CandidateStateTest, ProspectiveStateTest, FollowerStateTest, UnattachedStateTest, ResignedStateTest, LeaderStateTest:
  // pre-vote and real vote, each with a log that is up to date and one that is not.
  it.each<[string, VotingState, [boolean, boolean, boolean, boolean]]>([
    ['unattached', unattached, [true, false, true, false]],
    ['unattached, leader known', { ...unattached, leaderId: 1 }, [true, false, false, false]],
    ['unattached, voted for it', { ...unattached, votedKey: candidate }, [true, false, true, true]],
    ['unattached, voted for its id', { ...unattached, votedKey: { id: 2, directoryId: null } }, [true, false, true, true]],
    ['unattached, voted for its old disk', { ...unattached, votedKey: { id: 2, directoryId: 'b' } }, [true, false, false, false]],
    ['unattached, voted for another', { ...unattached, votedKey: { id: 3, directoryId: 'a' } }, [true, false, false, false]],
    ['prospective', prospective, [true, false, true, false]],
    ['prospective, leader known', { ...prospective, leaderId: 1 }, [true, false, false, false]],
    ['prospective, voted for it with a leader known', { ...prospective, leaderId: 1, votedKey: candidate }, [true, false, true, true]],
    ['prospective, voted for another', { ...prospective, votedKey: { id: 3, directoryId: null } }, [true, false, false, false]],
    ['follower that never fetched', { role: 'follower', hasFetchedFromLeader: false }, [true, false, false, false]],
    ['follower that has fetched', { role: 'follower', hasFetchedFromLeader: true }, [false, false, false, false]],
    ['candidate', { role: 'candidate' }, [true, false, false, false]],
    ['resigned', { role: 'resigned' }, [true, false, false, false]],
    ['leader', { role: 'leader' }, [false, false, false, false]],
  ])('%s', (_, state, expected) => {
    const answers = [true, false].flatMap((preVote) =>
      [true, false].map((logUpToDate) => canGrantVote(state, { candidate, preVote, logUpToDate })),
    );
    expect(answers).toEqual(expected);
  });
});

describe('checkVoteRequest', () => {
  const request = { preVote: false, candidateEpoch: 6, lastEpoch: 5, lastEpochEndOffset: 100 };
  it.each([
    ['a fair one', {}, 6, null],
    ['one ahead of the receiver', {}, 3, null],
    ['one behind the receiver', {}, 7, 'FENCED_LEADER_EPOCH'],
    ['a candidate whose log is of the epoch it stands for', { lastEpoch: 6 }, 6, 'INVALID_REQUEST'],
    ['a pre-vote with such a log', { preVote: true, lastEpoch: 6 }, 6, null],
    ['a pre-vote with a log from the future', { preVote: true, lastEpoch: 7 }, 6, 'INVALID_REQUEST'],
    ['a candidate with an empty log', { lastEpoch: 0, lastEpochEndOffset: 0 }, 6, null],
    ['a negative epoch', { lastEpoch: -1 }, 6, 'INVALID_REQUEST'],
    ['a negative offset', { lastEpochEndOffset: -1 }, 6, 'INVALID_REQUEST'],
    ['one both malformed and late', { lastEpoch: 6 }, 9, 'INVALID_REQUEST'],
  ])('%s', (_, change, ownEpoch, expected) => expect(checkVoteRequest({ ...request, ...change }, ownEpoch)).toBe(expected));
});

describe('isLogUpToDate', () => {
  const own = { lastEpoch: 5, endOffset: 100 };
  it.each([
    [5, 100, true],
    [5, 99, false],
    [5, 101, true],
    [6, 1, true],
    [4, 999, false],
  ])('epoch %i, end %i against 5, 100: %s', (lastEpoch, lastEpochEndOffset, expected) => {
    expect(isLogUpToDate({ lastEpoch, lastEpochEndOffset }, own)).toBe(expected);
  });
});
