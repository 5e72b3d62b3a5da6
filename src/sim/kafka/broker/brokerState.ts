import type { DurationUs, TimeUs } from '../../../base/flavor.ts';
import type { ConnectionId } from '../../kernel/networkTypes.ts';
import type { NodeIndex, TimerId } from '../../kernel/types.ts';
import type { BrokerConfig, ConfigOverrides, TopicConfig } from '../config/types.ts';
import {
  activeController,
  cloneObserver,
  crashObserver,
  type RaftObserver,
} from '../controller/raft/observer.ts';
import type { ObserverTimer } from '../controller/raft/observer.ts';
import type { CoordinatorTimer } from '../group/coordinatorEnv.ts';
import {
  cloneGroupCoordinator,
  emptyGroupCoordinator,
  type GroupCoordinator,
} from '../group/coordinatorState.ts';
import { EMPTY_IMAGE, partitionIn, type MetadataImage } from '../metadata/image.ts';
import {
  cloneRequestTable,
  emptyRequestTable,
  type ReplyTo,
  type RequestTable,
} from '../net/requestTable.ts';
import type { AlterPartitionProposal } from '../protocol/controlPlane.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { RoleContext } from '../role.ts';
import type { BrokerId, LeaderEpoch, Offset, TopicId, TopicPartition, TopicPartitionName } from '../types.ts';
import type { RemoteReads } from './remoteFetch.ts';
import { afterCrash, cloneReplica, type Replica } from './replica.ts';
import { cloneQuota, unlimitedQuota, type ReplicationQuota } from './replicationQuota.ts';
import { cloneZkBroker, crashZkBroker, type ZkBroker, type ZkTimer } from './zk/zkBrokerState.ts';

export type BrokerTimer =
  | { readonly kind: 'communicate' | 'attempt' }
  | { readonly kind: 'shutdownDeadline' }
  | { readonly kind: 'registrationDeadline' }
  | { readonly kind: 'isrExpiration' }
  | { readonly kind: 'highWatermarkCheckpoint' }
  | { readonly kind: 'logCleaner' | 'remoteLogTask' }
  | { readonly kind: 'fetchExpiry' }
  | { readonly kind: 'produceExpiry' }
  | { readonly kind: 'alterPartitionRetry' }
  | { readonly kind: 'deleteExpiry'; readonly id: number }
  | { readonly kind: 'logRetention' | 'logFlush' | 'logStartCheckpoint' }
  | ({ readonly kind: 'deleteFiles'; readonly topicId: number; readonly segments: number; readonly bytes: number } & TopicPartition)
  | { readonly kind: 'fetchBackoff' | 'partitionBackoff'; readonly leader: BrokerId }
  | CoordinatorTimer
  | ObserverTimer
  | ZkTimer;

export type BrokerContext = RoleContext<BrokerTimer>;

/** What a fetcher has told its leader of one partition, kept by the leader between requests (KIP-227). */
export interface SessionPartition extends TopicPartition {
  readonly name: TopicPartitionName;
  /** Of the topic that is meant; null when the fetcher did not say. */
  topicId: TopicId | null;
  /** When the last request came, there was no topic of that id here. */
  isUnknownTopic: boolean;
  fetchOffset: Offset;
  logStartOffset: Offset;
  lastFetchedEpoch: LeaderEpoch;
  currentLeaderEpoch: LeaderEpoch;
  maxBytes: number;
  /** When the last request came, before the leader learnt from it. */
  seenHighWatermark: Offset;
  /** As last told; a change alone is worth telling in the next answer. */
  toldHighWatermark: Offset;
  toldLogStartOffset: Offset;
  /** Has records or offsets to tell; listed in the session's `dirty`. */
  dirty: boolean;
}

export interface ParkedFetch {
  readonly replyTo: ReplyTo;
  readonly expiresAt: TimeUs;
  readonly minBytes: number;
  readonly maxBytes: number;
  /** What remote storage is asked for; null when nothing is. */
  readonly remote: RemoteReads | null;
}

export interface FetchSession {
  readonly id: number;
  readonly connection: ConnectionId;
  /** -1 for a consumer. */
  readonly replicaId: BrokerId;
  readonly replicaEpoch: number;
  /** Where a consumer stands, as its last request said; empty when it does not say. */
  rack: string;
  nextEpoch: number;
  lastFetchAt: TimeUs;
  partitions: Map<string, SessionPartition>;
  dirty: SessionPartition[];
  parked: ParkedFetch | null;
}

