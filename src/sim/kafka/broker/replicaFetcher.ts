import { cutTo, pushFew, removeAt } from '../../../base/arrays.ts';
import type { NodeIndex } from '../../kernel/types.ts';
import { planted } from '../config/modelSwitches.ts';
import { truncateFullyAndStartAt, truncateTo } from '../log/truncateLog.ts';
import { lastEpochOf, updateHighWatermark } from '../log/unifiedLog.ts';
import { isReady, readyAt, sendRequest, type PendingRequest } from '../net/requestTable.ts';
import {
  EARLIEST_TIMESTAMP,
  LATEST_TIMESTAMP,
  type FetchPartition,
  type FetchPartitionResponse,
  type FetchRequest,
  type FetchResponse,
  type ListOffsetsResponse,
  type OffsetForLeaderEpochResponse,
} from '../protocol/dataPlane.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import { CHANNEL, type BrokerId, type LeaderEpoch, type TopicPartition, type TopicPartitionName } from '../types.ts';
import { appendFetched } from './appendFetched.ts';
import {
  nodeOfBroker,
  replicaOf,
  type BrokerContext,
  type BrokerNode,
  type FetcherPartition,
  type ReplicaFetcher,
} from './brokerState.ts';
import {
  asksForEpochs,
  cutsToHighWatermark,
  epochsToAsk,
  leaderEndOf,
  saysCurrentEpoch,
  saysLastEpoch,
} from './epochTruncation.ts';
import { raiseLogStart } from './logStart.ts';
import { truncateCleanerCheckpoint } from './cleanerCheckpoint.ts';
import { advanceTo } from './partitionLeader.ts';
import type { Replica } from './replica.ts';
import { recordFetched, shouldFollowerThrottle } from './throttle.ts';
import { beginRebuild } from './tierStateMachine.ts';
import { initialFetchOffset, outOfRange, truncationOffset } from './truncation.ts';

const NO_PARTITIONS: readonly FetchPartition[] = [];
const NONE_FORGOTTEN: readonly TopicPartition[] = [];

/** Begins to fetch a partition from its leader (`AbstractFetcherManager.addFetcherForPartitions`). */
export function addFetcherPartition(broker: BrokerNode, ctx: BrokerContext, replica: Replica): void {
  const { log } = replica;
  const rule = broker.config.model.truncation;
  const hasEpochs = log.epochs.length > 0;
  const start = saysLastEpoch(rule) ? initialFetchOffset(log.epochs, log.logEndOffset, log.highWatermark) : log.highWatermark;
  if (cutsToHighWatermark(rule, hasEpochs)) truncate(broker, ctx, replica, start);
  const fetcher = fetcherFor(broker, replica.leader);
  const partition: FetcherPartition = {
    topic: replica.topic,
    partition: replica.partition,
    currentLeaderEpoch: replica.leaderEpoch,
    changed: fetcher.partitions.get(replica.name)?.changed ?? false,
    inSession: false,
    fetchOffset: -1,
    delayedUntil: 0,
    initialFetchOffset: start,
    lag: null,
    truncating: hasEpochs && asksForEpochs(rule),
  };
  fetcher.partitions.set(replica.name, partition);
  markChanged(fetcher, replica.name, partition);
}

/** Has the leader told the partition's position in the next fetch. */
function markChanged(fetcher: ReplicaFetcher, name: TopicPartitionName, partition: FetcherPartition): void {
  if (partition.changed) return;
  partition.changed = true;
  fetcher.changed.push(name);
}

/** Something that the leader is told of this follower's log has changed by itself. */
export function markPositionChanged(broker: BrokerNode, replica: Replica): void {
  const fetcher = broker.fetchers.get(replica.leader);
  const partition = fetcher?.partitions.get(replica.name);
  if (fetcher !== undefined && partition !== undefined) markChanged(fetcher, replica.name, partition);
}

