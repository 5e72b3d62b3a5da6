import { assign } from '../log/leaderEpochFileCache.ts';
import { checkOverrides } from '../config/overrides.ts';
import { resolveTopicConfig } from '../config/resolve.ts';
import type { TopicConfig } from '../config/types.ts';
import type { PartitionRegistration } from '../controller/partitionChange.ts';
import { applyBatches, configKey, type MetadataImage } from '../metadata/image.ts';
import type { MetadataBatch } from '../metadata/records.ts';
import { partitionName, type TopicPartition } from '../types.ts';
import { replicaOf, type BrokerContext, type BrokerNode } from './brokerState.ts';
import { notifyWatchers } from './fetchSessions.ts';
import { completeProduces } from './parkedProduces.ts';
import { maybeAdvanceHighWatermark, setPartitionState } from './partitionLeader.ts';
import { addFetcherPartition, removeFetcherPartition } from './replicaFetcher.ts';
import { newReplicaState, resetReplicaState } from './replicaState.ts';
import { followerOf, newReplica, type Replica } from './replica.ts';

/** What the broker's group coordinator has to be told after metadata was applied. */
export interface RoleChange extends TopicPartition {
  readonly role: 'leader' | 'follower' | 'gone';
}

/**
 * Applies committed metadata: first the image, which answers Metadata requests, then this broker's replicas
 * (`BrokerMetadataPublisher`, `ReplicaManager.applyDelta`).
 */
export function applyMetadata(
  broker: BrokerNode,
  ctx: BrokerContext,
  batches: readonly MetadataBatch[],
): RoleChange[] {
  broker.image = applyBatches(broker.image, batches);
  const changes: RoleChange[] = [];
  let brokersChanged = false;
  for (const batch of batches) {
    for (const record of batch.records) {
      if (record.type === 'Partition' || record.type === 'PartitionChange') {
        applyPartition(broker, ctx, record, record.registration, changes);
      } else if (record.type === 'RemoveTopic') {
        removeTopic(broker, ctx, record.name, changes);
      } else if (record.type === 'Config') {
        if (record.resource === 'topic') updateConfig(broker, record.name);
      } else if (record.type === 'BrokerRegistrationChange' || record.type === 'RegisterBroker') {
        brokersChanged = true;
      }
    }
  }
  // A broker that became eligible or not may have been all that held a high watermark back.
  if (brokersChanged) reconsiderHighWatermarks(broker, ctx);
  return changes;
}

/** Takes up every partition of an image that was read from disk or formed, as the first publish after a start does. */
export function applyImage(broker: BrokerNode, ctx: BrokerContext, image: MetadataImage): RoleChange[] {
  broker.image = image;
  const changes: RoleChange[] = [];
  for (const topic of image.topics.values()) {
    topic.partitions.forEach((registration, partition) => {
      applyPartition(broker, ctx, { topic: topic.name, partition }, registration, changes);
    });
  }
  return changes;
}

function applyPartition(
  broker: BrokerNode,
  ctx: BrokerContext,
  { topic, partition }: TopicPartition,
  registration: PartitionRegistration,
  changes: RoleChange[],
): void {
  if (!registration.replicas.includes(broker.id)) {
    if (replicaOf(broker, topic, partition) !== undefined) {
      dropReplica(broker, ctx, topic, partition);
      changes.push({ topic, partition, role: 'gone' });
    }
    return;
  }
  const replica = ensureReplica(broker, topic, partition);
  const wasLeader = replica.role === 'leader';
  const newEpoch = registration.leaderEpoch > replica.leaderEpoch;
  if (registration.partitionEpoch < replica.partitionEpoch) return;
  if (registration.leader === broker.id) makeLeader(broker, ctx, replica, registration, newEpoch);
  else makeFollower(broker, ctx, replica, registration, newEpoch);
  if (newEpoch || wasLeader !== (replica.role === 'leader')) {
    changes.push({ topic, partition, role: replica.role === 'leader' ? 'leader' : 'follower' });
  }
}

function ensureReplica(broker: BrokerNode, topic: string, partition: number): Replica {
  const known = replicaOf(broker, topic, partition);
  if (known !== undefined) return known;
  const partitions = broker.replicas.get(topic) ?? new Map<number, Replica>();
  broker.replicas.set(topic, partitions);
  const replica = newReplica(topic, partition, partitionName(topic, partition), topicConfigOf(broker, topic));
  partitions.set(partition, replica);
  return replica;
}

function topicConfigOf(broker: BrokerNode, topic: string): TopicConfig {
  const own = broker.image.configs.get(configKey('topic', topic));
  if (own === undefined) return broker.topicDefaults;
  const resolved = resolveTopicConfig(checkOverrides(['topic'], own).overrides, broker.overrides);
  return resolved.ok ? resolved.config : broker.topicDefaults;
}

