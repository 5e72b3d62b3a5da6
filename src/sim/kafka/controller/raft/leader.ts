import type { TimeUs } from '../../../../base/flavor.ts';
import { planted } from '../../config/modelSwitches.ts';
import type { MetadataSnapshot } from '../../metadata/snapshot.ts';
import { reply, type ReplyTo } from '../../net/requestTable.ts';
import type { FetchSnapshotRequest, RaftFetchRequest, RaftFetchResponse } from '../../protocol/controlPlane.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import type { Offset } from '../../types.ts';
import { noteFollowing } from './checkQuorum.ts';
import { nextRaftHighWatermark } from './highWatermark.ts';
import { adoptVoterSet, noteProgress, progressOf, voterProgress } from './replicaProgress.ts';
import { completeVoterChange } from './voterChanges.ts';
import { keyOf, knownLeader, votersOf } from './voters.ts';
import { snapshotOf, validateFetch } from './logSnapshots.ts';
import { appendToLog, flush, readLog } from './metadataLog.ts';
import { NEVER, type LeaderRole, type RaftContext, type RaftNode } from './raftState.ts';

/** Stands for the 8 MiB of `controller.quorum.fetch.max.bytes`. */
const MAX_BATCHES_PER_FETCH = 1024;

/**
 * Writes what was gathered as one batch. The leader counts it as its own before it has flushed it, so that fetches that wait are
 * answered sooner (`KafkaRaftClient.flushLeaderLog`): alone in its quorum, it commits what a loss of power could still take.
 */
export function drain(node: RaftNode, ctx: RaftContext, role: LeaderRole): void {
  const records = role.pending;
  role.drainAt = null;
  if (records.length === 0) return;
  role.pending = [];
  const { log, election } = node.disk;
  flush(log);
  log.appendedAt = ctx.now;
  const baseOffset = log.endOffset;
  const lastOffset = baseOffset + records.length - 1;
  appendToLog(log, { baseOffset, lastOffset, epoch: election.epoch, records });
  followVoterSet(node, ctx, role);
  // A leader that has been removed does not count itself.
  const own = voterProgress(role, keyOf(node));
  if (own !== null) own.endOffset = log.endOffset;
  updateHighWatermark(node, ctx, role);
  completeParked(node, ctx);
}

/** A voter or an observer asks for the log; what voters ask for is all that the leader learns of them. */
export function handleFetch(
  node: RaftNode,
  ctx: RaftContext,
  replyTo: ReplyTo,
  request: RaftFetchRequest,
): void {
  const malformed =
    request.maxWaitUs < 0 ||
    request.fetchOffset < 0 ||
    request.lastFetchedEpoch < 0 ||
    request.lastFetchedEpoch > request.currentLeaderEpoch;
  if (malformed) {
    reply(ctx, replyTo, emptyFetchResponse(node, 'INVALID_REQUEST'));
    return;
  }
  const response = completeFetch(node, ctx, request);
  if (isAnsweredAtOnce(request, response)) {
    reply(ctx, replyTo, response);
    return;
  }
  node.raft.parked.push({ replyTo, request, response, expiresAt: ctx.now + request.maxWaitUs });
}

/** Gives out a snapshot, which counts as following, but says nothing about what the follower has. */
export function handleFetchSnapshot(node: RaftNode, ctx: RaftContext, replyTo: ReplyTo, request: FetchSnapshotRequest): void {
  const { role } = node.raft;
  const { epoch } = node.disk.election;
  const answer = (error: ErrorCode, snapshot: MetadataSnapshot | null): void => {
    reply(ctx, replyTo, { api: 'FetchSnapshot', error, ...knownLeader(node), snapshot });
  };
  if (role.kind !== 'leader' || request.currentLeaderEpoch !== epoch) {
    answer(leaderError(node, request.currentLeaderEpoch), null);
    return;
  }
  const snapshot = snapshotOf(node.disk.log, request.snapshotId);
  if (snapshot === null) {
    answer('SNAPSHOT_NOT_FOUND', null);
    return;
  }
  noteFollowing(node, ctx.now, role, { id: request.replicaId, directoryId: request.replicaDirectoryId });
  answer('NONE', snapshot);
}

/**
 * Answers the fetches that have waited long enough with what there was when they came. Returns when to look again. Also a
 * node that leads no more does so, unless it resigned or follows another: those who wait learn of it by their next fetch.
 */
export function expireParked(node: RaftNode, ctx: RaftContext): TimeUs {
  const { parked } = node.raft;
  for (let first = parked[0]; first !== undefined; first = parked[0]) {
    if (first.expiresAt > ctx.now) return first.expiresAt;
    parked.shift();
    reply(ctx, first.replyTo, first.response);
  }
  return NEVER;
}

