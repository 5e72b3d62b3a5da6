import type { TimeUs } from '../../../../base/flavor.ts';
import { BATCH_HEADER_BYTES, NO_PRODUCER_ID, NO_SEQUENCE, type LogRecord } from '../../log/recordBatch.ts';
import { incrementSequence } from '../../log/producerStateManager.ts';
import type { LeaderEpoch } from '../../types.ts';

/** A batch from its first record to its outcome (Kafka's `ProducerBatch`; ours of that name is what goes over the wire). */
export interface PendingBatch {
  readonly partition: number;
  readonly createdAt: TimeUs;
  /** Size at which the batch is full: `batch.size`, or its first record if that is larger. */
  readonly capacityBytes: number;
  /** What it took from `buffer.memory`: its capacity, or 0 for a part of a split batch. */
  readonly pooledBytes: number;
  /** No longer changed once `closed`. */
  records: LogRecord[];
  bytes: number;
  closed: boolean;
  /** Failed attempts. */
  attempts: number;
  /** When it was created or last came back to be tried again. */
  lastAttemptAt: TimeUs;
  backoffUntil: TimeUs;
  /** Latest epoch of the partition's leader that was seen while the batch waited; -1 for none. */
  leaderEpoch: LeaderEpoch;
  attemptsWhenLeaderChanged: number;
  inRetry: boolean;
  producerId: number;
  producerEpoch: number;
  baseSequence: number;
  /** It got new sequence numbers after it had been sent. */
  sequenceReset: boolean;
  /** The unanswered request that carries it; null while it waits in its queue. */
  correlationId: number | null;
  /** Failed by the delivery timeout while its request is still unanswered. */
  expired: boolean;
}

/** A batch with its first record, which it takes however large that is. */
export function createBatch(
  partition: number,
  createdAt: TimeUs,
  batchSizeBytes: number,
  first: LogRecord,
  pooled: boolean,
): PendingBatch {
  const capacityBytes = Math.max(batchSizeBytes, BATCH_HEADER_BYTES + first.bytes);
  return {
    partition,
    createdAt,
    capacityBytes,
    pooledBytes: pooled ? capacityBytes : 0,
    records: [first],
    bytes: BATCH_HEADER_BYTES + first.bytes,
    closed: false,
    attempts: 0,
    lastAttemptAt: createdAt,
    backoffUntil: 0,
    leaderEpoch: -1,
    attemptsWhenLeaderChanged: -1,
    inRetry: false,
    producerId: NO_PRODUCER_ID,
    producerEpoch: -1,
    baseSequence: NO_SEQUENCE,
    sequenceReset: false,
    correlationId: null,
    expired: false,
  };
}

/** Adds the record if there is room; closes the batch and returns false if not. Kafka: `ProducerBatch.tryAppend`. */
export function tryAppend(batch: PendingBatch, record: LogRecord): boolean {
  if (batch.closed) return false;
  if (batch.bytes + record.bytes > batch.capacityBytes) {
    batch.closed = true;
    return false;
  }
  batch.records.push(record);
  batch.bytes += record.bytes;
  return true;
}

export function isFull(batch: PendingBatch): boolean {
  return batch.closed || batch.bytes >= batch.capacityBytes;
}

export function hasSequence(batch: PendingBatch): boolean {
  return batch.baseSequence !== NO_SEQUENCE;
}

export function lastSequence(batch: PendingBatch): number {
  return incrementSequence(batch.baseSequence, batch.records.length - 1);
}

/** Remembers the newest leader epoch, and for which attempt it came. Kafka: `ProducerBatch.maybeUpdateLeaderEpoch`. */
export function noticeLeaderEpoch(batch: PendingBatch, leaderEpoch: LeaderEpoch): void {
  if (leaderEpoch <= batch.leaderEpoch) return;
  batch.leaderEpoch = leaderEpoch;
  batch.attemptsWhenLeaderChanged = batch.attempts;
}

/** Whether a retry still has to wait. A leader that changed since the last attempt is asked at once (KIP-951). */
export function isBackingOff(batch: PendingBatch, now: TimeUs): boolean {
  if (batch.attempts === 0 || batch.backoffUntil <= now) return false;
  return batch.attempts !== batch.attemptsWhenLeaderChanged;
}

/**
 * The records of a batch that was too large, in smaller batches that count as never tried and keep its sequence numbers.
 * The first split aims at `batch.size`; a part that is still too large is cut in half. Kafka: `ProducerBatch.split`,
 * `RecordAccumulator.splitAndReenqueue`.
 */
export function splitBatch(batch: PendingBatch, batchSizeBytes: number): PendingBatch[] {
  const parts: PendingBatch[] = [];
  const targetBytes = batch.pooledBytes > 0 ? batchSizeBytes : Math.max(largestRecord(batch), Math.floor(batch.bytes / 2));
  let sequence = batch.baseSequence;
  let part: PendingBatch | null = null;
  for (const record of batch.records) {
    if (part !== null && tryAppend(part, record)) continue;
    part = createBatch(batch.partition, batch.createdAt, targetBytes, record, false);
    parts.push(part);
  }
  for (const each of parts) {
    each.closed = true;
    if (!hasSequence(batch)) continue;
    each.producerId = batch.producerId;
    each.producerEpoch = batch.producerEpoch;
    each.baseSequence = sequence;
    sequence = incrementSequence(sequence, each.records.length);
  }
  return parts;
}

/** Copies what changes; the records of a closed batch are shared. */
export function cloneBatch(batch: PendingBatch): PendingBatch {
  return { ...batch, records: batch.closed ? batch.records : batch.records.slice() };
}

function largestRecord(batch: PendingBatch): number {
  let largest = 0;
  for (const record of batch.records) largest = Math.max(largest, record.bytes);
  return BATCH_HEADER_BYTES + largest;
}