/** A Produce request with acks=all that waits for high watermarks (`DelayedProduce`). */
export interface ParkedProduce {
  readonly replyTo: ReplyTo;
  readonly expiresAt: TimeUs;
  readonly partitions: ParkedProducePartition[];
  pending: number;
}

export interface ParkedProducePartition extends TopicPartition {
  readonly baseOffset: Offset;
  /** The high watermark that makes it committed. */
  readonly requiredOffset: Offset;
  /** null while it waits. */
  error: ErrorCode | null;
}

/** A DeleteRecords request that waits for followers (`DelayedDeleteRecords`). */
export interface ParkedDelete {
  readonly replyTo: ReplyTo;
  readonly timer: TimerId;
  readonly partitions: ParkedDeletePartition[];
}

export interface ParkedDeletePartition extends TopicPartition {
  /** Where all live replicas have to start. */
  readonly requiredOffset: Offset;
  lowWatermark: Offset;
  /** null while it waits. */
  error: ErrorCode | null;
}

/** The follower's side of one partition's replication. */
export interface FetcherPartition extends TopicPartition {
  readonly currentLeaderEpoch: LeaderEpoch;
  /** The leader does not know the position yet; listed in the fetcher's `changed`. */
  changed: boolean;
  /** Answers count only once the leader has been asked with this epoch. */
  inSession: boolean;
  /** The position that the leader was told last. */
  fetchOffset: Offset;
  /** After an error; 0 when not waiting. */
  delayedUntil: TimeUs;
  /** Without epochs: where to cut if the leader cannot tell (`initialFetchOffset`). */
  readonly initialFetchOffset: Offset;
  /** How far below the leader's high watermark the last answer left it; null before the first. */
  lag: number | null;
  /** The leader has to be asked where its epochs end before anything is fetched. Only before Kafka 2.7; see `epochTruncation.ts`. */
  truncating: boolean;
}

/** Fetches all partitions that one other broker leads and this one follows (`ReplicaFetcherThread`). */
export interface ReplicaFetcher {
  readonly leader: BrokerId;
  sessionId: number;
  nextSessionEpoch: number;
  partitions: Map<string, FetcherPartition>;
  /** Names whose position the leader does not know yet; their partitions are marked `changed`. */
  changed: TopicPartitionName[];
  forgotten: TopicPartition[];
  /** Correlation id of the fetch that is under way. */
  inFlight: number | null;
  backoffTimer: TimerId | null;
}

export type LifecycleState = 'starting' | 'recovery' | 'running' | 'shutting-down' | 'stopped';

export interface Lifecycle {
  state: LifecycleState;
  /** Counts process starts; stands for the random id that Kafka draws. */
  incarnation: number;
  brokerEpoch: number;
  /** Broker epoch at the last clean stop; -1 after a crash. On disk. */
  cleanShutdownEpoch: number;
  readyToUnfence: boolean;
  fenced: boolean;
  /** For the next heartbeat, or the next attempt at the one that is under way. */
  timer: TimerId | null;
  /** When the registration or heartbeat that is under way was due; null when none is. */
  queuedAt: TimeUs | null;
  /** Something is to be told as soon as the one under way is answered. */
  isNextImmediate: boolean;
  /** The controller has answered a heartbeat of the controlled shutdown. */
  isShutdownAnswered: boolean;
}

export interface AlterPartitionManager {
  /** What was proposed and has not been answered, by the partition's name. */
  unsent: Map<TopicPartitionName, AlterPartitionProposal>;
  inFlight: number | null;
  retryTimer: TimerId | null;
}

/** What the broker's care for its logs has to remember. */
export interface LogTasks {
  /** Starts of logs are written from this time on, once in each interval in which one has moved. */
  checkpointsFromUs: TimeUs;
  checkpointTimer: TimerId | null;
  /** When in its 5 seconds the kernel of this machine looks for pages to write back; -1 until the machine runs. */
  writebackPhaseUs: DurationUs;
}

/** Requests this broker passed on to the controller, by their correlation id. */
export type Forwarded = Map<number, ReplyTo>;

