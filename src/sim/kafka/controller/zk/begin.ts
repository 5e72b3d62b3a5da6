import { assertNever } from '../../../../base/assert.ts';
import type { BrokerContext, BrokerNode } from '../../broker/brokerState.ts';
import { registration } from '../../broker/zk/registration.ts';
import type { ZkBroker } from '../../broker/zk/zkBrokerState.ts';
import type { ZkOp } from '../../protocol/zookeeper.ts';
import type { BrokerId, TopicPartition } from '../../types.ts';
import {
  ANY_VERSION,
  BROKER_IDS,
  BROKER_TOPICS,
  brokerPath,
  configPath,
  CONTROLLER,
  CONTROLLER_EPOCH,
  DELETE_TOPICS,
  PRODUCER_IDS,
  statePath,
  topicPath,
} from '../../zookeeper/znode.ts';
import { addChannel, removeChannel } from './channels.ts';
import { hostsOf } from './events.ts';
import { answerElection, answerIsrs, answerShutdown, PRODUCER_ID_BLOCK_SIZE } from './answers.ts';
import { addLeaderAndIsr, addStopReplica, addUpdateMetadata, sendBatch } from './requestBatch.ts';
import { initialZkState } from './zkLeaderElection.ts';
import { asController, askZk } from './controllership.ts';
import { forEachPartition, isOnline, partitionOf, type ControllerStep, type IsrWrite, type ZkControllerState } from './zkControllerState.ts';

/** The first look for leaders that are not the preferred ones. */
const FIRST_REBALANCE_US = 5_000_000;

/** Begins a step: asks ZooKeeper, or does what needs no asking. */
export function beginStep(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext, step: ControllerStep): void {
  const ops = asked(broker, zk, step);
  if (ops === null) act(broker, zk, ctx, step);
  else if (ops.length > 0) askZk(broker, zk, ctx, ops, step);
  else if (step.kind === 'writeIsrs') answerIsrs(zk, ctx, step, []);
}

/** What a step asks of ZooKeeper; null for one that does not. */
function asked(broker: BrokerNode, zk: ZkBroker, step: ControllerStep): ZkOp[] | null {
  const { controller } = zk;
  switch (step.kind) {
    case 'readController':
      return [read(CONTROLLER, true)];
    case 'register':
      return [registration(broker)];
    case 'readEpoch':
      return [read(CONTROLLER_EPOCH, false)];
    case 'claim': {
      const claim = { op: 'create', path: CONTROLLER, data: { kind: 'controller', broker: broker.id }, mode: 'ephemeral' } as const;
      const epoch = { op: 'setData', path: CONTROLLER_EPOCH, data: { kind: 'number', value: step.epoch }, version: step.version } as const;
      return [{ op: 'multi', writes: [claim, epoch] }];
    }
    case 'verifyClaim':
      return [read(CONTROLLER, true), read(CONTROLLER_EPOCH, false)];
    case 'readBrokerIds':
      return [{ op: 'getChildren', path: BROKER_IDS, watch: true }];
    case 'readBrokers':
      return step.ids.map((id) => read(brokerPath(id), false));
    case 'readTopicNames':
      return [{ op: 'getChildren', path: BROKER_TOPICS, watch: true }];
    case 'readTopics':
      return step.names.map((name) => read(topicPath(name), true));
    case 'readStates':
    case 'elect':
      return step.partitions.map(readState);
    case 'replicasOffline':
      // It is told to stop whatever becomes of the ISRs.
      for (const name of step.partitions) addStopReplica(controller, step.broker, name, false);
      return step.partitions.filter((name) => partitionOf(controller, name)?.info !== null).map(readState);
    case 'writeOffline':
    case 'writeIsrs':
      return step.writes.map((write) => setState(zk, write));
    case 'writeElected':
      return step.writes.map(({ topic, partition, elected }) => setState(zk, { topic, partition, data: elected.data }));
    case 'initialize':
      return step.writes.map(({ topic, partition, data }) =>
        asController(zk, { op: 'create', path: statePath(topic, partition), data: { kind: 'partition', ...data }, mode: 'persistent' }),
      );
    case 'readDeletions':
      return [{ op: 'getChildren', path: DELETE_TOPICS, watch: true }];
    case 'deleteTopics':
      return step.names.map((name) => deletion(zk, name));
    case 'readProducerIds':
      return [read(PRODUCER_IDS, false)];
    case 'writeProducerIds': {
      const next = { kind: 'number', value: step.first + PRODUCER_ID_BLOCK_SIZE } as const;
      return [{ op: 'multi', writes: [{ op: 'setData', path: PRODUCER_IDS, data: next, version: step.version }] }];
    }
    default:
      return null;
  }
}

function read(path: string, watch: boolean): ZkOp {
  return { op: 'getData', path, watch };
}

