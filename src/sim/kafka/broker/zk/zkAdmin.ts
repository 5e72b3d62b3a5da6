import { assertNever } from '../../../../base/assert.ts';
import * as words from '../../../../words/run/topicAnswers.ts';
import { scaleToBound } from '../../../kernel/rng.ts';
import { checkedConfigRecords, isKnownResource, resourceOf } from '../../controller/configRequests.ts';
import { errorResponse } from '../../controller/errorResponses.ts';
import { placeReplicas } from '../../controller/stripedReplicaPlacer.ts';
import { checkTopicName } from '../../controller/topicRequests.ts';
import { reply, type ReplyTo } from '../../net/requestTable.ts';
import type { AdminResponse, CreatePartitionsRequest, CreateTopicsRequest, IncrementalAlterConfigsRequest } from '../../protocol/controlPlane.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import type { ZkOp, ZkResult } from '../../protocol/zookeeper.ts';
import type { BrokerId } from '../../types.ts';
import { ANY_VERSION, CONFIG_CHANGES, configPath, DELETE_TOPICS, NOTHING, topicPath, type ZnodeData } from '../../zookeeper/znode.ts';
import type { BrokerContext, BrokerNode } from '../brokerState.ts';
import type { AdminRequest } from '../clientRequests.ts';
import type { AdminTask } from './zkAdminState.ts';
import { submitOps } from './zkClient.ts';
import type { ZkBroker } from './zkBrokerState.ts';

type Assignment = readonly (readonly BrokerId[])[];
type Placed = { readonly assignment: Assignment } | { readonly error: ErrorCode; readonly message: string };

/**
 * A tool's request at the controller's broker (`ZkAdminManager`). It writes znodes and no more: what has to be done is done by the
 * controller, whose watches tell it. ElectLeaders is the controller's own.
 */
export function handleZkAdmin(
  broker: BrokerNode,
  zk: ZkBroker,
  ctx: BrokerContext,
  replyTo: ReplyTo,
  request: Exclude<AdminRequest, { readonly api: 'ElectLeaders' }>,
): void {
  switch (request.api) {
    case 'CreateTopics':
      return createTopic(broker, zk, ctx, replyTo, request);
    case 'CreatePartitions':
      return createPartitions(broker, zk, ctx, replyTo, request);
    case 'DeleteTopics': {
      if (!broker.image.topics.has(request.name)) return refuse(ctx, replyTo, 'DeleteTopics', unknownTopic(request.name));
      const path = `${DELETE_TOPICS}/${request.name}`;
      const write = { op: 'create', path, data: NOTHING, mode: 'persistent' } as const;
      return submitOps(broker, zk, ctx, [{ op: 'multi', writes: [write] }], { kind: 'admin', task: { kind: 'deleteTopic', replyTo, request } });
    }
    case 'IncrementalAlterConfigs':
      return alterConfig(broker, zk, ctx, replyTo, request);
    default: {
      // Of a later Kafka, which has no ZooKeeper.
      const { api } = request as AdminRequest;
      reply(ctx, replyTo, errorResponse(api, 'INVALID_REQUEST', words.notWithZooKeeper));
    }
  }
}

function refuse(ctx: BrokerContext, replyTo: ReplyTo, api: AdminResponse['api'], { error, message }: { readonly error: ErrorCode; readonly message: string }): void {
  reply(ctx, replyTo, { api, error, message });
}

function unknownTopic(name: string) {
  return { error: 'UNKNOWN_TOPIC_OR_PARTITION', message: words.noTopic(name) } as const;
}

