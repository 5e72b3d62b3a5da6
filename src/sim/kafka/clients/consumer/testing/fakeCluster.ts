import type { TimeUs } from '../../../../../base/flavor.ts';
import { addRunningNode, createSimulation, emptyKernelState, runUntil, takeFacts, type Simulation } from '../../../../kernel/simulation.ts';
import type { FactRecord, Model, NodeContext, NodeIndex } from '../../../../kernel/types.ts';
import { resolveConsumerConfig } from '../../../config/resolve.ts';
import type { ConfigOverrides } from '../../../config/types.ts';
import type { Fact, FactType } from '../../../facts.ts';
import { expireRequests, failConnection, reply, takePending, type PendingRequest, type ReplyTo, type RequestTimer } from '../../../net/requestTable.ts';
import type { FetchRequest } from '../../../protocol/dataPlane.ts';
import type { ApiKey, ApiRequest, ApiResponse, Message } from '../../../protocol/messages.ts';
import type { RequestFailure } from '../../../role.ts';
import type { ConsumerSpec } from '../../../spec.ts';
import { consumerRole } from '../consumerRole.ts';
import { createConsumer, type ConsumerContext, type ConsumerNode, type ConsumerTimer } from '../consumerState.ts';
import { commitOffsets, emptyGroup, heartbeat, joinGroup, leaveGroup, syncGroup, type FakeGroup } from './fakeGroup.ts';
import { append, listOffset, readSession, type FakePartition, type FakeSession, type ParkedFetch } from './fakeLogs.ts';

export const MS = 1_000;
export const SECOND = 1_000_000;
const LATENCY_US = 500;

interface FetchExpiry {
  readonly kind: 'fetchExpiry';
}
type Timer = ConsumerTimer | RequestTimer | FetchExpiry;
type Context = NodeContext<Message, Timer, Fact>;

/** One line of what the consumers asked. `broker` is the one that got it. */
export interface Asked<R extends ApiRequest = ApiRequest> {
  readonly at: TimeUs;
  readonly broker: number;
  readonly from: NodeIndex;
  readonly request: R;
}

/** A scripted answer instead of the usual one: 'silence' never answers, null leaves it to the fake. */
export type Script = (request: ApiRequest, broker: number, at: TimeUs) => ApiResponse | 'silence' | null;

/** Brokers that share one mind: there is no replication, and who leads what is as the test says. */
export interface FakeCluster {
  readonly brokers: number;
  partitions: Map<string, FakePartition>;
  coordinator: number;
  group: FakeGroup;
  sessions: Map<number, FakeSession>;
  nextSession: number;
  parked: ParkedFetch[];
  asked: Asked[];
  script: Script;
  consumers: Map<NodeIndex, ConsumerNode>;
}

export interface Harness {
  readonly sim: Simulation<FakeCluster, Message, Timer, never, Fact>;
  readonly cluster: FakeCluster;
  /** All facts so far. */
  readonly told: FactRecord<Fact>[];
}

export interface HarnessOptions {
  readonly brokers?: number;
  /** For each topic, the leader of each partition. */
  readonly topics: Readonly<Record<string, readonly number[]>>;
}

/** Brokers 1 to n stand at the nodes 0 to n - 1; the wire takes half a millisecond. */
export function createHarness(options: HarnessOptions): Harness {
  const brokers = options.brokers ?? 1;
  const partitions = new Map<string, FakePartition>();
  for (const [topic, leaders] of Object.entries(options.topics)) {
    leaders.forEach((leader, partition) => {
      partitions.set(`${topic}-${partition}`, { topic, partition, leader, leaderEpoch: 0, logStartOffset: 0, batches: [] });
    });
  }
  const cluster: FakeCluster = {
    brokers,
    partitions,
    coordinator: 1,
    group: emptyGroup(),
    sessions: new Map(),
    nextSession: 1,
    parked: [],
    asked: [],
    script: () => null,
    consumers: new Map(),
  };
  const link = { latencyUs: LATENCY_US, jitterUs: 0, bytesPerSecond: null, lossPermille: 0 };
  const sim = createSimulation(model, emptyKernelState<Message, Timer, never>(1, link), cluster);
  for (let id = 1; id <= brokers; id += 1) addRunningNode(sim, `broker-${id}`);
  return { sim, cluster, told: [] };
}

