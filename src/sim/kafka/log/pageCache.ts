import type { DurationUs, TimeUs } from '../../../base/flavor.ts';
import type { Offset } from '../types.ts';

/** Linux, `vm.dirty_expire_centisecs`: a file that has been dirty this long is written back. */
const DIRTY_EXPIRE_US = 30_000_000;
/** Linux, `vm.dirty_writeback_centisecs`: how often the kernel looks for such files. */
export const WRITEBACK_INTERVAL_US = 5_000_000;

/**
 * How much of a log is on the disk itself and not only in the operating system's page cache. Kafka answers producers before
 * that: replication, and not the disk, is what makes a record safe. Nothing runs for it; what the kernel has written back is
 * worked out when the next record comes and when the machine fails. It does not matter to a process that dies alone.
 */
export interface PageCache {
  /** Kafka has flushed everything below itself (`UnifiedLog.recoveryPoint`). */
  recoveryPoint: Offset;
  lastFlushAtUs: TimeUs;
  /** All below is on disk, by Kafka's flushes or the kernel's. */
  writtenBack: Offset;
  /** When the kernel writes back what was appended since; in the past when nothing waits for it. */
  writebackAtUs: TimeUs;
  /** When in its 5 seconds this machine's kernel looks. */
  readonly phaseUs: DurationUs;
}

export function emptyPageCache(createdAtUs: TimeUs, phaseUs: DurationUs): PageCache {
  return { recoveryPoint: 0, lastFlushAtUs: createdAtUs, writtenBack: 0, writebackAtUs: 0, phaseUs };
}

export function clonePageCache(cache: PageCache): PageCache {
  return {
    recoveryPoint: cache.recoveryPoint,
    lastFlushAtUs: cache.lastFlushAtUs,
    writtenBack: cache.writtenBack,
    writebackAtUs: cache.writebackAtUs,
    phaseUs: cache.phaseUs,
  };
}

/**
 * Something is about to be appended at `logEndOffset`. If the kernel has been by since the file became dirty, all that was there
 * is on disk, and the file becomes dirty now.
 */
export function noteDirty(cache: PageCache, logEndOffset: Offset, nowUs: TimeUs): void {
  if (nowUs < cache.writebackAtUs) return;
  cache.writtenBack = logEndOffset;
  cache.writebackAtUs = passAtOrAfter(nowUs + DIRTY_EXPIRE_US, cache.phaseUs);
}

/** Kafka flushes the log up to `offset`, its end or the start of its active segment (`UnifiedLog.flush`). */
export function noteFlush(cache: PageCache, offset: Offset, logEndOffset: Offset, nowUs: TimeUs): void {
  if (offset <= cache.recoveryPoint) return;
  cache.recoveryPoint = offset;
  cache.lastFlushAtUs = nowUs;
  if (offset > cache.writtenBack) cache.writtenBack = offset;
  if (offset >= logEndOffset) cache.writebackAtUs = 0;
}

/** The log was cut and ends earlier. */
export function noteTruncation(cache: PageCache, logEndOffset: Offset): void {
  if (cache.recoveryPoint > logEndOffset) cache.recoveryPoint = logEndOffset;
  if (cache.writtenBack > logEndOffset) cache.writtenBack = logEndOffset;
}

/** Everything below this offset outlives the machine's failure at `nowUs`. */
export function offsetOnDisk(cache: PageCache, logEndOffset: Offset, nowUs: TimeUs): Offset {
  return nowUs >= cache.writebackAtUs ? logEndOffset : cache.writtenBack;
}

function passAtOrAfter(atUs: TimeUs, phaseUs: DurationUs): TimeUs {
  return Math.ceil((atUs - phaseUs) / WRITEBACK_INTERVAL_US) * WRITEBACK_INTERVAL_US + phaseUs;
}