function createTopic(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext, replyTo: ReplyTo, request: CreateTopicsRequest): void {
  const { name } = request;
  const wrongName = checkTopicName(broker.image, name);
  if (wrongName !== null) return refuse(ctx, replyTo, 'CreateTopics', wrongName);
  const configs = checkedConfigRecords({ config: zk.settings.controller }, broker.image, { type: 'topic', name }, request.config, []);
  if ('error' in configs) return refuse(ctx, replyTo, 'CreateTopics', configs);
  const { numPartitions, defaultReplicationFactor } = zk.settings.controller;
  const partitions = request.partitions === -1 ? numPartitions : request.partitions;
  const factor = request.replicationFactor === -1 ? defaultReplicationFactor : request.replicationFactor;
  const placed = request.assignment === null ? place(broker, ctx, partitions, factor) : byHand(broker, request.assignment, null);
  if ('error' in placed) return refuse(ctx, replyTo, 'CreateTopics', placed);
  // The id only has to differ from those of topics that had this name before.
  const data: ZnodeData = { kind: 'topic', id: ctx.now, assignment: placed.assignment };
  const config = { op: 'create', path: configPath('topic', name), data: { kind: 'config', entries: request.config }, mode: 'persistent' } as const;
  const topic = { op: 'create', path: topicPath(name), data, mode: 'persistent' } as const;
  const task: AdminTask = { kind: 'createTopic', replyTo, request, partitions: placed.assignment.length };
  submitOps(broker, zk, ctx, [{ op: 'multi', writes: [config, topic] }], { kind: 'admin', task });
}

function place(broker: BrokerNode, ctx: BrokerContext, partitions: number, replicationFactor: number): Placed {
  if (partitions <= 0) return { error: 'INVALID_PARTITIONS', message: words.tooFewPartitions };
  if (replicationFactor <= 0) {
    return { error: 'INVALID_REPLICATION_FACTOR', message: words.tooFewReplicas };
  }
  const random = { nextInt: (bound: number) => scaleToBound(ctx.random('placement'), bound) };
  const brokers = [...broker.image.brokers.values()].map(({ id, rack }) => ({ id, rack, fenced: false })).sort((a, b) => a.id - b.id);
  const placed = placeReplicas(brokers, { partitions, replicationFactor }, random);
  return placed.ok ? { assignment: placed.value } : { error: 'INVALID_REPLICATION_FACTOR', message: placed.message };
}

function byHand(broker: BrokerNode, assignment: Assignment, replicationFactor: number | null): Placed {
  const expected = replicationFactor ?? assignment[0]?.length ?? 0;
  const refused = (message: string): Placed => ({ error: 'INVALID_REPLICA_ASSIGNMENT', message });
  for (const replicas of assignment) {
    const unknown = replicas.find((id) => !broker.image.brokers.has(id));
    if (unknown !== undefined) return refused(words.brokerNotAlive(unknown));
    if (replicas.length === 0 || replicas.length !== expected) return refused(words.numbersDiffer);
    if (new Set(replicas).size !== replicas.length) return refused(words.brokerListedTwice);
  }
  return { assignment };
}

function createPartitions(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext, replyTo: ReplyTo, request: CreatePartitionsRequest): void {
  const topic = broker.image.topics.get(request.name);
  if (topic === undefined) return refuse(ctx, replyTo, 'CreatePartitions', unknownTopic(request.name));
  const existing = topic.partitions.map(({ replicas }) => replicas);
  const added = request.count - existing.length;
  if (added <= 0) {
    const message = words.notMore(request.name, existing.length, request.count);
    return refuse(ctx, replyTo, 'CreatePartitions', { error: 'INVALID_PARTITIONS', message });
  }
  const factor = existing[0]?.length ?? 1;
  const asked = request.assignment ?? null;
  const placed = asked === null ? place(broker, ctx, added, factor) : byHand(broker, asked, factor);
  if ('error' in placed) return refuse(ctx, replyTo, 'CreatePartitions', placed);
  const data: ZnodeData = { kind: 'topic', id: topic.id, assignment: [...existing, ...placed.assignment] };
  const write = { op: 'setData', path: topicPath(request.name), data, version: ANY_VERSION } as const;
  submitOps(broker, zk, ctx, [{ op: 'multi', writes: [write] }], { kind: 'admin', task: { kind: 'createPartitions', replyTo, request } });
}