export interface ConsumerOptions {
  readonly id?: string;
  readonly topics?: readonly string[];
  readonly processingUs?: number;
  readonly config?: ConfigOverrides;
}

export function addConsumer(harness: Harness, options: ConsumerOptions = {}): ConsumerNode {
  const resolved = resolveConsumerConfig({ 'auto.offset.reset': 'earliest', ...options.config });
  if (!resolved.ok) throw new Error(JSON.stringify(resolved));
  const id = options.id ?? 'c1';
  const spec: ConsumerSpec = {
    id,
    group: 'g',
    topics: options.topics ?? ['orders'],
    processingUs: options.processingUs ?? 0,
    config: resolved.config,
    overrides: options.config ?? {},
  };
  const index = addRunningNode(harness.sim, `consumer:${id}`);
  const bootstrap = Array.from({ length: harness.cluster.brokers }, (_, broker) => broker);
  const node = createConsumer(spec, index, bootstrap);
  harness.cluster.consumers.set(index, node);
  return node;
}

export function run(harness: Harness, until: TimeUs): void {
  runUntil(harness.sim, until);
  harness.told.push(...takeFacts(harness.sim));
}

export function contextOf(harness: Harness, node: ConsumerNode): ConsumerContext {
  return harness.sim.contexts.of(node.node);
}

/** Appends one batch and answers the fetches that wait for it. */
export function produce(harness: Harness, name: string, count: number): void {
  append(partitionOf(harness, name), count, harness.sim.state.now);
  answerParked(harness.cluster, (broker) => harness.sim.contexts.of(broker - 1), false);
}

export function moveLeader(harness: Harness, name: string, leader: number): void {
  const partition = partitionOf(harness, name);
  partition.leader = leader;
  partition.leaderEpoch += 1;
  answerParked(harness.cluster, (broker) => harness.sim.contexts.of(broker - 1), false);
}

export function partitionOf(harness: Harness, name: string): FakePartition {
  const partition = harness.cluster.partitions.get(name);
  if (partition === undefined) throw new Error(`no ${name}`);
  return partition;
}

/** The facts of one type; some shapes stand for several types. */
type FactOf<T extends FactType, F extends Fact = Fact> = F extends { readonly type: infer Types } ? (T extends Types ? F : never) : never;

export function factsOf<T extends FactType>(harness: Harness, type: T): (FactOf<T> & { readonly at: TimeUs })[] {
  const found = harness.told.filter(({ fact }) => fact.type === type);
  return found.map(({ fact, at }) => ({ ...fact, at })) as (FactOf<T> & { readonly at: TimeUs })[];
}

export function askedOf<K extends ApiKey>(harness: Harness, api: K): Asked<Extract<ApiRequest, { api: K }>>[] {
  return harness.cluster.asked.filter(({ request }) => request.api === api) as Asked<Extract<ApiRequest, { api: K }>>[];
}

/** Ids of the records that the application got, in order. */
export function polledIds(harness: Harness, consumer?: string): string[] {
  return factsOf(harness, 'RecordsPolled').flatMap((fact) => (consumer === undefined || fact.consumer === consumer ? fact.ids : []));
}

