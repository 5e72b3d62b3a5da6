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

/** A batch in a log. Record `i` has offset `baseOffset + i`. Immutable. */
export interface RecordBatch extends ProducerBatch {
  readonly baseOffset: Offset;
  readonly lastOffset: Offset;
  /** The epoch of the leader that appended it (`partitionLeaderEpoch`). */
  readonly leaderEpoch: LeaderEpoch;
  readonly maxTimestamp: TimeUs;
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
