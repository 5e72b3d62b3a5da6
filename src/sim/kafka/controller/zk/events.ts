import { assertNever } from '../../../../base/assert.ts';
import type { BrokerContext, BrokerNode } from '../../broker/brokerState.ts';
import type { ZkBroker } from '../../broker/zk/zkBrokerState.ts';
import { reply } from '../../net/requestTable.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import { NO_LEADER, type BrokerId, type TopicPartition } from '../../types.ts';
import { errorResponse } from '../errorResponses.ts';
import { checkZkAlterPartition } from './zkAlterPartition.ts';
import { isActiveController } from './controllership.ts';
import {
  forEachPartition,
  partitionOf,
  type AlteredPartition,
  type ControllerEvent,
  type ControllerStep,
  type IsrWrite,
  type ZkControllerState,
} from './zkControllerState.ts';

type Of<K extends ControllerEvent['kind']> = Extract<ControllerEvent, { readonly kind: K }>;

/** What an event comes to, by what the controller knows now (`KafkaController.process`). A broker that is not active does nothing. */
export function stepsFor(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext, event: ControllerEvent): ControllerStep[] {
  switch (event.kind) {
    case 'startup':
    case 'reelect':
      return [{ kind: 'readController', next: 'elect' }];
    case 'controllerChange':
      return [{ kind: 'readController', next: 'resign' }];
    case 'newSession':
      return [{ kind: 'register' }, { kind: 'readController', next: 'elect' }];
    case 'controlledShutdown':
      return controlledShutdown(broker, zk, ctx, event);
    case 'alterPartition':
      return alterPartition(broker, zk, ctx, event);
    case 'electLeaders':
      return electLeaders(broker, zk, ctx, event);
    case 'allocateProducerIds':
      return allocateProducerIds(broker, zk, ctx, event);
    default:
      return isActiveController(broker, zk) ? changeSteps(zk.controller, event) : [];
  }
}

function changeSteps(
  controller: ZkControllerState,
  event: Of<'brokerChange' | 'topicChange' | 'topicDeletion' | 'autoRebalance' | 'partitionChange' | 'replicasDeleted'>,
): ControllerStep[] {
  switch (event.kind) {
    case 'brokerChange':
      return [{ kind: 'readBrokerIds', purpose: 'change' }];
    case 'topicChange':
      return [{ kind: 'readTopicNames', purpose: 'change' }];
    case 'partitionChange':
      return controller.topics.has(event.topic) ? [{ kind: 'readTopics', purpose: 'change', names: [event.topic] }] : [];
    case 'topicDeletion':
      return [{ kind: 'readDeletions' }];
    case 'autoRebalance':
      return [{ kind: 'rebalance' }];
    case 'replicasDeleted':
      return noteDeleted(controller, event);
    default:
      return assertNever(event);
  }
}

/** When every broker has deleted its copies, the topic's znodes go, too. */
function noteDeleted(controller: ZkControllerState, { broker, topics }: Of<'replicasDeleted'>): ControllerStep[] {
  const finished: string[] = [];
  for (const name of topics) {
    const deletion = controller.deleting.get(name);
    if (deletion === undefined) continue;
    const done = [...deletion.done, broker];
    controller.deleting.set(name, { ...deletion, done });
    if (hostsOf(controller, name).every((host) => done.includes(host))) finished.push(name);
  }
  return finished.length === 0 ? [] : [{ kind: 'deleteTopics', names: finished }];
}

export function hostsOf(controller: ZkControllerState, topic: string): BrokerId[] {
  const hosts = new Set<BrokerId>();
  for (const { replicas } of controller.topics.get(topic)?.partitions ?? []) for (const replica of replicas) hosts.add(replica);
  return [...hosts];
}

