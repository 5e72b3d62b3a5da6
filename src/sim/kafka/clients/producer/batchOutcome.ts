import { removeAt } from '../../../../base/arrays.ts';
import type { TimeUs } from '../../../../base/flavor.ts';
import type { Offset } from '../../types.ts';
import { requestUpdate } from '../clientMetadata.ts';
import { isInvalidMetadata, type ClientError } from '../errors.ts';
import { canRetry, markSequenceUnresolved, noteAcked, noteFailed, untrackInFlight } from './idempotence.ts';
import type { PendingBatch } from './pendingBatch.ts';
import type { PartitionQueue, ProducerContext, ProducerNode } from './producerNode.ts';
import { reenqueue, removeQueued, splitAndReenqueue } from './recordAccumulator.ts';

/**
 * What the answer to one batch of a request means: it is stored, sent again, split, or has failed. `baseOffset` is -1 where it is not
 * known. Kafka: `Sender.completeBatch`.
 */
export function completeBatch(
  node: ProducerNode,
  ctx: ProducerContext,
  queue: PartitionQueue,
  batch: PendingBatch,
  error: ClientError,
  baseOffset: Offset,
): void {
  removeAt(queue.inFlight, queue.inFlight.indexOf(batch));
  queue.muted = false;
  const attempt = batch.attempts + 1;
  batch.correlationId = null;
  if (isInvalidMetadata(error)) requestUpdate(node.metadata);
  if (batch.expired) {
    lateAnswer(node, queue, batch, error, baseOffset);
    return;
  }
  node.counters.inFlight -= batch.records.length;
  if (error === 'NONE') {
    ackBatch(node, ctx, queue, batch, baseOffset);
  } else if (error === 'MESSAGE_TOO_LARGE' && batch.records.length > 1) {
    untrackInFlight(queue, batch);
    splitAndReenqueue(node, queue, batch);
    node.counters.buffered += batch.records.length;
    emitRetried(node, ctx, batch, error, attempt);
  } else if (mayTryAgain(node, batch, ctx.now) && canRetry(node, queue, batch, error)) {
    reenqueue(node, ctx, queue, batch);
    node.counters.buffered += batch.records.length;
    emitRetried(node, ctx, batch, error, attempt);
  } else if (error === 'DUPLICATE_SEQUENCE_NUMBER') {
    // Stored by an earlier attempt, so long ago that the broker no longer knows where.
    ackBatch(node, ctx, queue, batch, -1);
  } else {
    noteFailed(node, queue, batch, error, batch.attempts < node.spec.config.retries);
    failBatch(node, ctx, batch, error);
    node.accumulator.freeBytes += batch.pooledBytes;
  }
}

/** The batch counts as written. With acks=0 that is when it was sent. */
export function ackBatch(node: ProducerNode, ctx: ProducerContext, queue: PartitionQueue, batch: PendingBatch, baseOffset: Offset): void {
  noteAcked(node, queue, batch, baseOffset);
  node.accumulator.incomplete.delete(batch);
  node.accumulator.freeBytes += batch.pooledBytes;
  node.counters.acked += batch.records.length;
  ctx.emit({
    type: 'BatchAcked',
    topic: node.spec.topic,
    partition: batch.partition,
    producer: node.id,
    acks: node.spec.config.acks,
    baseOffset,
    recordIds: idsOf(batch),
    latencyUs: ctx.now - (batch.records[0]?.timestamp ?? ctx.now),
  });
}

/**
 * Fails the batches that have reached `delivery.timeout.ms`, counted from when they were created, sent or not. The memory of one
 * that is in flight stays taken until its request is answered (KAFKA-19012). Kafka: `Sender.failExpiredBatches`.
 */
export function expireBatches(node: ProducerNode, ctx: ProducerContext): void {
  const { accumulator, counters, spec, idempotence } = node;
  for (const batch of accumulator.incomplete) {
    if (batch.createdAt + spec.config.deliveryTimeoutUs > ctx.now) return;
    const queue = accumulator.partitions.get(batch.partition);
    if (queue === undefined) continue;
    if (batch.correlationId === null) {
      removeQueued(node, queue, batch);
      counters.buffered -= batch.records.length;
      accumulator.freeBytes += batch.pooledBytes;
    } else {
      batch.expired = true;
      counters.inFlight -= batch.records.length;
    }
    batch.closed = true;
    noteFailed(node, queue, batch, 'REQUEST_TIMED_OUT', false);
    failBatch(node, ctx, batch, 'TIMEOUT');
    if (idempotence.enabled && batch.inRetry) markSequenceUnresolved(node, queue, batch);
  }
}

/** When the oldest batch reaches its delivery timeout. */
export function nextExpiryAt(node: ProducerNode): TimeUs {
  for (const batch of node.accumulator.incomplete) return batch.createdAt + node.spec.config.deliveryTimeoutUs;
  return Number.MAX_SAFE_INTEGER;
}

function failBatch(node: ProducerNode, ctx: ProducerContext, batch: PendingBatch, error: ClientError | 'TIMEOUT'): void {
  node.accumulator.incomplete.delete(batch);
  node.counters.failed += batch.records.length;
  ctx.emit({
    type: 'BatchFailed',
    topic: node.spec.topic,
    partition: batch.partition,
    producer: node.id,
    error,
    recordIds: idsOf(batch),
  });
}

/** The application has been told of a timeout already; that the batch is stored after all still tells how to number what follows. */
function lateAnswer(node: ProducerNode, queue: PartitionQueue, batch: PendingBatch, error: ClientError, baseOffset: Offset): void {
  node.accumulator.freeBytes += batch.pooledBytes;
  if (error === 'NONE' || error === 'DUPLICATE_SEQUENCE_NUMBER') noteAcked(node, queue, batch, baseOffset);
}

function mayTryAgain(node: ProducerNode, batch: PendingBatch, now: TimeUs): boolean {
  const { deliveryTimeoutUs, retries } = node.spec.config;
  return batch.createdAt + deliveryTimeoutUs > now && batch.attempts < retries;
}

function emitRetried(node: ProducerNode, ctx: ProducerContext, batch: PendingBatch, error: ClientError, attempt: number): void {
  ctx.emit({
    type: 'BatchRetried',
    topic: node.spec.topic,
    partition: batch.partition,
    producer: node.id,
    error,
    attempt,
    records: batch.records.length,
  });
}

function idsOf(batch: PendingBatch): string[] {
  return batch.records.map((record) => record.id);
}