function fetcherFor(broker: BrokerNode, leader: BrokerId): ReplicaFetcher {
  const known = broker.fetchers.get(leader);
  if (known !== undefined) return known;
  const fetcher: ReplicaFetcher = {
    leader,
    sessionId: 0,
    nextSessionEpoch: 0,
    partitions: new Map(),
    changed: [],
    forgotten: [],
    inFlight: null,
    backoffTimer: null,
  };
  broker.fetchers.set(leader, fetcher);
  return fetcher;
}

/** Stops fetching a partition; answers that are still to come for it are ignored. */
export function removeFetcherPartition(broker: BrokerNode, replica: Replica): void {
  for (const fetcher of broker.fetchers.values()) {
    const partition = fetcher.partitions.get(replica.name);
    if (partition === undefined) continue;
    fetcher.partitions.delete(replica.name);
    if (partition.changed) removeAt(fetcher.changed, fetcher.changed.indexOf(replica.name));
    if (partition.inSession) fetcher.forgotten.push({ topic: replica.topic, partition: replica.partition });
  }
}

/** Sends every fetcher's next request that can be sent. For when metadata changed what they fetch. */
export function runFetchers(broker: BrokerNode, ctx: BrokerContext): void {
  for (const fetcher of broker.fetchers.values()) {
    sendFetch(broker, ctx, fetcher);
  }
}

function sendFetch(broker: BrokerNode, ctx: BrokerContext, fetcher: ReplicaFetcher): void {
  if (fetcher.inFlight !== null || fetcher.partitions.size === 0) return;
  const to = nodeOfBroker(broker, fetcher.leader);
  if (to === null || fetcher.backoffTimer !== null) return;
  if (!isReady(broker.requests, ctx.now, to, CHANNEL.replicaFetcher)) {
    backOff(ctx, fetcher, readyAt(broker.requests, to, CHANNEL.replicaFetcher) - ctx.now);
    return;
  }
  if (asksForEpochs(broker.config.model.truncation) && askForEpochs(broker, ctx, fetcher, to)) return;
  const isHeld = holdThrottled(broker, ctx, fetcher);
  const isNew = fetcher.nextSessionEpoch === 0;
  const partitions = isNew ? askAll(broker, ctx, fetcher) : askChanged(broker, ctx, fetcher);
  if (partitions === null && !someInSession(fetcher)) {
    if (isHeld) backOff(ctx, fetcher, broker.config.replicaFetchBackoffUs);
    return;
  }
  const request: FetchRequest = {
    api: 'Fetch',
    replicaId: broker.id,
    // In ZooKeeper mode nobody compares it (KIP-903 came with KRaft alone).
    replicaEpoch: broker.zk === null ? broker.lifecycle.brokerEpoch : -1,
    maxWaitUs: broker.config.replicaFetchWaitMaxUs,
    minBytes: broker.config.replicaFetchMinBytes,
    maxBytes: broker.config.replicaFetchResponseMaxBytes,
    isolation: 'read_uncommitted',
    sessionId: fetcher.sessionId,
    sessionEpoch: fetcher.nextSessionEpoch,
    partitions: partitions ?? NO_PARTITIONS,
    forgotten: isNew || fetcher.forgotten.length === 0 ? NONE_FORGOTTEN : fetcher.forgotten,
  };
  if (fetcher.forgotten.length > 0) fetcher.forgotten = [];
  const timeoutUs = broker.config.replicaSocketTimeoutUs;
  fetcher.inFlight = sendRequest(ctx, broker.requests, to, CHANNEL.replicaFetcher, request, timeoutUs);
}

/** Takes throttled partitions out of the session until the follower's quota allows more. True when there are any. */
function holdThrottled(broker: BrokerNode, ctx: BrokerContext, fetcher: ReplicaFetcher): boolean {
  if (broker.replicationQuotas.follower.bytesPerSecond === null) return false;
  let isHeld = false;
  for (const [name, partition] of fetcher.partitions) {
    if (!shouldFollowerThrottle(broker, partition, ctx.now)) continue;
    isHeld = true;
    if (!partition.inSession) continue;
    fetcher.forgotten.push({ topic: partition.topic, partition: partition.partition });
    partition.inSession = false;
    markChanged(fetcher, name, partition);
  }
  return isHeld;
}

