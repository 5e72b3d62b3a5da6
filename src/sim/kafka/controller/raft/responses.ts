import * as words from '../../../../words/run/reasons.ts';
import { planted } from '../../config/modelSwitches.ts';
import type { PendingRequest } from '../../net/requestTable.ts';
import type {
  AdminResponse,
  ApiVersionsResponse,
  FetchSnapshotResponse,
  QuorumEpochResponse,
  RaftFetchResponse,
  UpdateRaftVoterResponse,
  VoteResponse,
} from '../../protocol/controlPlane.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import { assertNever } from '../../../../base/assert.ts';
import { isVoteRejected, recordVote } from './election.ts';
import { applyFetchResponse } from './follower.ts';
import { truncateToSnapshot } from './logSnapshots.ts';
import { flush, truncateLog } from './metadataLog.ts';
import { expectedFrom, peerAnswered } from './peers.ts';
import type { FollowerRole, RaftContext, RaftNode } from './raftState.ts';
import { learnLeader } from './requests.ts';
import { handleVersions } from './voterChanges.ts';
import { votersOf } from './voters.ts';
import { advanceIfElected, giveUpProspect, haltRaft } from './roles.ts';

type EpochResponse = RaftFetchResponse | FetchSnapshotResponse | VoteResponse | QuorumEpochResponse;

export type RaftResponse =
  | EpochResponse
  | UpdateRaftVoterResponse
  | ApiVersionsResponse
  | (AdminResponse & { readonly api: 'AddRaftVoter' | 'RemoveRaftVoter' });

/**
 * The answer of another voter. When it led nowhere, the next request there waits for the retry backoff, also where Kafka
 * asks again at once: else a quorum without a leader would be asked as fast as the network goes.
 */
export function handleRaftResponse(
  node: RaftNode,
  ctx: RaftContext,
  pending: PendingRequest,
  response: RaftResponse,
): void {
  const from = expectedFrom(node, pending);
  if (from === null) return;
  flush(node.disk.log);
  const succeeded = handleAny(node, ctx, from, pending, response);
  peerAnswered(node, ctx.now, from, pending.correlationId, succeeded);
}

/** No answer came: the connection broke or the time ran out. */
export function handleRaftFailure(node: RaftNode, ctx: RaftContext, pending: PendingRequest): void {
  const from = expectedFrom(node, pending);
  if (from === null) return;
  if (pending.request.api === 'ApiVersions') handleVersions(node, ctx, from, null);
  peerAnswered(node, ctx.now, from, pending.correlationId, false);
}

function handleAny(node: RaftNode, ctx: RaftContext, from: number, pending: PendingRequest, response: RaftResponse): boolean {
  switch (response.api) {
    case 'ApiVersions':
      handleVersions(node, ctx, from, response.error === 'NONE' ? response : null);
      return response.error === 'NONE';
    case 'AddRaftVoter':
    case 'RemoveRaftVoter':
      // Whether it worked shows in the log; if not, it is tried again later.
      return SETTLED.includes(response.error);
    case 'UpdateRaftVoter':
      return true;
    default:
      return isForThisEpoch(node, ctx, response) && handle(node, ctx, from, pending, response);
  }
}

/** Answers to a controller that joins by itself after which it only waits. */
const SETTLED: readonly ErrorCode[] = ['NONE', 'REQUEST_TIMED_OUT', 'DUPLICATE_VOTER', 'VOTER_NOT_FOUND'];

/** Kafka: `KafkaRaftClient.maybeHandleCommonResponse`. True when the response is to be handled further. */
function isForThisEpoch(node: RaftNode, ctx: RaftContext, response: EpochResponse): boolean {
  const { epoch } = node.disk.election;
  const { error, leaderEpoch } = response;
  if (leaderEpoch < epoch || error === 'UNKNOWN_LEADER_EPOCH') return false;
  learnLeader(node, ctx, response);
  if (node.raft.halted) return false;
  return leaderEpoch === epoch && (error === 'NONE' || error === 'SNAPSHOT_NOT_FOUND');
}

function handle(node: RaftNode, ctx: RaftContext, from: number, pending: PendingRequest, response: EpochResponse): boolean {
  switch (response.api) {
    case 'RaftFetch':
      return handleFetchResponse(node, ctx, response);
    case 'FetchSnapshot':
      return handleSnapshotResponse(node, ctx, response);
    case 'Vote':
      return handleVoteResponse(node, ctx, pending, response.voteGranted);
    case 'BeginQuorumEpoch':
      return true;
    case 'EndQuorumEpoch':
      if (node.raft.role.kind === 'resigned') node.raft.role.unacknowledged.delete(from);
      return true;
    default:
      return assertNever(response);
  }
}

function handleFetchResponse(node: RaftNode, ctx: RaftContext, response: RaftFetchResponse): boolean {
  const { role } = node.raft;
  if (role.kind !== 'follower') return false;
  const { log } = node.disk;
  const voterSet = votersOf(node);
  const outcome = applyFetchResponse({ log, highWatermark: node.raft.highWatermark }, response);
  if (response.divergingEpoch !== null && votersOf(node) !== voterSet) {
    ctx.emit({ type: 'VotersReverted', controller: node.id, voters: votersOf(node).map(({ id }) => id) });
  }
  if (response.divergingEpoch !== null && planted(node.config.model, 'TRUNC_BELOW_HW')) truncateLog(log, (node.raft.highWatermark ?? 0) - 1);
  if (outcome.kind === 'diverged') {
    haltRaft(node, ctx, words.leaderLacksCommitted);
    return false;
  }
  if (outcome.kind === 'snapshot') role.fetchingSnapshot = outcome.id;
  else node.raft.highWatermark = outcome.highWatermark;
  // The leader counts what a fetch says its sender has, so that must be on the disk before the next one.
  flush(node.disk.log);
  noteSuccess(node, ctx, role);
  return true;
}

/** The snapshot takes the place of the whole log. When the leader has deleted it meanwhile, its next answer names a later one. */
function handleSnapshotResponse(node: RaftNode, ctx: RaftContext, response: FetchSnapshotResponse): boolean {
  const { role, highWatermark } = node.raft;
  if (role.kind !== 'follower') return false;
  role.fetchingSnapshot = null;
  const { snapshot } = response;
  if (snapshot !== null) {
    if (!truncateToSnapshot(node.disk.log, snapshot)) {
      haltRaft(node, ctx, words.snapshotTooShort);
      return false;
    }
    node.raft.highWatermark = Math.max(highWatermark ?? 0, snapshot.offset);
  }
  noteSuccess(node, ctx, role);
  return true;
}

function noteSuccess(node: RaftNode, ctx: RaftContext, role: FollowerRole): void {
  role.fetchTimeoutAt = ctx.now + node.config.controllerQuorumFetchTimeoutUs;
  role.hasFetched = true;
}

function handleVoteResponse(node: RaftNode, ctx: RaftContext, { request }: PendingRequest, granted: boolean): boolean {
  const { role } = node.raft;
  if (request.api !== 'Vote') return true;
  if (role.kind !== 'prospective' && role.kind !== 'candidate') return true;
  recordVote(role.election, request.voterKey.id, granted);
  if (granted) advanceIfElected(node, ctx);
  // A candidate that has lost waits for the rest of its election timeout.
  else if (role.kind === 'prospective' && isVoteRejected(role.election)) giveUpProspect(node, ctx);
  return true;
}
