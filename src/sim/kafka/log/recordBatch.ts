import type { TimeUs } from '../../../base/flavor.ts';
import type { LeaderEpoch, Offset } from '../types.ts';
import type { CoordinatorRecord } from '../group/coordinatorRecords.ts';

/** One record. Immutable; shared by the producer, every replica, every message and checkpoint. */
export interface LogRecord {
  /** Unique in the run and never seen by the protocol: what tests and the "follow a record" view go by. */
  readonly id: string;
  readonly key: string | null;
  readonly value: string | null;
  readonly timestamp: TimeUs;
  readonly bytes: number;
  /** Absent when there are none. */
  readonly headers?: readonly { readonly key: string; readonly value: string }[];
  /** What a record of `__consumer_offsets` says; absent in users' topics. */
  readonly coordinator?: CoordinatorRecord;
}

/** A batch as the producer sends it (`DefaultRecordBatch`, magic 2), before it has offsets. */
export interface ProducerBatch {
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly baseSequence: number;
  readonly records: readonly LogRecord[];
  readonly bytes: number;
}

/** What a transaction's end is marked with (`ControlRecordType`). */
export type ControlType = 'commit' | 'abort';

/** A batch in a log. Its offsets stay what they were when it was appended, whatever compaction takes out of it. Immutable. */
export interface RecordBatch extends ProducerBatch {
  readonly baseOffset: Offset;
  readonly lastOffset: Offset;
  /** Of each record, from `baseOffset` on; null for as long as none is missing. Read it with `offsetOf`. */
  readonly offsetDeltas: readonly number[] | null;
  readonly isTransactional: boolean;
  /** A transaction marker: its record is not for consumers. Null for an ordinary batch. */
  readonly control: ControlType | null;
  /** From when on compaction may remove the tombstones or the marker in it; set by the pass that first keeps them. */
  readonly deleteHorizonUs: TimeUs | null;
  /** The epoch of the leader that appended it (`partitionLeaderEpoch`). */
  readonly leaderEpoch: LeaderEpoch;
  readonly maxTimestamp: TimeUs;
}

/** Offset of the record at `index`. */
export function offsetOf(batch: RecordBatch, index: number): Offset {
  return batch.baseOffset + (batch.offsetDeltas?.[index] ?? index);
}

/** Index of the first record at or after `offset`; the number of records when there is none. */
export function firstIndexFrom(batch: RecordBatch, offset: Offset): number {
  const { offsetDeltas, baseOffset, records } = batch;
  if (offset <= baseOffset) return 0;
  if (offsetDeltas === null) return Math.min(offset - baseOffset, records.length);
  const index = offsetDeltas.findIndex((delta) => baseOffset + delta >= offset);
  return index < 0 ? records.length : index;
}

/** How many records the batch had when it was appended, which is how far its sequence numbers go. */
export function appendedCount(batch: RecordBatch): number {
  return batch.lastOffset - batch.baseOffset + 1;
}

/**
 * The batch with only the records at these indexes, in order; offsets and sequence numbers stay. One without records is a
 * header that remembers its producer. Kafka: `MemoryRecords.buildRetainedRecordsInto`.
 */
export function withRecords(batch: RecordBatch, kept: readonly number[], deleteHorizonUs: TimeUs | null): RecordBatch {
  const records: LogRecord[] = [];
  const offsetDeltas: number[] = [];
  let bytes = BATCH_HEADER_BYTES;
  let maxTimestamp = 0;
  for (const index of kept) {
    const record = batch.records[index];
    if (record === undefined) continue;
    records.push(record);
    offsetDeltas.push(offsetOf(batch, index) - batch.baseOffset);
    bytes += record.bytes;
    maxTimestamp = Math.max(maxTimestamp, record.timestamp);
  }
  const isWhole = records.length === appendedCount(batch);
  return {
    ...batch,
    records: isWhole ? batch.records : records,
    offsetDeltas: isWhole ? null : offsetDeltas,
    bytes,
    maxTimestamp: records.length === 0 ? batch.maxTimestamp : maxTimestamp,
    deleteHorizonUs,
  };
}

export const NO_PRODUCER_ID = -1;
export const NO_SEQUENCE = -1;
/** Size of a version 2 batch header on disk and on the wire. */
export const BATCH_HEADER_BYTES = 61;
/** Attributes, deltas and lengths in front of key and value, at their usual small sizes. */
const RECORD_OVERHEAD_BYTES = 7;

/** Size of one record in a batch; keys are counted as one byte a UTF-16 unit. */
export function recordBytes(key: string | null, valueBytes: number): number {
  return RECORD_OVERHEAD_BYTES + (key?.length ?? 0) + valueBytes;
}
