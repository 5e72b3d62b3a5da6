import { reply, type ReplyTo } from '../../net/requestTable.ts';
import type {
  BeginQuorumEpochRequest,
  EndQuorumEpochRequest,
  FetchSnapshotRequest,
  QuorumEpochResponse,
  RaftFetchRequest,
  VoteRequest,
  VoteResponse,
} from '../../protocol/controlPlane.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import { assertNever } from '../../../../base/assert.ts';
import type { DurationUs } from '../../../../base/flavor.ts';
import { planted } from '../../config/modelSwitches.ts';
import { handleFetch, handleFetchSnapshot } from './leader.ts';
import type { RaftContext, RaftNode } from './raftState.ts';
import { becomeFollower, becomeUnattached, castVote, haltRaft } from './roles.ts';
import { flush } from './metadataLog.ts';
import { canGrantVote, checkVoteRequest, isLogUpToDate, type VotingState } from './vote.ts';

export type RaftRequest =
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

/** Follows whoever leads in that epoch, if this is news. `leaderId` null: only the epoch is known. */
export function learnLeader(node: RaftNode, ctx: RaftContext, epoch: number, leaderId: number | null): void {
  const own = node.disk.election;
  if (leaderId === node.id) {
    // Only one that has lost its disk can be told by others that it leads.
    const isNews = epoch > own.epoch || (epoch === own.epoch && own.leaderId === null);
    if (isNews) haltRaft(node, ctx, `others hold it for the leader of epoch ${epoch}, of which it knows nothing`);
  } else if (epoch > own.epoch) {
    if (leaderId === null) becomeUnattached(node, ctx, epoch);
    else becomeFollower(node, ctx, epoch, leaderId);
  } else if (epoch === own.epoch && leaderId !== null && own.leaderId === null) {
    becomeFollower(node, ctx, epoch, leaderId);
  }
}

function handleVote(node: RaftNode, ctx: RaftContext, request: VoteRequest): VoteResponse {
  const refusal = checkVoteRequest(request, node.disk.election.epoch);
  if (refusal !== null) return voteResponse(node, refusal, false);
  const { candidateId, candidateEpoch, preVote } = request;
  if (candidateEpoch > node.disk.election.epoch) becomeUnattached(node, ctx, candidateEpoch);
  const granted = canGrantVote(votingState(node), {
    candidate: { id: candidateId, directoryId: null },
    preVote,
    logUpToDate: isLogUpToDate(request, node.disk.log) || planted(node.config.model, 'VOTE_NO_LOG_CHECK'),
  });
  if (granted && !preVote) castVote(node, ctx, candidateId);
  ctx.emit({ type: 'VoteCast', voter: node.id, candidate: candidateId, epoch: candidateEpoch, granted, preVote });
  return voteResponse(node, 'NONE', granted);
}

function votingState(node: RaftNode): VotingState {
  const { role } = node.raft;
  const { leaderId, votedFor } = node.disk.election;
  switch (role.kind) {
    case 'unattached':
    case 'prospective':
      return {
        role: role.kind,
        leaderId,
        votedKey: votedFor === null || planted(node.config.model, 'DOUBLE_VOTE') ? null : { id: votedFor, directoryId: null },
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
  const { epoch, leaderId } = node.disk.election;
  return { api: 'Vote', error, voteGranted, leaderId: leaderId ?? -1, leaderEpoch: epoch };
}

function handleBeginQuorumEpoch(
  node: RaftNode,
  ctx: RaftContext,
  request: BeginQuorumEpochRequest,
): QuorumEpochResponse {
  if (request.leaderEpoch < node.disk.election.epoch) {
    return epochResponse(node, 'BeginQuorumEpoch', 'FENCED_LEADER_EPOCH');
  }
  learnLeader(node, ctx, request.leaderEpoch, request.leaderId);
  return epochResponse(node, 'BeginQuorumEpoch', 'NONE');
}

/** The leader resigns: its followers need not wait for a fetch to time out, the best successor first. */
function handleEndQuorumEpoch(node: RaftNode, ctx: RaftContext, request: EndQuorumEpochRequest): QuorumEpochResponse {
  if (request.leaderEpoch < node.disk.election.epoch) {
    return epochResponse(node, 'EndQuorumEpoch', 'FENCED_LEADER_EPOCH');
  }
  learnLeader(node, ctx, request.leaderEpoch, request.leaderId);
  const { role } = node.raft;
  if (role.kind === 'follower' && node.disk.election.leaderId === request.leaderId) {
    role.fetchTimeoutAt = ctx.now + successionBackoffUs(node, request.preferredCandidates);
  }
  return epochResponse(node, 'EndQuorumEpoch', 'NONE');
}

/** Kafka: `KafkaRaftClient.endEpochElectionBackoff`. Who is not in a list that names others waits longest. */
function successionBackoffUs(node: RaftNode, successors: readonly number[]): DurationUs {
  const longest = node.config.controllerQuorumElectionBackoffMaxUs;
  const found = successors.indexOf(node.id);
  const position = found < 0 ? successors.length : found;
  if (position === 0) return 0;
  if (position >= successors.length) return longest;
  const first = Math.floor(longest / (1 << (successors.length - 1)));
  return Math.min(longest, first * (1 << (position - 1)));
}

function epochResponse(
  node: RaftNode,
  api: QuorumEpochResponse['api'],
  error: ErrorCode,
): QuorumEpochResponse {
  const { epoch, leaderId } = node.disk.election;
  return { api, error, leaderId: leaderId ?? -1, leaderEpoch: epoch };
}
