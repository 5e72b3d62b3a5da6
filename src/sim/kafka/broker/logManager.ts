import type { DurationUs } from '../../../base/flavor.ts';
import { scaleToBound } from '../../kernel/rng.ts';
import { deleteOldSegments, type DeletedSegments } from '../log/retention.ts';
import { flush } from '../log/unifiedLog.ts';
import { losePower } from '../log/powerLoss.ts';
import { replicaOf, type BrokerContext, type BrokerNode, type BrokerTimer } from './brokerState.ts';
import { noteLogStart } from './logStart.ts';
import { markPositionChanged } from './replicaFetcher.ts';
import type { Replica } from './replica.ts';
import { isTiered } from './tierState.ts';

/*
 * What a broker does for its logs besides appending to them (`LogManager`): retention, files, flushes, and the checkpoint of where
 * logs start. Compacted logs are the cleaner's.
 */

type DeleteFiles = Extract<BrokerTimer, { readonly kind: 'deleteFiles' }>;

/** Begins the periodic tasks. `phaseOf` gives the first wait of a broker that has been running for long; null for one that starts now. */
export function startLogTasks(broker: BrokerNode, ctx: BrokerContext, phaseOf: ((periodUs: DurationUs) => DurationUs) | null): void {
  const { config, logTasks } = broker;
  const delayUs = config.logInitialTaskDelayUs;
  ctx.setTimer(phaseOf?.(config.logRetentionCheckIntervalUs) ?? delayUs, { kind: 'logRetention' });
  if (config.logFlushSchedulerIntervalUs !== null) ctx.setTimer(phaseOf?.(config.logFlushSchedulerIntervalUs) ?? delayUs, { kind: 'logFlush' });
  // Nothing runs for the checkpoint until there is something to write; then it is written when it would have been.
  logTasks.checkpointsFromUs = ctx.now + (phaseOf?.(config.logFlushStartOffsetCheckpointIntervalUs) ?? delayUs);
}

/** Deletes what no longer has to be kept, log by log (`LogManager.cleanupLogs`). */
export function cleanupLogs(broker: BrokerNode, ctx: BrokerContext): void {
  for (const partitions of broker.replicas.values()) {
    for (const replica of partitions.values()) {
      if (!replica.config.cleanupPolicy.includes('compact')) cleanupLog(broker, ctx, replica);
    }
  }
  ctx.setTimer(broker.config.logRetentionCheckIntervalUs, { kind: 'logRetention' });
}

/** Deletes the old segments of one log and says so. Also for the cleaner, whose logs the periodic task leaves alone. */
export function cleanupLog(broker: BrokerNode, ctx: BrokerContext, replica: Replica): void {
  const highestRemoteOffset = isTiered(broker, replica) ? replica.tier.highestRemoteOffset : null;
  for (const deleted of deleteOldSegments(replica.log, replica.config, ctx, highestRemoteOffset)) {
    const { topic, partition } = replica;
    const { segments, bytes, reason, previousStartOffset: from, startOffset: to } = deleted;
    ctx.emit({ type: 'SegmentsDropped', topic, partition, broker: broker.id, segments, bytes, reason, startOffset: to });
    if (to > from) {
      noteLogStart(broker, ctx, replica, from, 'retention');
      if (replica.role === 'follower') markPositionChanged(broker, replica);
    }
    deleteFilesLater(ctx, replica, deleted);
  }
}

/** The files of dropped segments stay for `file.delete.delay.ms`, since someone may be reading them. */
function deleteFilesLater(ctx: BrokerContext, replica: Replica, { segments, bytes }: DeletedSegments): void {
  replica.droppedFiles.segments += segments;
  replica.droppedFiles.bytes += bytes;
  const { topic, topicId, partition } = replica;
  ctx.setTimer(replica.config.fileDeleteDelayUs, { kind: 'deleteFiles', topic, topicId, partition, segments, bytes });
}

export function deleteFiles(broker: BrokerNode, ctx: BrokerContext, { topic, topicId, partition, segments, bytes }: DeleteFiles): void {
  const replica = replicaOf(broker, topic, partition);
  if (replica === undefined || replica.topicId !== topicId) return;
  replica.droppedFiles.segments -= segments;
  replica.droppedFiles.bytes -= bytes;
  ctx.emit({ type: 'SegmentFilesDeleted', topic, partition, broker: broker.id, segments, bytes });
}

/** Files that waited to be deleted when the process before this one died (`LogLoader.removeTempFilesAndCollectSwapFiles`). */
export function deleteLeftFiles(broker: BrokerNode, ctx: BrokerContext, replica: Replica): void {
  const { segments, bytes } = replica.droppedFiles;
  if (segments === 0) return;
  replica.droppedFiles = { segments: 0, bytes: 0 };
  ctx.emit({ type: 'SegmentFilesDeleted', topic: replica.topic, partition: replica.partition, broker: broker.id, segments, bytes });
}

/** `LogManager.checkpointLogStartOffsets`. */
export function checkpointLogStarts(broker: BrokerNode): void {
  broker.logTasks.checkpointTimer = null;
  for (const partitions of broker.replicas.values()) {
    for (const replica of partitions.values()) replica.checkpointedLogStartOffset = replica.log.logStartOffset;
  }
}

/** The flush scheduler: logs that were not flushed for `flush.ms` are (`LogManager.flushDirtyLogs`). */
export function flushDirtyLogs(broker: BrokerNode, ctx: BrokerContext): void {
  for (const partitions of broker.replicas.values()) {
    for (const { log, config } of partitions.values()) {
      if (config.flushUs !== null && ctx.now - log.pageCache.lastFlushAtUs >= config.flushUs) flush(log, ctx.now);
    }
  }
  if (broker.config.logFlushSchedulerIntervalUs !== null) ctx.setTimer(broker.config.logFlushSchedulerIntervalUs, { kind: 'logFlush' });
}

/** The machine loses power: its page cache is gone, and with it what its logs had not yet on disk. The process is killed next. */
export function loseUnflushed(broker: BrokerNode, ctx: BrokerContext): void {
  for (const partitions of broker.replicas.values()) {
    for (const replica of partitions.values()) {
      const { topic, partition, name, log, config } = replica;
      const to = log.logEndOffset;
      const from = losePower(log, config, ctx, `powerLoss ${name}`);
      if (from < to) ctx.emit({ type: 'UnflushedRecordsLost', topic, partition, broker: broker.id, from, to });
    }
  }
}

/** When in its period this machine's kernel looks for pages to write back. */
export function drawWritebackPhase(ctx: BrokerContext, intervalUs: DurationUs): DurationUs {
  return scaleToBound(ctx.random('writeback'), intervalUs);
}