function readState({ topic, partition }: TopicPartition): ZkOp {
  return read(statePath(topic, partition), false);
}

/** Under the version last seen: whoever wrote meanwhile is not overwritten. */
function setState(zk: ZkBroker, { topic, partition, data }: IsrWrite): ZkOp {
  const version = partitionOf(zk.controller, { topic, partition })?.info?.version ?? ANY_VERSION;
  return asController(zk, { op: 'setData', path: statePath(topic, partition), data: { kind: 'partition', ...data }, version });
}

function deletion(zk: ZkBroker, topic: string): ZkOp {
  const partitions = zk.controller.topics.get(topic)?.partitions ?? [];
  const paths = partitions.flatMap(({ info }, partition) => (info === null ? [] : [statePath(topic, partition)]));
  paths.push(configPath('topic', topic), topicPath(topic), `${DELETE_TOPICS}/${topic}`);
  return asController(zk, ...paths.map((path) => ({ op: 'delete', path, version: ANY_VERSION }) as const));
}

function act(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext, step: ControllerStep): void {
  const { controller } = zk;
  switch (step.kind) {
    case 'startMachines':
      return startMachines(broker, zk, ctx);
    case 'ready':
      return ready(broker, zk, ctx);
    case 'sendBatch':
      return sendBatch(broker, zk, ctx);
    case 'triggerOnline':
      return triggerOnline(controller);
    case 'rebalance':
      return rebalance(zk, ctx);
    case 'retryDeletions':
      return retryDeletions(broker, zk, ctx);
    case 'updateMetadata': {
      const brokers = step.brokers ?? [...controller.live.keys()];
      addUpdateMetadata(controller, brokers, step.partitions ?? partitionsWithLeaders(controller));
      return sendBatch(broker, zk, ctx);
    }
    case 'brokersUp':
      return brokersUp(zk, step.brokers);
    case 'brokersDown':
      return brokersDown(zk, ctx, step.brokers);
    case 'replicasOnline':
      forEachPartition(controller, ({ replicas }, name) => {
        addLeaderAndIsr(controller, replicas.filter((replica) => step.brokers.includes(replica)), name);
      });
      return sendBatch(broker, zk, ctx);
    case 'answerShutdown':
      return answerShutdown(zk, ctx, step);
    case 'answerElection':
      return answerElection(zk, ctx, step);
    case 'readController':
    case 'register':
    case 'readEpoch':
    case 'claim':
    case 'verifyClaim':
    case 'readBrokerIds':
    case 'readTopicNames':
    case 'readBrokers':
    case 'readTopics':
    case 'readStates':
    case 'readDeletions':
    case 'deleteTopics':
    case 'replicasOffline':
    case 'writeOffline':
    case 'elect':
    case 'writeElected':
    case 'initialize':
    case 'writeIsrs':
    case 'readProducerIds':
    case 'writeProducerIds':
      // These ask ZooKeeper.
      return;
    default:
      assertNever(step);
  }
}

/** Everything is read: all brokers are told who is alive, then each what it leads and follows; then what is wrong is mended. */
function startMachines(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext): void {
  const { controller } = zk;
  for (const [id, { node }] of controller.live) addChannel(zk, id, node);
  addUpdateMetadata(controller, [...controller.live.keys()], []);
  sendBatch(broker, zk, ctx);
  const gone = new Map<BrokerId, TopicPartition[]>();
  forEachPartition(controller, ({ replicas }, name) => {
    addLeaderAndIsr(controller, replicas.filter((replica) => isOnline(controller, replica)), name);
    for (const replica of replicas) if (!isOnline(controller, replica)) gone.set(replica, [...(gone.get(replica) ?? []), name]);
  });
  sendBatch(broker, zk, ctx);
  const offline = [...gone].map(([id, partitions]) => ({ kind: 'replicasOffline', broker: id, partitions }) as const);
  controller.steps.unshift(...offline, { kind: 'sendBatch' }, { kind: 'triggerOnline' }, { kind: 'readDeletions' }, { kind: 'ready' });
}

function ready(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext): void {
  const { controller, settings } = zk;
  let partitions = 0;
  forEachPartition(controller, () => {
    partitions += 1;
  });
  const tookUs = ctx.now - controller.electedAt;
  ctx.emit({ type: 'ControllerReady', broker: broker.id, epoch: controller.epoch, partitions, tookUs });
  if (settings.controller.autoLeaderRebalanceEnable) {
    controller.rebalanceTimer = ctx.setTimer(FIRST_REBALANCE_US, { kind: 'zkRebalance' });
  }
}