export interface BrokerNode {
  readonly role: 'broker';
  readonly id: BrokerId;
  readonly node: NodeIndex;
  readonly rack: string | null;
  readonly config: BrokerConfig;
  /** What topics that set nothing have: defaults under the cluster's and this broker's own entries, also those set at run time. */
  topicDefaults: TopicConfig;
  readonly overrides: ConfigOverrides;
  /** Where remote storage is reached; null in a cluster without. */
  remoteStorage: NodeIndex | null;
  requests: RequestTable;
  lifecycle: Lifecycle;
  observer: RaftObserver;
  /** In a cluster with ZooKeeper (Kafka before 4.0): what stands in place of the observer and the lifecycle. Else null. */
  zk: ZkBroker | null;
  image: MetadataImage;
  /** Copies on this broker's disk: topic, then partition. */
  replicas: Map<string, Map<number, Replica>>;
  fetchers: Map<BrokerId, ReplicaFetcher>;
  sessions: Map<number, FetchSession>;
  nextSession: number;
  fetchTimer: TimerId | null;
  fetchTimerAt: TimeUs;
  produces: Map<number, ParkedProduce>;
  nextProduce: number;
  produceTimer: TimerId | null;
  produceTimerAt: TimeUs;
  deletes: Map<number, ParkedDelete>;
  nextDelete: number;
  alterPartition: AlterPartitionManager;
  logTasks: LogTasks;
  coordinator: GroupCoordinator;
  forwarded: Forwarded;
  producerIds: { next: number; end: number; waiting: ReplyTo[]; inFlight: number | null };
  /** Limits on what throttled partitions take, as their leader and as their follower. */
  replicationQuotas: { readonly leader: ReplicationQuota; readonly follower: ReplicationQuota };
  /** Sessions with something new, to be answered when the current event is done (`ActionQueue`). */
  wake: Set<number>;
  /** High watermarks of `__consumer_offsets` partitions that the coordinator has not been told, likewise. */
  offsetsAdvanced: Map<number, Offset>;
}

export function freshVolatile(): Pick<
  BrokerNode,
  | 'requests'
  | 'fetchers'
  | 'sessions'
  | 'fetchTimer'
  | 'fetchTimerAt'
  | 'produces'
  | 'produceTimer'
  | 'produceTimerAt'
  | 'deletes'
  | 'alterPartition'
  | 'coordinator'
  | 'forwarded'
  | 'producerIds'
  | 'replicationQuotas'
  | 'wake'
  | 'offsetsAdvanced'
> {
  return {
    requests: emptyRequestTable(),
    fetchers: new Map(),
    sessions: new Map(),
    fetchTimer: null,
    fetchTimerAt: 0,
    produces: new Map(),
    produceTimer: null,
    produceTimerAt: 0,
    alterPartition: { unsent: new Map(), inFlight: null, retryTimer: null },
    deletes: new Map(),
    coordinator: emptyGroupCoordinator(),
    forwarded: new Map(),
    producerIds: { next: 0, end: 0, waiting: [], inFlight: null },
    replicationQuotas: { leader: unlimitedQuota(), follower: unlimitedQuota() },
    wake: new Set(),
    offsetsAdvanced: new Map(),
  };
}

/** What a process knows before it has spoken to a controller. */
export function freshLifecycle(): Pick<
  Lifecycle,
  'brokerEpoch' | 'readyToUnfence' | 'fenced' | 'timer' | 'queuedAt' | 'isNextImmediate' | 'isShutdownAnswered'
> {
  return {
    brokerEpoch: -1,
    readyToUnfence: false,
    fenced: true,
    timer: null,
    queuedAt: null,
    isNextImmediate: false,
    isShutdownAnswered: false,
  };
}

/** The process died: keep logs, metadata log and checkpoints, forget the rest. */
export function crashBroker(broker: BrokerNode): void {
  const nextCorrelation = broker.requests.next;
  Object.assign(broker, freshVolatile());
  broker.requests.next = nextCorrelation;
  crashObserver(broker.observer);
  if (broker.zk !== null) broker.zk = crashZkBroker(broker.zk);
  broker.image = EMPTY_IMAGE;
  broker.logTasks.checkpointTimer = null;
  broker.lifecycle = {
    state: 'stopped',
    incarnation: broker.lifecycle.incarnation,
    // A process deletes the file that tells of a clean end as soon as it has read it, and writes it anew only at such an end.
    cleanShutdownEpoch: broker.lifecycle.state === 'stopped' ? broker.lifecycle.cleanShutdownEpoch : -1,
    ...freshLifecycle(),
  };
  for (const partitions of broker.replicas.values()) {
    for (const replica of partitions.values()) afterCrash(replica);
  }
}

