import { incrementLogStartOffset } from '../log/retention.ts';
import type { Offset } from '../types.ts';
import type { BrokerContext, BrokerNode } from './brokerState.ts';
import { notifyWatchers } from './fetchSessions.ts';
import type { Replica } from './replica.ts';

export type LogStartReason = 'retention' | 'deleteRecords' | 'leader';

/** Raises the log's start, on a leader because of DeleteRecords and on a follower because of its leader. False when it is there. */
export function raiseLogStart(
  broker: BrokerNode,
  ctx: BrokerContext,
  replica: Replica,
  offset: Offset,
  reason: LogStartReason,
): boolean {
  const from = replica.log.logStartOffset;
  if (!incrementLogStartOffset(replica.log, offset)) return false;
  noteLogStart(broker, ctx, replica, from, reason);
  return true;
}

/** The log's start has moved. Those who fetch the partition are told with their next answer; nobody is woken for it. */
export function noteLogStart(
  broker: BrokerNode,
  ctx: BrokerContext,
  replica: Replica,
  from: Offset,
  reason: LogStartReason,
): void {
  const { topic, partition, log } = replica;
  ctx.emit({ type: 'LogStartOffsetAdvanced', topic, partition, broker: broker.id, from, to: log.logStartOffset, reason });
  notifyWatchers(broker, replica, 'logStart');
  checkpointLater(broker, ctx);
}

/** Has the starts of logs written when they would be next (`LogManager.checkpointLogStartOffsets`). */
function checkpointLater(broker: BrokerNode, ctx: BrokerContext): void {
  const { logTasks, config } = broker;
  if (logTasks.checkpointTimer !== null) return;
  const periodUs = config.logFlushStartOffsetCheckpointIntervalUs;
  const sinceUs = Math.max(0, ctx.now - logTasks.checkpointsFromUs);
  const nextUs = logTasks.checkpointsFromUs + Math.ceil(sinceUs / periodUs) * periodUs;
  logTasks.checkpointTimer = ctx.setTimer(nextUs - ctx.now, { kind: 'logStartCheckpoint' });
}
