import { planted } from '../config/modelSwitches.ts';
import { assign } from '../log/leaderEpochFileCache.ts';
import { emptyLog } from '../log/unifiedLog.ts';
import { checkOverrides, SERVER_SCOPES } from '../config/overrides.ts';
import { resolveTopicConfig } from '../config/resolve.ts';
import type { ConfigOverrides, TopicConfig } from '../config/types.ts';
import type { PartitionRegistration } from '../controller/partitionChange.ts';
import { applyBatches, configKey, partitionIn, type MetadataImage } from '../metadata/image.ts';
import type { MetadataBatch } from '../metadata/records.ts';
import { partitionName, type TopicPartition } from '../types.ts';
import { replicaOf, type BrokerContext, type BrokerNode } from './brokerState.ts';
import { completeDeletes } from './deleteRecords.ts';
import { notifyWatchers, watchByKnownSessions } from './fetchSessions.ts';
import { completeProduces } from './parkedProduces.ts';
import { maybeAdvanceHighWatermark, setPartitionState } from './partitionLeader.ts';
import { addFetcherPartition, removeFetcherPartition } from './replicaFetcher.ts';
import { deleteRemotePartition, resetRemoteRound } from './remoteLogManager.ts';
import { newReplicaState, resetReplicaState } from './replicaState.ts';
import { updateReplicationQuotas } from './throttle.ts';
import { followerOf, newReplica, type Replica } from './replica.ts';

/** What the broker's group coordinator has to be told after metadata was applied. */
export interface RoleChange extends TopicPartition {
  readonly role: 'leader' | 'follower' | 'gone';
}

/**
 * Applies committed metadata: first the image, which answers Metadata requests, then this broker's replicas
 * (`BrokerMetadataPublisher`, `ReplicaManager.applyDelta`). What came in one go counts as it is in the end: a broker that
 * lagged does not act as the leader it was in between. Deletions come first, since a topic may be there again.
 */
export function applyMetadata(
  broker: BrokerNode,
  ctx: BrokerContext,
  batches: readonly MetadataBatch[],
): RoleChange[] {
  broker.image = applyBatches(broker.image, batches);
  const changes: RoleChange[] = [];
  const partitions = new Map<string, TopicPartition>();
  const configured = new Set<string>();
  let serverConfigured = false;
  for (const batch of batches) {
    for (const record of batch.records) {
      if (record.type === 'Partition' || record.type === 'PartitionChange') {
        partitions.set(partitionName(record.topic, record.partition), record);
      } else if (record.type === 'RemoveTopic') {
        dropStrays(broker, ctx, record.name, changes);
      } else if (record.type === 'Config') {
        if (record.resource === 'topic') configured.add(record.name);
        else serverConfigured = true;
      }
    }
  }
  if (serverConfigured) updateAllConfigs(broker);
  else for (const topic of configured) updateConfig(broker, topic);
  for (const { topic, partition } of partitions.values()) applyPartition(broker, ctx, topic, partition, changes);
  return changes;
}

/**
 * Takes up every partition of an image that was read from disk or formed, as the first publish after a start does. What
 * is on the disk and belongs here no more is deleted (`LogManager.deleteStrayKRaftReplicas`).
 */
export function applyImage(broker: BrokerNode, ctx: BrokerContext, image: MetadataImage): RoleChange[] {
  broker.image = image;
  const changes: RoleChange[] = [];
  for (const topic of [...broker.replicas.keys()]) dropStrays(broker, ctx, topic, changes);
  updateAllConfigs(broker);
  for (const topic of image.topics.values()) {
    topic.partitions.forEach((_, partition) => applyPartition(broker, ctx, topic.name, partition, changes));
  }
  return changes;
}

function applyPartition(
  broker: BrokerNode,
  ctx: BrokerContext,
  topic: string,
  partition: number,
  changes: RoleChange[],
): void {
  const registration = partitionIn(broker.image, topic, partition);
  if (registration === undefined) return;
  if (!registration.replicas.includes(broker.id)) {
    if (replicaOf(broker, topic, partition) !== undefined) {
      dropReplica(broker, ctx, topic, partition);
      changes.push({ topic, partition, role: 'gone' });
    }
    return;
  }
  const replica = ensureReplica(broker, ctx, topic, partition, broker.image.topics.get(topic)?.id ?? -1);
  applyRegistration(broker, ctx, replica, registration, changes);
}

/** Makes a replica leader or follower, as metadata or, before Kafka 4.0, an order of the controller says. */
export function applyRegistration(
  broker: BrokerNode,
  ctx: BrokerContext,
  replica: Replica,
  registration: PartitionRegistration,
  changes: RoleChange[],
): void {
  const { topic, partition } = replica;
  const wasLeader = replica.role === 'leader';
  const newEpoch = registration.leaderEpoch > replica.leaderEpoch;
  if (registration.partitionEpoch < replica.partitionEpoch && !planted(broker.config.model, 'STALE_METADATA_APPLIED')) return;
  if (registration.leader === broker.id) makeLeader(broker, ctx, replica, registration, newEpoch);
  else makeFollower(broker, ctx, replica, registration, newEpoch);
  if (newEpoch || wasLeader !== (replica.role === 'leader')) {
    changes.push({ topic, partition, role: replica.role === 'leader' ? 'leader' : 'follower' });
  }
}

