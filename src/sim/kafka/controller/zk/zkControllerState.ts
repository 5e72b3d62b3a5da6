import type { NodeIndex, TimerId } from '../../../kernel/types.ts';
import type { ReplyTo } from '../../net/requestTable.ts';
import type {
  AllocateProducerIdsRequest,
  AlterPartitionRequest,
  AlterPartitionResponse,
  ElectLeadersRequest,
} from '../../protocol/controlPlane.ts';
import type {
  ControlledShutdownRequest,
  PartitionStateOrder,
  StateChangeRequest,
  StopReplicaOrder,
} from '../../protocol/stateChange.ts';
import type { BrokerId, TopicPartition, TopicPartitionName } from '../../types.ts';
import type { LeaderAndIsrData } from '../../zookeeper/znode.ts';
import type { PartitionInfo } from './zkAlterPartition.ts';
import type { ZkElected, ZkElectionStrategy } from './zkLeaderElection.ts';

/** What the controller does one after the other (`ControllerEvent`). */
export type ControllerEvent =
  /** `startup`, `reelect`: nobody may be the controller. `controllerChange`: somebody else may be. `newSession`: register first. */
  | { readonly kind: 'startup' | 'reelect' | 'controllerChange' | 'newSession' }
  | { readonly kind: 'brokerChange' | 'topicChange' | 'topicDeletion' | 'autoRebalance' }
  | { readonly kind: 'partitionChange'; readonly topic: string }
  | { readonly kind: 'replicasDeleted'; readonly broker: BrokerId; readonly topics: readonly string[] }
  | { readonly kind: 'controlledShutdown'; readonly replyTo: ReplyTo; readonly request: ControlledShutdownRequest }
  | { readonly kind: 'alterPartition'; readonly replyTo: ReplyTo; readonly request: AlterPartitionRequest }
  | { readonly kind: 'electLeaders'; readonly replyTo: ReplyTo; readonly request: ElectLeadersRequest }
  | { readonly kind: 'allocateProducerIds'; readonly replyTo: ReplyTo; readonly request: AllocateProducerIdsRequest };

export type AlteredPartition = AlterPartitionResponse['partitions'][number];

export interface ElectionWrite extends TopicPartition {
  readonly elected: ZkElected;
}

export interface IsrWrite extends TopicPartition {
  readonly data: LeaderAndIsrData;
}

/** One step of an event. Those that ask ZooKeeper are done when the answers are there: see `begin.ts` and `finish.ts`. */
export type ControllerStep =
  | { readonly kind: 'readController'; readonly next: 'elect' | 'resign' }
  | { readonly kind: 'register' | 'readEpoch' }
  | { readonly kind: 'claim'; readonly epoch: number; readonly version: number }
  | { readonly kind: 'verifyClaim'; readonly epoch: number }
  | { readonly kind: 'readBrokerIds' | 'readTopicNames'; readonly purpose: ReadPurpose }
  | { readonly kind: 'readBrokers'; readonly purpose: ReadPurpose; readonly ids: readonly BrokerId[] }
  | { readonly kind: 'readTopics'; readonly purpose: ReadPurpose; readonly names: readonly string[] }
  | { readonly kind: 'readStates'; readonly partitions: readonly TopicPartition[] }
  | { readonly kind: 'readDeletions' | 'retryDeletions' }
  | { readonly kind: 'deleteTopics'; readonly names: readonly string[] }
  | { readonly kind: 'startMachines' | 'ready' | 'sendBatch' | 'triggerOnline' | 'rebalance' }
  /** `partitions` null: of those with a leader. `brokers` null: to all. */
  | { readonly kind: 'updateMetadata'; readonly brokers: readonly BrokerId[] | null; readonly partitions: readonly TopicPartition[] | null }
  | { readonly kind: 'brokersUp'; readonly brokers: readonly (LiveBroker & { readonly id: BrokerId })[] }
  | { readonly kind: 'brokersDown'; readonly brokers: readonly BrokerId[] }
  | { readonly kind: 'replicasOnline'; readonly brokers: readonly BrokerId[] }
  | { readonly kind: 'replicasOffline'; readonly broker: BrokerId; readonly partitions: readonly TopicPartition[] }
  | { readonly kind: 'writeOffline'; readonly broker: BrokerId; readonly writes: readonly IsrWrite[] }
  | { readonly kind: 'elect'; readonly strategy: ZkElectionStrategy; readonly partitions: readonly TopicPartition[] }
  | { readonly kind: 'writeElected'; readonly strategy: ZkElectionStrategy; readonly writes: readonly ElectionWrite[] }
  | { readonly kind: 'initialize'; readonly writes: readonly IsrWrite[] }
  | {
      readonly kind: 'writeIsrs';
      readonly replyTo: ReplyTo;
      readonly writes: readonly IsrWrite[];
      readonly answered: readonly AlteredPartition[];
    }
  | { readonly kind: 'answerShutdown'; readonly replyTo: ReplyTo; readonly broker: BrokerId }
  | { readonly kind: 'answerElection'; readonly replyTo: ReplyTo; readonly request: ElectLeadersRequest; readonly needed: readonly TopicPartition[] }
  | { readonly kind: 'readProducerIds'; readonly replyTo: ReplyTo }
  | { readonly kind: 'writeProducerIds'; readonly replyTo: ReplyTo; readonly first: number; readonly version: number };

