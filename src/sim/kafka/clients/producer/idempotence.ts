import { removeAt } from '../../../../base/arrays.ts';
import { assert } from '../../../../base/assert.ts';
import { NO_PRODUCER_ID } from '../../log/recordBatch.ts';
import { incrementSequence } from '../../log/producerStateManager.ts';
import type { Offset } from '../../types.ts';
import { isRetriable, type ClientError } from '../errors.ts';
import { hasSequence, lastSequence, type PendingBatch } from './pendingBatch.ts';
import type { PartitionQueue, ProducerContext, ProducerNode } from './producerNode.ts';

/** Epochs are 16 bits wide; Kafka then asks for a new producer id, which no run of ours lives to see. */
const MAX_EPOCH = 0x7fff;

/**
 * Whether the first batch of a queue may be sent now. A batch without a sequence number waits while batches of an older epoch, or
 * ones whose fate is unknown, are not settled; a retried one waits until it is the oldest that is not. So a retry leaves one
 * request in flight for its partition. Kafka: `RecordAccumulator.shouldStopDrainBatchesForPartition`.
 */
export function mayDrain(node: ProducerNode, queue: PartitionQueue, first: PendingBatch): boolean {
  const { idempotence } = node;
  if (!idempotence.enabled) return true;
  if (idempotence.producerId === NO_PRODUCER_ID) return false;
  if (!hasSequence(first)) {
    if (queue.bySequence.length > 0 && isStale(node, queue)) return false;
    if (queue.unresolvedSequence !== null) return false;
    return true;
  }
  const oldest = queue.bySequence[0];
  return oldest === undefined || oldest.baseSequence === first.baseSequence;
}

/**
 * Numbers a batch that is about to be sent for the first time. One that has a number keeps it: the earlier attempt may have been
 * stored. Kafka: the end of `RecordAccumulator.drainBatchesForOneNode`.
 */
export function assignSequence(node: ProducerNode, queue: PartitionQueue, batch: PendingBatch): void {
  const { idempotence } = node;
  if (!idempotence.enabled || hasSequence(batch)) return;
  if (isStale(node, queue) && queue.bySequence.length === 0) startSequencesAtBeginning(node, queue);
  batch.producerId = idempotence.producerId;
  batch.producerEpoch = idempotence.producerEpoch;
  batch.baseSequence = queue.nextSequence;
  queue.nextSequence = incrementSequence(queue.nextSequence, batch.records.length);
  trackInFlight(queue, batch);
}

/** Adds a batch to those without an outcome, where its sequence number belongs. */
export function trackInFlight(queue: PartitionQueue, batch: PendingBatch): void {
  const list = queue.bySequence;
  let index = list.length;
  while (index > 0 && (list[index - 1] as PendingBatch).baseSequence > batch.baseSequence) index -= 1;
  if (index === list.length) list.push(batch);
  else list.splice(index, 0, batch);
}

export function untrackInFlight(queue: PartitionQueue, batch: PendingBatch): void {
  removeAt(queue.bySequence, queue.bySequence.indexOf(batch));
}

/** Kafka: `TransactionManager.handleCompletedBatch`. Also for a late answer to a batch that has expired. */
export function noteAcked(node: ProducerNode, queue: PartitionQueue, batch: PendingBatch, baseOffset: Offset): void {
  if (!node.idempotence.enabled) return;
  queue.lastAckedSequence = Math.max(queue.lastAckedSequence, lastSequence(batch));
  if (baseOffset >= 0) queue.lastAckedOffset = Math.max(queue.lastAckedOffset, baseOffset + batch.records.length - 1);
  untrackInFlight(queue, batch);
}

/**
 * A batch failed for good. `adjust`: it is certain that it was not stored, so that its numbers may be used again, which takes
 * a new epoch. Kafka: `TransactionManager.handleFailedBatch`.
 */
export function noteFailed(node: ProducerNode, queue: PartitionQueue, batch: PendingBatch, error: ClientError, adjust: boolean): void {
  if (!node.idempotence.enabled) return;
  untrackInFlight(queue, batch);
  if (error === 'OUT_OF_ORDER_SEQUENCE_NUMBER' || adjust) requestEpochBump(node, queue);
}

/** An expired batch that was sent before may or may not be in the log: nothing new is numbered until that is known. */
export function markSequenceUnresolved(node: ProducerNode, queue: PartitionQueue, batch: PendingBatch): void {
  const next = incrementSequence(lastSequence(batch), 1);
  queue.unresolvedSequence = Math.max(queue.unresolvedSequence ?? 0, next);
  node.idempotence.unresolved.add(queue.partition);
}

