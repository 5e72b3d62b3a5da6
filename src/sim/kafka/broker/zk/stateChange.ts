import { onTopicsDeleted } from '../../group/coordinator.ts';
import type { PartitionRegistration } from '../../controller/partitionChange.ts';
import type { BrokerRegistration, MetadataImage, TopicImage } from '../../metadata/image.ts';
import { reply, type ReplyTo } from '../../net/requestTable.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import type {
  LeaderAndIsrRequest,
  PartitionError,
  PartitionStateOrder,
  StateChangeRequest,
  StopReplicaRequest,
  UpdateMetadataRequest,
} from '../../protocol/stateChange.ts';
import type { BrokerId } from '../../types.ts';
import { registrationOf } from '../../zookeeper/zkImage.ts';
import { replicaOf, type BrokerContext, type BrokerNode } from '../brokerState.ts';
import { applyRoleChanges, coordinatorEnv } from '../coordinatorHost.ts';
import { removeFetcherPartition, runFetchers } from '../replicaFetcher.ts';
import { applyRegistration, dropReplica, ensureReplica, type RoleChange } from '../replicaManager.ts';
import { answerKnownTopics } from './zkAdmin.ts';
import type { ZkBroker } from './zkBrokerState.ts';
import { readTopicConfigs } from './zkConfigs.ts';

/** An order of the controller. One of an earlier controller, or meant for this broker's earlier incarnation, is refused whole. */
export function handleStateChange(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext, replyTo: ReplyTo, request: StateChangeRequest): void {
  const error = outdated(broker, zk, request);
  if (error !== 'NONE') {
    const { api, controllerEpoch } = request;
    ctx.emit({ type: 'ControlRequestRefused', broker: broker.id, api, error, controllerEpoch, knownEpoch: zk.controllerEpoch });
    if (api === 'UpdateMetadata') reply(ctx, replyTo, { api, error });
    else reply(ctx, replyTo, { api, error, partitions: [] });
    return;
  }
  zk.controllerEpoch = request.controllerEpoch;
  switch (request.api) {
    case 'LeaderAndIsr':
      return becomeLeaderOrFollower(broker, zk, ctx, replyTo, request);
    case 'UpdateMetadata':
      return updateMetadata(broker, zk, ctx, replyTo, request);
    case 'StopReplica':
      return stopReplicas(broker, ctx, replyTo, request);
  }
}

function outdated(broker: BrokerNode, zk: ZkBroker, request: StateChangeRequest): ErrorCode {
  if (request.brokerEpoch < broker.lifecycle.brokerEpoch) return 'STALE_BROKER_EPOCH';
  return request.controllerEpoch < zk.controllerEpoch ? 'STALE_CONTROLLER_EPOCH' : 'NONE';
}

/**
 * Takes up what it is to lead and to follow. Only a higher leader epoch counts: what comes late, or twice, is ignored, and what was
 * skipped is never made up for (`ReplicaManager.becomeLeaderOrFollower`).
 */
function becomeLeaderOrFollower(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext, replyTo: ReplyTo, request: LeaderAndIsrRequest): void {
  const changes: RoleChange[] = [];
  const errors: PartitionError[] = [];
  const unknown = new Set<string>();
  const accepted: PartitionStateOrder[] = [];
  for (const order of request.partitions) {
    const { topic, partition } = order;
    const error = problemWith(broker, order);
    errors.push({ topic, partition, error });
    if (error !== 'NONE') continue;
    if (!broker.replicas.has(topic)) unknown.add(topic);
    accepted.push(order);
  }
  const leads = ({ registration }: PartitionStateOrder): boolean => registration.leader === broker.id;
  for (const order of accepted) if (leads(order)) apply(broker, ctx, order, changes);
  for (const order of accepted) if (!leads(order)) apply(broker, ctx, order, changes);
  applyRoleChanges(broker, ctx, changes);
  readTopicConfigs(broker, zk, ctx, [...unknown]);
  runFetchers(broker, ctx);
  reply(ctx, replyTo, { api: 'LeaderAndIsr', error: 'NONE', partitions: errors });
}