export function cloneBroker(broker: BrokerNode): BrokerNode {
  return {
    ...broker,
    requests: cloneRequestTable(broker.requests),
    lifecycle: { ...broker.lifecycle },
    observer: cloneObserver(broker.observer),
    zk: broker.zk === null ? null : cloneZkBroker(broker.zk),
    replicas: cloneNested(broker.replicas),
    fetchers: mapValues(broker.fetchers, cloneFetcher),
    sessions: mapValues(broker.sessions, cloneSession),
    produces: mapValues(broker.produces, cloneProduce),
    deletes: mapValues(broker.deletes, cloneDelete),
    alterPartition: {
      unsent: new Map(broker.alterPartition.unsent),
      inFlight: broker.alterPartition.inFlight,
      retryTimer: broker.alterPartition.retryTimer,
    },
    logTasks: { ...broker.logTasks },
    coordinator: cloneGroupCoordinator(broker.coordinator),
    forwarded: new Map(broker.forwarded),
    producerIds: { ...broker.producerIds, waiting: broker.producerIds.waiting.slice() },
    replicationQuotas: {
      leader: cloneQuota(broker.replicationQuotas.leader),
      follower: cloneQuota(broker.replicationQuotas.follower),
    },
    wake: new Set(broker.wake),
    offsetsAdvanced: new Map(broker.offsetsAdvanced),
  };
}

function cloneNested(replicas: BrokerNode['replicas']): BrokerNode['replicas'] {
  const copy: BrokerNode['replicas'] = new Map();
  for (const [topic, partitions] of replicas) copy.set(topic, mapValues(partitions, cloneReplica));
  return copy;
}

function mapValues<K, V>(map: Map<K, V>, clone: (value: V) => V): Map<K, V> {
  const copy = new Map<K, V>();
  for (const [key, value] of map) copy.set(key, clone(value));
  return copy;
}

function cloneFetcher(fetcher: ReplicaFetcher): ReplicaFetcher {
  return {
    ...fetcher,
    partitions: mapValues(fetcher.partitions, (partition) => ({ ...partition })),
    changed: fetcher.changed.slice(),
    forgotten: fetcher.forgotten.slice(),
  };
}

function cloneSession(session: FetchSession): FetchSession {
  const partitions = mapValues(session.partitions, (partition) => ({ ...partition }));
  const dirty = session.dirty.map(({ name }) => partitions.get(name) as SessionPartition);
  return { ...session, partitions, dirty };
}

function cloneProduce(produce: ParkedProduce): ParkedProduce {
  return { ...produce, partitions: produce.partitions.map((partition) => ({ ...partition })) };
}

function cloneDelete(parked: ParkedDelete): ParkedDelete {
  return { ...parked, partitions: parked.partitions.map((partition) => ({ ...partition })) };
}

export function replicaOf(
  broker: BrokerNode,
  topic: string,
  partition: number,
): Replica | undefined {
  return broker.replicas.get(topic)?.get(partition);
}

/** Why a request for a partition that has no copy here cannot be served (`ReplicaManager.getPartitionOrError`). */
export function missingReplica(
  broker: BrokerNode,
  topic: string,
  partition: number,
): 'NOT_LEADER_OR_FOLLOWER' | 'UNKNOWN_TOPIC_OR_PARTITION' {
  return partitionIn(broker.image, topic, partition) === undefined ? 'UNKNOWN_TOPIC_OR_PARTITION' : 'NOT_LEADER_OR_FOLLOWER';
}

/** Whether a request names the topic by an id that this broker's metadata does not have: it means one that is gone, or is yet to come (KIP-516). */
export function isUnknownTopic(broker: BrokerNode, topic: string, topicId: TopicId | null, replica: Replica | undefined): boolean {
  if (topicId === null || replica?.topicId === topicId) return false;
  return broker.image.topics.get(topic)?.id !== topicId;
}

/** The node that the controller runs on, as far as this broker knows. */
export function controllerNode(broker: BrokerNode): NodeIndex | null {
  return broker.zk === null ? activeController(broker.observer) : nodeOfBroker(broker, broker.zk.controllerId);
}

/** Where another broker is reached, as this broker's metadata says; null when it is not registered. */
export function nodeOfBroker(broker: BrokerNode, id: BrokerId): NodeIndex | null {
  return broker.image.brokers.get(id)?.node ?? null;
}

