import { assertNever } from '../../../../base/assert.ts';
import type { LeaderEpoch, Offset } from '../../types.ts';
import type { ReplicaKey } from './voterSet.ts';

/** What of a controller's state decides about votes (Kafka: `QuorumState` and its states). */
export type VotingState =
  | {
      readonly role: 'unattached' | 'prospective';
      /** A leader known in this epoch. */
      readonly leaderId: number | null;
      /** Whom it has voted for in this epoch. Durable. */
      readonly votedKey: ReplicaKey | null;
    }
  | { readonly role: 'follower'; readonly hasFetchedFromLeader: boolean }
  | { readonly role: 'candidate' | 'resigned' | 'leader' };

/** The parts of a vote request that are checked before the vote itself. */
export interface VoteCandidate {
  readonly preVote: boolean;
  /** The epoch it stands for; a pre-vote has not raised it yet. */
  readonly candidateEpoch: LeaderEpoch;
  /** Epoch of its last record. */
  readonly lastEpoch: LeaderEpoch;
  readonly lastEpochEndOffset: Offset;
}

/**
 * Refuses a vote request that makes no sense or is too late; null when it is to be decided. A real candidate has raised
 * its epoch above all it has seen, so its log cannot be of that epoch; a prospective one has not.
 * With a higher epoch than its own the receiver first becomes unattached in that epoch. Kafka: `handleVoteRequest`.
 */
export function checkVoteRequest(
  candidate: VoteCandidate,
  ownEpoch: LeaderEpoch,
): 'INVALID_REQUEST' | 'FENCED_LEADER_EPOCH' | null {
  const { preVote, candidateEpoch, lastEpoch, lastEpochEndOffset } = candidate;
  const impossible = preVote ? lastEpoch > candidateEpoch : lastEpoch >= candidateEpoch;
  if (impossible || lastEpoch < 0 || lastEpochEndOffset < 0) return 'INVALID_REQUEST';
  return candidateEpoch < ownEpoch ? 'FENCED_LEADER_EPOCH' : null;
}

/** Whether a candidate's log holds at least what the receiver's does: a later last epoch, or as long in the same. */
export function isLogUpToDate(
  candidate: Pick<VoteCandidate, 'lastEpoch' | 'lastEpochEndOffset'>,
  own: { readonly lastEpoch: LeaderEpoch; readonly endOffset: Offset },
): boolean {
  if (candidate.lastEpoch !== own.lastEpoch) return candidate.lastEpoch > own.lastEpoch;
  return candidate.lastEpochEndOffset >= own.endOffset;
}

/**
 * Whether the vote is granted. A pre-vote (KIP-996) promises nothing and asks "would you?": a follower that hears from its
 * leader would not, which keeps a node that was cut off from unseating a good leader. A real vote is given once an epoch,
 * and must be made durable before it is answered. Kafka: `canGrantVote` of each state.
 */
export function canGrantVote(
  state: VotingState,
  request: { readonly candidate: ReplicaKey; readonly preVote: boolean; readonly logUpToDate: boolean },
): boolean {
  const { candidate, preVote, logUpToDate } = request;
  switch (state.role) {
    case 'unattached':
    case 'prospective':
      if (preVote) return logUpToDate;
      if (state.votedKey !== null) return isSameVote(state.votedKey, candidate);
      return state.leaderId === null && logUpToDate;
    case 'follower':
      return preVote && logUpToDate && !state.hasFetchedFromLeader;
    case 'candidate':
    case 'resigned':
      return preVote && logUpToDate;
    case 'leader':
      return false;
    default:
      return assertNever(state);
  }
}

/** A vote recorded without a directory (before KIP-853) is for the id, whatever its disk. */
function isSameVote(voted: ReplicaKey, candidate: ReplicaKey): boolean {
  if (voted.id !== candidate.id) return false;
  return voted.directoryId === null || voted.directoryId === candidate.directoryId;
}