function problemWith(broker: BrokerNode, { topic, partition, topicId, registration }: PartitionStateOrder): ErrorCode {
  const replica = replicaOf(broker, topic, partition);
  if (replica !== undefined && replica.topicId !== topicId) return 'INCONSISTENT_TOPIC_ID';
  if (registration.leaderEpoch <= (replica?.leaderEpoch ?? -1)) return 'STALE_CONTROLLER_EPOCH';
  return registration.replicas.includes(broker.id) ? 'NONE' : 'UNKNOWN_TOPIC_OR_PARTITION';
}

function apply(broker: BrokerNode, ctx: BrokerContext, { topic, partition, topicId, registration }: PartitionStateOrder, changes: RoleChange[]): void {
  const replica = ensureReplica(broker, ctx, topic, partition, topicId);
  // It follows nobody that is not there (`makeFollowers`); the next order has a higher epoch.
  if (registration.leader !== broker.id && !broker.image.brokers.has(registration.leader)) return;
  applyRegistration(broker, ctx, replica, registration, changes);
}

/** What this broker tells clients, and who counts as alive (`ZkMetadataCache.updateMetadata`). */
function updateMetadata(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext, replyTo: ReplyTo, request: UpdateMetadataRequest): void {
  zk.controllerId = request.controllerId;
  const before = broker.image;
  broker.image = {
    ...before,
    brokers: new Map(request.brokers.map(({ id, node, rack }) => [id, aliveBroker(id, node, rack)])),
    topics: updatedTopics(before, request),
  };
  const gone = new Set([...before.topics.keys()].filter((topic) => !broker.image.topics.has(topic)));
  if (gone.size > 0) onTopicsDeleted(broker.coordinator, coordinatorEnv(broker, ctx), gone);
  runFetchers(broker, ctx);
  answerKnownTopics(broker, zk, ctx);
  reply(ctx, replyTo, { api: 'UpdateMetadata', error: 'NONE' });
}

/** UpdateMetadata says nothing of epochs: they are not asked for in this mode. */
export function aliveBroker(id: BrokerId, node: number, rack: string | null): BrokerRegistration {
  return { id, node, rack, brokerEpoch: -1, incarnation: 0, fenced: false, inControlledShutdown: false, registrationOffset: 0 };
}

function updatedTopics(before: MetadataImage, { partitions, deleted }: UpdateMetadataRequest): MetadataImage['topics'] {
  if (partitions.length === 0 && deleted.length === 0) return before.topics;
  const topics = new Map(before.topics);
  const fresh = new Map<string, PartitionRegistration[]>();
  for (const { topic, partition, topicId, registration } of partitions) {
    const known = topics.get(topic);
    const list = fresh.get(topic) ?? [...(known?.id === topicId ? known.partitions : [])];
    fresh.set(topic, list);
    // Not heard of yet, where an earlier one has no live replica.
    while (list.length < partition) list.push(registrationOf([], null, -1));
    list[partition] = registration;
    topics.set(topic, { name: topic, id: topicId, partitions: list } satisfies TopicImage);
  }
  for (const { topic } of deleted) topics.delete(topic);
  return topics;
}

/** Stops fetching, and deletes where it is told to (`ReplicaManager.stopReplicas`). A leader that is only stopped goes on leading. */
function stopReplicas(broker: BrokerNode, ctx: BrokerContext, replyTo: ReplyTo, request: StopReplicaRequest): void {
  const errors: PartitionError[] = [];
  const changes: RoleChange[] = [];
  for (const { topic, partition, leaderEpoch, deletePartition } of request.partitions) {
    const replica = replicaOf(broker, topic, partition);
    const isOld = leaderEpoch >= 0 && replica !== undefined && leaderEpoch < replica.leaderEpoch;
    errors.push({ topic, partition, error: isOld ? 'FENCED_LEADER_EPOCH' : 'NONE' });
    if (isOld || replica === undefined) continue;
    removeFetcherPartition(broker, replica);
    if (deletePartition) {
      dropReplica(broker, ctx, topic, partition);
      changes.push({ topic, partition, role: 'gone' });
    }
  }
  for (const { topic } of request.partitions) if (broker.replicas.get(topic)?.size === 0) broker.replicas.delete(topic);
  applyRoleChanges(broker, ctx, changes);
  reply(ctx, replyTo, { api: 'StopReplica', error: 'NONE', partitions: errors });
}
