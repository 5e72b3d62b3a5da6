import type { TimeUs } from '../../../base/flavor.ts';
import type { RecordBatch } from '../log/recordBatch.ts';
import { truncateFullyAndStartAt } from '../log/truncateLog.ts';
import { activeSegment, appendAsFollower, type UnifiedLog } from '../log/unifiedLog.ts';
import type { BrokerId, LeaderEpoch } from '../types.ts';
import type { BrokerContext, BrokerNode } from './brokerState.ts';
import type { Replica } from './replica.ts';

/**
 * Appends to a follower's log what a fetch brought, up to the first batch of an epoch above `lastEpoch`: that was written after a
 * truncation and an election that this follower does not know of (KAFKA-18723, `UnifiedLog.appendAsFollower`). Returns false where the
 * partition is to be fetched no more, until it is followed in a new leader epoch or the process starts anew
 * (`AbstractFetcherThread.markPartitionFailed`).
 */
export function appendFetched(
  broker: BrokerNode,
  ctx: BrokerContext,
  replica: Replica,
  leader: BrokerId,
  lastEpoch: LeaderEpoch,
  fetched: readonly RecordBatch[],
): boolean {
  const end = fetched.findIndex((batch) => batch.leaderEpoch > lastEpoch);
  const batches = end < 0 ? fetched : fetched.slice(0, end);
  const [first] = batches;
  if (first === undefined) return true;
  const { log, topic, partition } = replica;
  if (beginsTooEarly(log, first)) {
    ctx.emit({ type: 'ReplicaFetchFailed', topic, partition, broker: broker.id, leader, baseOffset: first.baseOffset, endOffset: log.logEndOffset });
    return false;
  }
  startInMiddleOfBatch(log, first, ctx.now);
  const segment = activeSegment(log);
  appendAsFollower(log, batches, replica.config, ctx);
  const { baseOffset } = first;
  if (activeSegment(log) !== segment) ctx.emit({ type: 'SegmentRolled', topic, partition, broker: broker.id, baseOffset });
  const lastOffset = log.logEndOffset - 1;
  ctx.emit({ type: 'RecordsReplicated', topic, partition, broker: broker.id, leader, baseOffset, lastOffset });
  return true;
}

/**
 * A log with records in it takes nothing before its end (`UnexpectedAppendOffsetException`). It was cut in the middle of one of the
 * leader's batches: at the leader's log start, which DeleteRecords had put there.
 */
function beginsTooEarly(log: UnifiedLog, first: RecordBatch): boolean {
  return first.baseOffset < log.logEndOffset && log.logStartOffset !== log.logEndOffset;
}

/**
 * An empty log that starts in the middle of a batch, where the leader's does, takes the batch whole and so starts earlier
 * (`Partition.appendRecordsToFollowerOrFutureReplica`).
 */
function startInMiddleOfBatch(log: UnifiedLog, first: RecordBatch, nowUs: TimeUs): void {
  if (log.logStartOffset === log.logEndOffset && first.baseOffset < log.logEndOffset) truncateFullyAndStartAt(log, first.baseOffset, nowUs);
}