/** The fetcher's one thread waits for the answer before it fetches anything. False when there is nothing to ask. */
function askForEpochs(broker: BrokerNode, ctx: BrokerContext, fetcher: ReplicaFetcher, to: NodeIndex): boolean {
  const request = epochsToAsk(broker, ctx.now, fetcher);
  if (request === null) return false;
  fetcher.inFlight = sendRequest(ctx, broker.requests, to, CHANNEL.replicaFetcher, request, broker.config.replicaSocketTimeoutUs);
  return true;
}

/** Where the leader's epochs end: the logs are cut there, in one round or more (`AbstractFetcherThread.truncateToEpochEndOffsets`). */
export function onEpochEndOffsets(
  broker: BrokerNode,
  ctx: BrokerContext,
  pending: PendingRequest,
  response: OffsetForLeaderEpochResponse,
): void {
  const fetcher = fetcherOf(broker, pending);
  if (fetcher === undefined) return;
  fetcher.inFlight = null;
  for (const answer of response.partitions) {
    const replica = replicaOf(broker, answer.topic, answer.partition);
    const partition = replica === undefined ? undefined : fetcher.partitions.get(replica.name);
    if (replica === undefined || partition === undefined || !partition.truncating) continue;
    if (answer.error !== 'NONE') {
      delay(broker, ctx, fetcher, replica.name, partition);
      continue;
    }
    const { log } = replica;
    const cut = truncationOffset(log.epochs, log.logEndOffset, partition.initialFetchOffset, leaderEndOf(answer));
    truncate(broker, ctx, replica, cut.offset);
    partition.truncating = !cut.completed;
    markChanged(fetcher, replica.name, partition);
  }
  sendFetch(broker, ctx, fetcher);
}

/** The positions of all partitions that are not delayed, for a new session; null when there are none. */
function askAll(broker: BrokerNode, ctx: BrokerContext, fetcher: ReplicaFetcher): FetchPartition[] | null {
  let asked: FetchPartition[] | null = null;
  for (const partition of fetcher.partitions.values()) {
    const position = ask(broker, ctx, partition);
    if (position !== null) asked = pushFew(asked, position);
  }
  fetcher.changed = fetcher.changed.filter((name) => fetcher.partitions.get(name)?.changed === true);
  return asked;
}

/** The positions that the leader does not know; null when there are none. */
function askChanged(broker: BrokerNode, ctx: BrokerContext, fetcher: ReplicaFetcher): FetchPartition[] | null {
  const { changed } = fetcher;
  let asked: FetchPartition[] | null = null;
  let kept = 0;
  for (const name of changed) {
    const partition = fetcher.partitions.get(name);
    const position = partition === undefined ? null : ask(broker, ctx, partition);
    if (position === null) {
      changed[kept] = name;
      kept += 1;
    } else {
      asked = pushFew(asked, position);
    }
  }
  cutTo(changed, kept);
  return asked;
}

function ask(broker: BrokerNode, ctx: BrokerContext, partition: FetcherPartition): FetchPartition | null {
  if (partition.delayedUntil > ctx.now || partition.truncating) return null;
  if (shouldFollowerThrottle(broker, partition, ctx.now)) return null;
  const position = positionOf(broker, partition);
  if (position === null) return null;
  partition.delayedUntil = 0;
  partition.fetchOffset = position.fetchOffset;
  partition.inSession = true;
  partition.changed = false;
  return position;
}

function someInSession(fetcher: ReplicaFetcher): boolean {
  for (const partition of fetcher.partitions.values()) {
    if (partition.inSession) return true;
  }
  return false;
}