const model: Model<FakeCluster, Message, Timer, never, Fact> = {
  start(cluster, ctx) {
    const consumer = cluster.consumers.get(ctx.self);
    if (consumer !== undefined) consumerRole.start(consumer, ctx);
  },
  onMessage(cluster, ctx, from, connection, message) {
    if (message.type === 'request') {
      serve(cluster, ctx, { connection, correlationId: message.correlationId }, message.request, from);
      return;
    }
    const consumer = cluster.consumers.get(ctx.self);
    const pending = consumer === undefined ? undefined : takePending(consumer.requests, message);
    if (consumer !== undefined && pending !== undefined) consumerRole.onResponse(consumer, ctx, pending, message.response);
  },
  onTimer(cluster, ctx, timer) {
    if (timer.kind === 'fetchExpiry') {
      answerParked(cluster, () => ctx, true);
      return;
    }
    const consumer = cluster.consumers.get(ctx.self);
    if (consumer === undefined) return;
    if (timer.kind === 'requestTimeout') failAll(consumer, ctx, expireRequests(ctx, consumer.requests), 'timedOut');
    else if (timer.kind !== 'loopback') consumerRole.onTimer(consumer, ctx, timer);
  },
  onDisconnect(cluster, ctx, peer, connection) {
    const consumer = cluster.consumers.get(ctx.self);
    if (consumer !== undefined) failAll(consumer, ctx, failConnection(ctx, consumer.requests, connection, peer), 'disconnected');
    else cluster.parked = cluster.parked.filter((parked) => parked.replyTo.connection !== connection);
  },
  onCommand: () => undefined,
  onCrash(cluster, index) {
    const consumer = cluster.consumers.get(index);
    if (consumer !== undefined) consumerRole.crash(consumer);
  },
  clone: (cluster) => cluster,
  label: (message) => (message.type === 'request' ? message.request.api : message.response.api),
  serviceUs: () => ({ cpuUs: 0, diskUs: 0 }),
};

function failAll(consumer: ConsumerNode, ctx: Context, failed: readonly PendingRequest[], failure: RequestFailure): void {
  for (const pending of failed) consumerRole.onFailure(consumer, ctx, pending, failure);
}

function serve(cluster: FakeCluster, ctx: Context, replyTo: ReplyTo, request: ApiRequest, from: NodeIndex): void {
  const broker = ctx.self + 1;
  cluster.asked.push({ at: ctx.now, broker, from, request });
  const scripted = cluster.script(request, broker, ctx.now);
  if (scripted === 'silence') return;
  if (scripted !== null) reply(ctx, replyTo, scripted);
  else if (request.api === 'Fetch') serveFetch(cluster, ctx, replyTo, request);
  else serveOther(cluster, ctx, replyTo, request);
}

function serveOther(cluster: FakeCluster, ctx: Context, replyTo: ReplyTo, request: ApiRequest): void {
  const broker = ctx.self + 1;
  const { group } = cluster;
  const answer = (to: ReplyTo, response: ApiResponse): void => reply(ctx, to, response);
  const coordinates = broker === cluster.coordinator;
  switch (request.api) {
    case 'Metadata':
      answer(replyTo, describe(cluster, request.topics ?? []));
      return;
    case 'FindCoordinator':
      answer(replyTo, { api: 'FindCoordinator', error: 'NONE', coordinator: cluster.coordinator, node: cluster.coordinator - 1 });
      return;
    case 'JoinGroup':
      if (coordinates) joinGroup(group, answer, replyTo, request);
      else answer(replyTo, { api: 'JoinGroup', error: 'NOT_COORDINATOR', generation: -1, protocol: null, leader: '', memberId: '', members: [] });
      return;
    case 'SyncGroup':
      if (coordinates) syncGroup(group, answer, replyTo, request);
      else answer(replyTo, { api: 'SyncGroup', error: 'NOT_COORDINATOR', assignment: [] });
      return;
    case 'Heartbeat':
      answer(replyTo, { api: 'Heartbeat', error: coordinates ? heartbeat(group, request) : 'NOT_COORDINATOR' });
      return;
    case 'LeaveGroup':
      answer(replyTo, { api: 'LeaveGroup', error: 'NONE' });
      leaveGroup(group, answer, request.memberId);
      return;
    case 'OffsetCommit': {
      const error = coordinates ? commitOffsets(group, request) : 'NOT_COORDINATOR';
      const partitions = request.offsets.map(({ topic, partition }) => ({ topic, partition, error }));
      answer(replyTo, { api: 'OffsetCommit', partitions });
      return;
    }
    case 'OffsetFetch': {
      const offsetOf = (name: string): number => group.committed.get(name) ?? -1;
      const partitions = request.partitions.map((tp) => ({ ...tp, offset: offsetOf(`${tp.topic}-${tp.partition}`), leaderEpoch: -1 }));
      answer(replyTo, { api: 'OffsetFetch', error: coordinates ? 'NONE' : 'NOT_COORDINATOR', partitions: coordinates ? partitions : [] });
      return;
    }
    case 'ListOffsets': {
      const partitions = request.partitions.map((asked) => {
        const { topic, partition } = asked;
        const listed = listOffset(broker, cluster.partitions.get(`${topic}-${partition}`), asked);
        return { topic, partition, ...listed, leaderEpoch: 0 };
      });
      answer(replyTo, { api: 'ListOffsets', partitions });
      return;
    }
    case 'OffsetForLeaderEpoch': {
      const partitions = request.partitions.map((asked) => {
        const { topic, partition } = asked;
        const { error, offset } = listOffset(broker, cluster.partitions.get(`${topic}-${partition}`), { ...asked, timestamp: -1 });
        return { topic, partition, error, leaderEpoch: asked.leaderEpoch, endOffset: offset };
      });
      answer(replyTo, { api: 'OffsetForLeaderEpoch', partitions });
      return;
    }
    default:
      throw new Error(`the fake does not serve ${request.api}`);
  }
}

