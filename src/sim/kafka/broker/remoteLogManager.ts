import { scaleToBound } from '../../kernel/rng.ts';
import { largestTimestamp, type LogSegment } from '../log/segments.ts';
import { localLogStartOffset } from '../log/unifiedLog.ts';
import { batchesWithin } from '../log/replaceSegments.ts';
import { sendRequest, type PendingRequest } from '../net/requestTable.ts';
import type { RemoteStorageRequest, RemoteStorageResponse } from '../protocol/remoteStorage.ts';
import { highestRemoteOffset, remoteLogStartOffset } from '../tier/remoteLineage.ts';
import { epochsWithin, type RemoteLogSegment } from '../tier/remoteLogSegment.ts';
import { expiredRemoteSegments } from '../tier/remoteRetention.ts';
import { CHANNEL, type Offset } from '../types.ts';
import { replicaOf, type BrokerContext, type BrokerNode } from './brokerState.ts';
import { raiseLogStart } from './logStart.ts';
import type { Replica } from './replica.ts';
import { isTiered } from './tierState.ts';

/** How long a broker waits for the store. Ours: plugins have their own. */
const STORE_TIMEOUT_US = 30_000_000;

/**
 * Every `remote.log.manager.task.interval.ms` a leader copies what may be copied and deletes what has expired, and a follower
 * learns how far the leader has come (`RemoteLogManager`: RLMCopyTask, RLMExpirationTask, RLMFollowerTask). One round for
 * all partitions of a broker, where Kafka has a schedule for each that begins with its leadership.
 */
export function startRemoteLogManager(broker: BrokerNode, ctx: BrokerContext): void {
  if (broker.remoteStorage === null) return;
  const intervalUs = broker.config.remoteLogManagerTaskIntervalUs;
  const isFormed = broker.lifecycle.state === 'running';
  ctx.setTimer(isFormed ? 1 + scaleToBound(ctx.random('remote log'), intervalUs) : intervalUs, { kind: 'remoteLogTask' });
}

export function runRemoteLogTasks(broker: BrokerNode, ctx: BrokerContext): void {
  for (const partitions of broker.replicas.values()) {
    for (const replica of partitions.values()) {
      if (replica.role !== 'none' && replica.tier.inFlight === null && isTiered(broker, replica)) listRemote(broker, ctx, replica);
    }
  }
  ctx.setTimer(broker.config.remoteLogManagerTaskIntervalUs, { kind: 'remoteLogTask' });
}

/** Asks the store what it has of a partition. The answer is acted on by what the replica is then. */
export function listRemote(broker: BrokerNode, ctx: BrokerContext, replica: Replica): void {
  ask(broker, ctx, replica, { api: 'ListRemoteLogSegments', ...partitionOf(replica) });
}

function ask(broker: BrokerNode, ctx: BrokerContext, replica: Replica, request: RemoteStorageRequest): void {
  if (broker.remoteStorage === null) return;
  replica.tier.inFlight = sendRequest(ctx, broker.requests, broker.remoteStorage, CHANNEL.remoteStorage, request, STORE_TIMEOUT_US);
}

export function partitionOf({ topic, topicId, partition }: Replica): { topic: string; topicId: number; partition: number } {
  return { topic, topicId, partition };
}

/** The replica whose request is answered, or that has failed; undefined when it has moved on since. No request is under way then. */
export function takeAsker(broker: BrokerNode, pending: PendingRequest): Replica | undefined {
  const { request } = pending;
  if (!('topicId' in request)) return undefined;
  const replica = replicaOf(broker, request.topic, request.partition);
  if (replica === undefined || replica.tier.inFlight !== pending.correlationId) return undefined;
  replica.tier.inFlight = null;
  return replica;
}

/** The store answered one step of a replica's round: the next one follows. */
export function continueRound(
  broker: BrokerNode,
  ctx: BrokerContext,
  replica: Replica,
  pending: PendingRequest,
  response: Exclude<RemoteStorageResponse, { readonly api: 'FetchLogSegment' }>,
): void {
  const { tier } = replica;
  if (response.api === 'ListRemoteLogSegments') {
    tier.segments = response.segments;
    const { epochs, logEndOffset } = replica.log;
    tier.copiedOffset = highestRemoteOffset(response.segments, epochs, logEndOffset);
    raiseHighest(replica, tier.copiedOffset);
    if (replica.role === 'leader') adoptRemoteStart(broker, ctx, replica, response.segments);
  } else if (response.api === 'CopyLogSegmentData') {
    onCopied(broker, ctx, replica, response.segment);
  } else {
    onDeleted(broker, ctx, replica, pending);
    return;
  }
  if (replica.role === 'leader' && !copyNext(broker, ctx, replica)) expire(broker, ctx, replica);
}

/** The log of a new leader may begin later than what was copied before, or the store may have been cleared up to a later start. */
function adoptRemoteStart(broker: BrokerNode, ctx: BrokerContext, replica: Replica, segments: readonly RemoteLogSegment[]): void {
  const { log } = replica;
  raiseLogStart(broker, ctx, replica, remoteLogStartOffset(segments, log.epochs, localLogStartOffset(log)), 'retention');
}

