import type { TimeUs } from '../../../base/flavor.ts';
import { isThrottled } from '../config/throttledReplicas.ts';
import type { ConfigOverrides } from '../config/types.ts';
import type { RecordBatch } from '../log/recordBatch.ts';
import type { FetchPartitionResponse } from '../protocol/dataPlane.ts';
import { replicaOf, type BrokerNode, type FetchSession, type FetcherPartition } from './brokerState.ts';
import type { Replica } from './replica.ts';
import { isQuotaExceeded, recordTraffic, type QuotaWindow } from './replicationQuota.ts';

/** Takes the limits over from what is set for this broker. Kafka: `BrokerConfigHandler`. */
export function updateReplicationQuotas(broker: BrokerNode, overrides: ConfigOverrides): void {
  const { leader, follower } = broker.replicationQuotas;
  leader.bytesPerSecond = limitOf(overrides['leader.replication.throttled.rate']);
  follower.bytesPerSecond = limitOf(overrides['follower.replication.throttled.rate']);
}

/**
 * Whether a leader gives a follower nothing of the partition for now: it is throttled, the limit is exceeded, and the
 * follower is not in sync. Members of the ISR are never held back, else they would drop out.
 * Kafka: `ReplicaManager.shouldLeaderThrottle`.
 */
export function shouldLeaderThrottle(broker: BrokerNode, session: FetchSession, replica: Replica, nowUs: TimeUs): boolean {
  if (session.replicaId < 0 || broker.replicationQuotas.leader.bytesPerSecond === null) return false;
  if (replica.isr.isr.includes(session.replicaId)) return false;
  return isLeaderThrottled(broker, replica) && isQuotaExceeded(broker.replicationQuotas.leader, windowOf(broker), nowUs);
}

/**
 * Whether a follower does not ask for the partition for now. In sync, for it, is who had the leader's high watermark at the
 * last answer. Kafka: `RemoteLeaderEndPoint.shouldFollowerThrottle`.
 */
export function shouldFollowerThrottle(broker: BrokerNode, partition: FetcherPartition, nowUs: TimeUs): boolean {
  if (broker.replicationQuotas.follower.bytesPerSecond === null || partition.lag === 0) return false;
  const replica = replicaOf(broker, partition.topic, partition.partition);
  if (replica === undefined || !isFollowerThrottled(broker, replica)) return false;
  return isQuotaExceeded(broker.replicationQuotas.follower, windowOf(broker), nowUs);
}

/** Counts what a leader sends to followers of throttled partitions, in sync or not. Headers are left out. */
export function recordSent(broker: BrokerNode, partitions: readonly FetchPartitionResponse[], nowUs: TimeUs): void {
  let bytes = 0;
  for (const { topic, partition, batches } of partitions) {
    if (batches.length === 0) continue;
    const replica = replicaOf(broker, topic, partition);
    if (replica === undefined || !isLeaderThrottled(broker, replica)) continue;
    for (const batch of batches) bytes += batch.bytes;
  }
  if (bytes > 0) recordTraffic(broker.replicationQuotas.leader, windowOf(broker), bytes, nowUs);
}

/** Counts what a follower fetched. */
export function recordFetched(broker: BrokerNode, replica: Replica, batches: readonly RecordBatch[], nowUs: TimeUs): void {
  if (!isFollowerThrottled(broker, replica)) return;
  let bytes = 0;
  for (const batch of batches) bytes += batch.bytes;
  recordTraffic(broker.replicationQuotas.follower, windowOf(broker), bytes, nowUs);
}

function isLeaderThrottled(broker: BrokerNode, replica: Replica): boolean {
  return isThrottled(replica.config.leaderThrottledReplicas, replica.partition, broker.id);
}

function isFollowerThrottled(broker: BrokerNode, replica: Replica): boolean {
  return isThrottled(replica.config.followerThrottledReplicas, replica.partition, broker.id);
}

function windowOf({ config }: BrokerNode): QuotaWindow {
  return { samples: config.replicationQuotaSamples, sampleUs: config.replicationQuotaSampleUs };
}

function limitOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
