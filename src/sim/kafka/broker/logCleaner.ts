import { cleanableOffsets, dirtyRatio, isWorthCleaning, logToClean, type LogToClean } from '../log/cleanableOffsets.ts';
import { clean } from '../log/cleaner.ts';
import { batchesBelow, replaceSegments } from '../log/replaceSegments.ts';
import { scaleToBound } from '../../kernel/rng.ts';
import type { BrokerContext, BrokerNode } from './brokerState.ts';
import { isCompacted } from './cleanerCheckpoint.ts';
import { cleanupLog } from './logManager.ts';
import type { Replica } from './replica.ts';

/** The model has no transactions, so none was ever aborted. */
const NO_ABORTED: readonly never[] = [];

/**
 * The cleaner thread works from the process's start on. In a broker that was running when the run began it is anywhere in its
 * rest (`LogCleaner.startup`).
 */
export function startLogCleaner(broker: BrokerNode, ctx: BrokerContext): void {
  if (!broker.config.logCleanerEnable) return;
  const isFormed = broker.lifecycle.state === 'running';
  const delayUs = isFormed ? 1 + scaleToBound(ctx.random('log cleaner'), broker.config.logCleanerBackoffUs) : 0;
  ctx.setTimer(delayUs, { kind: 'logCleaner' });
}

/**
 * Cleans the dirtiest log until none is dirty enough and deletes what compacted logs no longer have to keep, then rests for
 * `log.cleaner.backoff.ms` (`LogCleaner.CleanerThread.doWork`).
 */
export function runLogCleaner(broker: BrokerNode, ctx: BrokerContext): void {
  for (let next = filthiestLog(broker, ctx.now); next !== null; next = filthiestLog(broker, ctx.now)) {
    cleanReplica(broker, ctx, next.replica, next.toClean);
  }
  for (const partitions of broker.replicas.values()) {
    for (const replica of partitions.values()) if (isCompacted(replica)) cleanupLog(broker, ctx, replica);
  }
  ctx.setTimer(broker.config.logCleanerBackoffUs, { kind: 'logCleaner' });
}

interface Filthy {
  readonly replica: Replica;
  readonly toClean: LogToClean;
}

/** Of the compacted logs that are worth cleaning the one with the largest dirty part (`grabFilthiestCompactedLog`). */
function filthiestLog(broker: BrokerNode, nowUs: number): Filthy | null {
  let filthiest: Filthy | null = null;
  for (const partitions of broker.replicas.values()) {
    for (const replica of partitions.values()) {
      // The active segment is never cleaned, so a log that has no other has nothing to clean.
      if (replica.log.segments.length < 2 || !isCompacted(replica)) continue;
      const toClean = measure(replica, nowUs);
      if (!isWorthCleaning(toClean, replica.config.minCleanableDirtyRatio)) continue;
      if (filthiest === null || dirtyRatio(toClean) > dirtyRatio(filthiest.toClean)) filthiest = { replica, toClean };
    }
  }
  return filthiest;
}

function measure(replica: Replica, nowUs: number): LogToClean {
  const { log, config } = replica;
  const { logStartOffset, logEndOffset, segments } = log;
  const cleanable = { logStartOffset, logEndOffset, lastStableOffset: log.highWatermark, segments };
  const range = cleanableOffsets(cleanable, replica.cleanerCheckpoint, config.minCompactionLagUs, nowUs);
  if (range.resetsCheckpoint) replica.cleanerCheckpoint = range.firstDirtyOffset;
  return logToClean(segments, range, config.maxCompactionLagUs, nowUs);
}

function cleanReplica(broker: BrokerNode, ctx: BrokerContext, replica: Replica, toClean: LogToClean): void {
  const { log, config, topic, partition } = replica;
  const { firstDirtyOffset, firstUncleanableOffset } = toClean;
  const cleaned = clean(
    {
      batches: batchesBelow(log, firstUncleanableOffset),
      segments: log.segments.filter(({ baseOffset }) => baseOffset < firstUncleanableOffset),
      producers: log.producers,
      abortedTxns: NO_ABORTED,
      firstDirtyOffset,
      firstUncleanableOffset,
    },
    { segmentBytes: config.segmentBytes, deleteRetentionUs: config.deleteRetentionUs, nowUs: ctx.now },
  );
  replaceSegments(log, cleaned, firstUncleanableOffset);
  replica.cleanerCheckpoint = firstUncleanableOffset;
  const { removedRecords, keptRecords: kept, expiredTombstones } = cleaned;
  ctx.emit({ type: 'LogCompacted', topic, partition, broker: broker.id, from: firstDirtyOffset, to: firstUncleanableOffset, removed: removedRecords.length, kept, expiredTombstones, removedRecords });
}