/** Elects leaders for partitions that have none, where somebody may lead. */
function triggerOnline(controller: ZkControllerState): void {
  const fresh: IsrWrite[] = [];
  const offline: TopicPartition[] = [];
  forEachPartition(controller, (context, name) => {
    if (controller.deleting.has(name.topic)) return;
    if (context.info === null) {
      const data = initialZkState(context.replicas, (id) => isOnline(controller, id), controller.epoch);
      if (data !== null) fresh.push({ ...name, data });
    } else if (!controller.live.has(context.info.data.leader)) {
      context.state = 'offline';
      offline.push(name);
    }
  });
  if (offline.length > 0) controller.steps.unshift({ kind: 'elect', strategy: 'offline', partitions: offline });
  if (fresh.length > 0) controller.steps.unshift({ kind: 'initialize', writes: fresh });
}

function partitionsWithLeaders(controller: ZkControllerState): TopicPartition[] {
  const found: TopicPartition[] = [];
  forEachPartition(controller, ({ info }, name) => {
    if (info !== null) found.push(name);
  });
  return found;
}

/** Old brokers learn of the new ones, these of everything and of what they are to hold (`onBrokerStartup`). */
function brokersUp(zk: ZkBroker, brokers: Extract<ControllerStep, { kind: 'brokersUp' }>['brokers']): void {
  const { controller } = zk;
  const existing = [...controller.live.keys()];
  const ids = brokers.map(({ id }) => id);
  for (const { id, ...live } of brokers) {
    controller.live.set(id, live);
    addChannel(zk, id, live.node);
  }
  controller.steps.unshift(
    { kind: 'updateMetadata', brokers: existing, partitions: [] },
    { kind: 'updateMetadata', brokers: ids, partitions: null },
    { kind: 'replicasOnline', brokers: ids },
    { kind: 'triggerOnline' },
    { kind: 'retryDeletions' },
  );
}

/** New leaders first, then the dead leave the ISRs (`onBrokerFailure`, `onReplicasBecomeOffline`). */
function brokersDown(zk: ZkBroker, ctx: BrokerContext, brokers: readonly BrokerId[]): void {
  const { controller } = zk;
  const steps: ControllerStep[] = [{ kind: 'triggerOnline' }];
  for (const id of brokers) {
    controller.live.delete(id);
    controller.shuttingDown.delete(id);
    removeChannel(zk, ctx, id);
    const partitions: TopicPartition[] = [];
    forEachPartition(controller, ({ replicas }, name) => {
      if (replicas.includes(id)) partitions.push(name);
    });
    // Without a replica of anything, there is only its absence to tell.
    if (partitions.length === 0) steps.push({ kind: 'updateMetadata', brokers: null, partitions: [] });
    else steps.push({ kind: 'replicasOffline', broker: id, partitions });
  }
  for (const [name, deletion] of controller.deleting) controller.deleting.set(name, { ...deletion, told: false });
  controller.steps.unshift(...steps, { kind: 'sendBatch' });
}

/** Where more than `leader.imbalance.per.broker.percentage` of a broker's preferred leaderships are elsewhere, they go back. */
function rebalance(zk: ZkBroker, ctx: BrokerContext): void {
  const { controller, settings } = zk;
  const byBroker = new Map<BrokerId, { total: number; away: TopicPartition[] }>();
  forEachPartition(controller, ({ replicas, info }, name) => {
    const [preferred] = replicas;
    if (preferred === undefined || info === null || controller.deleting.has(name.topic)) return;
    const count = byBroker.get(preferred) ?? { total: 0, away: [] };
    byBroker.set(preferred, count);
    count.total += 1;
    const mayLead = isOnline(controller, preferred) && info.data.isr.includes(preferred);
    if (info.data.leader !== preferred && mayLead) count.away.push(name);
  });
  for (const { total, away } of byBroker.values()) {
    if (away.length * 100 <= total * settings.leaderImbalancePerBrokerPercentage) continue;
    controller.steps.push({ kind: 'elect', strategy: 'preferred', partitions: away });
  }
  controller.rebalanceTimer = ctx.setTimer(settings.controller.leaderImbalanceCheckIntervalUs, { kind: 'zkRebalance' });
}

/** A topic is deleted once all brokers that hold it are there to do so (`TopicDeletionManager`). */
function retryDeletions(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext): void {
  const { controller } = zk;
  for (const [topic, { told }] of controller.deleting) {
    const hosts = hostsOf(controller, topic);
    if (told || !hosts.every((id) => isOnline(controller, id))) continue;
    controller.deleting.set(topic, { told: true, done: [] });
    const partitions = (controller.topics.get(topic)?.partitions ?? []).map((_, partition) => ({ topic, partition }));
    addUpdateMetadata(controller, [...controller.live.keys()], partitions);
    for (const name of partitions) {
      for (const id of partitionOf(controller, name)?.replicas ?? []) addStopReplica(controller, id, name, true);
    }
    sendBatch(broker, zk, ctx);
  }
}
