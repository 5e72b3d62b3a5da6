import { listAt, listLength } from '../../../base/chunkedList.ts';
import type { TimeUs } from '../../../base/flavor.ts';
import type { UnifiedLog } from './unifiedLog.ts';

/**
 * How many records at the end of the log have timestamps after `sinceUs`. Looks back as far as batches are that new: one that came late with an
 * old timestamp ends the count.
 */
export function recordsSince(log: UnifiedLog, sinceUs: TimeUs): number {
  let count = 0;
  for (let index = listLength(log.batches) - 1; index >= 0; index -= 1) {
    const batch = listAt(log.batches, index);
    if (batch === undefined || batch.maxTimestamp <= sinceUs) break;
    for (const { timestamp } of batch.records) if (timestamp > sinceUs) count += 1;
  }
  return count;
}
