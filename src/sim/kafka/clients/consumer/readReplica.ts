import type { BrokerId } from '../../types.ts';
import { requestUpdate } from '../clientMetadata.ts';
import type { ConsumerContext, ConsumerNode } from './consumerState.ts';
import type { ConsumedPartition } from './subscriptionState.ts';
import { markDirty } from './subscriptions.ts';

/**
 * The leader named a replica nearer to the consumer: it is read from until `metadata.max.age.ms` has passed, whatever the
 * leader says meanwhile. Kafka: `SubscriptionState.updatePreferredReadReplica` (KIP-392).
 */
export function followPreferredReplica(
  node: ConsumerNode,
  ctx: ConsumerContext,
  partition: ConsumedPartition,
  broker: BrokerId,
): void {
  if (partition.preferredReplica !== broker) {
    partition.preferredReplica = broker;
    partition.preferredUntil = ctx.now + node.spec.config.metadataMaxAgeUs;
  }
  chooseReadReplica(node, ctx, partition);
}

/** Back to the leader. True when another replica was read from (`clearPreferredReadReplica`). */
export function clearPreferredReplica(node: ConsumerNode, ctx: ConsumerContext, partition: ConsumedPartition): boolean {
  if (partition.preferredReplica === null) return false;
  partition.preferredReplica = null;
  chooseReadReplica(node, ctx, partition);
  return true;
}

/** Before fetches are sent: ends leases that are over, and leaves replicas that the metadata no longer has. */
export function checkReadReplicas(node: ConsumerNode, ctx: ConsumerContext): void {
  if (node.spec.config.clientRack === '') return;
  for (const partition of node.partitions.values()) {
    if (partition.preferredReplica !== null) chooseReadReplica(node, ctx, partition);
  }
}

/** Kafka: `AbstractFetch.selectReadReplica`. */
function chooseReadReplica(node: ConsumerNode, ctx: ConsumerContext, partition: ConsumedPartition): void {
  if (partition.preferredReplica !== null && ctx.now > partition.preferredUntil) partition.preferredReplica = null;
  const { preferredReplica, topic, partition: number } = partition;
  const known = preferredReplica === null ? undefined : node.metadata.brokers.get(preferredReplica);
  const replicas = node.metadata.topics.get(topic)?.partitions[number]?.replicas ?? [];
  if (preferredReplica !== null && (known === undefined || !replicas.includes(preferredReplica))) {
    partition.preferredReplica = null;
    requestUpdate(node.metadata);
  }
  const readBroker = partition.preferredReplica ?? partition.leader;
  const readNode = partition.preferredReplica === null ? partition.leaderNode : (known?.node ?? partition.leaderNode);
  if (readBroker === partition.readBroker && readNode === partition.readNode) return;
  markDirty(node, partition);
  partition.readBroker = readBroker;
  partition.readNode = readNode;
  partition.fetchAgainAt = 0;
  markDirty(node, partition);
  const fact = { consumer: node.id, topic, partition: number, broker: readBroker, nearest: partition.preferredReplica !== null };
  ctx.emit({ type: 'ReadReplicaChosen', ...fact });
}
