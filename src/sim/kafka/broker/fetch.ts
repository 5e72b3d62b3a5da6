import { cutTo, pushFew } from '../../../base/arrays.ts';
import { assert } from '../../../base/assert.ts';
import { planted } from '../config/modelSwitches.ts';
import type { RecordBatch } from '../log/recordBatch.ts';
import { isOnOlderSegment, readLog, readableBytes } from '../log/unifiedLog.ts';
import { reply, type ReplyTo } from '../net/requestTable.ts';
import type { FetchPartitionResponse, FetchRequest } from '../protocol/dataPlane.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { BrokerId } from '../types.ts';
import {
  isUnknownTopic,
  missingReplica,
  replicaOf,
  type BrokerContext,
  type BrokerNode,
  type FetchSession,
  type ParkedFetch,
  type SessionPartition,
} from './brokerState.ts';
import { sessionFor } from './fetchSessions.ts';
import { currentLeaderOf } from './parkedProduces.ts';
import { onFollowerFetch } from './partitionLeader.ts';
import { followerOf, type Replica } from './replica.ts';
import { isSelecting, preferredReadReplica } from './preferredReadReplica.ts';
import { recordSent, shouldLeaderThrottle } from './throttle.ts';
import { isMissingRemotely, readRemotely, remoteBatches } from './remoteFetch.ts';
import { isRemoteOnly } from './tierState.ts';
import { divergingEpoch } from './truncation.ts';

const NOTHING_NEW: readonly FetchPartitionResponse[] = [];

/** Answers a Fetch, or parks it until there is enough to send (`KafkaApis.handleFetchRequest`, `ReplicaManager.fetchMessages`). */
export function handleFetch(
  broker: BrokerNode,
  ctx: BrokerContext,
  replyTo: ReplyTo,
  request: FetchRequest,
): void {
  const lookup = sessionFor(broker, ctx, replyTo, request);
  if (lookup.kind === 'error') {
    reply(ctx, replyTo, { api: 'Fetch', error: lookup.error, sessionId: 0, partitions: [] });
    return;
  }
  if (lookup.kind === 'closed') {
    reply(ctx, replyTo, { api: 'Fetch', error: 'NONE', sessionId: 0, partitions: [] });
    return;
  }
  const { session } = lookup;
  session.lastFetchAt = ctx.now;
  session.rack = request.rack ?? '';
  const parked: ParkedFetch = {
    replyTo,
    expiresAt: ctx.now + request.maxWaitUs,
    minBytes: request.minBytes,
    maxBytes: Math.min(request.maxBytes, broker.config.fetchMaxBytes),
    remote: null,
  };
  const atOnce = takeIn(broker, ctx, session) || request.maxWaitUs <= 0 || session.partitions.size === 0;
  const remote = broker.remoteStorage === null ? null : readRemotely(broker, ctx, session, parked.maxBytes);
  if (remote !== null) {
    park(broker, ctx, session, { ...parked, remote, expiresAt: ctx.now + broker.config.remoteFetchMaxWaitUs });
    return;
  }
  if (atOnce || waitingBytes(broker, ctx, session, parked.minBytes) >= parked.minBytes) {
    answer(broker, ctx, session, parked, session.replicaId >= 0);
    return;
  }
  park(broker, ctx, session, parked);
}

function park(broker: BrokerNode, ctx: BrokerContext, session: FetchSession, parked: ParkedFetch): void {
  session.parked = parked;
  armFetchTimer(broker, ctx, parked.expiresAt);
}

/** All that a parked fetch waited for from remote storage is there. */
export function answerParked(broker: BrokerNode, ctx: BrokerContext, session: FetchSession, parked: ParkedFetch): void {
  answer(broker, ctx, session, parked, false);
}

function armFetchTimer(broker: BrokerNode, ctx: BrokerContext, expiresAt: number): void {
  if (broker.fetchTimer !== null) {
    if (broker.fetchTimerAt <= expiresAt) return;
    ctx.cancelTimer(broker.fetchTimer);
  }
  broker.fetchTimer = ctx.setTimer(expiresAt - ctx.now, { kind: 'fetchExpiry' });
  broker.fetchTimerAt = expiresAt;
}

/**
 * Looks at the partitions that may have changed: learns from a follower how far it is, and notes errors. True when the
 * request must be answered at once. Partitions where nothing happened are not looked at, so idle ones cost nothing.
 */
