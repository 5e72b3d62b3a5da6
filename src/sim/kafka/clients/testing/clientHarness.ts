import type { TimeUs } from '../../../../base/flavor.ts';
import type { ConnectionId } from '../../../kernel/networkTypes.ts';
import { addRunningNode, createSimulation, emptyKernelState, runUntil, scheduleCommand, takeFacts, type Simulation } from '../../../kernel/simulation.ts';
import type { FactRecord, Model, NodeContext, NodeIndex } from '../../../kernel/types.ts';
import type { Fact } from '../../facts.ts';
import { checkAppend, recordAppend, type ProducerStateEntry } from '../../log/producerStateManager.ts';
import type { ProducerBatch } from '../../log/recordBatch.ts';
import { expireRequests, failConnection, reply, takePending, type ReplyTo, type RequestTable, type RequestTimer } from '../../net/requestTable.ts';
import type { MetadataResponse, ProducePartitionResponse, ProduceRequest } from '../../protocol/dataPlane.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import type { ApiRequest, ApiResponse, Message } from '../../protocol/messages.ts';
import type { RoleContext, RoleHandlers } from '../../role.ts';
import type { BrokerId } from '../../types.ts';

/** One client among brokers that a test scripts: answers are as Kafka's unless the test gives others. */
export interface Harness<N, T> {
  readonly sim: Simulation<World<N>, Message, T | RequestTimer, Act<T>, Fact>;
  readonly cluster: FakeCluster;
  readonly client: N;
  readonly clientNode: NodeIndex;
  /** All facts so far. */
  readonly facts: FactRecord<Fact>[];
  /** Runs events up to and including that time. */
  until(at: TimeUs): void;
  /** Makes the client act now. */
  act(action: (node: N, ctx: RoleContext<T>) => void): void;
  nodeOf(broker: BrokerId): NodeIndex;
  /** Requests of that kind that reached brokers, in order. */
  received<A extends ApiRequest['api']>(api: A): Received<Extract<ApiRequest, { api: A }>>[];
  ofType<K extends Fact['type']>(type: K): (Extract<Fact, { type: K }> & { at: TimeUs })[];
  /** Answers a request that the script kept waiting. */
  answer(received: Received<ApiRequest>, response: ApiResponse): void;
}

export interface Received<R> {
  readonly at: TimeUs;
  readonly broker: BrokerId;
  readonly replyTo: ReplyTo;
  readonly request: R;
}

export interface FakePartition {
  leader: BrokerId;
  leaderEpoch: number;
  batches: (ProducerBatch & { baseOffset: number })[];
  endOffset: number;
  producers: Map<number, ProducerStateEntry>;
}

/** `wait`: the test answers later, or never. */
export type Script = (request: ApiRequest, broker: BrokerId) => ApiResponse | 'wait' | undefined;

export interface FakeCluster {
  readonly nodes: Map<BrokerId, NodeIndex>;
  readonly topics: Map<string, FakePartition[]>;
  readonly received: Received<ApiRequest>[];
  script: Script;
  nextProducerId: number;
}

interface World<N> {
  client: N | null;
  readonly clientNode: NodeIndex;
  readonly brokers: Map<NodeIndex, BrokerId>;
}

interface Act<T> {
  readonly run: (ctxFor: (node: NodeIndex) => NodeContext<Message, T | RequestTimer, Fact>) => void;
}

/** One way between any two nodes, in microseconds. A new connection takes two more. */
export const LATENCY_US = 500;

