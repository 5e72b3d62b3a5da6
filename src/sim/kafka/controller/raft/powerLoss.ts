import type { TimeUs } from '../../../../base/flavor.ts';
import { latestSnapshot, truncateToSnapshot } from './logSnapshots.ts';
import { flush, readLog, truncateLog, type MetadataLog } from './metadataLog.ts';

/** How long a flush of the leader takes at most. Ours, of the order of a disk's; Kafka waits as long as it takes. */
const FLUSH_US = 10_000;

/**
 * The power fails: what was appended and not flushed is kept only as far as the operating system happened to write it
 * out. `pick` draws a whole number from 0 up to (not including) its argument, one for each batch that could be lost and one more.
 * Snapshots are flushed before they count, so the log begins anew at one that it reaches no more (`KafkaRaftLog.createLog`).
 */
export function losePower(log: MetadataLog, now: TimeUs, pick: (bound: number) => number): void {
  if (log.appendedAt > 0 && now - log.appendedAt >= FLUSH_US) flush(log);
  if (log.flushedOffset >= log.endOffset) return;
  const unflushed = readLog(log, log.flushedOffset, log.endOffset, Number.MAX_SAFE_INTEGER);
  const firstLost = unflushed[pick(unflushed.length + 1)];
  if (firstLost === undefined) return;
  truncateLog(log, firstLost.baseOffset);
  const snapshot = latestSnapshot(log);
  if (snapshot !== null && snapshot.offset > log.endOffset) truncateToSnapshot(log, snapshot);
}
