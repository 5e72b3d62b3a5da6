import type { DurationUs, TimeUs } from '../../../base/flavor.ts';
import { scaleToBound } from '../../kernel/rng.ts';
import type { TopicConfig } from '../config/types.ts';
import type { Offset } from '../types.ts';
import type { ProducerStateEntry } from './producerStateManager.ts';
import type { RecordBatch } from './recordBatch.ts';

/** Size of an entry of the offset index and of the time index on disk. */
const OFFSET_INDEX_ENTRY_BYTES = 8;
const TIME_INDEX_ENTRY_BYTES = 12;
/** Offsets in a segment's index are counted from its base in a Java int. */
const LARGEST_RELATIVE_OFFSET = 0x7fffffff;

/**
 * A file of the log (`LogSegment`). Only the last one, the active segment, changes, in place; the others are shared by
 * checkpoints. Of the indexes only how full they are is kept, which is all that shows.
 */
export interface LogSegment {
  readonly baseOffset: Offset;
  /** When the file was made; stands in for the time of its records while it has none. */
  readonly createdAtUs: TimeUs;
  /** Drawn for this segment alone, so that many do not become old enough to be rolled at once (`segment.jitter.ms`). */
  readonly rollJitterUs: DurationUs;
  /** Producer state at its base offset: the snapshot that Kafka writes when it rolls. Never changed. */
  readonly producers: ReadonlyMap<number, ProducerStateEntry>;
  bytes: number;
  /** Largest timestamp of its first batch, by which its age is counted; null while it is empty. */
  firstTimestamp: TimeUs | null;
  /** Largest timestamp of any of its records; null while it is empty. */
  maxTimestamp: TimeUs | null;
  bytesSinceIndexEntry: number;
  offsetIndexEntries: number;
  timeIndexEntries: number;
  lastIndexedTimestamp: TimeUs;
}

export type SegmentConfig = Pick<TopicConfig, 'segmentBytes' | 'segmentUs' | 'segmentJitterUs' | 'segmentIndexBytes' | 'indexIntervalBytes' | 'flushMessages'>;

/** What a log needs of the broker it is on: the time, and random numbers by stream. A broker's context is one. */
export interface LogClock {
  readonly now: TimeUs;
  random(stream: string): number;
}

const NO_PRODUCERS: ReadonlyMap<number, ProducerStateEntry> = new Map();

export function newSegment(
  baseOffset: Offset,
  createdAtUs: TimeUs,
  rollJitterUs: DurationUs = 0,
  producers: ReadonlyMap<number, ProducerStateEntry> = NO_PRODUCERS,
): LogSegment {
  return {
    baseOffset,
    createdAtUs,
    rollJitterUs,
    producers,
    bytes: 0,
    firstTimestamp: null,
    maxTimestamp: null,
    bytesSinceIndexEntry: 0,
    offsetIndexEntries: 0,
    timeIndexEntries: 0,
    lastIndexedTimestamp: -1,
  };
}

/** `segment.jitter.ms` is the most by which a segment is rolled early (`LogConfig.randomSegmentJitter`). */
export function rollJitterUs(config: SegmentConfig, clock: LogClock): DurationUs {
  const most = Math.min(config.segmentJitterUs, config.segmentUs);
  return most <= 0 ? 0 : scaleToBound(clock.random('segmentJitter'), most);
}

/** The largest timestamp of its records; of a segment without any, when its file was made (`LogSegment.largestTimestamp`). */
export function largestTimestamp(segment: LogSegment): TimeUs {
  return segment.maxTimestamp ?? segment.createdAtUs;
}

export type RollReason = 'size' | 'age' | 'index' | 'offsets';

/**
 * Whether, and why, a new segment has to begin before batches of that size, largest timestamp and last offset are appended.
 * Age goes by timestamps: the batches' against that of the segment's first batch. An empty segment is never rolled. Kafka:
 * `LogSegment.shouldRoll`.
 */
export function shouldRoll(
  segment: LogSegment,
  added: { readonly bytes: number; readonly maxTimestamp: TimeUs; readonly lastOffset: Offset },
  config: SegmentConfig,
): RollReason | null {
  if (segment.bytes === 0) return null;
  if (segment.bytes > config.segmentBytes - added.bytes) return 'size';
  const first = segment.firstTimestamp;
  if (first !== null && added.maxTimestamp - first > config.segmentUs - segment.rollJitterUs) return 'age';
  const offsetsFit = Math.floor(config.segmentIndexBytes / OFFSET_INDEX_ENTRY_BYTES);
  // One entry is kept free for the segment's end.
  const timesFit = Math.floor(config.segmentIndexBytes / TIME_INDEX_ENTRY_BYTES) - 1;
  if (segment.offsetIndexEntries >= offsetsFit || segment.timeIndexEntries >= timesFit) return 'index';
  return added.lastOffset - segment.baseOffset > LARGEST_RELATIVE_OFFSET ? 'offsets' : null;
}

/** Notes a batch in the segment it is appended to, with what the sparse indexes get (`LogSegment.append`). */
export function addToSegment(segment: LogSegment, batch: RecordBatch, indexIntervalBytes: number): void {
  const { maxTimestamp } = batch;
  segment.firstTimestamp ??= maxTimestamp;
  if (segment.maxTimestamp === null || maxTimestamp > segment.maxTimestamp) segment.maxTimestamp = maxTimestamp;
  if (segment.bytesSinceIndexEntry > indexIntervalBytes) {
    segment.offsetIndexEntries += 1;
    if (segment.maxTimestamp > segment.lastIndexedTimestamp) {
      segment.timeIndexEntries += 1;
      segment.lastIndexedTimestamp = segment.maxTimestamp;
    }
    segment.bytesSinceIndexEntry = 0;
  }
  segment.bytes += batch.bytes;
  segment.bytesSinceIndexEntry += batch.bytes;
}

/** A copy that may be changed. Written out, since every checkpoint makes one for each log. */
export function cloneSegment(segment: LogSegment): LogSegment {
  return {
    baseOffset: segment.baseOffset,
    createdAtUs: segment.createdAtUs,
    rollJitterUs: segment.rollJitterUs,
    producers: segment.producers,
    bytes: segment.bytes,
    firstTimestamp: segment.firstTimestamp,
    maxTimestamp: segment.maxTimestamp,
    bytesSinceIndexEntry: segment.bytesSinceIndexEntry,
    offsetIndexEntries: segment.offsetIndexEntries,
    timeIndexEntries: segment.timeIndexEntries,
    lastIndexedTimestamp: segment.lastIndexedTimestamp,
  };
}