function positionOf(broker: BrokerNode, partition: FetcherPartition): FetchPartition | null {
  const replica = replicaOf(broker, partition.topic, partition.partition);
  if (replica === undefined) return null;
  const rule = broker.config.model.truncation;
  return {
    topic: partition.topic,
    partition: partition.partition,
    topicId: replica.topicId,
    fetchOffset: replica.log.logEndOffset,
    logStartOffset: replica.log.logStartOffset,
    currentLeaderEpoch: saysCurrentEpoch(rule) ? partition.currentLeaderEpoch : -1,
    lastFetchedEpoch: saysLastEpoch(rule) ? lastEpochOf(replica.log) : -1,
    maxBytes: broker.config.replicaFetchMaxBytes,
  };
}

function backOff(ctx: BrokerContext, fetcher: ReplicaFetcher, delayUs: number): void {
  if (fetcher.backoffTimer !== null) return;
  fetcher.backoffTimer = ctx.setTimer(delayUs, { kind: 'fetchBackoff', leader: fetcher.leader });
}

export function onFetchBackoff(broker: BrokerNode, ctx: BrokerContext, leader: BrokerId): void {
  const fetcher = broker.fetchers.get(leader);
  if (fetcher === undefined) return;
  fetcher.backoffTimer = null;
  sendFetch(broker, ctx, fetcher);
}

/** A delayed partition may be fetched again. */
export function onPartitionBackoff(broker: BrokerNode, ctx: BrokerContext, leader: BrokerId): void {
  const fetcher = broker.fetchers.get(leader);
  if (fetcher !== undefined) sendFetch(broker, ctx, fetcher);
}

function fetcherOf(broker: BrokerNode, pending: PendingRequest): ReplicaFetcher | undefined {
  for (const fetcher of broker.fetchers.values()) {
    if (fetcher.inFlight === pending.correlationId) return fetcher;
  }
  return undefined;
}

/** Takes in an answer partition by partition and asks for more (`AbstractFetcherThread.doWork`, `processFetchRequest`). */
export function onFetchResponse(
  broker: BrokerNode,
  ctx: BrokerContext,
  pending: PendingRequest,
  response: FetchResponse,
): void {
  const fetcher = fetcherOf(broker, pending);
  if (fetcher === undefined) return;
  fetcher.inFlight = null;
  if (response.error !== 'NONE') {
    restartSession(fetcher);
    sendFetch(broker, ctx, fetcher);
    return;
  }
  fetcher.sessionId = response.sessionId;
  fetcher.nextSessionEpoch += 1;
  for (const answer of response.partitions) {
    const replica = replicaOf(broker, answer.topic, answer.partition);
    const partition = replica === undefined ? undefined : fetcher.partitions.get(replica.name);
    if (replica === undefined || partition === undefined || !partition.inSession) continue;
    if (answer.error === 'NONE') takeIn(broker, ctx, fetcher, replica, partition, answer);
    else onPartitionError(broker, ctx, fetcher, replica, partition, answer);
  }
  sendFetch(broker, ctx, fetcher);
}