function alterConfig(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext, replyTo: ReplyTo, request: IncrementalAlterConfigsRequest): void {
  const resource = resourceOf(request);
  const checked = isKnownResource(broker.image, resource)
    ? checkedConfigRecords({ config: zk.settings.controller }, broker.image, resource, request.set, request.remove ?? [])
    : unknownTopic(resource.name);
  if ('error' in checked) return refuse(ctx, replyTo, 'IncrementalAlterConfigs', checked);
  const path = configPath(resource.type, resource.name);
  submitOps(broker, zk, ctx, [{ op: 'getData', path, watch: false }], { kind: 'admin', task: { kind: 'readConfig', replyTo, request, path } });
}

/** ZooKeeper has taken what the task wrote, or not. */
export function onAdminAnswered(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext, task: AdminTask, [result]: readonly ZkResult[]): void {
  if (result === undefined) return;
  const { replyTo } = task;
  switch (task.kind) {
    case 'createTopic':
      if (result.code !== 'OK') {
        const { name } = task.request;
        return refuse(ctx, replyTo, 'CreateTopics', { error: 'TOPIC_ALREADY_EXISTS', message: words.topicExists(name) });
      }
      return answerOnceKnown(broker, zk, ctx, { replyTo, api: 'CreateTopics', topic: task.request.name, partitions: task.partitions });
    case 'createPartitions':
      if (result.code !== 'OK') return refuse(ctx, replyTo, 'CreatePartitions', unknownTopic(task.request.name));
      return answerOnceKnown(broker, zk, ctx, { replyTo, api: 'CreatePartitions', topic: task.request.name, partitions: task.request.count });
    case 'deleteTopic':
      return answerOnceKnown(broker, zk, ctx, { replyTo, api: 'DeleteTopics', topic: task.request.name, partitions: 0 });
    case 'readConfig':
      return writeConfig(broker, zk, ctx, task, result);
    case 'writeConfig':
      reply(ctx, replyTo, { api: 'IncrementalAlterConfigs', error: 'NONE', message: null });
      return;
    default:
      assertNever(task);
  }
}

function writeConfig(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext, task: Extract<AdminTask, { kind: 'readConfig' }>, result: ZkResult): void {
  const { replyTo, request, path } = task;
  const entries: Record<string, string> = result.data.kind === 'config' ? { ...result.data.entries, ...request.set } : { ...request.set };
  for (const name of request.remove ?? []) delete entries[name];
  const data: ZnodeData = { kind: 'config', entries };
  const write =
    result.code === 'OK'
      ? ({ op: 'setData', path, data, version: ANY_VERSION } as const)
      : ({ op: 'create', path, data, mode: 'persistent' } as const);
  const change = { op: 'create', path: `${CONFIG_CHANGES}/config_change_`, data: { kind: 'change', path }, mode: 'sequential' } as const;
  const writes: ZkOp[] = [
    { op: 'multi', writes: [write] },
    { op: 'multi', writes: [change] },
  ];
  submitOps(broker, zk, ctx, writes, { kind: 'admin', task: { kind: 'writeConfig', replyTo, writes } });
}

/** The answer waits until this broker has heard of it from the controller (`DelayedCreatePartitions`, `DelayedDeleteTopics`). */
function answerOnceKnown(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext, awaited: ZkBroker['waitingTopics'][number]): void {
  zk.waitingTopics.push(awaited);
  answerKnownTopics(broker, zk, ctx);
}

export function answerKnownTopics(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext): void {
  zk.waitingTopics = zk.waitingTopics.filter(({ replyTo, api, topic, partitions }) => {
    const known = broker.image.topics.get(topic)?.partitions.length ?? 0;
    if (partitions === 0 ? known > 0 : known < partitions) return true;
    reply(ctx, replyTo, { api, error: 'NONE', message: null });
    return false;
  });
}
