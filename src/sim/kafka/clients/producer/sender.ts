import type { TimeUs } from '../../../../base/flavor.ts';
import type { NodeIndex } from '../../../kernel/types.ts';
import { NO_PRODUCER_ID } from '../../log/recordBatch.ts';
import { isReady, readyAt, sendOneWay, sendRequest, type PendingRequest } from '../../net/requestTable.ts';
import type {
  CurrentLeader,
  InitProducerIdResponse,
  ProduceRequest,
  ProducePartitionResponse,
  ProduceResponse,
} from '../../protocol/dataPlane.ts';
import type { ApiRequest } from '../../protocol/messages.ts';
import { CHANNEL, NO_LEADER } from '../../types.ts';
import { applyCurrentLeader, leaderOf, leastLoadedNode, maybeSendMetadata, topicIdOf } from '../clientMetadata.ts';
import { ackBatch, completeBatch, expireBatches, nextExpiryAt } from './batchOutcome.ts';
import type { ClientError } from '../errors.ts';
import { bumpEpochIfNeeded, resolveSequences } from './idempotence.ts';
import type { PendingBatch } from './pendingBatch.ts';
import type { PartitionQueue, ProducerContext, ProducerNode, ProducerTimer, TimerSlot } from './producerNode.ts';
import { checkReady, drainNode, queuedFor } from './recordAccumulator.ts';
import { pumpCalls } from './sendCalls.ts';

const NEVER = Number.MAX_SAFE_INTEGER;
const HELLO: ApiRequest = { api: 'Metadata', topics: [] };
/** `socket.connection.setup.timeout.ms`. */
const CONNECTION_SETUP_TIMEOUT_US = 10_000_000;

/**
 * Does all that can be done now: lets waiting `send` calls go on, sends what is ready, asks for metadata, and sets the timers for what
 * cannot be done yet. To be called after anything that may have changed that. Kafka: `Sender.runOnce`, which loops.
 */
export function runSender(node: ProducerNode, ctx: ProducerContext): void {
  if (node.status === 'closed') return;
  let wakeAt = NEVER;
  for (;;) {
    const called = pumpCalls(node, ctx);
    const pass = sendProducerData(node, ctx);
    wakeAt = pass.nextAt;
    if (!called && !pass.sent) break;
  }
  if (node.status === 'closing' && node.calls.length === 0 && node.accumulator.incomplete.size === 0) {
    node.status = 'closed';
    ctx.exit();
    return;
  }
  let deadlineAt = Math.min(nextExpiryAt(node), node.calls[0]?.deadline ?? NEVER);
  const metadataAt = maybeSendMetadata(ctx, node.requests, node.metadata, node.topics, node.spec.config) ?? NEVER;
  if (node.metadata.updateRequested) wakeAt = Math.min(wakeAt, metadataAt);
  else deadlineAt = Math.min(deadlineAt, metadataAt);
  scheduleWakeup(node, ctx, wakeAt);
  schedule(ctx, node.deadline, deadlineAt, DEADLINE);
}

/** Looks again at `at` or before. */
export function scheduleWakeup(node: ProducerNode, ctx: ProducerContext, at: TimeUs): void {
  schedule(ctx, node.wakeup, at, WAKEUP);
}

/** The answer to a Produce request. */
export function onProduceResponse(node: ProducerNode, ctx: ProducerContext, pending: PendingRequest, response: ProduceResponse): void {
  leaveFlight(node, pending.to);
  let leaders: { readonly partition: number; readonly current: CurrentLeader }[] | null = null;
  for (const answer of response.partitions) {
    completeAnswered(node, ctx, pending, answer);
    if (answer.currentLeader === null || answer.currentLeader.leader === NO_LEADER) continue;
    if (answer.error !== 'NOT_LEADER_OR_FOLLOWER' && answer.error !== 'FENCED_LEADER_EPOCH') continue;
    leaders ??= [];
    leaders.push({ partition: answer.partition, current: answer.currentLeader });
  }
  for (const { partition, current } of leaders ?? []) {
    applyCurrentLeader(node.metadata, node.spec.topic, partition, current);
  }
}