function raiseHighest({ tier }: Replica, offset: Offset): void {
  if (offset > tier.highestRemoteOffset) tier.highestRemoteOffset = offset;
}

/** Copies the oldest segment that is not remote yet. False when there is none. */
function copyNext(broker: BrokerNode, ctx: BrokerContext, replica: Replica): boolean {
  const { log, tier } = replica;
  const from = Math.max(tier.copiedOffset + 1, log.logStartOffset);
  const candidate = candidateSegment(log.segments, from, log.highWatermark);
  if (candidate === null) return false;
  const { segment, nextSegment } = candidate;
  const nextOffset = nextSegment.baseOffset;
  const metadata = {
    startOffset: segment.baseOffset,
    endOffset: nextOffset - 1,
    maxTimestamp: largestTimestamp(segment),
    bytes: segment.bytes,
    segmentEpochs: epochsWithin(log.epochs, segment.baseOffset, nextOffset),
    leaderEpochs: epochsWithin(log.epochs, 0, nextOffset),
    producers: nextSegment.producers,
  };
  const batches = batchesWithin(log, segment.baseOffset, nextOffset);
  ask(broker, ctx, replica, { api: 'CopyLogSegmentData', ...partitionOf(replica), segment: metadata, batches });
  return true;
}

/**
 * The oldest rolled segment that holds `from` or comes after it, if all of it is committed: never the active one. Kafka:
 * `RLMCopyTask.candidateLogSegments`.
 */
function candidateSegment<S extends Pick<LogSegment, 'baseOffset'>>(
  segments: readonly S[],
  from: Offset,
  lastStableOffset: Offset,
): { readonly segment: S; readonly nextSegment: S } | null {
  for (let index = 0; index + 1 < segments.length; index += 1) {
    const segment = segments[index] as S;
    const nextSegment = segments[index + 1] as S;
    if (nextSegment.baseOffset <= from) continue;
    return nextSegment.baseOffset <= lastStableOffset ? { segment, nextSegment } : null;
  }
  return null;
}

function onCopied(broker: BrokerNode, ctx: BrokerContext, replica: Replica, segment: RemoteLogSegment): void {
  const { topic, partition, tier } = replica;
  tier.segments = [...(tier.segments ?? []), segment];
  tier.copiedOffset = segment.endOffset;
  raiseHighest(replica, segment.endOffset);
  const { startOffset: from, endOffset: to, bytes } = segment;
  ctx.emit({ type: 'SegmentCopiedToRemote', topic, partition, broker: broker.id, from, to, bytes });
}

/** Moves the log's start past what has expired, and has the store delete it. */
function expire(broker: BrokerNode, ctx: BrokerContext, replica: Replica): void {
  const { log, config, tier } = replica;
  if (tier.segments === null || tier.segments.length === 0 || !config.cleanupPolicy.includes('delete')) return;
  let onlyLocalBytes = 0;
  for (const { baseOffset, bytes } of log.segments) if (baseOffset >= tier.highestRemoteOffset) onlyLocalBytes += bytes;
  const { logStartOffset, logEndOffset, epochs } = log;
  const { retentionUs, retentionBytes } = config;
  const expired = expiredRemoteSegments(tier.segments, { logStartOffset, logEndOffset, epochs, onlyLocalBytes, nowUs: ctx.now, retentionUs, retentionBytes });
  raiseLogStart(broker, ctx, replica, expired.logStartOffset, 'retention');
  if (expired.segments.length === 0) return;
  ask(broker, ctx, replica, { api: 'DeleteLogSegmentData', ...partitionOf(replica), segmentIds: expired.segments.map(({ id }) => id) });
}

function onDeleted(broker: BrokerNode, ctx: BrokerContext, replica: Replica, { request }: PendingRequest): void {
  if (request.api !== 'DeleteLogSegmentData' || request.segmentIds === null) return;
  const ids = new Set(request.segmentIds);
  const { topic, partition, tier } = replica;
  tier.segments = (tier.segments ?? []).filter(({ id }) => !ids.has(id));
  ctx.emit({ type: 'RemoteSegmentsDeleted', topic, partition, broker: broker.id, segments: ids.size, startOffset: replica.log.logStartOffset });
}

/** The topic is deleted: its last leader has the store forget the partition (`RemoteLogManager.stopPartitions`). */
export function deleteRemotePartition(broker: BrokerNode, ctx: BrokerContext, replica: Replica): void {
  if (replica.role !== 'leader' || broker.remoteStorage === null || !isTiered(broker, replica)) return;
  const request = { api: 'DeleteLogSegmentData', ...partitionOf(replica), segmentIds: null } as const;
  sendRequest(ctx, broker.requests, broker.remoteStorage, CHANNEL.remoteStorage, request, STORE_TIMEOUT_US);
}

/** The partition has another leader or is led in a new epoch: what was under way counts no longer. */
export function resetRemoteRound(replica: Replica): void {
  replica.tier.inFlight = null;
  replica.tier.segments = null;
  replica.tier.rebuild = null;
}
