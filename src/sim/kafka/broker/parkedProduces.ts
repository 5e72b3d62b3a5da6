import { cutTo } from '../../../base/arrays.ts';
import { planted } from '../config/modelSwitches.ts';
import { effectiveMinIsr } from './highWatermark.ts';
import { maximalIsrSize } from './isrRules.ts';
import { reply, type ReplyTo } from '../net/requestTable.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { ProducePartitionResponse } from '../protocol/dataPlane.ts';
import {
  missingReplica,
  replicaOf,
  type BrokerContext,
  type BrokerNode,
  type ParkedProduce,
  type ParkedProducePartition,
} from './brokerState.ts';
import type { Replica } from './replica.ts';

/** Parks a Produce request until each of its partitions is committed or refused (`DelayedProduce`). */
export function parkProduce(
  broker: BrokerNode,
  ctx: BrokerContext,
  replyTo: ReplyTo,
  timeoutUs: number,
  partitions: ParkedProducePartition[],
): void {
  const id = broker.nextProduce;
  broker.nextProduce += 1;
  const parked: ParkedProduce = { replyTo, expiresAt: ctx.now + timeoutUs, partitions, pending: 0 };
  broker.produces.set(id, parked);
  for (const partition of partitions) {
    if (partition.error !== null) continue;
    const replica = replicaOf(broker, partition.topic, partition.partition);
    if (replica === undefined) continue;
    partition.error = settled(broker, ctx, replica, partition);
    if (partition.error !== null) continue;
    parked.pending += 1;
    replica.awaiting.push(id);
  }
  if (parked.pending === 0) finish(broker, ctx, id, parked);
  else armProduceTimer(broker, ctx, parked.expiresAt);
}

/** The outcome once there is one. A request of several partitions is answered when all have theirs. */
function settled(broker: BrokerNode, ctx: BrokerContext, replica: Replica, asked: ParkedProducePartition): ErrorCode | null {
  const error = outcome(broker, replica, asked);
  const { topic, partition, baseOffset, requiredOffset } = asked;
  if (error === 'NONE') ctx.emit({ type: 'CommitAnswered', topic, partition, broker: broker.id, baseOffset, lastOffset: requiredOffset - 1 });
  return error;
}

/**
 * null while it has to wait on (`Partition.checkEnoughReplicasReachOffset`). A leader that is elected anew without having
 * been deposed has kept its log, so the request goes on waiting.
 */
function outcome(broker: BrokerNode, replica: Replica, partition: ParkedProducePartition): ErrorCode | null {
  if (replica.role === 'none') return missingReplica(broker, replica.topic, replica.partition);
  if (replica.role !== 'leader') return 'NOT_LEADER_OR_FOLLOWER';
  if (replica.log.highWatermark < partition.requiredOffset && !planted(broker.config.model, 'ACK_BEFORE_HW')) return null;
  const minIsr = effectiveMinIsr(replica.config.minInsyncReplicas, replica.replicas.length);
  return maximalIsrSize(replica.isr, broker.config.model.noMaximalIsr) >= minIsr ? 'NONE' : 'NOT_ENOUGH_REPLICAS_AFTER_APPEND';
}

/** Looks again at the requests that wait for this partition: its high watermark or its leader changed. */
export function completeProduces(broker: BrokerNode, ctx: BrokerContext, replica: Replica): void {
  if (replica.awaiting.length === 0) return;
  const waiting = replica.awaiting;
  let kept = 0;
  for (const id of waiting) {
    const parked = broker.produces.get(id);
    if (parked === undefined) continue;
    let stillWaits = false;
    for (const partition of parked.partitions) {
      if (partition.error !== null) continue;
      if (partition.partition !== replica.partition || partition.topic !== replica.topic) continue;
      partition.error = settled(broker, ctx, replica, partition);
      if (partition.error === null) stillWaits = true;
      else parked.pending -= 1;
    }
    if (stillWaits) {
      waiting[kept] = id;
      kept += 1;
    }
    if (parked.pending === 0) finish(broker, ctx, id, parked);
  }
  cutTo(waiting, kept);
}

function finish(broker: BrokerNode, ctx: BrokerContext, id: number, parked: ParkedProduce): void {
  broker.produces.delete(id);
  const partitions = parked.partitions.map((partition) => answerOf(broker, partition));
  reply(ctx, parked.replyTo, { api: 'Produce', partitions });
}

function answerOf(broker: BrokerNode, partition: ParkedProducePartition): ProducePartitionResponse {
  const error = partition.error ?? 'REQUEST_TIMED_OUT';
  const { topic, partition: number } = partition;
  return {
    topic,
    partition: number,
    error,
    baseOffset: error === 'NONE' ? partition.baseOffset : -1,
    currentLeader: error === 'NOT_LEADER_OR_FOLLOWER' ? currentLeaderOf(broker, topic, number) : null,
  };
}

/** Who leads as far as this broker knows, for clients that asked the wrong one (KIP-951). */
export function currentLeaderOf(
  broker: BrokerNode,
  topic: string,
  partition: number,
): ProducePartitionResponse['currentLeader'] {
  const registration = broker.image.topics.get(topic)?.partitions[partition];
  if (registration === undefined) return null;
  return { leader: registration.leader, leaderEpoch: registration.leaderEpoch };
}

function armProduceTimer(broker: BrokerNode, ctx: BrokerContext, expiresAt: number): void {
  if (broker.produceTimer !== null) {
    if (broker.produceTimerAt <= expiresAt) return;
    ctx.cancelTimer(broker.produceTimer);
  }
  broker.produceTimer = ctx.setTimer(expiresAt - ctx.now, { kind: 'produceExpiry' });
  broker.produceTimerAt = expiresAt;
}

/** The timer fired: what has waited its time is answered REQUEST_TIMED_OUT, although it is in the log. */
export function expireProduces(broker: BrokerNode, ctx: BrokerContext): void {
  broker.produceTimer = null;
  let earliest = Number.MAX_SAFE_INTEGER;
  for (const [id, parked] of broker.produces) {
    if (parked.expiresAt <= ctx.now) finish(broker, ctx, id, parked);
    else earliest = Math.min(earliest, parked.expiresAt);
  }
  if (earliest < Number.MAX_SAFE_INTEGER) armProduceTimer(broker, ctx, earliest);
}

/** Nobody is left to answer. The records stay in the log. */
export function dropProducesOf(broker: BrokerNode, connection: number): void {
  for (const [id, parked] of broker.produces) {
    if (parked.replyTo.connection === connection) broker.produces.delete(id);
  }
}