/** A Produce request that will not be answered: each of its batches failed an attempt. */
export function onProduceFailure(node: ProducerNode, ctx: ProducerContext, pending: PendingRequest, request: ProduceRequest, error: ClientError): void {
  leaveFlight(node, pending.to);
  for (const { partition } of request.partitions) {
    const found = findInFlight(node, partition, pending.correlationId);
    if (found !== null) completeBatch(node, ctx, found.queue, found.batch, error, -1);
  }
}

/** Takes the producer id over, or asks again after `retry.backoff.ms`. */
export function onInitProducerId(node: ProducerNode, ctx: ProducerContext, response: InitProducerIdResponse | null): void {
  const { idempotence } = node;
  idempotence.requested = false;
  if (response?.error !== 'NONE') {
    idempotence.retryAt = ctx.now + node.spec.config.retryBackoffUs;
    return;
  }
  idempotence.producerId = response.producerId;
  idempotence.producerEpoch = response.producerEpoch;
  const { producerId, producerEpoch } = response;
  ctx.emit({ type: 'ProducerIdAssigned', producer: node.id, producerId, producerEpoch });
}

interface Pass {
  readonly sent: boolean;
  /** When something may become ready if nothing else happens. */
  readonly nextAt: TimeUs;
}

const IDLE: Pass = { sent: false, nextAt: NEVER };

function sendProducerData(node: ProducerNode, ctx: ProducerContext): Pass {
  const { idempotence } = node;
  if (idempotence.enabled) {
    resolveSequences(node);
    bumpEpochIfNeeded(node, ctx);
  }
  expireBatches(node, ctx);
  if (idempotence.enabled && idempotence.producerId === NO_PRODUCER_ID) {
    return { sent: false, nextAt: requestProducerId(node, ctx) };
  }
  if (node.accumulator.active.size === 0) return IDLE;
  const ready = checkReady(node, ctx.now);
  let nextAt = ready.nextCheckAt;
  let sent = false;
  for (const target of ready.readyNodes) {
    const sendableAt = whenSendable(node, ctx, target);
    if (sendableAt > ctx.now) {
      nextAt = Math.min(nextAt, sendableAt);
      continue;
    }
    const drained = drainNode(node, target, queuedFor(node, target), ctx.now);
    if (drained.length === 0) continue;
    sendProduceRequest(node, ctx, target, drained);
    sent = true;
  }
  return { sent, nextAt };
}

/** When a Produce request may go to that broker; `NEVER` when an event will tell. Kafka: `NetworkClient.ready`. */
function whenSendable(node: ProducerNode, ctx: ProducerContext, target: NodeIndex): TimeUs {
  const { config } = node.spec;
  if ((node.inFlightRequests.get(target) ?? 0) >= config.maxInFlightRequestsPerConnection) return NEVER;
  if (!isReady(node.requests, ctx.now, target, CHANNEL.client)) return readyAt(node.requests, target, CHANNEL.client);
  if (node.connections.get(target) === 'open') return 0;
  if (!node.connections.has(target)) connect(node, ctx, target);
  return NEVER;
}

/**
 * A broker has to answer before it is sent records on a new connection: so a broker that is not there costs a batch no attempt, and
 * with acks=0 no records. Kafka says ApiVersions; here it is a Metadata request about no topic, whose answer is not looked at.
 */
function connect(node: ProducerNode, ctx: ProducerContext, target: NodeIndex): void {
  const timeoutUs = Math.min(node.spec.config.requestTimeoutUs, CONNECTION_SETUP_TIMEOUT_US);
  sendRequest(ctx, node.requests, target, CHANNEL.client, HELLO, timeoutUs);
  node.connections.set(target, 'trying');
}

/** Whether the request was only meant to find out if a broker is there. */
export function isHello(request: ApiRequest): boolean {
  return request.api === 'Metadata' && request.topics?.length === 0;
}