export function clientHarness<N extends { requests: RequestTable }, T extends { readonly kind: string }>(
  role: RoleHandlers<N, T>,
  create: (node: NodeIndex, bootstrap: readonly NodeIndex[]) => N,
  brokers: readonly BrokerId[],
  topics: Readonly<Record<string, readonly BrokerId[]>>,
  seed = 1,
): Harness<N, T> {
  const cluster: FakeCluster = { nodes: new Map(), topics: new Map(), received: [], script: () => undefined, nextProducerId: 1000 };
  for (const [name, leaders] of Object.entries(topics)) cluster.topics.set(name, leaders.map(newPartition));
  const world: World<N> = { client: null, clientNode: 0, brokers: new Map() };
  const link = { latencyUs: LATENCY_US, jitterUs: 0, bytesPerSecond: null, lossPermille: 0 };
  const model = modelOf(role, cluster);
  const sim = createSimulation(model, emptyKernelState<Message, T | RequestTimer, Act<T>>(seed, link), world);
  const clientNode = addRunningNode(sim, 'client');
  for (const broker of brokers) {
    const node = addRunningNode(sim, `broker-${broker}`);
    world.brokers.set(node, broker);
    cluster.nodes.set(broker, node);
  }
  world.client = create(clientNode, [...cluster.nodes.values()]);
  const facts: FactRecord<Fact>[] = [];
  const until = (at: TimeUs): void => {
    runUntil(sim, at);
    for (const fact of takeFacts(sim)) facts.push(fact);
  };
  return {
    sim,
    cluster,
    get client() {
      return sim.world.client as N;
    },
    clientNode,
    facts,
    until,
    act(action) {
      scheduleCommand(sim, sim.state.now, { run: (ctxFor) => action(sim.world.client as N, ctxFor(clientNode)) });
      until(sim.state.now);
    },
    nodeOf: (broker) => cluster.nodes.get(broker) ?? -1,
    received: <A extends ApiRequest['api']>(api: A) =>
      cluster.received.filter((each): each is Received<Extract<ApiRequest, { api: A }>> => each.request.api === api),
    ofType: <K extends Fact['type']>(type: K) =>
      facts.filter((each) => each.fact.type === type).map((each) => ({ ...(each.fact as Extract<Fact, { type: K }>), at: each.at })),
    answer(received, response) {
      const node = cluster.nodes.get(received.broker) ?? -1;
      scheduleCommand(sim, sim.state.now, { run: (ctxFor) => reply(ctxFor(node), received.replyTo, response) });
      until(sim.state.now);
    },
  };
}

export function newPartition(leader: BrokerId): FakePartition {
  return { leader, leaderEpoch: 0, batches: [], endOffset: 0, producers: new Map() };
}

/** A Produce answer with one outcome for all partitions of the request. */
export function produceAnswer(request: ProduceRequest, error: ErrorCode, baseOffset = -1): ApiResponse {
  return {
    api: 'Produce',
    partitions: request.partitions.map(({ topic, partition }) => ({ topic, partition, error, baseOffset, currentLeader: null })),
  };
}

function modelOf<N extends { requests: RequestTable }, T extends { readonly kind: string }>(
  role: RoleHandlers<N, T>,
  cluster: FakeCluster,
): Model<World<N>, Message, T | RequestTimer, Act<T>, Fact> {
  type Ctx = NodeContext<Message, T | RequestTimer, Fact>;
  const clientOf = (world: World<N>): N => world.client as N;
  return {
    start(world, ctx) {
      if (ctx.self === world.clientNode) role.start(clientOf(world), ctx);
    },
    onMessage(world, ctx, _from, connection, body) {
      if (body.type === 'response') {
        const pending = takePending(clientOf(world).requests, body);
        if (pending !== undefined) role.onResponse(clientOf(world), ctx, pending, body.response);
        return;
      }
      const broker = world.brokers.get(ctx.self) ?? -1;
      const replyTo = { connection, correlationId: body.correlationId };
      cluster.received.push({ at: ctx.now, broker, replyTo, request: body.request });
      brokerAnswers(cluster, ctx, broker, replyTo, connection, body.request);
    },
    onTimer(world, ctx, timer) {
      const client = clientOf(world);
      if (timer.kind !== 'requestTimeout') {
        role.onTimer(client, ctx, timer as T);
        return;
      }
      for (const pending of expireRequests(ctx, client.requests)) role.onFailure(client, ctx, pending, 'timedOut');
    },
    onDisconnect(world, ctx: Ctx, peer, connection) {
      if (ctx.self !== world.clientNode) return;
      const client = clientOf(world);
      for (const pending of failConnection(ctx, client.requests, connection, peer)) role.onFailure(client, ctx, pending, 'disconnected');
      role.onDisconnect?.(client, ctx, peer);
    },
    onCommand(_world, _control, ctxFor, command) {
      command.run(ctxFor);
    },
    onCrash(world, node) {
      if (node === world.clientNode) role.crash(clientOf(world));
    },
    clone: (world) => ({ ...world, client: world.client === null ? null : role.clone(world.client) }),
    label: (body) => (body.type === 'request' ? body.request.api : body.response.api),
    serviceUs: () => ({ cpuUs: 0, diskUs: 0 }),
  };
}