/** This node resigns or follows another: whoever waits should look for the new leader. */
export function refuseParked(node: RaftNode, ctx: RaftContext): void {
  const { parked } = node.raft;
  node.raft.parked = [];
  for (const fetch of parked) {
    reply(ctx, fetch.replyTo, emptyFetchResponse(node, 'NOT_LEADER_OR_FOLLOWER'));
  }
}

/** Kafka: `KafkaRaftClient.tryCompleteFetchRequest`. */
function completeFetch(node: RaftNode, ctx: RaftContext, request: RaftFetchRequest): RaftFetchResponse {
  const { role } = node.raft;
  if (role.kind !== 'leader' || request.currentLeaderEpoch !== node.disk.election.epoch) {
    return emptyFetchResponse(node, leaderError(node, request.currentLeaderEpoch));
  }

  const { log } = node.disk;
  const position = validateFetch(log, request.fetchOffset, request.lastFetchedEpoch);
  if (position.kind === 'snapshot') return { ...emptyFetchResponse(node, 'NONE'), snapshotId: position.id };
  if (position.kind === 'diverging') {
    const { epoch: diverging, endOffset } = position;
    return { ...emptyFetchResponse(node, 'NONE'), divergingEpoch: { epoch: diverging, endOffset } };
  }
  noteFetch(node, ctx, role, request);
  const batches = readLog(log, request.fetchOffset, log.endOffset, MAX_BATCHES_PER_FETCH);
  return { ...emptyFetchResponse(node, 'NONE'), batches };
}

/** Why a request that only the leader of its epoch serves is refused (`validateLeaderOnlyRequest`). */
function leaderError(node: RaftNode, requestEpoch: number): ErrorCode {
  const { epoch } = node.disk.election;
  if (requestEpoch === epoch) return 'NOT_LEADER_OR_FOLLOWER';
  return requestEpoch < epoch ? 'FENCED_LEADER_EPOCH' : 'UNKNOWN_LEADER_EPOCH';
}

/** The fetch offset says what the follower has (`LeaderState.updateReplicaState`). Observers do not count. */
function noteFetch(node: RaftNode, ctx: RaftContext, role: LeaderRole, request: RaftFetchRequest): void {
  const { replicaId: id, replicaDirectoryId: directoryId } = request;
  if (id === node.id) return;
  const progress = progressOf(role, request);
  if (progress !== null) noteProgress(progress, ctx.now, request.fetchOffset, node.disk.log.endOffset);
  noteFollowing(node, ctx.now, role, { id, directoryId });
  if (updateHighWatermark(node, ctx, role)) completeParked(node, ctx);
}

/** Takes up a voter set that the log has come to, as soon as it is there. Who joins is told who leads. */
function followVoterSet(node: RaftNode, ctx: RaftContext, role: LeaderRole): void {
  const voterSet = votersOf(node);
  if (voterSet === role.voterSet) return;
  adoptVoterSet(role, voterSet);
  role.beginQuorumAt = ctx.now;
}

function updateHighWatermark(node: RaftNode, ctx: RaftContext, role: LeaderRole): boolean {
  const current = node.raft.highWatermark;
  const voterEndOffsets: (Offset | null)[] = [];
  for (const voter of role.voters.values()) voterEndOffsets.push(voter.endOffset);
  const epochStartOffset = planted(node.config.model, 'COMMIT_OLD_EPOCH') ? -1 : role.epochStartOffset;
  if (planted(node.config.model, 'HW_MINORITY')) voterEndOffsets.length = 1;
  const next = nextRaftHighWatermark({ current, epochStartOffset, voterEndOffsets });
  if (next === current) return false;
  node.raft.highWatermark = next;
  if (next !== null) completeVoterChange(node, ctx, role, next);
  return true;
}

/** There are new records or a new high watermark: every fetch that waits gets them (KIP-1166). */
function completeParked(node: RaftNode, ctx: RaftContext): void {
  const { parked } = node.raft;
  node.raft.parked = [];
  for (const fetch of parked) reply(ctx, fetch.replyTo, completeFetch(node, ctx, fetch.request));
}

function isAnsweredAtOnce(request: RaftFetchRequest, response: RaftFetchResponse): boolean {
  return (
    response.error !== 'NONE' ||
    response.batches.length > 0 ||
    response.divergingEpoch !== null ||
    response.snapshotId !== null ||
    request.maxWaitUs === 0 ||
    request.highWatermark < response.highWatermark
  );
}

function emptyFetchResponse(node: RaftNode, error: ErrorCode): RaftFetchResponse {
  return {
    api: 'RaftFetch',
    error,
    ...knownLeader(node),
    // A leader that has committed nothing in its epoch yet knows of no high watermark.
    highWatermark: error === 'NONE' ? (node.raft.highWatermark ?? -1) : -1,
    logStartOffset: node.disk.log.startOffset,
    batches: [],
    divergingEpoch: null,
    snapshotId: null,
  };
}