/** Leaderships move to others, and what the broker only follows is taken out of the ISRs (`doControlledShutdown`). */
function controlledShutdown(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext, { replyTo, request }: Of<'controlledShutdown'>): ControllerStep[] {
  const { controller } = zk;
  const id = request.broker;
  const live = controller.live.get(id);
  const refuse = (error: ErrorCode): ControllerStep[] => {
    reply(ctx, replyTo, { api: 'ControlledShutdown', error, remaining: [] });
    return [];
  };
  if (!isActiveController(broker, zk)) return refuse('STALE_CONTROLLER_EPOCH');
  if (live === undefined) return refuse('BROKER_NOT_AVAILABLE');
  if (request.brokerEpoch < live.epoch) return refuse('STALE_BROKER_EPOCH');
  controller.shuttingDown.add(id);
  ctx.emit({ type: 'BrokerShutdownBegan', broker: id });
  const led: TopicPartition[] = [];
  const followed: TopicPartition[] = [];
  forEachPartition(controller, ({ replicas, info }, name) => {
    if (!replicas.includes(id) || replicas.length < 2 || info === null || controller.deleting.has(name.topic)) return;
    (info.data.leader === id ? led : followed).push(name);
  });
  return [
    { kind: 'elect', strategy: 'controlledShutdown', partitions: led },
    { kind: 'replicasOffline', broker: id, partitions: followed },
    { kind: 'sendBatch' },
    { kind: 'answerShutdown', replyTo, broker: id },
  ];
}

function alterPartition(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext, { replyTo, request }: Of<'alterPartition'>): ControllerStep[] {
  const { controller, settings } = zk;
  const refuse = (error: ErrorCode): ControllerStep[] => {
    reply(ctx, replyTo, errorResponse('AlterPartition', error));
    return [];
  };
  if (!isActiveController(broker, zk)) return refuse('NOT_CONTROLLER');
  if (controller.live.get(request.broker)?.epoch !== request.brokerEpoch) return refuse('STALE_BROKER_EPOCH');
  const writes: IsrWrite[] = [];
  const answered: AlteredPartition[] = [];
  for (const proposal of request.partitions) {
    const { topic, partition } = proposal;
    const known = partitionOf(controller, proposal)?.info ?? null;
    const check = checkZkAlterPartition(known, request.broker, proposal, {
      controllerEpoch: controller.epoch,
      isLive: (id) => controller.live.has(id) && !controller.shuttingDown.has(id),
      anyoneMayJoin: settings.controller.model.fencedMayJoin,
    });
    if (check.kind === 'write') writes.push({ topic, partition, data: check.data });
    else if (check.kind === 'refused' || known === null) {
      answered.push(refusedPartition(proposal, check.kind === 'refused' ? check.error : 'UNKNOWN_TOPIC_OR_PARTITION'));
    } else {
      const { leader, leaderEpoch, isr, leaderRecoveryState } = known.data;
      answered.push({ topic, partition, error: 'NONE', leader, leaderEpoch, isr, partitionEpoch: known.version, leaderRecoveryState });
    }
  }
  return [{ kind: 'writeIsrs', replyTo, writes, answered }];
}

export function refusedPartition({ topic, partition }: TopicPartition, error: ErrorCode): AlteredPartition {
  return { topic, partition, error, leader: NO_LEADER, leaderEpoch: -1, isr: [], partitionEpoch: -1, leaderRecoveryState: 'RECOVERED' };
}

/** `KafkaController.processReplicaLeaderElection`, asked for by an administrator. */
function electLeaders(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext, { replyTo, request }: Of<'electLeaders'>): ControllerStep[] {
  const { controller } = zk;
  if (!isActiveController(broker, zk)) {
    reply(ctx, replyTo, errorResponse('ElectLeaders', 'NOT_CONTROLLER'));
    return [];
  }
  const asked: TopicPartition[] = [];
  if (request.partitions !== null) asked.push(...request.partitions);
  else forEachPartition(controller, (_, name) => asked.push(name));
  const needed = asked.filter((name) => {
    const known = partitionOf(controller, name);
    if (known === undefined || known.info === null || controller.deleting.has(name.topic)) return false;
    const { leader } = known.info.data;
    return request.election === 'preferred' ? leader !== known.replicas[0] : !controller.live.has(leader);
  });
  const strategy = request.election === 'preferred' ? 'preferred' : 'unclean';
  return [
    { kind: 'elect', strategy, partitions: needed },
    { kind: 'answerElection', replyTo, request, needed },
  ];
}

function allocateProducerIds(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext, { replyTo, request }: Of<'allocateProducerIds'>): ControllerStep[] {
  const known = zk.controller.live.get(request.broker)?.epoch;
  const error: ErrorCode | null = !isActiveController(broker, zk)
    ? 'NOT_CONTROLLER'
    : known === undefined
      ? 'BROKER_ID_NOT_REGISTERED'
      : known === request.brokerEpoch
        ? null
        : 'STALE_BROKER_EPOCH';
  if (error === null) return [{ kind: 'readProducerIds', replyTo }];
  reply(ctx, replyTo, errorResponse('AllocateProducerIds', error));
  return [];
}
