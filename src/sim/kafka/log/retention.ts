import { listDropFront, listLowerBound } from '../../../base/chunkedList.ts';
import type { TimeUs } from '../../../base/flavor.ts';
import type { TopicConfig } from '../config/types.ts';
import type { Offset } from '../types.ts';
import { truncateFromStart } from './leaderEpochFileCache.ts';
import { largestTimestamp, type LogClock, type LogSegment, type SegmentConfig } from './segments.ts';
import { roll, type UnifiedLog } from './unifiedLog.ts';

export type RetentionConfig = SegmentConfig & Pick<TopicConfig, 'cleanupPolicy' | 'retentionUs' | 'retentionBytes' | 'localRetentionUs' | 'localRetentionBytes'>;

/** Why segments go: they lie below the log's start, or the partition is too big, or they are too old. */
export type DeletionReason = 'logStart' | 'size' | 'time';

/** Segments that one rule took out of a log. `startOffset` is where the log starts since. */
export interface DeletedSegments {
  readonly reason: DeletionReason;
  readonly segments: number;
  readonly bytes: number;
  readonly previousStartOffset: Offset;
  readonly startOffset: Offset;
}

type Condition = (segment: LogSegment, next: LogSegment | undefined) => boolean;

/**
 * How many of the oldest segments go: up to the first that the condition spares, and none that reaches the high watermark. The
 * active segment may be among them, but never while it is empty. Kafka: `UnifiedLog.deletableSegments`.
 */
function deletableSegments(
  log: Pick<UnifiedLog, 'segments' | 'highWatermark' | 'logEndOffset'>,
  condition: Condition,
): number {
  let count = 0;
  for (const segment of log.segments) {
    const next = log.segments[count + 1];
    const upperBound = next?.baseOffset ?? log.logEndOffset;
    const isEmptyActive = next === undefined && segment.bytes === 0;
    if (isEmptyActive || log.highWatermark < upperBound || !condition(segment, next)) break;
    count += 1;
  }
  return count;
}

/** A segment that ends at or below the log's start. */
function isBelowStart(logStartOffset: Offset): Condition {
  return (_, next) => next !== undefined && next.baseOffset <= logStartOffset;
}

/** While what is left is at least `retention.bytes`: a partition keeps up to a segment more than its limit. */
function isTooMuch(segments: readonly LogSegment[], retentionBytes: number): Condition {
  let above = -retentionBytes;
  for (const segment of segments) above += segment.bytes;
  return (segment) => {
    if (above - segment.bytes < 0) return false;
    above -= segment.bytes;
    return true;
  };
}

/** Its youngest record is older than `retention.ms`. A timestamp in the future keeps the whole segment. */
function isTooOld(nowUs: TimeUs, retentionUs: number): Condition {
  return (segment) => nowUs - largestTimestamp(segment) > retentionUs;
}

/**
 * Of a tiered log only what is in remote storage, or below its start, may leave the disk (`UnifiedLog.isSegmentEligibleForDeletion`).
 * `onActiveDue`: the active segment would have to go.
 */
function ifRemote(condition: Condition, log: UnifiedLog, highestRemoteOffset: Offset, onActiveDue: () => void): Condition {
  const belowStart = isBelowStart(log.logStartOffset);
  return (segment, next) => {
    if (!condition(segment, next)) return false;
    if (next === undefined) onActiveDue();
    const end = next?.baseOffset ?? log.logEndOffset;
    return end - 1 <= highestRemoteOffset || belowStart(segment, next);
  };
}

/**
 * Drops the segments that the log no longer has to keep and moves its start. With `cleanup.policy` empty or only `compact` that are
 * those below the start alone. A log that is tiered, up to `highestRemoteOffset`, goes by its local limits, keeps what is not
 * remote yet and starts where it did; its active segment is rolled when it is due, so that it can be copied. Kafka:
 * `UnifiedLog.deleteOldSegments`.
 */
export function deleteOldSegments(
  log: UnifiedLog,
  config: RetentionConfig,
  clock: LogClock,
  highestRemoteOffset: Offset | null = null,
): DeletedSegments[] {
  const deleted: DeletedSegments[] = [];
  const isTiered = highestRemoteOffset !== null;
  const drop = (reason: DeletionReason, condition: Condition): void => {
    let isRollDue = false;
    const onActiveDue = (): void => {
      isRollDue = true;
    };
    const count = deletableSegments(log, isTiered ? ifRemote(condition, log, highestRemoteOffset, onActiveDue) : condition);
    if (isRollDue) roll(log, log.logEndOffset, config, clock);
    if (count > 0) deleted.push(dropSegments(log, count, reason, config, clock, !isTiered));
  };
  drop('logStart', isBelowStart(log.logStartOffset));
  if (config.cleanupPolicy.includes('delete') || (isTiered && config.cleanupPolicy.length === 0)) {
    const bytes = isTiered ? config.localRetentionBytes : config.retentionBytes;
    const us = isTiered ? config.localRetentionUs : config.retentionUs;
    if (bytes !== null) drop('size', isTooMuch(log.segments, bytes));
    if (us !== null) drop('time', isTooOld(clock.now, us));
  }
  return deleted;
}

function dropSegments(
  log: UnifiedLog,
  count: number,
  reason: DeletionReason,
  config: SegmentConfig,
  clock: LogClock,
  movesStart: boolean,
): DeletedSegments {
  const previousStartOffset = log.logStartOffset;
  // There is always an active segment, so a new one begins before the last one goes.
  if (count === log.segments.length) roll(log, log.logEndOffset, config, clock);
  const dropped = log.segments.splice(0, count);
  const startsAt = log.segments[0]?.baseOffset ?? log.logEndOffset;
  listDropFront(log.batches, listLowerBound(log.batches, startsAt, (batch) => batch.baseOffset));
  if (movesStart) incrementLogStartOffset(log, startsAt);
  let bytes = 0;
  for (const segment of dropped) bytes += segment.bytes;
  return { reason, segments: count, bytes, previousStartOffset, startOffset: log.logStartOffset };
}

/**
 * Raises the log's start, at most to the high watermark; false when it is there already. Records below are gone for readers at once,
 * their files when a segment lies below as a whole. The epochs go with them. Kafka: `UnifiedLog.maybeIncrementLogStartOffset`.
 */
export function incrementLogStartOffset(log: UnifiedLog, offset: Offset): boolean {
  const next = Math.min(offset, log.highWatermark);
  if (next <= log.logStartOffset) return false;
  log.logStartOffset = next;
  truncateFromStart(log.epochs, next);
  return true;
}
