import * as words from '../../../../words/run/reasons.ts';
import { reply, type ReplyTo } from '../../net/requestTable.ts';
import type {
  AddRaftVoterRequest,
  ApiVersionsRequest,
  BeginQuorumEpochRequest,
  EndQuorumEpochRequest,
  FetchSnapshotRequest,
  QuorumEpochResponse,
  QuorumLeader,
  RaftFetchRequest,
  RemoveRaftVoterRequest,
  UpdateRaftVoterRequest,
  VoteRequest,
  VoteResponse,
} from '../../protocol/controlPlane.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import { assertNever } from '../../../../base/assert.ts';
import { planted } from '../../config/modelSwitches.ts';
import { handleFetch, handleFetchSnapshot } from './leader.ts';
import type { RaftContext, RaftNode } from './raftState.ts';
import { becomeFollower, becomeUnattached, castVote, haltRaft } from './roles.ts';
import { flush } from './metadataLog.ts';
import { successionBackoffUs } from './succession.ts';
import { handleAddVoter, handleRemoveVoter, handleUpdateVoter } from './voterChanges.ts';
import { addressOf, keyOf, knownLeader } from './voters.ts';
import { matches } from './voterSet.ts';
import { canGrantVote, checkVoteRequest, isLogUpToDate, type VotingState } from './vote.ts';

export type RaftRequest =
  | AddRaftVoterRequest
  | RemoveRaftVoterRequest
  | UpdateRaftVoterRequest
  | ApiVersionsRequest
  | RaftFetchRequest
  | FetchSnapshotRequest
  | VoteRequest | BeginQuorumEpochRequest | EndQuorumEpochRequest;

/** A request of another voter, or a fetch of an observer. */
export function handleRaftRequest(node: RaftNode, ctx: RaftContext, replyTo: ReplyTo, request: RaftRequest): void {
  // Raft has one thread: what it appended before is flushed by now.
  flush(node.disk.log);
  switch (request.api) {
    case 'RaftFetch':
      handleFetch(node, ctx, replyTo, request);
      return;
    case 'FetchSnapshot':
      handleFetchSnapshot(node, ctx, replyTo, request);
      return;
    case 'AddRaftVoter':
      handleAddVoter(node, ctx, replyTo, request);
      return;
    case 'RemoveRaftVoter':
      handleRemoveVoter(node, ctx, replyTo, request);
      return;
    case 'UpdateRaftVoter':
      handleUpdateVoter(node, ctx, replyTo, request);
      return;
    case 'ApiVersions':
      reply(ctx, replyTo, { api: 'ApiVersions', error: 'NONE', maxKRaftVersion: 1 });
      return;
    case 'Vote':
      reply(ctx, replyTo, handleVote(node, ctx, request));
      return;
    case 'BeginQuorumEpoch':
      reply(ctx, replyTo, handleBeginQuorumEpoch(node, ctx, request));
      return;
    case 'EndQuorumEpoch':
      reply(ctx, replyTo, handleEndQuorumEpoch(node, ctx, request));
      return;
    default:
      assertNever(request);
  }
}

/** Follows whoever leads in that epoch, if this is news; also when only the epoch is known (`KafkaRaftClient.maybeTransition`). */
export function learnLeader(node: RaftNode, ctx: RaftContext, leader: QuorumLeader): void {
  const own = node.disk.election;
  const { leaderEpoch: epoch } = leader;
  // A restarted process may know from its disk who leads, and not where: that is news to it.
  const isAddressNews = node.raft.role.kind === 'unattached' && own.leaderId === leader.leaderId;
  const isNews = epoch > own.epoch || (epoch === own.epoch && (own.leaderId === null || isAddressNews));
  if (!isNews) return;
  if (leader.leaderId === node.id) {
    // Only one that has lost its disk can be told by others that it leads.
    haltRaft(node, ctx, words.heldForLeader(epoch));
    return;
  }
  const leaderNode = leader.leaderNode >= 0 ? leader.leaderNode : addressOf(node, leader.leaderId);
  if (leader.leaderId >= 0 && leaderNode !== null) becomeFollower(node, ctx, epoch, leader.leaderId, leaderNode);
  else if (epoch > own.epoch) becomeUnattached(node, ctx, epoch);
}

