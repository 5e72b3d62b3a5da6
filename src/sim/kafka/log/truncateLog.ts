import { emptyList, listAt, listLength, listTruncate } from '../../../base/chunkedList.ts';
import type { TimeUs } from '../../../base/flavor.ts';
import type { Offset } from '../types.ts';
import { truncateFromEnd } from './leaderEpochFileCache.ts';
import { noteTruncation } from './pageCache.ts';
import { NO_PRODUCER_ID } from './recordBatch.ts';
import { addToSegment, newSegment, type SegmentConfig } from './segments.ts';
import { batchIndexOf, rememberProducer, updateHighWatermark, type UnifiedLog } from './unifiedLog.ts';

/**
 * Drops everything from `offset` on (`UnifiedLog.truncateTo`). A batch that holds it goes whole. The high watermark never lies past
 * the end. Where there is nothing to drop, an epoch that begins at the end and has no record still goes: this broker led in it
 * and wrote nothing.
 */
export function truncateTo(log: UnifiedLog, offset: Offset, config: SegmentConfig, nowUs: TimeUs): void {
  if (offset >= log.logEndOffset) {
    truncateFromEnd(log.epochs, log.logEndOffset);
    return;
  }
  const first = log.segments[0];
  if (first !== undefined && first.baseOffset > offset) {
    truncateFullyAndStartAt(log, offset, nowUs);
    return;
  }
  listTruncate(log.batches, batchIndexOf(log, offset));
  truncateFromEnd(log.epochs, offset);
  log.logEndOffset = offset;
  log.logStartOffset = Math.min(log.logStartOffset, offset);
  if (log.highWatermark > offset) updateHighWatermark(log, offset);
  noteTruncation(log.pageCache, offset);
  rebuildActive(log, config, nowUs);
}

/** Empties the log and starts it again at `offset` (`truncateFullyAndStartAt`). */
export function truncateFullyAndStartAt(log: UnifiedLog, offset: Offset, nowUs: TimeUs): void {
  log.batches = emptyList();
  log.epochs = [];
  log.logStartOffset = offset;
  log.logEndOffset = offset;
  log.highWatermark = offset;
  log.segments = [newSegment(offset, nowUs)];
  log.producers = new Map();
  log.pageCache.recoveryPoint = offset;
  log.pageCache.writtenBack = offset;
  log.pageCache.writebackAtUs = 0;
}

/**
 * The last segment that begins at or before the end is the active one again. It, and the producer state from its snapshot on,
 * are made anew from the batches that are left (`UnifiedLog.rebuildProducerState`).
 */
function rebuildActive(log: UnifiedLog, config: SegmentConfig, nowUs: TimeUs): void {
  while (log.segments.length > 1 && (log.segments[log.segments.length - 1]?.baseOffset ?? 0) > log.logEndOffset) log.segments.pop();
  const cut = log.segments.pop() ?? newSegment(log.logEndOffset, nowUs);
  const left = batchIndexOf(log, cut.baseOffset);
  const isEmpty = left === listLength(log.batches);
  // Cut down to nothing, the file counts as made now.
  const active = newSegment(cut.baseOffset, isEmpty ? nowUs : cut.createdAtUs, cut.rollJitterUs, cut.producers);
  log.segments.push(active);
  log.producers = new Map(cut.producers);
  for (let index = left; index < listLength(log.batches); index += 1) {
    const batch = listAt(log.batches, index);
    addToSegment(active, batch, config.indexIntervalBytes);
    if (batch.producerId !== NO_PRODUCER_ID) rememberProducer(log, batch);
  }
}