function takeIn(broker: BrokerNode, ctx: BrokerContext, session: FetchSession): boolean {
  let atOnce = false;
  let kept = 0;
  const { dirty } = session;
  for (const partition of dirty) {
    const replica = replicaOf(broker, partition.topic, partition.partition);
    partition.isUnknownTopic = isUnknownTopic(broker, partition.topic, partition.topicId, replica);
    if (replica === undefined || check(broker, session, partition, replica) !== 'NONE') {
      atOnce = true;
      if (replica?.role === 'leader' && session.replicaId >= 0 && planted(broker.config.model, 'HW_COUNTS_OTHER_EPOCH')) learn(broker, ctx, session, partition, replica);
    } else {
      partition.seenHighWatermark = replica.log.highWatermark;
      if (session.replicaId >= 0 && !learn(broker, ctx, session, partition, replica)) atOnce = true;
      if (preferredReadReplica(broker, session, partition, replica, ctx.now) !== null) atOnce = true;
      if (!hasNews(session, partition, replica) && !isJoining(session, replica) && !isSelecting(broker, session, replica)) {
        partition.dirty = false;
        continue;
      }
    }
    dirty[kept] = partition;
    kept += 1;
  }
  cutTo(dirty, kept);
  return atOnce;
}

/** False when the follower's log diverges from the leader's. */
function learn(
  broker: BrokerNode,
  ctx: BrokerContext,
  session: FetchSession,
  partition: SessionPartition,
  replica: Replica,
): boolean {
  const follower = followerOf(replica, session.replicaId);
  if (follower === undefined) return false;
  if (divergence(broker, partition, replica) !== null) return false;
  onFollowerFetch(broker, ctx, replica, follower, partition, session);
  return true;
}

function divergence(broker: BrokerNode, partition: SessionPartition, replica: Replica): ReturnType<typeof divergingEpoch> {
  const diverging = divergingEpoch(replica.log.epochs, replica.log, partition.fetchOffset, partition.lastFetchedEpoch);
  return diverging !== null && planted(broker.config.model, 'NO_DIVERGENCE_CHECK') ? null : diverging;
}

/** A follower outside the ISR is looked at on each of its fetches, since it may be let in although nothing new was written. */
function isJoining(session: FetchSession, replica: Replica): boolean {
  return session.replicaId >= 0 && followerOf(replica, session.replicaId)?.inMaximalIsr === false;
}

function hasNews(session: FetchSession, partition: SessionPartition, replica: Replica): boolean {
  return (
    partition.fetchOffset !== boundOf(session, replica) ||
    partition.toldHighWatermark !== replica.log.highWatermark ||
    partition.toldLogStartOffset !== replica.log.logStartOffset
  );
}

/** Followers read to the log's end, consumers to the high watermark (`FetchIsolation`). */
function boundOf(session: FetchSession, replica: Replica): number {
  return session.replicaId >= 0 ? replica.log.logEndOffset : replica.log.highWatermark;
}

/** Why this broker cannot serve the partition to this fetcher (`Partition.localLogWithEpochOrThrow`, `fetchRecords`). */
function check(
  broker: BrokerNode,
  session: FetchSession,
  partition: SessionPartition,
  replica: Replica | undefined,
): ErrorCode {
  if (partition.isUnknownTopic) return 'UNKNOWN_TOPIC_ID';
  if (replica === undefined || replica.role === 'none') return missingReplica(broker, partition.topic, partition.partition);
  // The topic went and came again while the fetch waited.
  if (partition.topicId !== null && partition.topicId !== replica.topicId) return 'INCONSISTENT_TOPIC_ID';
  const asked = partition.currentLeaderEpoch;
  if (asked >= 0 && asked < replica.leaderEpoch && !planted(broker.config.model, 'NO_FETCH_EPOCH')) return 'FENCED_LEADER_EPOCH';
  if (asked > replica.leaderEpoch) return 'UNKNOWN_LEADER_EPOCH';
  // Consumers may read from followers since Fetch version 11 (KIP-392).
  if (replica.role !== 'leader' && session.replicaId >= 0) return 'NOT_LEADER_OR_FOLLOWER';
  if (session.replicaId >= 0 && followerOf(replica, session.replicaId) === undefined) {
    return asked >= 0 ? 'UNKNOWN_LEADER_EPOCH' : 'NOT_LEADER_OR_FOLLOWER';
  }
  const diverged = divergence(broker, partition, replica);
  if (diverged === 'OFFSET_OUT_OF_RANGE') return diverged;
  // A follower past the leader's end may merely have diverged, which the epochs tell better.
  if (diverged !== null) return 'NONE';
  const { fetchOffset } = partition;
  if (fetchOffset < replica.log.logStartOffset || fetchOffset > replica.log.logEndOffset) return 'OFFSET_OUT_OF_RANGE';
  if (isRemoteOnly(broker, replica, fetchOffset)) {
    // A follower is not sent what it can take over from remote storage.
    if (session.replicaId >= 0) return 'OFFSET_MOVED_TO_TIERED_STORAGE';
    if (isMissingRemotely(replica, fetchOffset)) return 'OFFSET_OUT_OF_RANGE';
  }
  return session.replicaId >= 0 && isOfEarlierIncarnation(broker, session) ? 'NOT_LEADER_OR_FOLLOWER' : 'NONE';
}

