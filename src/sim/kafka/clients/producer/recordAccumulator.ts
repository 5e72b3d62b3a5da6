import { pushFew } from '../../../../base/arrays.ts';
import type { TimeUs } from '../../../../base/flavor.ts';
import type { NodeIndex } from '../../../kernel/types.ts';
import type { LogRecord } from '../../log/recordBatch.ts';
import { leaderOf, requestUpdate } from '../clientMetadata.ts';
import { exponentialBackoffMs } from '../exponentialBackoff.ts';
import { assignSequence, mayDrain, trackInFlight } from './idempotence.ts';
import {
  createBatch,
  hasSequence,
  isBackingOff,
  isFull,
  noticeLeaderEpoch,
  splitBatch,
  tryAppend,
  type PendingBatch,
} from './pendingBatch.ts';
import { emptyPartitionQueue, type PartitionQueue, type ProducerContext, type ProducerNode } from './producerNode.ts';

/** Whether the record joined a batch or began one, and whether its queue now has something full. A plain word: one comes of each record. */
export type AppendResult = 'noMemory' | 'joined' | 'joinedFull' | 'newBatch' | 'newBatchFull';

/**
 * Adds the record to its partition's last batch, or to a new one if there is none with room and memory for one.
 * Kafka: `RecordAccumulator.append`.
 */
export function appendRecord(node: ProducerNode, partition: number, record: LogRecord, now: TimeUs): AppendResult {
  const { accumulator } = node;
  const queue = getOrCreateQueue(node, partition);
  const last = queue.queue[queue.queue.length - 1];
  if (last !== undefined && tryAppend(last, record)) {
    return queue.queue.length > 1 || isFull(last) ? 'joinedFull' : 'joined';
  }
  const batch = createBatch(partition, now, node.spec.config.batchSizeBytes, record, true);
  if (batch.pooledBytes > accumulator.freeBytes) return 'noMemory';
  accumulator.freeBytes -= batch.pooledBytes;
  queue.queue.push(batch);
  accumulator.active.add(partition);
  accumulator.incomplete.add(batch);
  return queue.queue.length > 1 || isFull(batch) ? 'newBatchFull' : 'newBatch';
}

const NO_NODES: readonly NodeIndex[] = [];
const NO_BATCHES: readonly PendingBatch[] = [];

/** What may be sent now, and when to look again. */
export interface ReadyCheck {
  /** Brokers that have at least one batch ready. */
  readonly readyNodes: readonly NodeIndex[];
  /** When the next batch becomes ready if nothing else happens. */
  readonly nextCheckAt: TimeUs;
}

/**
 * Looks at the partitions that have batches. A batch is ready when it is full, has waited `linger.ms`, or when there is a reason not
 * to wait: a `send` that needs memory, or a flush. Asks for new metadata if a leader is unknown. Kafka: `RecordAccumulator.ready`.
 */
export function checkReady(node: ProducerNode, now: TimeUs): ReadyCheck {
  const { accumulator, spec } = node;
  const hurry = node.calls[0]?.blockedBy === 'buffer' || node.status === 'closing';
  let readyNodes = NO_NODES;
  let nextCheckAt = Number.MAX_SAFE_INTEGER;
  for (const partition of accumulator.active) {
    const queue = accumulator.partitions.get(partition);
    const batch = queue?.queue[0];
    if (queue === undefined || batch === undefined) continue;
    const leader = leaderOf(node.metadata, spec.topic, partition);
    if (leader === null) {
      requestUpdate(node.metadata);
      continue;
    }
    noticeLeaderEpoch(batch, leader.leaderEpoch);
    if (queue.muted || readyNodes.includes(leader.node)) continue;
    if (isBackingOff(batch, now)) {
      nextCheckAt = Math.min(nextCheckAt, batch.backoffUntil);
      continue;
    }
    const lingersUntil = batch.lastAttemptAt + spec.config.lingerUs;
    if (hurry || queue.queue.length > 1 || isFull(batch) || lingersUntil <= now) readyNodes = readyNodes.concat(leader.node);
    else nextCheckAt = Math.min(nextCheckAt, lingersUntil);
  }
  return { readyNodes, nextCheckAt };
}

/** The partitions that this node leads and that have a batch queued, ready or not, in ascending order. */
export function queuedFor(node: ProducerNode, target: NodeIndex): number[] {
  const { accumulator, spec } = node;
  let queued: number[] | null = null;
  for (const partition of accumulator.active) {
    if (leaderOf(node.metadata, spec.topic, partition)?.node === target) queued = pushFew(queued, partition);
  }
  if (queued === null) return [];
  return queued.length === 1 ? queued : queued.sort((a, b) => a - b);
}

