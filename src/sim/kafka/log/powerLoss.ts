import { listAt, listLength } from '../../../base/chunkedList.ts';
import { scaleToBound } from '../../kernel/rng.ts';
import type { Offset } from '../types.ts';
import { offsetOnDisk } from './pageCache.ts';
import type { LogClock, SegmentConfig } from './segments.ts';
import { truncateTo } from './truncateLog.ts';
import { activeSegment, batchIndexOf, type UnifiedLog } from './unifiedLog.ts';

/**
 * The machine fails at `clock.now`: what was in the page cache alone is lost, except for a part, drawn from `stream`, that the disk
 * happened to have got already. That is a prefix of whole batches: recovery stops at the first batch that is not whole
 * (`LogSegment.recover`). Returns the offset the log ends at now. Left out: batches on disk behind one that is not.
 */
export function losePower(log: UnifiedLog, config: SegmentConfig, clock: LogClock, stream: string): Offset {
  const safe = batchIndexOf(log, offsetOnDisk(log.pageCache, log.logEndOffset, clock.now));
  const atRisk = listLength(log.batches) - safe;
  if (atRisk <= 0) return log.logEndOffset;
  const kept = safe + scaleToBound(clock.random(stream), atRisk + 1);
  const end = kept === 0 ? activeSegment(log).baseOffset : Math.max(activeSegment(log).baseOffset, listAt(log.batches, kept - 1).lastOffset + 1);
  truncateTo(log, end, config, clock.now);
  // What is left has been read back from the disk.
  log.pageCache.writtenBack = log.logEndOffset;
  log.pageCache.writebackAtUs = 0;
  return log.logEndOffset;
}