function handleVote(node: RaftNode, ctx: RaftContext, request: VoteRequest): VoteResponse {
  const refusal = checkVoteRequest(request, node.disk.election.epoch);
  if (refusal !== null) return voteResponse(node, refusal, false);
  const { candidateId, candidateEpoch, preVote } = request;
  if (candidateEpoch > node.disk.election.epoch) becomeUnattached(node, ctx, candidateEpoch);
  if (!matches(request.voterKey, keyOf(node))) return voteResponse(node, 'INVALID_VOTER_KEY', false);
  const candidate = { id: candidateId, directoryId: request.candidateDirectoryId };
  const logUpToDate = isLogUpToDate(request, node.disk.log) || planted(node.config.model, 'VOTE_NO_LOG_CHECK');
  const granted = canGrantVote(votingState(node), { candidate, preVote, logUpToDate });
  if (granted && !preVote) castVote(node, ctx, candidate);
  ctx.emit({ type: 'VoteCast', voter: node.id, candidate: candidateId, epoch: candidateEpoch, granted, preVote });
  return voteResponse(node, 'NONE', granted);
}

function votingState(node: RaftNode): VotingState {
  const { role } = node.raft;
  const { leaderId, votedFor, votedDirectoryId } = node.disk.election;
  switch (role.kind) {
    case 'unattached':
    case 'prospective':
      return {
        role: role.kind,
        leaderId,
        votedKey: votedFor === null || planted(node.config.model, 'DOUBLE_VOTE') ? null : { id: votedFor, directoryId: votedDirectoryId },
      };
    case 'follower':
      return { role: role.kind, hasFetchedFromLeader: role.hasFetched };
    case 'candidate':
    case 'resigned':
    case 'leader':
      return { role: role.kind };
    default:
      return assertNever(role);
  }
}

function voteResponse(node: RaftNode, error: ErrorCode, voteGranted: boolean): VoteResponse {
  return { api: 'Vote', error, voteGranted, ...knownLeader(node) };
}

function handleBeginQuorumEpoch(
  node: RaftNode,
  ctx: RaftContext,
  request: BeginQuorumEpochRequest,
): QuorumEpochResponse {
  if (request.leaderEpoch < node.disk.election.epoch) {
    return epochResponse(node, 'BeginQuorumEpoch', 'FENCED_LEADER_EPOCH');
  }
  learnLeader(node, ctx, request);
  const isMeant = matches(request.voterKey, keyOf(node));
  return epochResponse(node, 'BeginQuorumEpoch', isMeant ? 'NONE' : 'INVALID_VOTER_KEY');
}

/** The leader resigns: its followers need not wait for a fetch to time out, the best successor first. */
function handleEndQuorumEpoch(node: RaftNode, ctx: RaftContext, request: EndQuorumEpochRequest): QuorumEpochResponse {
  if (request.leaderEpoch < node.disk.election.epoch) {
    return epochResponse(node, 'EndQuorumEpoch', 'FENCED_LEADER_EPOCH');
  }
  learnLeader(node, ctx, request);
  const { role } = node.raft;
  if (role.kind === 'follower' && node.disk.election.leaderId === request.leaderId) {
    role.fetchTimeoutAt = ctx.now + successionBackoffUs(keyOf(node), request.preferredCandidates, node.config.controllerQuorumElectionBackoffMaxUs);
  }
  return epochResponse(node, 'EndQuorumEpoch', 'NONE');
}

function epochResponse(
  node: RaftNode,
  api: QuorumEpochResponse['api'],
  error: ErrorCode,
): QuorumEpochResponse {
  return { api, error, ...knownLeader(node) };
}
