import type { BrokerContext, BrokerNode } from '../../broker/brokerState.ts';
import { noteRegistered } from '../../broker/zk/registration.ts';
import { isUncleanElectionEnabledAt } from '../../broker/zk/zkConfigs.ts';
import type { ZkBroker } from '../../broker/zk/zkBrokerState.ts';
import type { ZkResult } from '../../protocol/zookeeper.ts';
import type { TopicPartition } from '../../types.ts';
import { topicPath } from '../../zookeeper/znode.ts';
import { answerIsrs, answerProducerIds } from './answers.ts';
import { onBrokersRead, onClaimAnswered, onClaimVerified, onControllerRead, onTopicNames, onTopicsRead } from './failover.ts';
import { addLeaderAndIsr } from './requestBatch.ts';
import { electZkLeader, withoutReplica } from './zkLeaderElection.ts';
import { hasMoved, onMoved } from './controllership.ts';
import {
  partitionOf,
  type ControllerStep,
  type ElectionWrite,
  type IsrWrite,
  type ZkControllerState,
} from './zkControllerState.ts';

type Of<K extends ControllerStep['kind']> = Extract<ControllerStep, { readonly kind: K }>;

/** A step goes on with ZooKeeper's answers, which come in the order of what was asked. */
export function finishStep(
  broker: BrokerNode,
  zk: ZkBroker,
  ctx: BrokerContext,
  step: ControllerStep,
  results: readonly ZkResult[],
): void {
  const { controller } = zk;
  const first = results[0];
  if (first === undefined) return;
  switch (step.kind) {
    case 'readController':
      return onControllerRead(broker, zk, ctx, step.next, first);
    case 'register':
      noteRegistered(broker, ctx, first);
      return;
    case 'readEpoch': {
      const epoch = first.data.kind === 'number' ? first.data.value : 0;
      controller.steps.unshift({ kind: 'claim', epoch: epoch + 1, version: first.stat?.version ?? 0 });
      return;
    }
    case 'claim':
      return onClaimAnswered(broker, zk, ctx, step.epoch, first);
    case 'verifyClaim':
      return onClaimVerified(broker, zk, ctx, step.epoch, results);
    case 'readBrokerIds': {
      const ids = first.children.map(Number).toSorted((a, b) => a - b);
      if (ids.length === 0) onBrokersRead(zk, step.purpose, [], []);
      else controller.steps.unshift({ kind: 'readBrokers', purpose: step.purpose, ids });
      return;
    }
    case 'readBrokers':
      return onBrokersRead(zk, step.purpose, step.ids, results);
    case 'readTopicNames':
      return onTopicNames(zk, step.purpose, first.children);
    case 'readTopics':
      return onTopicsRead(zk, step.purpose, step.names, results);
    case 'readStates':
      takeStates(controller, step.partitions, results);
      return;
    case 'readDeletions':
      for (const name of first.children) {
        if (controller.topics.has(name) && !controller.deleting.has(name)) controller.deleting.set(name, { told: false, done: [] });
      }
      controller.steps.unshift({ kind: 'retryDeletions' });
      return;
    case 'readProducerIds': {
      const next = first.data.kind === 'number' ? first.data.value : 0;
      controller.steps.unshift({ kind: 'writeProducerIds', replyTo: step.replyTo, first: next, version: first.stat?.version ?? 0 });
      return;
    }
    case 'writeProducerIds':
      if (first.code === 'OK') answerProducerIds(ctx, step);
      else controller.steps.unshift({ kind: 'readProducerIds', replyTo: step.replyTo });
      return;
    default:
      finishWrites(broker, zk, ctx, step, results);
  }
}

/** Steps that only the controller may take. One that is it no more finds out by its writes. */
function finishWrites(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext, step: ControllerStep, results: readonly ZkResult[]): void {
  if (hasMoved(results)) {
    onMoved(zk, ctx, step);
    return;
  }
  switch (step.kind) {
    case 'elect':
      return decide(broker, zk, step, results);
    case 'writeElected':
      return onElected(zk.controller, step, results);
    case 'initialize':
      return onInitialized(zk.controller, step, results);
    case 'replicasOffline':
      return removeFromIsrs(zk.controller, step, results);
    case 'writeOffline':
      return onRemoved(zk.controller, step, results);
    case 'writeIsrs':
      return answerIsrs(zk, ctx, step, results);
    case 'deleteTopics':
      for (const name of step.names) {
        zk.client.watchedData.delete(topicPath(name));
        zk.controller.topics.delete(name);
        zk.controller.deleting.delete(name);
      }
      return;
    default:
  }
}