export function ensureReplica(broker: BrokerNode, ctx: BrokerContext, topic: string, partition: number, topicId: number): Replica {
  const known = replicaOf(broker, topic, partition);
  if (known !== undefined) return known;
  const partitions = broker.replicas.get(topic) ?? new Map<number, Replica>();
  broker.replicas.set(topic, partitions);
  const name = partitionName(topic, partition);
  const log = emptyLog(ctx.now, broker.logTasks.writebackPhaseUs);
  const replica = newReplica({ topic, topicId, partition, name }, topicConfigOf(broker, topic), log);
  partitions.set(partition, replica);
  watchByKnownSessions(broker, replica);
  return replica;
}

/** What is set for one broker at run time wins over what is set for all, and that over what a server started with. */
function serverOverridesOf(broker: BrokerNode): ConfigOverrides {
  const forAll = broker.image.configs.get(configKey('broker', ''));
  const own = broker.image.configs.get(configKey('broker', String(broker.id)));
  if (forAll === undefined && own === undefined) return broker.overrides;
  return { ...broker.overrides, ...checkOverrides(SERVER_SCOPES, { ...forAll, ...own }).overrides };
}

function topicConfigOf(broker: BrokerNode, topic: string): TopicConfig {
  const own = broker.image.configs.get(configKey('topic', topic));
  if (own === undefined) return broker.topicDefaults;
  const resolved = resolveTopicConfig(checkOverrides(['topic'], own).overrides, serverOverridesOf(broker));
  return resolved.ok ? resolved.config : broker.topicDefaults;
}

export function updateConfig(broker: BrokerNode, topic: string): void {
  const config = topicConfigOf(broker, topic);
  for (const replica of broker.replicas.get(topic)?.values() ?? []) replica.config = config;
}

export function updateAllConfigs(broker: BrokerNode): void {
  const overrides = serverOverridesOf(broker);
  updateReplicationQuotas(broker, overrides);
  const resolved = resolveTopicConfig({}, overrides);
  if (resolved.ok) broker.topicDefaults = resolved.config;
  for (const topic of broker.replicas.keys()) updateConfig(broker, topic);
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
    resetRemoteRound(replica);
    replica.role = 'leader';
    if (isNewLeader && planted(broker.config.model, 'SEQ_STATE_LOST_ON_FAILOVER')) replica.log.producers = new Map();
    replica.leaderEpochStartOffset = replica.log.logEndOffset;
    assign(replica.log.epochs, registration.leaderEpoch, replica.log.logEndOffset);
  }
  updateFollowers(broker, replica);
  if (isNewLeader || newEpoch) {
    for (const follower of replica.followers) {
      resetReplicaState(follower, {
        nowUs: ctx.now,
        leaderLogEndOffset: replica.log.logEndOffset,
        isNewLeader: isNewLeader && !planted(broker.config.model, 'STALE_FOLLOWER_STATE'),
        isFollowerInSync: registration.isr.includes(follower.broker),
      });
    }
    const startOffset = replica.leaderEpochStartOffset;
    ctx.emit({ type: 'ReplicaBecameLeader', topic, partition, broker: broker.id, leaderEpoch: registration.leaderEpoch, startOffset });
    // Fetches of the earlier epoch stay parked until records come, the high watermark moves, or their time is up.
    notifyWatchers(broker, replica, 'epoch');
  }
  setPartitionState(broker, replica, { kind: 'committed', isr: registration.isr });
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
  // In a controlled shutdown what has left the ISR is not replicated any longer.
  const isStopping = broker.lifecycle.state === 'shutting-down' && !registration.isr.includes(broker.id);
  if (isStopping) removeFetcherPartition(broker, replica);
  if (!changed) return;
  removeFetcherPartition(broker, replica);
  resetRemoteRound(replica);
  replica.role = 'follower';
  if (!planted(broker.config.model, 'STALE_FOLLOWER_STATE')) replica.followers = [];
  replica.isr = { kind: 'committed', isr: [] };
  replica.leaderEpochStartOffset = -1;
  const { topic, partition, leader, leaderEpoch } = replica;
  ctx.emit({ type: 'ReplicaBecameFollower', topic, partition, broker: broker.id, leader, leaderEpoch });
  completeProduces(broker, ctx, replica);
  completeDeletes(broker, ctx, replica);
  notifyWatchers(broker, replica, 'role');
  if (leader >= 0 && !isStopping) addFetcherPartition(broker, ctx, replica);
}

export function dropReplica(broker: BrokerNode, ctx: BrokerContext, topic: string, partition: number): void {
  const replica = replicaOf(broker, topic, partition);
  if (replica === undefined) return;
  removeFetcherPartition(broker, replica);
  replica.role = 'none';
  completeProduces(broker, ctx, replica);
  completeDeletes(broker, ctx, replica);
  notifyWatchers(broker, replica, 'role');
  broker.replicas.get(topic)?.delete(partition);
  ctx.emit({ type: 'ReplicaDeleted', topic, partition, broker: broker.id });
}

/** Drops this broker's copies of a topic that is gone, or was created anew, or is no longer placed here. */
function dropStrays(
  broker: BrokerNode,
  ctx: BrokerContext,
  topic: string,
  changes: RoleChange[],
): void {
  const replicas = broker.replicas.get(topic);
  if (replicas === undefined) return;
  const current = broker.image.topics.get(topic);
  for (const replica of [...replicas.values()]) {
    const { partition, topicId } = replica;
    if (current?.id === topicId && current.partitions[partition]?.replicas.includes(broker.id) === true) continue;
    if (current?.id !== topicId) deleteRemotePartition(broker, ctx, replica);
    dropReplica(broker, ctx, topic, partition);
    changes.push({ topic, partition, role: 'gone' });
  }
  if (replicas.size === 0) broker.replicas.delete(topic);
}
