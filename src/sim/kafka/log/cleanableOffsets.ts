import { assert } from '../../../base/assert.ts';
import type { DurationUs, TimeUs } from '../../../base/flavor.ts';
import type { Offset } from '../types.ts';
import { largestTimestamp, type LogSegment } from './segments.ts';

/** What is asked of a log to tell which part of it may be cleaned. The last segment is the active one. */
export interface CleanableLog {
  readonly logStartOffset: Offset;
  readonly logEndOffset: Offset;
  /** Not past the high watermark, nor past the first record of an open transaction. */
  readonly lastStableOffset: Offset;
  readonly segments: readonly LogSegment[];
}

export interface OffsetsToClean {
  readonly firstDirtyOffset: Offset;
  /** Exclusive end of what may be cleaned; not necessarily where a segment begins. */
  readonly firstUncleanableOffset: Offset;
  /** The checkpoint did not fit the log: all of it counts as dirty, and that is to be written down. */
  readonly resetsCheckpoint: boolean;
}

/**
 * The range that a pass may clean: from the checkpoint up to the active segment, the last stable offset or the first
 * segment with a record younger than `min.compaction.lag.ms`, whichever comes first. Kafka: `LogCleanerManager.cleanableOffsets`.
 * `checkpoint` is null when the log was never cleaned.
 */
export function cleanableOffsets(
  log: CleanableLog,
  checkpoint: Offset | null,
  minCompactionLagUs: DurationUs,
  nowUs: TimeUs,
): OffsetsToClean {
  const { logStartOffset, logEndOffset, lastStableOffset, segments } = log;
  const resetsCheckpoint = checkpoint !== null && (checkpoint < logStartOffset || checkpoint > logEndOffset);
  const firstDirtyOffset = checkpoint === null || resetsCheckpoint ? logStartOffset : checkpoint;
  let end = Math.min(lastStableOffset, activeSegmentOf(segments).baseOffset);
  if (minCompactionLagUs > 0) {
    const young = inactiveFrom(segments, firstDirtyOffset).find((segment) => largestTimestamp(segment) > nowUs - minCompactionLagUs);
    if (young !== undefined) end = Math.min(end, young.baseOffset);
  }
  return { firstDirtyOffset, firstUncleanableOffset: Math.max(firstDirtyOffset, end), resetsCheckpoint };
}

/** How dirty a log is, in bytes of whole segments. */
export interface LogToClean {
  readonly firstDirtyOffset: Offset;
  /** Where the segment begins that holds the end of the cleanable range. */
  readonly firstUncleanableOffset: Offset;
  readonly cleanableBytes: number;
  readonly totalBytes: number;
  /** `max.compaction.lag.ms` has passed since the oldest dirty segment got its first record. */
  readonly needsCompactionNow: boolean;
}

/** Kafka: `LogToClean`, `LogCleanerManager.calculateCleanableBytes`, `maxCompactionDelay`. */
export function logToClean(
  segments: readonly LogSegment[],
  { firstDirtyOffset, firstUncleanableOffset: end }: Pick<OffsetsToClean, 'firstDirtyOffset' | 'firstUncleanableOffset'>,
  maxCompactionLagUs: DurationUs,
  nowUs: TimeUs,
): LogToClean {
  const uncleanable = inactiveFrom(segments, end)[0] ?? activeSegmentOf(segments);
  const firstUncleanableOffset = uncleanable.baseOffset;
  let cleanBytes = 0;
  for (const { baseOffset, bytes } of segments) if (baseOffset < firstDirtyOffset) cleanBytes += bytes;
  let cleanableBytes = 0;
  if (firstDirtyOffset < firstUncleanableOffset) {
    for (const { baseOffset, bytes } of from(segments, firstDirtyOffset)) if (baseOffset < firstUncleanableOffset) cleanableBytes += bytes;
  }
  const waitsSince = inactiveFrom(segments, firstDirtyOffset).reduce<TimeUs>(earlierFirst, Number.MAX_SAFE_INTEGER);
  return {
    firstDirtyOffset,
    firstUncleanableOffset,
    cleanableBytes,
    totalBytes: cleanBytes + cleanableBytes,
    needsCompactionNow: waitsSince < nowUs - maxCompactionLagUs,
  };
}

/**
 * Whether a pass is worth its while: more than `min.cleanable.dirty.ratio` of the bytes are dirty, exactly as many are not
 * enough, or the log has waited too long. Kafka: `LogCleanerManager.grabFilthiestCompactedLog`.
 */
export function isWorthCleaning(log: LogToClean, minCleanableDirtyRatio: number): boolean {
  if (log.totalBytes === 0) return false;
  return (log.needsCompactionNow && log.cleanableBytes > 0) || dirtyRatio(log) > minCleanableDirtyRatio;
}

/** 0 to 1; of the bytes that are clean or may be cleaned, the part that is dirty. */
export function dirtyRatio({ cleanableBytes, totalBytes }: LogToClean): number {
  return totalBytes === 0 ? 0 : cleanableBytes / totalBytes;
}

/** Segments from the one that holds `offset` on. */
function from(segments: readonly LogSegment[], offset: Offset): readonly LogSegment[] {
  let first = 0;
  segments.forEach(({ baseOffset }, index) => {
    if (baseOffset <= offset) first = index;
  });
  return segments.slice(first);
}

function inactiveFrom(segments: readonly LogSegment[], offset: Offset): readonly LogSegment[] {
  return from(segments.slice(0, -1), offset).filter(() => offset < activeSegmentOf(segments).baseOffset);
}

function activeSegmentOf(segments: readonly LogSegment[]): LogSegment {
  const active = segments.at(-1);
  assert(active !== undefined, 'a log always has an active segment');
  return active;
}

function earlierFirst(earliest: TimeUs, { firstTimestamp }: LogSegment): TimeUs {
  return firstTimestamp === null || firstTimestamp <= 0 ? earliest : Math.min(earliest, firstTimestamp);
}
