import { assertNever } from '../../../../base/assert.ts';
import type { RecordHeader, SendValue } from '../../commands.ts';
import type { RoleHandlers } from '../../role.ts';
import { onMetadataFailure, onMetadataResponse, requestUpdate } from '../clientMetadata.ts';
import { NO_PRODUCER_ID } from '../../log/recordBatch.ts';
import type { PendingRequest } from '../../net/requestTable.ts';
import type { ApiResponse } from '../../protocol/messages.ts';
import { cloneProducer, forgetProcess, type ProducerContext, type ProducerNode, type ProducerStatus, type ProducerTimer } from './producerNode.ts';
import { sendGenerated } from './sendCalls.ts';
import { isHello, onInitProducerId, onProduceFailure, onProduceResponse, runSender, scheduleWakeup } from './sender.ts';
import { nextKey, nextTickUs, rateMilliOf, takeDueRecords } from './workload.ts';

/** One `send` command. `count` records in turn; `partition` null lets the partitioner choose. */
export interface SendRecords {
  readonly key: string | null;
  readonly value: SendValue;
  readonly count: number;
  readonly partition: number | null;
  readonly headers: readonly RecordHeader[];
}

/** A producer as its commands' author sees it; numbers are records. */
export interface ProducerDescription {
  readonly status: ProducerStatus;
  readonly sent: number;
  readonly acked: number;
  readonly failed: number;
  readonly inFlight: number;
  readonly buffered: number;
  /** -1 before one is assigned, and without idempotence. */
  readonly producerId: number;
  readonly epoch: number;
}

/** How a producer reacts. Its topic's metadata is asked for at the start, where Kafka waits for the first `send`. */
export const producerRole: RoleHandlers<ProducerNode, ProducerTimer> = {
  start(node, ctx) {
    node.status = 'running';
    scheduleTick(node, ctx);
    runSender(node, ctx);
  },
  onRequest() {
    // Nobody connects to a producer.
  },
  onResponse(node, ctx, pending, response) {
    node.connections.set(pending.to, 'open');
    if (!isHello(pending.request)) handleResponse(node, ctx, pending, response);
    runSender(node, ctx);
  },
  onFailure(node, ctx, pending, failure) {
    requestUpdate(node.metadata);
    const { request } = pending;
    if (request.api === 'Produce') {
      onProduceFailure(node, ctx, pending, request, failure === 'timedOut' ? 'REQUEST_TIMED_OUT' : 'NETWORK_EXCEPTION');
    } else if (request.api === 'InitProducerId') {
      onInitProducerId(node, ctx, null);
    } else if (!isHello(request)) {
      onMetadataFailure(ctx, node.metadata, node.spec.config);
    }
    node.connections.delete(pending.to);
    runSender(node, ctx);
  },
  onTimer(node, ctx, timer) {
    switch (timer.kind) {
      case 'producerWakeup':
        node.wakeup.id = null;
        runSender(node, ctx);
        return;
      case 'producerDeadline':
        node.deadline.id = null;
        runSender(node, ctx);
        return;
      case 'producerRate':
        tick(node, ctx);
        return;
      default:
        assertNever(timer);
    }
  },
  onPeerGone() {
    // Nobody connects to a producer.
  },
  onDisconnect(node, ctx, peer) {
    requestUpdate(node.metadata);
    node.connections.delete(peer);
    runSender(node, ctx);
  },
  crash: forgetProcess,
  clone: cloneProducer,
};

/** The application calls `send` `count` times. A producer that is closing or closed takes nothing more. Returns whether it did. */
export function sendRecords(node: ProducerNode, ctx: ProducerContext, records: SendRecords): boolean {
  if (node.status !== 'running') return false;
  if (records.count <= 0) return true;
  const { key, value, partition, headers } = records;
  node.calls.push({ key, hash: null, value, partition, headers, left: records.count, deadline: null, blockedBy: null });
  runSender(node, ctx);
  return true;
}

/** From now on the application sends at this rate; 0 stops it. A producer that is not running keeps the rate for its next start. */
export function setProducerRate(node: ProducerNode, ctx: ProducerContext, ratePerSecond: number): void {
  const { workload } = node;
  workload.rateMilli = rateMilliOf(ratePerSecond);
  workload.credit = 0;
  if (workload.timer !== null) ctx.cancelTimer(workload.timer);
  workload.timer = null;
  if (node.status === 'running') scheduleTick(node, ctx);
}

/** Sends what is buffered without lingering, waits for every outcome, then stops. Kafka: `KafkaProducer.close()`. */
export function closeProducer(node: ProducerNode, ctx: ProducerContext): void {
  if (node.status !== 'running') return;
  node.status = 'closing';
  if (node.workload.timer !== null) ctx.cancelTimer(node.workload.timer);
  node.workload.timer = null;
  runSender(node, ctx);
}

export function describeProducer(node: ProducerNode): ProducerDescription {
  const { enabled, producerId, producerEpoch } = node.idempotence;
  const known = enabled && producerId !== NO_PRODUCER_ID;
  return { status: node.status, ...node.counters, producerId: known ? producerId : -1, epoch: known ? producerEpoch : -1 };
}

function handleResponse(node: ProducerNode, ctx: ProducerContext, pending: PendingRequest, response: ApiResponse): void {
  switch (response.api) {
    case 'Produce':
      onProduceResponse(node, ctx, pending, response);
      return;
    case 'InitProducerId':
      onInitProducerId(node, ctx, response);
      return;
    case 'Metadata':
      onMetadataResponse(ctx, node.metadata, response, node.spec.config);
      ctx.emit({ type: 'MetadataRefreshed', client: node.id });
      return;
    default:
  }
}

function scheduleTick(node: ProducerNode, ctx: ProducerContext): void {
  const { workload } = node;
  if (workload.rateMilli === 0) return;
  workload.plannedUs = nextTickUs(workload);
  workload.timer = ctx.setTimer(workload.plannedUs, { kind: 'producerRate' });
}

function tick(node: ProducerNode, ctx: ProducerContext): void {
  const { workload, spec } = node;
  workload.timer = null;
  if (node.status !== 'running') return;
  const draw = (): number => ctx.random('keys');
  let look = false;
  let linger = false;
  for (let due = takeDueRecords(workload); due > 0; due -= 1) {
    const next = nextKey(workload, spec.keys, draw);
    const result = sendGenerated(node, ctx, next.key, next.hash);
    if (result === 'look') look = true;
    else if (result === 'linger') linger = true;
  }
  scheduleTick(node, ctx);
  if (look) runSender(node, ctx);
  else if (linger) scheduleWakeup(node, ctx, ctx.now + spec.config.lingerUs);
}