/** A process of the follower's broker that is known to have been followed by another (`Replica.updateFetchStateOrThrow`, KIP-903). */
function isOfEarlierIncarnation(broker: BrokerNode, session: FetchSession): boolean {
  if (session.replicaEpoch === -1 || broker.config.model.noBrokerEpochCheck) return false;
  const registered = broker.image.brokers.get(session.replicaId);
  return registered !== undefined && !registered.fenced && registered.brokerEpoch > session.replicaEpoch;
}

/**
 * Bytes that could be sent now; stops counting at `enough`. Whoever is a segment behind always has enough, and so has a consumer
 * past the high watermark, who is answered with nothing and at once (`DelayedFetch.tryComplete`).
 */
function waitingBytes(broker: BrokerNode, ctx: BrokerContext, session: FetchSession, enough: number): number {
  let bytes = 0;
  for (const partition of session.dirty) {
    const replica = replicaOf(broker, partition.topic, partition.partition);
    if (replica === undefined || shouldLeaderThrottle(broker, session, replica, ctx.now) || isRemoteOnly(broker, replica, partition.fetchOffset)) continue;
    const bound = boundOf(session, replica);
    bytes += readableBytes(replica.log, partition.fetchOffset, bound, partition.maxBytes);
    if (bytes >= enough) return bytes;
    if (partition.fetchOffset > bound || isOnOlderSegment(replica.log, partition.fetchOffset, bound)) return enough;
  }
  return bytes;
}

/**
 * Sends what there is. An incremental answer leaves out partitions with nothing new (`IncrementalFetchContext`). A follower
 * that is answered `onArrival` is told the high watermark from before its own fetch, since the log is read first
 * (`Partition.fetchRecords`); one that had to wait, and a consumer, the current one.
 */
function answer(
  broker: BrokerNode,
  ctx: BrokerContext,
  session: FetchSession,
  parked: ParkedFetch,
  onArrival: boolean,
): void {
  session.parked = null;
  let partitions: FetchPartitionResponse[] | null = null;
  let budget = parked.maxBytes;
  // The first batch is sent however big it is (KIP-74); after it, limits hold.
  let isFirst = true;
  for (const partition of session.dirty) {
    const response = readPartition(broker, ctx, session, partition, parked, budget, isFirst, onArrival);
    for (const batch of response.batches) budget -= batch.bytes;
    if (response.batches.length > 0) isFirst = false;
    const changed =
      response.batches.length > 0 ||
      response.error !== 'NONE' ||
      response.divergingEpoch !== null ||
      response.preferredReadReplica !== undefined ||
      response.highWatermark !== partition.toldHighWatermark ||
      response.logStartOffset !== partition.toldLogStartOffset;
    if (!changed) continue;
    partition.toldHighWatermark = response.highWatermark;
    partition.toldLogStartOffset = response.logStartOffset;
    partitions = pushFew(partitions, response);
  }
  // Kafka starts the next answer where this one's byte limit stopped; the order of news does the same here.
  if (budget <= 0) session.dirty.push(...session.dirty.splice(0, partitions?.length ?? 0));
  if (partitions !== null && session.replicaId >= 0) recordSent(broker, partitions, ctx.now);
  reply(ctx, parked.replyTo, { api: 'Fetch', error: 'NONE', sessionId: session.id, partitions: partitions ?? NOTHING_NEW });
}

