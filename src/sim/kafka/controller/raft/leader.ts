import { assert } from '../../../../base/assert.ts';
import type { TimeUs } from '../../../../base/flavor.ts';
import { planted } from '../../config/modelSwitches.ts';
import type { MetadataRecord } from '../../metadata/records.ts';
import type { MetadataSnapshot } from '../../metadata/snapshot.ts';
import { reply, type ReplyTo } from '../../net/requestTable.ts';
import type { FetchSnapshotRequest, RaftFetchRequest, RaftFetchResponse } from '../../protocol/controlPlane.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import type { Offset } from '../../types.ts';
import { nextRaftHighWatermark } from './highWatermark.ts';
import { snapshotOf, validateFetch } from './logSnapshots.ts';
import { appendToLog, flush, readLog } from './metadataLog.ts';
import { NEVER, type LeaderRole, type RaftContext, type RaftNode } from './raftState.ts';

/** Stands for the 8 MiB of `controller.quorum.fetch.max.bytes`. */
const MAX_BATCHES_PER_FETCH = 1024;

/** Offset that the next record gets, those that wait to be written included. */
export function nextWriteOffset(node: RaftNode, role: LeaderRole): Offset {
  return node.disk.log.endOffset + role.pending.length;
}

/**
 * Hands records to the leader, to be written together with what else comes within
 * `controller.quorum.append.linger.ms` (`BatchAccumulator`). Their offsets start at `nextWriteOffset`.
 */
export function appendAsLeader(
  node: RaftNode,
  now: TimeUs,
  role: LeaderRole,
  records: readonly MetadataRecord[],
): void {
  for (const record of records) role.pending.push(record);
  role.drainAt ??= now + node.config.controllerQuorumAppendLingerUs;
}

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
  const own = role.voters.get(node.id);
  assert(own !== undefined, 'the leader is a voter');
  own.endOffset = log.endOffset;
  updateHighWatermark(node, role);
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
  const { epoch, leaderId } = node.disk.election;
  const answer = (error: ErrorCode, snapshot: MetadataSnapshot | null): void => {
    reply(ctx, replyTo, { api: 'FetchSnapshot', error, leaderId: leaderId ?? -1, leaderEpoch: epoch, snapshot });
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
  noteFollowing(node, ctx, role, request.replicaId);
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
  const voter = role.voters.get(request.replicaId);
  if (voter === undefined || request.replicaId === node.id) return;
  voter.endOffset = request.fetchOffset;
  voter.lastFetchAt = ctx.now;
  noteFollowing(node, ctx, role, request.replicaId);
  if (updateHighWatermark(node, role)) completeParked(node, ctx);
}

/** A voter has shown that it follows (`updateCheckQuorumForFollowingVoter`): with a majority of them the leader goes on. */
function noteFollowing(node: RaftNode, ctx: RaftContext, role: LeaderRole, replicaId: number): void {
  if (!role.voters.has(replicaId)) return;
  role.fetchedVoters.add(replicaId);
  // The leader counts itself, so it takes half of the voters, rounded down, to make a majority.
  if (role.fetchedVoters.size < Math.floor(role.voters.size / 2)) return;
  role.fetchedVoters.clear();
  role.checkQuorumAt = ctx.now + checkQuorumTimeoutUs(node);
}

/** Time in which a majority has to fetch, else the leader resigns (`CHECK_QUORUM_TIMEOUT_FACTOR`). */
export function checkQuorumTimeoutUs(node: RaftNode): number {
  return Math.floor((node.config.controllerQuorumFetchTimeoutUs * 3) / 2);
}

function updateHighWatermark(node: RaftNode, role: LeaderRole): boolean {
  const current = node.raft.highWatermark;
  const voterEndOffsets: (Offset | null)[] = [];
  for (const voter of role.voters.values()) voterEndOffsets.push(voter.endOffset);
  const epochStartOffset = planted(node.config.model, 'COMMIT_OLD_EPOCH') ? -1 : role.epochStartOffset;
  if (planted(node.config.model, 'HW_MINORITY')) voterEndOffsets.length = 1;
  const next = nextRaftHighWatermark({ current, epochStartOffset, voterEndOffsets });
  node.raft.highWatermark = next;
  return next !== current;
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
    leaderId: node.disk.election.leaderId ?? -1,
    leaderEpoch: node.disk.election.epoch,
    // A leader that has committed nothing in its epoch yet knows of no high watermark.
    highWatermark: error === 'NONE' ? (node.raft.highWatermark ?? -1) : -1,
    logStartOffset: node.disk.log.startOffset,
    batches: [],
    divergingEpoch: null,
    snapshotId: null,
  };
}