/** `failover`: all of it. `change`: what a watch told of. */
export type ReadPurpose = 'failover' | 'change';

export interface LiveBroker {
  /** `czxid` of its znode. */
  readonly epoch: number;
  readonly node: NodeIndex;
  readonly rack: string | null;
}

export interface PartitionContext {
  replicas: readonly BrokerId[];
  /** `new`: no state znode yet. `offline`: its leader is gone. */
  state: 'new' | 'online' | 'offline';
  info: PartitionInfo | null;
}

export interface TopicContext {
  readonly id: number;
  readonly partitions: PartitionContext[];
}

export interface TopicDeletion {
  readonly told: boolean;
  readonly done: readonly BrokerId[];
}

/** Orders that are gathered before they are sent (`ControllerBrokerRequestBatch`). */
export interface RequestBatch {
  leaderAndIsr: Map<BrokerId, Map<TopicPartitionName, PartitionStateOrder>>;
  updateMetadata: Map<TopicPartitionName, PartitionStateOrder>;
  updateBrokers: Set<BrokerId>;
  deleted: Map<TopicPartitionName, TopicPartition>;
  stopReplica: Map<BrokerId, Map<TopicPartitionName, StopReplicaOrder>>;
}

/** Orders to one broker, sent one at a time in their order (`RequestSendThread`). */
export interface BrokerChannel {
  readonly node: NodeIndex;
  queue: StateChangeRequest[];
  inFlight: number | null;
  timer: TimerId | null;
}

/** `KafkaController`: every broker has one, and one of them at a time is active. All of it is lost with the process. */
export interface ZkControllerState {
  /** Whom this broker takes for the controller, by what it read last; -1 for nobody. */
  activeId: BrokerId;
  epoch: number;
  /** Version of `/controller_epoch`, under which everything is written: so nobody writes who is the controller no more. */
  epochVersion: number;
  queue: ControllerEvent[];
  steps: ControllerStep[];
  /** Answers of ZooKeeper are awaited. */
  waiting: boolean;
  /** When this broker became the controller, for those who look on. */
  electedAt: number;
  live: Map<BrokerId, LiveBroker>;
  shuttingDown: Set<BrokerId>;
  topics: Map<string, TopicContext>;
  /** Topics that are being deleted: whether brokers were told, and who has deleted its copies. */
  deleting: Map<string, TopicDeletion>;
  batch: RequestBatch;
  channels: Map<BrokerId, BrokerChannel>;
  rebalanceTimer: TimerId | null;
}

export function freshZkController(): ZkControllerState {
  return {
    activeId: -1,
    epoch: 0,
    epochVersion: -1,
    queue: [],
    steps: [],
    waiting: false,
    electedAt: 0,
    live: new Map(),
    shuttingDown: new Set(),
    topics: new Map(),
    deleting: new Map(),
    batch: emptyBatch(),
    channels: new Map(),
    rebalanceTimer: null,
  };
}

export function emptyBatch(): RequestBatch {
  return {
    leaderAndIsr: new Map(),
    updateMetadata: new Map(),
    updateBrokers: new Set(),
    deleted: new Map(),
    stopReplica: new Map(),
  };
}

export function cloneZkController(controller: ZkControllerState): ZkControllerState {
  return {
    ...controller,
    queue: controller.queue.slice(),
    steps: controller.steps.slice(),
    live: new Map(controller.live),
    shuttingDown: new Set(controller.shuttingDown),
    topics: new Map([...controller.topics].map(([name, topic]) => [name, cloneTopic(topic)])),
    deleting: new Map(controller.deleting),
    batch: cloneBatch(controller.batch),
    channels: new Map([...controller.channels].map(([id, channel]) => [id, { ...channel, queue: channel.queue.slice() }])),
  };
}

function cloneTopic({ id, partitions }: TopicContext): TopicContext {
  return { id, partitions: partitions.map((partition) => ({ ...partition })) };
}

function cloneBatch(batch: RequestBatch): RequestBatch {
  return {
    leaderAndIsr: new Map([...batch.leaderAndIsr].map(([broker, orders]) => [broker, new Map(orders)])),
    updateMetadata: new Map(batch.updateMetadata),
    updateBrokers: new Set(batch.updateBrokers),
    deleted: new Map(batch.deleted),
    stopReplica: new Map([...batch.stopReplica].map(([broker, orders]) => [broker, new Map(orders)])),
  };
}

export function partitionOf(controller: ZkControllerState, { topic, partition }: TopicPartition): PartitionContext | undefined {
  return controller.topics.get(topic)?.partitions[partition];
}

/** Calls back for every partition that is known, in order. */
export function forEachPartition(
  controller: ZkControllerState,
  visit: (partition: PartitionContext, name: TopicPartition) => void,
): void {
  for (const [topic, { partitions }] of controller.topics) {
    partitions.forEach((context, partition) => visit(context, { topic, partition }));
  }
}

/** Live and not about to stop (`ControllerContext.liveBrokerIds`). */
export function isOnline(controller: ZkControllerState, broker: BrokerId): boolean {
  return controller.live.has(broker) && !controller.shuttingDown.has(broker);
}