function updateConfig(broker: BrokerNode, topic: string): void {
  const config = topicConfigOf(broker, topic);
  for (const replica of broker.replicas.get(topic)?.values() ?? []) replica.config = config;
}

/** `Partition.makeLeader`. A re-elected leader keeps what it knows of followers; a new one starts with nothing. */
function makeLeader(
  broker: BrokerNode,
  ctx: BrokerContext,
  replica: Replica,
  registration: PartitionRegistration,
  newEpoch: boolean,
): void {
  const isNewLeader = replica.role !== 'leader';
  // Known already from the answer to AlterPartition; a further change may be in flight and must stay in the maximal ISR.
  if (!isNewLeader && !newEpoch && registration.partitionEpoch === replica.partitionEpoch) return;
  const { topic, partition } = replica;
  adopt(replica, registration);
  if (isNewLeader || newEpoch) {
    removeFetcherPartition(broker, replica);
    replica.role = 'leader';
    replica.leaderEpochStartOffset = replica.log.logEndOffset;
    assign(replica.log.epochs, registration.leaderEpoch, replica.log.logEndOffset);
  }
  updateFollowers(broker, replica);
  if (isNewLeader || newEpoch) {
    for (const follower of replica.followers) {
      resetReplicaState(follower, {
        nowUs: ctx.now,
        leaderLogEndOffset: replica.log.logEndOffset,
        isNewLeader,
        isFollowerInSync: registration.isr.includes(follower.broker),
      });
    }
    const startOffset = replica.leaderEpochStartOffset;
    ctx.emit({ type: 'ReplicaBecameLeader', topic, partition, broker: broker.id, leaderEpoch: registration.leaderEpoch, startOffset });
    notifyWatchers(broker, replica, 'role');
  }
  setPartitionState(replica, { kind: 'committed', isr: registration.isr });
  maybeAdvanceHighWatermark(broker, ctx, replica);
}

function updateFollowers(broker: BrokerNode, replica: Replica): void {
  const followers = [];
  for (const id of replica.replicas) {
    if (id === broker.id) continue;
    followers.push(
      followerOf(replica, id) ?? {
        broker: id,
        ...newReplicaState(),
        inMaximalIsr: false,
        caughtUpAndEligible: false,
      },
    );
  }
  replica.followers = followers;
}

function adopt(replica: Replica, registration: PartitionRegistration): void {
  replica.leader = registration.leader;
  replica.leaderEpoch = registration.leaderEpoch;
  replica.partitionEpoch = registration.partitionEpoch;
  replica.replicas = registration.replicas;
}

/** `Partition.makeFollower`: only a new leader epoch restarts the fetching. */
function makeFollower(
  broker: BrokerNode,
  ctx: BrokerContext,
  replica: Replica,
  registration: PartitionRegistration,
  newEpoch: boolean,
): void {
  const changed = newEpoch || replica.role !== 'follower' || replica.leader !== registration.leader;
  adopt(replica, registration);
  if (!changed) return;
  removeFetcherPartition(broker, replica);
  replica.role = 'follower';
  replica.followers = [];
  replica.isr = { kind: 'committed', isr: [] };
  replica.leaderEpochStartOffset = -1;
  const { topic, partition, leader, leaderEpoch } = replica;
  ctx.emit({ type: 'ReplicaBecameFollower', topic, partition, broker: broker.id, leader, leaderEpoch });
  completeProduces(broker, ctx, replica);
  notifyWatchers(broker, replica, 'role');
  if (leader >= 0) addFetcherPartition(broker, ctx, replica);
}

function dropReplica(broker: BrokerNode, ctx: BrokerContext, topic: string, partition: number): void {
  const replica = replicaOf(broker, topic, partition);
  if (replica === undefined) return;
  removeFetcherPartition(broker, replica);
  replica.role = 'none';
  completeProduces(broker, ctx, replica);
  notifyWatchers(broker, replica, 'role');
  broker.replicas.get(topic)?.delete(partition);
}

function removeTopic(
  broker: BrokerNode,
  ctx: BrokerContext,
  topic: string,
  changes: RoleChange[],
): void {
  for (const partition of [...(broker.replicas.get(topic)?.keys() ?? [])]) {
    dropReplica(broker, ctx, topic, partition);
    changes.push({ topic, partition, role: 'gone' });
  }
  broker.replicas.delete(topic);
}

function reconsiderHighWatermarks(broker: BrokerNode, ctx: BrokerContext): void {
  for (const partitions of broker.replicas.values()) {
    for (const replica of partitions.values()) {
      if (replica.role === 'leader') maybeAdvanceHighWatermark(broker, ctx, replica);
    }
  }
}