function takeIn(
  broker: BrokerNode,
  ctx: BrokerContext,
  fetcher: ReplicaFetcher,
  replica: Replica,
  partition: FetcherPartition,
  answer: FetchPartitionResponse,
): void {
  if (answer.divergingEpoch !== null) {
    const { log } = replica;
    const cut = truncationOffset(log.epochs, log.logEndOffset, partition.initialFetchOffset, answer.divergingEpoch);
    if (!planted(broker.config.model, 'TRUNC_SKIPPED')) truncate(broker, ctx, replica, cut.offset);
    markChanged(fetcher, replica.name, partition);
    return;
  }
  const first = answer.batches[0];
  if (first !== undefined) {
    // An answer to an older position (KIP-227 sessions cannot give one, but a truncation in between could).
    if (partition.fetchOffset !== replica.log.logEndOffset) return;
    if (!appendFetched(broker, ctx, replica, fetcher.leader, epochLimit(broker, partition), answer.batches)) return removeFetcherPartition(broker, replica);
    markChanged(fetcher, replica.name, partition);
    recordFetched(broker, replica, answer.batches, ctx.now);
  }
  if (first !== undefined || partition.lag === null) partition.lag = Math.max(0, answer.highWatermark - replica.log.logEndOffset);
  const next = planted(broker.config.model, 'FOLLOWER_HW_AHEAD') ? replica.log.logEndOffset : Math.min(answer.highWatermark, replica.log.logEndOffset);
  if (next > replica.log.highWatermark) advanceTo(broker, ctx, replica, next);
  // The leader may know less than this follower did; then the follower's falls, too (`maybeUpdateHighWatermark`).
  else updateHighWatermark(replica.log, next);
  if (raiseLogStart(broker, ctx, replica, answer.logStartOffset, 'leader')) markChanged(fetcher, replica.name, partition);
}

/** The epoch up to which records are taken. Without epochs in fetches, as in history, there is no limit. */
function epochLimit(broker: BrokerNode, { currentLeaderEpoch }: FetcherPartition): LeaderEpoch {
  return saysCurrentEpoch(broker.config.model.truncation) ? currentLeaderEpoch : Number.MAX_SAFE_INTEGER;
}

function truncate(broker: BrokerNode, ctx: BrokerContext, replica: Replica, offset: number): void {
  const from = replica.log.logEndOffset;
  truncateTo(replica.log, offset, replica.config, ctx.now);
  if (offset >= from) return;
  truncateCleanerCheckpoint(replica);
  const { topic, partition, leaderEpoch } = replica;
  ctx.emit({ type: 'LogTruncated', topic, partition, broker: broker.id, from, to: offset, leaderEpoch });
}

/** All that it holds is older than the leader's oldest record. */
function startAnew(broker: BrokerNode, ctx: BrokerContext, replica: Replica, startOffset: number): void {
  const { topic, partition, log } = replica;
  const from = log.logEndOffset;
  truncateFullyAndStartAt(log, startOffset, ctx.now);
  truncateCleanerCheckpoint(replica);
  ctx.emit({ type: 'LogStartedAnew', topic, partition, broker: broker.id, from, startOffset });
}

function onPartitionError(
  broker: BrokerNode,
  ctx: BrokerContext,
  fetcher: ReplicaFetcher,
  replica: Replica,
  partition: FetcherPartition,
  answer: FetchPartitionResponse,
): void {
  if (isFenced(replica, partition, answer.error)) {
    removeFetcherPartition(broker, replica);
    return;
  }
  if (answer.error === 'OFFSET_OUT_OF_RANGE') askForRange(broker, ctx, fetcher, replica);
  if (answer.error === 'OFFSET_MOVED_TO_TIERED_STORAGE') beginRebuild(broker, ctx, replica);
  delay(broker, ctx, fetcher, replica.name, partition);
}

/** This broker's metadata is old: nothing can be fetched until it is told of a newer epoch (`onPartitionFenced`). */
function isFenced(replica: Replica, partition: FetcherPartition, error: ErrorCode): boolean {
  return error === 'FENCED_LEADER_EPOCH' && partition.currentLeaderEpoch === replica.leaderEpoch;
}

/** The partition waits `replica.fetch.backoff.ms`; the others of the fetcher go on. */
function delay(
  broker: BrokerNode,
  ctx: BrokerContext,
  fetcher: ReplicaFetcher,
  name: string,
  partition: FetcherPartition,
): void {
  partition.delayedUntil = ctx.now + broker.config.replicaFetchBackoffUs;
  if (partition.inSession) fetcher.forgotten.push({ topic: partition.topic, partition: partition.partition });
  partition.inSession = false;
  markChanged(fetcher, name, partition);
  ctx.setTimer(broker.config.replicaFetchBackoffUs, { kind: 'partitionBackoff', leader: fetcher.leader });
}

