import { reply, type ReplyTo } from '../net/requestTable.ts';
import { HIGH_WATERMARK, type DeleteRecordsPartitionResponse, type DeleteRecordsRequest } from '../protocol/dataPlane.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import { CONSUMER_OFFSETS_TOPIC, type Offset } from '../types.ts';
import {
  missingReplica,
  replicaOf,
  type BrokerContext,
  type BrokerNode,
  type ParkedDelete,
  type ParkedDeletePartition,
} from './brokerState.ts';
import { raiseLogStart } from './logStart.ts';
import type { Replica } from './replica.ts';

/**
 * Moves the starts of logs up, on the leader at once, and answers when every live replica has followed or the time is up
 * (`ReplicaManager.deleteRecords`, `DelayedDeleteRecords`).
 */
export function handleDeleteRecords(broker: BrokerNode, ctx: BrokerContext, replyTo: ReplyTo, request: DeleteRecordsRequest): void {
  const partitions = request.partitions.map((asked) => deleteOnLeader(broker, ctx, asked));
  const mustWait = partitions.some(({ error, lowWatermark, requiredOffset }) => error === null && lowWatermark < requiredOffset);
  if (!mustWait) {
    answer(ctx, replyTo, partitions);
    return;
  }
  const id = broker.nextDelete;
  broker.nextDelete += 1;
  const timer = ctx.setTimer(request.timeoutUs, { kind: 'deleteExpiry', id });
  broker.deletes.set(id, { replyTo, timer, partitions });
  for (const { topic, partition, error } of partitions) {
    if (error === null) settle(broker, partitions, topic, partition);
  }
}

/** Kafka: `Partition.deleteRecordsOnLeader`. An error of null is success that may have to wait. */
function deleteOnLeader(
  broker: BrokerNode,
  ctx: BrokerContext,
  { topic, partition, offset }: DeleteRecordsRequest['partitions'][number],
): ParkedDeletePartition {
  const replica = replicaOf(broker, topic, partition);
  const error = refusal(broker, replica, topic, partition, offset);
  if (error !== null || replica === undefined) return { topic, partition, requiredOffset: -1, lowWatermark: -1, error };
  const requiredOffset = offset === HIGH_WATERMARK ? replica.log.highWatermark : offset;
  raiseLogStart(broker, ctx, replica, requiredOffset, 'deleteRecords');
  return { topic, partition, requiredOffset, lowWatermark: lowWatermark(broker, replica), error: null };
}

function refusal(
  broker: BrokerNode,
  replica: Replica | undefined,
  topic: string,
  partition: number,
  offset: Offset,
): ErrorCode | null {
  if (topic === CONSUMER_OFFSETS_TOPIC) return 'INVALID_TOPIC_EXCEPTION';
  if (replica === undefined || replica.role === 'none') return missingReplica(broker, topic, partition);
  if (replica.role !== 'leader') return 'NOT_LEADER_OR_FOLLOWER';
  const { cleanupPolicy } = replica.config;
  if (cleanupPolicy.includes('compact') && !cleanupPolicy.includes('delete')) return 'POLICY_VIOLATION';
  const isBelowZero = offset < 0 && offset !== HIGH_WATERMARK;
  return isBelowZero || offset > replica.log.highWatermark ? 'OFFSET_OUT_OF_RANGE' : null;
}

/**
 * The lowest start among the leader and its live followers, as far as their fetches have told; -1 before they have
 * (`Partition.lowWatermarkIfLeader`).
 */
export function lowWatermark(broker: BrokerNode, replica: Replica): Offset {
  let lowest = replica.log.logStartOffset;
  for (const follower of replica.followers) {
    const isAlive = broker.image.brokers.get(follower.broker)?.fenced === false;
    if (isAlive && follower.logStartOffset < lowest) lowest = follower.logStartOffset;
  }
  return lowest;
}

/** Looks again at the requests that wait for this partition: its low watermark, its high watermark or its leader changed. */
export function completeDeletes(broker: BrokerNode, ctx: BrokerContext, { topic, partition }: Replica): void {
  for (const [id, parked] of broker.deletes) {
    settle(broker, parked.partitions, topic, partition);
    if (parked.partitions.every(({ error }) => error !== null)) finish(broker, ctx, id, parked);
  }
}

function settle(broker: BrokerNode, partitions: readonly ParkedDeletePartition[], topic: string, partition: number): void {
  for (const waiting of partitions) {
    if (waiting.error !== null || waiting.topic !== topic || waiting.partition !== partition) continue;
    const replica = replicaOf(broker, topic, partition);
    if (replica === undefined || replica.role === 'none') waiting.error = missingReplica(broker, topic, partition);
    else if (replica.role !== 'leader') waiting.error = 'NOT_LEADER_OR_FOLLOWER';
    else waiting.lowWatermark = lowWatermark(broker, replica);
    if (waiting.error === null && waiting.lowWatermark >= waiting.requiredOffset) waiting.error = 'NONE';
  }
}

/** The time of a request is up: what has not come through all replicas is answered REQUEST_TIMED_OUT, although the leader has done it. */
export function expireDelete(broker: BrokerNode, ctx: BrokerContext, id: number): void {
  const parked = broker.deletes.get(id);
  if (parked !== undefined) finish(broker, ctx, id, parked);
}

function finish(broker: BrokerNode, ctx: BrokerContext, id: number, parked: ParkedDelete): void {
  broker.deletes.delete(id);
  ctx.cancelTimer(parked.timer);
  for (const partition of parked.partitions) partition.error ??= 'REQUEST_TIMED_OUT';
  answer(ctx, parked.replyTo, parked.partitions);
}

function answer(ctx: BrokerContext, replyTo: ReplyTo, partitions: readonly ParkedDeletePartition[]): void {
  const answers = partitions.map(({ topic, partition, error, lowWatermark: reached }): DeleteRecordsPartitionResponse => {
    return { topic, partition, error: error ?? 'NONE', lowWatermark: reached };
  });
  reply(ctx, replyTo, { api: 'DeleteRecords', partitions: answers });
}

/** Nobody is left to answer. Starts of logs stay where they were moved. */
export function dropDeletesOf(broker: BrokerNode, connection: number): void {
  for (const [id, parked] of broker.deletes) {
    if (parked.replyTo.connection === connection) broker.deletes.delete(id);
  }
}