function readPartition(
  broker: BrokerNode,
  ctx: BrokerContext,
  session: FetchSession,
  asked: SessionPartition,
  parked: ParkedFetch,
  budget: number,
  atLeastOne: boolean,
  onArrival: boolean,
): FetchPartitionResponse {
  const { topic, partition } = asked;
  const replica = replicaOf(broker, topic, partition);
  const error = check(broker, session, asked, replica);
  if (error !== 'NONE' || replica === undefined) {
    const moved = error === 'NOT_LEADER_OR_FOLLOWER' || error === 'FENCED_LEADER_EPOCH';
    const currentLeader = moved ? currentLeaderOf(broker, topic, partition) : null;
    return { ...EMPTY, topic, partition, error, currentLeader };
  }
  const preferred = preferredReadReplica(broker, session, asked, replica, ctx.now);
  if (preferred !== null) return sentElsewhere(asked, replica, preferred);
  const log = replica.log;
  const diverged = divergence(broker, asked, replica);
  assert(diverged !== 'OFFSET_OUT_OF_RANGE', 'the fetch was checked');
  const highWatermark = onArrival ? asked.seenHighWatermark : log.highWatermark;
  return {
    topic,
    partition,
    error: 'NONE',
    highWatermark,
    lastStableOffset: highWatermark,
    logStartOffset: log.logStartOffset,
    batches:
      diverged === null && !shouldLeaderThrottle(broker, session, replica, ctx.now)
        ? batchesFor(broker, session, asked, parked, replica, Math.min(asked.maxBytes, budget), atLeastOne)
        : [],
    divergingEpoch: diverged,
    currentLeader: null,
  };
}

function batchesFor(
  broker: BrokerNode,
  session: FetchSession,
  asked: SessionPartition,
  parked: ParkedFetch,
  replica: Replica,
  maxBytes: number,
  atLeastOne: boolean,
): readonly RecordBatch[] {
  const bound = planted(broker.config.model, 'CONSUMER_READS_LEO') ? replica.log.logEndOffset : boundOf(session, replica);
  if (isRemoteOnly(broker, replica, asked.fetchOffset)) return remoteBatches(parked, asked.name, bound);
  return readLog(replica.log, asked.fetchOffset, bound, maxBytes, atLeastOne);
}

/** The consumer had better ask another replica: no records, as the leader's are not read. */
function sentElsewhere(asked: SessionPartition, { log }: Replica, preferred: BrokerId): FetchPartitionResponse {
  const { topic, partition } = asked;
  const { highWatermark, logStartOffset } = log;
  return { ...EMPTY, topic, partition, highWatermark, lastStableOffset: highWatermark, logStartOffset, preferredReadReplica: preferred };
}

const EMPTY: Omit<FetchPartitionResponse, 'topic' | 'partition'> = {
  error: 'NONE',
  highWatermark: -1,
  lastStableOffset: -1,
  logStartOffset: -1,
  batches: [],
  divergingEpoch: null,
  currentLeader: null,
};

/** After an event: answers the parked fetches that now have enough (`DelayedFetch.tryComplete`). */
export function answerWoken(broker: BrokerNode, ctx: BrokerContext): void {
  if (broker.wake.size === 0) return;
  const woken = [...broker.wake];
  broker.wake.clear();
  for (const id of woken) {
    const session = broker.sessions.get(id);
    if (session === undefined || session.parked === null) continue;
    const parked = session.parked;
    // What comes from remote storage is waited for whatever has come here meanwhile.
    const enough = hasError(broker, session) || (parked.remote === null && waitingBytes(broker, ctx, session, parked.minBytes) >= parked.minBytes);
    if (enough) answer(broker, ctx, session, parked, false);
  }
}

function hasError(broker: BrokerNode, session: FetchSession): boolean {
  for (const partition of session.dirty) {
    const replica = replicaOf(broker, partition.topic, partition.partition);
    if (check(broker, session, partition, replica) !== 'NONE') return true;
  }
  return false;
}

/** The timer fired: fetches that have waited their time get what there is, often nothing. */
export function expireFetches(broker: BrokerNode, ctx: BrokerContext): void {
  broker.fetchTimer = null;
  let earliest = Number.MAX_SAFE_INTEGER;
  for (const session of broker.sessions.values()) {
    const parked = session.parked;
    if (parked === null) continue;
    if (parked.expiresAt <= ctx.now) answer(broker, ctx, session, parked, false);
    else earliest = Math.min(earliest, parked.expiresAt);
  }
  if (earliest < Number.MAX_SAFE_INTEGER) armFetchTimer(broker, ctx, earliest);
}