function sendProduceRequest(node: ProducerNode, ctx: ProducerContext, target: NodeIndex, batches: readonly PendingBatch[]): void {
  const { spec, counters } = node;
  const { acks, requestTimeoutUs, maxInFlightRequestsPerConnection } = spec.config;
  const topicId = topicIdOf(node.metadata, spec.topic);
  const request: ProduceRequest = {
    api: 'Produce',
    acks,
    timeoutUs: requestTimeoutUs,
    partitions: batches.map((batch) => ({
      topic: spec.topic,
      partition: batch.partition,
      ...(topicId === null ? {} : { topicId }),
      batch: {
        producerId: batch.producerId,
        producerEpoch: batch.producerEpoch,
        baseSequence: batch.baseSequence,
        records: batch.records,
        bytes: batch.bytes,
      },
    })),
  };
  const correlationId = acks === 0 ? 0 : sendRequest(ctx, node.requests, target, CHANNEL.client, request, requestTimeoutUs);
  if (acks === 0) sendOneWay(ctx, node.requests, target, CHANNEL.client, request);
  else node.inFlightRequests.set(target, (node.inFlightRequests.get(target) ?? 0) + 1);
  for (const batch of batches) {
    const queue = node.accumulator.partitions.get(batch.partition);
    if (queue === undefined) continue;
    counters.buffered -= batch.records.length;
    emitSent(node, ctx, batch);
    if (acks === 0) {
      ackBatch(node, ctx, queue, batch, -1);
      continue;
    }
    counters.inFlight += batch.records.length;
    batch.correlationId = correlationId;
    queue.inFlight.push(batch);
    queue.muted = maxInFlightRequestsPerConnection === 1;
  }
}

function emitSent(node: ProducerNode, ctx: ProducerContext, batch: PendingBatch): void {
  ctx.emit({
    type: 'BatchSent',
    topic: node.spec.topic,
    partition: batch.partition,
    producer: node.id,
    records: batch.records.length,
    attempt: batch.attempts + 1,
    leader: leaderOf(node.metadata, node.spec.topic, batch.partition)?.broker ?? NO_LEADER,
  });
}

/** Any broker can give a producer id. Returns when to ask again; `NEVER` while an answer is awaited. */
function requestProducerId(node: ProducerNode, ctx: ProducerContext): TimeUs {
  const { idempotence } = node;
  if (idempotence.requested) return NEVER;
  if (idempotence.retryAt > ctx.now) return idempotence.retryAt;
  const choice = leastLoadedNode(ctx, node.requests, node.metadata);
  if (choice.node === null) return choice.readyAt;
  idempotence.requested = true;
  const { requestTimeoutUs } = node.spec.config;
  sendRequest(ctx, node.requests, choice.node, CHANNEL.client, { api: 'InitProducerId' }, requestTimeoutUs);
  return NEVER;
}

function completeAnswered(node: ProducerNode, ctx: ProducerContext, pending: PendingRequest, answer: ProducePartitionResponse): void {
  const found = findInFlight(node, answer.partition, pending.correlationId);
  if (found === null) return;
  const baseOffset = answer.error === 'NONE' ? answer.baseOffset : -1;
  completeBatch(node, ctx, found.queue, found.batch, answer.error, baseOffset);
}

function findInFlight(
  node: ProducerNode,
  partition: number,
  correlationId: number,
): { readonly queue: PartitionQueue; readonly batch: PendingBatch } | null {
  const queue = node.accumulator.partitions.get(partition);
  const batch = queue?.inFlight.find((each) => each.correlationId === correlationId);
  return queue === undefined || batch === undefined ? null : { queue, batch };
}

function leaveFlight(node: ProducerNode, target: NodeIndex): void {
  const left = (node.inFlightRequests.get(target) ?? 0) - 1;
  if (left > 0) node.inFlightRequests.set(target, left);
  else node.inFlightRequests.delete(target);
}

const WAKEUP: ProducerTimer = { kind: 'producerWakeup' };
const DEADLINE: ProducerTimer = { kind: 'producerDeadline' };

/** An earlier timer stays: it costs one idle look, where moving it each time would fill the queue with cancelled ones. */
function schedule(ctx: ProducerContext, slot: TimerSlot, at: TimeUs, timer: ProducerTimer): void {
  if (at === NEVER) return;
  if (slot.id !== null) {
    if (slot.at <= at) return;
    ctx.cancelTimer(slot.id);
  }
  slot.id = ctx.setTimer(at - ctx.now, timer);
  slot.at = at;
}
