import type { TimeUs } from '../base/flavor.ts';

/** A stretch of a partition's offsets that the page shows. */
export interface LogWindow {
  /** `orders-0`. */
  readonly partition: string;
  /** Its first offset; null follows the end of the log. */
  readonly from: number | null;
  /** How many offsets it shows. */
  readonly slots: number;
}

/** So many partitions and offsets of each are told at most. */
export const MOST_WINDOWS = 12;
export const MOST_SLOTS = 400;

export interface PartitionsDetail {
  readonly kind: 'partitions';
  readonly logs: readonly PartitionLog[];
  /** Where the highlighted key is, in all partitions; null when no key is. */
  readonly found: KeyFound | null;
}

/** All copies of a partition in one window of offsets. */
export interface PartitionLog {
  readonly key: string;
  /** The window: from here, so many. */
  readonly from: number;
  readonly slots: number;
  /** Smallest log start and largest log end of any copy: what there is to look at. */
  readonly start: number;
  readonly end: number;
  /** Epochs in the window as the leader has them; where nobody leads, as the longest copy has. */
  readonly epochs: readonly EpochBand[];
  /** Whose epochs they are; -1 when there is no copy. */
  readonly epochsOf: number;
  readonly copies: readonly CopyLog[];
  readonly readers: readonly GroupReading[];
}

/** Offsets `from` up to, not including, `to` were written in an epoch. */
export interface EpochBand {
  readonly epoch: number;
  readonly from: number;
  readonly to: number;
}

/** One copy, in the window. The key is that of the frame's replica. */
export interface CopyLog {
  readonly key: string;
  readonly broker: number;
  readonly start: number;
  /** Where the part on the broker's own disk begins; what is before it is in remote storage. */
  readonly localStart: number;
  readonly end: number;
  readonly highWatermark: number;
  /** Up to here consumers of committed transactions read. The high watermark, as long as there are no transactions. */
  readonly lastStableOffset: number;
  /** Its epochs, where they are not the leader's. */
  readonly epochs: readonly EpochBand[] | null;
  readonly segments: readonly SegmentView[];
  readonly batches: readonly CopiedBatch[];
}

export interface SegmentView {
  readonly base: number;
  /** The next segment's base, or the log's end. */
  readonly end: number;
  readonly bytes: number;
  readonly active: boolean;
}

export interface CopiedBatch {
  /** The leader has something else there, or nothing. */
  readonly diverged: boolean;
  readonly batch: BatchView;
}

/** The same object in every copy that has the batch. */
export interface BatchView {
  readonly base: number;
  readonly last: number;
  readonly epoch: number;
  /** -1: without an id, from a producer that is not idempotent. */
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly baseSequence: number;
  readonly bytes: number;
  /** From when on compaction may remove its tombstones; null until a pass has kept them. */
  readonly deleteHorizon: TimeUs | null;
  /** Those in the window. */
  readonly records: readonly RecordView[];
}

export interface RecordView {
  readonly offset: number;
  readonly key: string | null;
  readonly hue: number;
  /** Null: no value, which with a key is a tombstone. */
  readonly value: string | null;
  readonly bytes: number;
  readonly timestamp: TimeUs;
}

/** How far a group is in a partition. */
export interface GroupReading {
  readonly group: string;
  /** Somebody coordinates it, and so what it has committed is known. */
  readonly coordinated: boolean;
  /** As its coordinator has it; -1: nothing committed, or nobody coordinates it. */
  readonly committed: number;
  /** High watermark minus committed offset; -1 when unknown. */
  readonly lag: number;
  /** Who reads it, and the next offset each will take. */
  readonly members: readonly { readonly consumer: string; readonly position: number }[];
}

export interface KeyFound {
  readonly key: string;
  readonly total: number;
  /** By partition, in which the leader's copy has any. */
  readonly places: readonly { readonly partition: string; readonly count: number; readonly newest: readonly number[] }[];
}