/** Where the leader's log begins and ends, to settle an out-of-range fetch (`fetchOffsetAndTruncate`). */
function askForRange(
  broker: BrokerNode,
  ctx: BrokerContext,
  fetcher: ReplicaFetcher,
  replica: Replica,
): void {
  const to = nodeOfBroker(broker, fetcher.leader);
  if (to === null) return;
  const { topic, partition } = replica;
  const currentLeaderEpoch = saysCurrentEpoch(broker.config.model.truncation) ? replica.leaderEpoch : -1;
  const asked = (timestamp: number) => ({ topic, partition, timestamp, currentLeaderEpoch });
  sendRequest(
    ctx,
    broker.requests,
    to,
    CHANNEL.replicaFetcher,
    { api: 'ListOffsets', replicaId: broker.id, partitions: [asked(EARLIEST_TIMESTAMP), asked(LATEST_TIMESTAMP)] },
    broker.config.replicaSocketTimeoutUs,
  );
}

export function onRangeResponse(
  broker: BrokerNode,
  ctx: BrokerContext,
  pending: PendingRequest,
  response: ListOffsetsResponse,
): void {
  const [start, end] = response.partitions;
  if (start === undefined || end === undefined) return;
  const replica = replicaOf(broker, start.topic, start.partition);
  if (replica === undefined || replica.role !== 'follower') return;
  // The answer of a leader that is followed no longer, or in another epoch, says nothing of this one's log.
  const askedEpoch = pending.request.api === 'ListOffsets' ? pending.request.partitions[0]?.currentLeaderEpoch : undefined;
  if (pending.to !== nodeOfBroker(broker, replica.leader) || (askedEpoch !== -1 && askedEpoch !== replica.leaderEpoch)) return;
  if (start.error === 'FENCED_LEADER_EPOCH') removeFetcherPartition(broker, replica);
  // After any other error the fetch is tried again when the partition's wait is over.
  if (start.error !== 'NONE' || end.error !== 'NONE') return;
  const action = outOfRange(replica.log.logEndOffset, { logStartOffset: start.offset, logEndOffset: end.offset });
  if (action.kind === 'truncate') truncate(broker, ctx, replica, action.fetchOffset);
  if (action.kind === 'truncateFully') startAnew(broker, ctx, replica, action.fetchOffset);
  resumeFetching(broker, ctx, replica);
}

/** A partition that waited goes on at once, from where its log ends now. */
export function resumeFetching(broker: BrokerNode, ctx: BrokerContext, replica: Replica): void {
  const fetcher = broker.fetchers.get(replica.leader);
  const partition = fetcher?.partitions.get(replica.name);
  if (fetcher === undefined || partition === undefined) return;
  partition.delayedUntil = 0;
  markChanged(fetcher, replica.name, partition);
  sendFetch(broker, ctx, fetcher);
}

/**
 * The leader does not answer: every partition of the fetcher waits and the session is begun anew. One that is given to the
 * fetcher meanwhile, because the broker leads again, does not wait.
 */
export function onFetchFailure(broker: BrokerNode, ctx: BrokerContext, pending: PendingRequest): void {
  const fetcher = fetcherOf(broker, pending);
  if (fetcher === undefined) return;
  fetcher.inFlight = null;
  restartSession(fetcher);
  const delayUs = broker.config.replicaFetchBackoffUs;
  for (const partition of fetcher.partitions.values()) partition.delayedUntil = ctx.now + delayUs;
  if (fetcher.partitions.size > 0) ctx.setTimer(delayUs, { kind: 'partitionBackoff', leader: fetcher.leader });
}

function restartSession(fetcher: ReplicaFetcher): void {
  fetcher.sessionId = 0;
  fetcher.nextSessionEpoch = 0;
  fetcher.forgotten = [];
  for (const [name, partition] of fetcher.partitions) {
    partition.inSession = false;
    markChanged(fetcher, name, partition);
  }
}