/**
 * Partitions whose expired batches are settled now that nothing is in flight: if a later batch was stored, so were they;
 * else their numbers are a gap, and a new epoch begins. Kafka: `TransactionManager.maybeResolveSequences`.
 */
export function resolveSequences(node: ProducerNode): void {
  const { unresolved } = node.idempotence;
  if (unresolved.size === 0) return;
  for (const partition of unresolved) {
    const queue = queueOf(node, partition);
    if (queue.bySequence.length > 0) continue;
    if (!isNextSequence(queue, queue.nextSequence)) requestEpochBump(node, queue);
    queue.unresolvedSequence = null;
    unresolved.delete(partition);
  }
}

/**
 * Whether a batch with this error is sent again. Errors about sequence numbers mean different things for the batch that is next and
 * for one behind it, which only fails because the one before it did. Kafka: `TransactionManager.canRetry`, without its use of the
 * log start offset for UNKNOWN_PRODUCER_ID.
 */
export function canRetry(node: ProducerNode, queue: PartitionQueue, batch: PendingBatch, error: ClientError): boolean {
  if (!node.idempotence.enabled) return isRetriable(error);
  if (error === 'UNKNOWN_PRODUCER_ID') {
    if (!batch.sequenceReset) requestEpochBump(node, queue);
    return true;
  }
  if (error === 'OUT_OF_ORDER_SEQUENCE_NUMBER') {
    const unresolved = queue.unresolvedSequence;
    if (unresolved === null) {
      if (!batch.sequenceReset && isNextSequence(queue, batch.baseSequence)) requestEpochBump(node, queue);
    } else if (unresolved === batch.baseSequence) {
      requestEpochBump(node, queue);
    }
    return true;
  }
  return isRetriable(error);
}

/**
 * Begins a new epoch if one was asked for, and numbers the batches of the partitions concerned from 0 again. The others go on with
 * the old epoch until nothing of theirs is in flight. Kafka: `TransactionManager.bumpIdempotentProducerEpoch` (KIP-360).
 */
export function bumpEpochIfNeeded(node: ProducerNode, ctx: ProducerContext): void {
  const { idempotence } = node;
  if (!idempotence.epochBumpRequired) return;
  idempotence.epochBumpRequired = false;
  assert(idempotence.producerEpoch < MAX_EPOCH, 'a producer bumps its epoch less than 32767 times');
  idempotence.producerEpoch += 1;
  ctx.emit({
    type: 'ProducerIdAssigned',
    producer: node.id,
    producerId: idempotence.producerId,
    producerEpoch: idempotence.producerEpoch,
  });
  for (const partition of idempotence.toRewrite) {
    const queue = queueOf(node, partition);
    startSequencesAtBeginning(node, queue);
    queue.unresolvedSequence = null;
    idempotence.unresolved.delete(partition);
  }
  idempotence.toRewrite.clear();
}

function requestEpochBump(node: ProducerNode, queue: PartitionQueue): void {
  node.idempotence.epochBumpRequired = true;
  node.idempotence.toRewrite.add(queue.partition);
}

function startSequencesAtBeginning(node: ProducerNode, queue: PartitionQueue): void {
  const { producerId, producerEpoch } = node.idempotence;
  let sequence = 0;
  for (const batch of queue.bySequence) {
    batch.producerId = producerId;
    batch.producerEpoch = producerEpoch;
    batch.baseSequence = sequence;
    batch.sequenceReset = true;
    sequence = incrementSequence(sequence, batch.records.length);
  }
  queue.producerId = producerId;
  queue.producerEpoch = producerEpoch;
  queue.nextSequence = sequence;
  queue.lastAckedSequence = -1;
}

function isStale(node: ProducerNode, queue: PartitionQueue): boolean {
  return queue.producerId !== node.idempotence.producerId || queue.producerEpoch !== node.idempotence.producerEpoch;
}

function isNextSequence(queue: PartitionQueue, sequence: number): boolean {
  return sequence === incrementSequence(queue.lastAckedSequence, 1);
}

function queueOf(node: ProducerNode, partition: number): PartitionQueue {
  const queue = node.accumulator.partitions.get(partition);
  assert(queue !== undefined, 'a partition with sequence numbers has a queue');
  return queue;
}