/**
 * Takes at most one batch a partition for one broker, from all partitions it leads that have one, ready or not, up to
 * `max.request.size`; a larger first batch goes alone. Starts where the last drain ended. `partitions` is in ascending order. Kafka:
 * `RecordAccumulator.drainBatchesForOneNode`; there, too, a partition that must wait for an earlier batch ends the pass.
 */
export function drainNode(node: ProducerNode, target: NodeIndex, partitions: readonly number[], now: TimeUs): readonly PendingBatch[] {
  const { accumulator, spec } = node;
  let drained: PendingBatch[] | null = null;
  const from = accumulator.drainIndex.get(target) ?? 0;
  const start = Math.max(0, partitions.findIndex((partition) => partition >= from));
  let bytes = 0;
  for (let step = 0; step < partitions.length; step += 1) {
    const partition = partitions[(start + step) % partitions.length] as number;
    accumulator.drainIndex.set(target, partition);
    const queue = accumulator.partitions.get(partition);
    const first = queue?.queue[0];
    if (queue === undefined || first === undefined || queue.muted || isBackingOff(first, now)) continue;
    if (drained !== null && bytes + first.bytes > spec.config.maxRequestSizeBytes) break;
    if (!mayDrain(node, queue, first)) break;
    takeFirst(node, queue);
    assignSequence(node, queue, first);
    first.closed = true;
    bytes += first.bytes;
    drained = pushFew(drained, first);
  }
  return drained ?? NO_BATCHES;
}

/**
 * Puts a batch back whose attempt failed, in front of its partition's queue or, if it has a sequence number, where that belongs. It
 * then waits 100 ms, twice as long each time up to 1 s, by default, give or take 20 percent. Kafka: `RecordAccumulator.reenqueue`.
 */
export function reenqueue(node: ProducerNode, ctx: ProducerContext, queue: PartitionQueue, batch: PendingBatch): void {
  const { retryBackoffUs, retryBackoffMaxUs } = node.spec.config;
  const backoff = {
    initialMs: Math.floor(retryBackoffUs / 1_000),
    maxMs: Math.floor(retryBackoffMaxUs / 1_000),
    multiplier: 2,
    jitterPermille: 200,
  };
  batch.backoffUntil = ctx.now + exponentialBackoffMs(backoff, batch.attempts, ctx.random('retry')) * 1_000;
  batch.attempts += 1;
  batch.lastAttemptAt = ctx.now;
  batch.inRetry = true;
  insertInSequenceOrder(node, queue, batch);
}

/** Replaces a batch that was too large by smaller ones. */
export function splitAndReenqueue(node: ProducerNode, queue: PartitionQueue, batch: PendingBatch): void {
  const { accumulator } = node;
  const parts = splitBatch(batch, node.spec.config.batchSizeBytes);
  for (let index = parts.length - 1; index >= 0; index -= 1) {
    const part = parts[index] as PendingBatch;
    if (hasSequence(part)) trackInFlight(queue, part);
    insertInSequenceOrder(node, queue, part);
  }
  const replaced: PendingBatch[] = [];
  for (const each of accumulator.incomplete) {
    if (each === batch) replaced.push(...parts);
    else replaced.push(each);
  }
  accumulator.incomplete = new Set(replaced);
  accumulator.freeBytes += batch.pooledBytes;
}

/** Takes a batch that is still queued out of its queue. */
export function removeQueued(node: ProducerNode, queue: PartitionQueue, batch: PendingBatch): void {
  const index = queue.queue.indexOf(batch);
  if (index >= 0) queue.queue.splice(index, 1);
  if (queue.queue.length === 0) node.accumulator.active.delete(queue.partition);
}

function takeFirst(node: ProducerNode, queue: PartitionQueue): void {
  queue.queue.shift();
  if (queue.queue.length === 0) node.accumulator.active.delete(queue.partition);
}

function insertInSequenceOrder(node: ProducerNode, queue: PartitionQueue, batch: PendingBatch): void {
  let index = 0;
  if (hasSequence(batch)) {
    while (index < queue.queue.length) {
      const other = queue.queue[index] as PendingBatch;
      if (!hasSequence(other) || other.baseSequence > batch.baseSequence) break;
      index += 1;
    }
  }
  queue.queue.splice(index, 0, batch);
  node.accumulator.active.add(queue.partition);
}

function getOrCreateQueue(node: ProducerNode, partition: number): PartitionQueue {
  const { partitions } = node.accumulator;
  const known = partitions.get(partition);
  if (known !== undefined) return known;
  const queue = emptyPartitionQueue(partition);
  partitions.set(partition, queue);
  return queue;
}