function brokerAnswers<T>(
  cluster: FakeCluster,
  ctx: RoleContext<T>,
  broker: BrokerId,
  replyTo: ReplyTo,
  connection: ConnectionId,
  request: ApiRequest,
): void {
  const scripted = cluster.script(request, broker);
  if (scripted === 'wait') return;
  const response = scripted ?? usualAnswer(cluster, broker, request);
  if (response === null) return;
  if (request.api === 'Produce' && request.acks === 0) {
    const failed = response.api === 'Produce' && response.partitions.some(({ error }) => error !== 'NONE');
    if (failed) ctx.disconnect(connection);
    return;
  }
  reply(ctx, replyTo, response);
}

function usualAnswer(cluster: FakeCluster, broker: BrokerId, request: ApiRequest): ApiResponse | null {
  switch (request.api) {
    case 'Metadata':
      return metadataAnswer(cluster, request.topics);
    case 'InitProducerId':
      cluster.nextProducerId += 1;
      return { api: 'InitProducerId', error: 'NONE', producerId: cluster.nextProducerId - 1, producerEpoch: 0 };
    case 'Produce':
      return {
        api: 'Produce',
        partitions: request.partitions.map(({ topic, partition, batch }) => append(cluster, broker, topic, partition, batch)),
      };
    default:
      return null;
  }
}

function metadataAnswer(cluster: FakeCluster, topics: readonly string[] | null): MetadataResponse {
  return {
    api: 'Metadata',
    brokers: [...cluster.nodes].map(([id, node]) => ({ id, node, rack: null })),
    topics: (topics ?? [...cluster.topics.keys()]).map((name) => {
      const partitions = cluster.topics.get(name);
      if (partitions === undefined) return { name, error: 'UNKNOWN_TOPIC_OR_PARTITION', partitions: [] };
      return {
        name,
        error: 'NONE',
        partitions: partitions.map(({ leader, leaderEpoch }, partition) => {
          return { partition, leader, leaderEpoch, replicas: [leader], isr: [leader], offlineReplicas: [] };
        }),
      };
    }),
  };
}

/** Stores the batch as a partition leader would, and keeps what it must know of its producer. */
function append(cluster: FakeCluster, broker: BrokerId, topic: string, partition: number, batch: ProducerBatch): ProducePartitionResponse {
  const answer = (error: ErrorCode, baseOffset: number): ProducePartitionResponse => ({ topic, partition, error, baseOffset, currentLeader: null });
  const log = cluster.topics.get(topic)?.[partition];
  if (log === undefined) return answer('UNKNOWN_TOPIC_OR_PARTITION', -1);
  if (log.leader !== broker) return answer('NOT_LEADER_OR_FOLLOWER', -1);
  const recordCount = batch.records.length;
  if (batch.producerId >= 0) {
    const check = checkAppend(log.producers.get(batch.producerId), { ...batch, recordCount });
    if (check.kind === 'duplicate') return answer('NONE', check.baseOffset);
    if (check.kind === 'error') return answer(check.error, -1);
    const entry = { ...batch, recordCount, baseOffset: log.endOffset, timestamp: 0 };
    log.producers.set(batch.producerId, recordAppend(log.producers.get(batch.producerId), entry));
  }
  const baseOffset = log.endOffset;
  log.batches.push({ ...batch, baseOffset });
  log.endOffset += recordCount;
  return answer('NONE', baseOffset);
}