function takeStates(controller: ZkControllerState, partitions: readonly TopicPartition[], results: readonly ZkResult[]): void {
  partitions.forEach((name, index) => {
    const known = partitionOf(controller, name);
    const result = results[index];
    if (known === undefined || result === undefined) return;
    if (result.code !== 'OK' || result.data.kind !== 'partition') return;
    const { kind: _, ...data } = result.data;
    known.info = { data, version: result.stat?.version ?? 0 };
  });
}

/** What a newer controller has written is not to be touched (`controllerEpoch` in the state). */
function isOurs(controller: ZkControllerState, name: TopicPartition): boolean {
  return (partitionOf(controller, name)?.info?.data.controllerEpoch ?? 0) <= controller.epoch;
}

/** The states are fresh from ZooKeeper: who leads is decided from them and written back, partition by partition. */
function decide(broker: BrokerNode, zk: ZkBroker, step: Of<'elect'>, results: readonly ZkResult[]): void {
  const { controller } = zk;
  takeStates(controller, step.partitions, results);
  const writes: ElectionWrite[] = [];
  for (const name of step.partitions) {
    const known = partitionOf(controller, name);
    if (known === undefined || known.info === null || !isOurs(controller, name)) continue;
    const elected = electZkLeader({
      strategy: step.strategy,
      replicas: known.replicas,
      state: known.info.data,
      isLive: (id) => controller.live.has(id),
      isShuttingDown: (id) => controller.shuttingDown.has(id),
      uncleanLeaderElection: isUncleanElectionEnabledAt(broker, name.topic),
      controllerEpoch: controller.epoch,
    });
    if (elected !== null) writes.push({ ...name, elected });
  }
  if (writes.length > 0) controller.steps.unshift({ kind: 'writeElected', strategy: step.strategy, writes });
}

function onElected(controller: ZkControllerState, step: Of<'writeElected'>, results: readonly ZkResult[]): void {
  const again: TopicPartition[] = [];
  step.writes.forEach(({ topic, partition, elected }, index) => {
    const result = results[index];
    const known = partitionOf(controller, { topic, partition });
    if (result?.code === 'BADVERSION') again.push({ topic, partition });
    if (known === undefined || result?.code !== 'OK') return;
    known.info = { data: elected.data, version: result.stat?.version ?? 0 };
    known.state = 'online';
    addLeaderAndIsr(controller, elected.recipients, { topic, partition });
  });
  if (again.length > 0) controller.steps.unshift({ kind: 'elect', strategy: step.strategy, partitions: again }, { kind: 'sendBatch' });
  else controller.steps.unshift({ kind: 'sendBatch' });
}

function onInitialized(controller: ZkControllerState, step: Of<'initialize'>, results: readonly ZkResult[]): void {
  step.writes.forEach(({ topic, partition, data }, index) => {
    const known = partitionOf(controller, { topic, partition });
    if (known === undefined || results[index]?.code !== 'OK') return;
    known.info = { data, version: 0 };
    known.state = 'online';
    addLeaderAndIsr(controller, data.isr, { topic, partition });
  });
  controller.steps.unshift({ kind: 'sendBatch' });
}

function removeFromIsrs(controller: ZkControllerState, step: Of<'replicasOffline'>, results: readonly ZkResult[]): void {
  const { broker: gone } = step;
  const asked = step.partitions.filter((name) => partitionOf(controller, name)?.info !== null);
  takeStates(controller, asked, results);
  const writes: IsrWrite[] = [];
  for (const name of asked) {
    const info = partitionOf(controller, name)?.info;
    if (info === null || info === undefined || !isOurs(controller, name)) continue;
    const data = withoutReplica(info.data, gone, controller.epoch);
    if (data === null) addLeaderAndIsr(controller, others(controller, name, gone), name);
    else writes.push({ ...name, data });
  }
  if (writes.length > 0) controller.steps.unshift({ kind: 'writeOffline', broker: gone, writes });
}

function onRemoved(controller: ZkControllerState, step: Of<'writeOffline'>, results: readonly ZkResult[]): void {
  const again: TopicPartition[] = [];
  step.writes.forEach(({ topic, partition, data }, index) => {
    const name = { topic, partition };
    const result = results[index];
    const known = partitionOf(controller, name);
    if (result?.code === 'BADVERSION') again.push(name);
    if (known === undefined || result?.code !== 'OK') return;
    known.info = { data, version: result.stat?.version ?? 0 };
    if (!controller.deleting.has(topic)) addLeaderAndIsr(controller, others(controller, name, step.broker), name);
  });
  if (again.length > 0) controller.steps.unshift({ kind: 'replicasOffline', broker: step.broker, partitions: again });
}

function others(controller: ZkControllerState, name: TopicPartition, gone: number): number[] {
  return (partitionOf(controller, name)?.replicas ?? []).filter((id) => id !== gone && controller.live.has(id));
}
