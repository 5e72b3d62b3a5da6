import type { TimeUs } from '../../../base/flavor.ts';
import { NO_SEQUENCE } from './recordBatch.ts';
import type { Offset } from '../types.ts';

const MAX_SEQUENCE = 0x7fffffff;
/** Kafka: `ProducerStateEntry.NUM_BATCHES_TO_RETAIN`; why a producer may have five requests in flight. */
const BATCHES_TO_RETAIN = 5;

export interface BatchMetadata {
  readonly baseSequence: number;
  readonly lastSequence: number;
  readonly baseOffset: Offset;
  readonly timestamp: TimeUs;
}

/**
 * What a partition remembers of one producer id: its epoch and its last batches, oldest first, at most five. Immutable,
 * so that checkpoints share it. Left out until there are transactions: coordinator epoch and first offset of the open one.
 */
export interface ProducerStateEntry {
  readonly producerId: number;
  readonly epoch: number;
  readonly lastBatches: readonly BatchMetadata[];
}

export type SequenceError = 'OUT_OF_ORDER_SEQUENCE_NUMBER' | 'INVALID_PRODUCER_EPOCH';

export type AppendCheck =
  | { readonly kind: 'append' }
  | { readonly kind: 'duplicate'; readonly baseOffset: Offset }
  | { readonly kind: 'error'; readonly error: SequenceError };

const APPEND: AppendCheck = { kind: 'append' };
const OUT_OF_ORDER: AppendCheck = { kind: 'error', error: 'OUT_OF_ORDER_SEQUENCE_NUMBER' };
const INVALID_EPOCH: AppendCheck = { kind: 'error', error: 'INVALID_PRODUCER_EPOCH' };

/** Adds to a sequence number; after 2^31 - 1 comes 0 (Kafka: `DefaultRecordBatch.incrementSequence`). */
export function incrementSequence(sequence: number, increment: number): number {
  const sum = sequence + increment;
  return sum > MAX_SEQUENCE ? sum - MAX_SEQUENCE - 1 : sum;
}

/**
 * What the leader does with a batch of an idempotent producer. One whose sequence range and epoch equal a remembered
 * batch is a retry of it, and is answered with the offset it got then; else epoch and sequence must be next.
 * Followers do not ask. Kafka: `UnifiedLog.analyzeAndValidateProducerState`.
 */
export function checkAppend(
  entry: ProducerStateEntry | undefined,
  batch: { readonly producerEpoch: number; readonly baseSequence: number; readonly recordCount: number },
): AppendCheck {
  if (entry === undefined) return APPEND;
  if (entry.epoch === batch.producerEpoch) {
    const lastSequence = incrementSequence(batch.baseSequence, batch.recordCount - 1);
    for (const seen of entry.lastBatches) {
      if (seen.baseSequence === batch.baseSequence && seen.lastSequence === lastSequence) {
        return { kind: 'duplicate', baseOffset: seen.baseOffset };
      }
    }
  }
  return checkSequence(entry, batch.producerEpoch, batch.baseSequence);
}

/**
 * The check without the search for duplicates (Kafka: `ProducerAppendInfo.checkProducerEpoch`, `checkSequence`).
 * A producer the partition does not know may start anywhere: its records may all have been deleted. Left out: transaction
 * version 2, which then asks for sequence 0, and verification state.
 */
export function checkSequence(
  entry: ProducerStateEntry | undefined,
  producerEpoch: number,
  baseSequence: number,
): AppendCheck {
  if (entry === undefined) return APPEND;
  if (producerEpoch < entry.epoch) return INVALID_EPOCH;
  if (producerEpoch > entry.epoch) return baseSequence === 0 ? APPEND : OUT_OF_ORDER;
  const last = entry.lastBatches[entry.lastBatches.length - 1];
  const lastSequence = last === undefined ? NO_SEQUENCE : last.lastSequence;
  return baseSequence === incrementSequence(lastSequence, 1) ? APPEND : OUT_OF_ORDER;
}

/** Last offset of the producer's last batch; null when only a marker is known of it (`ProducerStateEntry.lastDataOffset`). */
export function lastDataOffset({ lastBatches }: ProducerStateEntry): Offset | null {
  const last = lastBatches[lastBatches.length - 1];
  if (last === undefined) return null;
  const delta = last.lastSequence - last.baseSequence;
  return last.baseOffset + (delta < 0 ? delta + MAX_SEQUENCE + 1 : delta);
}

/** The entry after an append. A new epoch forgets the batches of the one before (Kafka: `ProducerStateEntry.addBatch`). */
export function recordAppend(
  entry: ProducerStateEntry | undefined,
  batch: {
    readonly producerId: number;
    readonly producerEpoch: number;
    readonly baseSequence: number;
    readonly recordCount: number;
    readonly baseOffset: Offset;
    readonly timestamp: TimeUs;
  },
): ProducerStateEntry {
  const added: BatchMetadata = {
    baseSequence: batch.baseSequence,
    lastSequence: incrementSequence(batch.baseSequence, batch.recordCount - 1),
    baseOffset: batch.baseOffset,
    timestamp: batch.timestamp,
  };
  return {
    producerId: batch.producerId,
    epoch: batch.producerEpoch,
    lastBatches: nextBatches(entry, batch.producerEpoch, added),
  };
}

function nextBatches(
  entry: ProducerStateEntry | undefined,
  epoch: number,
  added: BatchMetadata,
): readonly BatchMetadata[] {
  if (entry === undefined || entry.epoch !== epoch) return [added];
  const { lastBatches } = entry;
  if (lastBatches.length < BATCHES_TO_RETAIN) return lastBatches.concat(added);
  // One array of the right size: every append on every replica makes one.
  const kept = lastBatches.slice();
  for (let index = 1; index < kept.length; index += 1) kept[index - 1] = kept[index] as BatchMetadata;
  kept[kept.length - 1] = added;
  return kept;
}