function describe(cluster: FakeCluster, topics: readonly string[]): ApiResponse {
  return {
    api: 'Metadata',
    brokers: Array.from({ length: cluster.brokers }, (_, index) => ({ id: index + 1, node: index, rack: null })),
    topics: topics.map((name) => {
      const mine = [...cluster.partitions.values()].filter(({ topic }) => topic === name);
      const partitions = mine.map(({ partition, leader, leaderEpoch }) => {
        const lists = { replicas: [leader], isr: [leader], offlineReplicas: [] };
        return { partition, leader, leaderEpoch, ...lists };
      });
      return { name, error: mine.length > 0 ? 'NONE' : 'UNKNOWN_TOPIC_OR_PARTITION', partitions };
    }),
  };
}

/** Keeps the rules of KIP-227 to the letter, so that a client that breaks them is found out. */
function serveFetch(cluster: FakeCluster, ctx: Context, replyTo: ReplyTo, request: FetchRequest): void {
  const broker = ctx.self + 1;
  if (request.sessionEpoch === -1) {
    cluster.sessions.delete(request.sessionId);
    return;
  }
  if (request.sessionEpoch === 0) {
    cluster.sessions.delete(request.sessionId);
    const opened: FakeSession = { id: cluster.nextSession, nextEpoch: 0, partitions: new Map(), told: new Map() };
    cluster.nextSession += 1;
    cluster.sessions.set(opened.id, opened);
  }
  const session = cluster.sessions.get(request.sessionEpoch === 0 ? cluster.nextSession - 1 : request.sessionId);
  if (session === undefined || session.nextEpoch !== request.sessionEpoch) {
    const error = session === undefined ? 'FETCH_SESSION_ID_NOT_FOUND' : 'INVALID_FETCH_SESSION_EPOCH';
    reply(ctx, replyTo, { api: 'Fetch', error, sessionId: 0, partitions: [] });
    return;
  }
  session.nextEpoch += 1;
  for (const { topic, partition } of request.forgotten) session.partitions.delete(`${topic}-${partition}`);
  for (const asked of request.partitions) session.partitions.set(`${asked.topic}-${asked.partition}`, asked);
  const response = readSession(broker, cluster.partitions, session, request, false);
  if (response !== null) {
    reply(ctx, replyTo, response);
    return;
  }
  cluster.parked.push({ broker, replyTo, session, request, expiresAt: ctx.now + request.maxWaitUs });
  ctx.setTimer(request.maxWaitUs, { kind: 'fetchExpiry' });
}

function answerParked(cluster: FakeCluster, ctxOf: (broker: number) => Context, byTime: boolean): void {
  const { parked } = cluster;
  cluster.parked = [];
  for (const fetch of parked) {
    const ctx = ctxOf(fetch.broker);
    const isMine = ctx.self === fetch.broker - 1;
    const timeIsUp = byTime && isMine && fetch.expiresAt <= ctx.now;
    const response = isMine ? readSession(fetch.broker, cluster.partitions, fetch.session, fetch.request, timeIsUp) : null;
    if (response === null) cluster.parked.push(fetch);
    else reply(ctx, fetch.replyTo, response);
  }
}
