import { emptyKernelState, addRunningNode, createSimulation, runUntil, scheduleCommand, takeFacts, type Simulation } from '../../../kernel/simulation.ts';
import { scaleToBound } from '../../../kernel/rng.ts';
import type { FactRecord, Model, NodeIndex, TimerId } from '../../../kernel/types.ts';
import { resolveBrokerConfig, resolveControllerConfig, resolveTopicConfig } from '../../config/resolve.ts';
import type { ConfigOverrides } from '../../config/types.ts';
import type { Fact, FactType } from '../../facts.ts';
import { applyBatches, EMPTY_IMAGE, type MetadataImage } from '../../metadata/image.ts';
import {
  cloneRequestTable,
  emptyRequestTable,
  expireRequests,
  failConnection,
  sendRequest,
  takePending,
  type PendingRequest,
  type RequestTable,
  type RequestTimer,
} from '../../net/requestTable.ts';
import type { ApiRequest, ApiResponse, Message } from '../../protocol/messages.ts';
import type { RequestFailure, RoleContext } from '../../role.ts';
import type { ClusterSpec, TopicSpec } from '../../spec.ts';
import { CHANNEL } from '../../types.ts';
import { controllerRole } from '../controllerRole.ts';
import { isActive, losePowerOfController, type ControllerNode, type ControllerTimer } from '../controllerState.ts';
import { createController, formCluster, formedController, wipeController } from '../formCluster.ts';
import {
  activeController,
  cloneObserver,
  crashObserver,
  formedObserver,
  losePowerOfObserver,
  onObserverFailure,
  onObserverReplayed,
  onObserverResponse,
  onObserverTimer,
  startObserver,
  type ObserverTimer,
  type RaftObserver,
} from '../raft/observer.ts';

/*
 * A quorum of controllers with as much of a broker as it takes to talk to it: brokers follow the metadata log, send
 * heartbeats, and whatever requests a test hands them.
 */

export interface TestBroker {
  readonly role: 'broker';
  readonly id: number;
  readonly node: NodeIndex;
  requests: RequestTable;
  observer: RaftObserver;
  image: MetadataImage;
  brokerEpoch: number;
  /** What tests change to see what the controller makes of it. */
  beats: boolean;
  wantShutDown: boolean;
  timer: TimerId | null;
  answers: ApiResponse[];
}

export type TestNode = ControllerNode | TestBroker;
type TestTimer = ControllerTimer | ObserverTimer | RequestTimer | { readonly kind: 'heartbeat' };
type Context = RoleContext<TestTimer>;

export type TestCommand =
  | { readonly kind: 'crash'; readonly node: NodeIndex; readonly powerLoss?: boolean }
  | { readonly kind: 'start'; readonly node: NodeIndex; readonly wipe?: boolean }
  /** A new controller, which is no voter. */
  | { readonly kind: 'addController'; readonly id: number; readonly overrides?: ConfigOverrides }
  | { readonly kind: 'cut' | 'heal'; readonly from: NodeIndex; readonly to: NodeIndex }
  /** From a broker to the controller it believes active, or to `to`. */
  | { readonly kind: 'send'; readonly from: NodeIndex; readonly to?: NodeIndex; readonly request: ApiRequest };

export interface TestCluster {
  readonly nodes: TestNode[];
}

export type TestSimulation = Simulation<TestCluster, Message, TestTimer, TestCommand, Fact>;

const HEARTBEAT_US = 2_000_000;

export const testModel: Model<TestCluster, Message, TestTimer, TestCommand, Fact> = {
  start(state, ctx) {
    const node = at(state, ctx.self);
    if (node.role === 'controller') return controllerRole.start(node, ctx);
    startObserver(node.observer, ctx, node.requests, node.id);
    node.timer = ctx.setTimer(node.id * 1_000, { kind: 'heartbeat' });
  },
  onMessage(state, ctx, from, connection, message) {
    const node = at(state, ctx.self);
    if (message.type === 'request') {
      const replyTo = { connection, correlationId: message.correlationId };
      if (node.role === 'controller') controllerRole.onRequest(node, ctx, replyTo, message.request, from);
      return;
    }
    const pending = takePending(node.requests, message);
    if (pending === undefined) return;
    if (node.role === 'controller') controllerRole.onResponse(node, ctx, pending, message.response);
    else answered(node, ctx, pending, message.response);
  },
  onTimer(state, ctx, timer) {
    const node = at(state, ctx.self);
    if (timer.kind === 'requestTimeout') return fail(node, ctx, expireRequests(ctx, node.requests), 'timedOut');
    if (node.role === 'controller') return controllerRole.onTimer(node, ctx, timer as ControllerTimer);
    if (timer.kind === 'heartbeat') return heartbeat(node, ctx);
    onObserverTimer(node.observer, ctx, node.requests, node.id, timer as ObserverTimer);
  },
  onDisconnect(state, ctx, peer, connection) {
    const node = at(state, ctx.self);
    if (node.role === 'controller') controllerRole.onPeerGone(node, connection);
    fail(node, ctx, failConnection(ctx, node.requests, connection, peer), 'disconnected');
  },
  onCommand(state, world, ctxFor, command) {
    switch (command.kind) {
      case 'crash':
        if (command.powerLoss === true) losePower(at(state, command.node), ctxFor(command.node));
        return world.crashNode(command.node);
      case 'start': {
        const node = at(state, command.node);
        if (command.wipe === true && node.role === 'controller') wipeController(node);
        return world.startNode(command.node);
      }
      case 'addController': {
        const controllers = new Map(state.nodes.filter((node) => node.role === 'controller').map(({ id, node }) => [id, node]));
        const index = world.addNode(`controller-${command.id}`);
        const config = resolved(resolveControllerConfig(command.overrides ?? {}, {}));
        state.nodes.push(createController(testSpec({ controllers: 3 }), { id: command.id, config }, index, controllers));
        for (const node of state.nodes) {
          if (node.role === 'controller') node.bootstrap = new Map(controllers).set(command.id, index);
          else node.observer.controllers = new Map(controllers).set(command.id, index);
        }
        return world.startNode(index);
      }
      case 'cut':
        return world.cutLink(command.from, command.to);
      case 'heal':
        return world.healLink(command.from, command.to);
      case 'send': {
        if (world.statusOf(command.from) !== 'running') return;
        const node = at(state, command.from) as TestBroker;
        const to = command.to ?? activeController(node.observer);
        if (to === null) throw new Error('the broker knows of no active controller');
        sendRequest(ctxFor(command.from), node.requests, to, CHANNEL.controller, command.request, 30_000_000);
      }
    }
  },
  onCrash(state, index) {
    const node = at(state, index);
    if (node.role === 'controller') return controllerRole.crash(node);
    crashObserver(node.observer);
    Object.assign(node, { requests: emptyRequestTable(), image: EMPTY_IMAGE, timer: null, answers: [] });
  },
  clone(state) {
    return { nodes: state.nodes.map(cloneNode) };
  },
  label: (message) => (message.type === 'request' ? message.request.api : message.response.api),
  serviceUs: () => ({ cpuUs: 0, diskUs: 0 }),
};

function heartbeat(node: TestBroker, ctx: Context): void {
  node.timer = ctx.setTimer(HEARTBEAT_US, { kind: 'heartbeat' });
  const to = activeController(node.observer);
  if (!node.beats || to === null) return;
  const { id: broker, brokerEpoch, wantShutDown } = node;
  const metadataOffset = node.image.offset;
  const request = { api: 'BrokerHeartbeat', broker, brokerEpoch, metadataOffset, wantFence: false, wantShutDown } as const;
  sendRequest(ctx, node.requests, to, CHANNEL.heartbeat, request, 9_000_000);
}

function answered(node: TestBroker, ctx: Context, pending: PendingRequest, response: ApiResponse): void {
  if (response.api !== 'RaftFetch' && response.api !== 'FetchSnapshot') {
    node.answers.push(response);
    return;
  }
  const { snapshot, batches } = onObserverResponse(node.observer, ctx, node.requests, node.id, pending, response);
  node.image = applyBatches(snapshot?.image ?? node.image, batches);
  if (batches.length > 0) onObserverReplayed(node.observer, ctx, batches, node.image);
}

function fail(node: TestNode, ctx: Context, failed: readonly PendingRequest[], failure: RequestFailure): void {
  for (const pending of failed) {
    if (node.role === 'controller') controllerRole.onFailure(node, ctx, pending, failure);
    else onObserverFailure(node.observer, ctx, pending);
  }
}

function losePower(node: TestNode, ctx: Context): void {
  const pick = (bound: number): number => scaleToBound(ctx.random('powerLoss'), bound);
  if (node.role === 'controller') losePowerOfController(node, ctx.now, pick);
  else losePowerOfObserver(node.observer, ctx.now, pick);
}

function at(state: TestCluster, index: NodeIndex): TestNode {
  const node = state.nodes[index];
  if (node === undefined) throw new Error(`no node ${index}`);
  return node;
}

function cloneNode(node: TestNode): TestNode {
  if (node.role === 'controller') return controllerRole.clone(node);
  return { ...node, requests: cloneRequestTable(node.requests), observer: cloneObserver(node.observer), answers: [...node.answers] };
}

export interface TestTopic {
  readonly name: string;
  readonly assignment: readonly (readonly number[])[];
  readonly overrides?: ConfigOverrides;
}

export interface TestClusterSpec {
  readonly seed?: number;
  readonly controllers: number;
  /** Ids 1 and up. */
  readonly brokers?: number;
  readonly topics?: readonly TestTopic[];
  readonly overrides?: ConfigOverrides;
  readonly kraftVersion?: 0 | 1;
  readonly jitterUs?: number;
}

/** The spec of a cluster with controllers 3000 and up and brokers 1 and up, all with the same configuration. */
export function testSpec(test: TestClusterSpec): ClusterSpec {
  const clusterOverrides = test.overrides ?? {};
  const controllerConfig = resolved(resolveControllerConfig(clusterOverrides, {}));
  const brokerConfig = resolved(resolveBrokerConfig(clusterOverrides, {}));
  const topics = (test.topics ?? []).map((topic): TopicSpec => {
    const overrides = topic.overrides ?? {};
    const config = resolved(resolveTopicConfig(overrides, clusterOverrides));
    const { name, assignment } = topic;
    return { name, partitions: assignment.length, replicationFactor: assignment[0]?.length ?? 1, assignment, config, overrides };
  });
  return {
    seed: test.seed ?? 1,
    metadata: 'kraft',
    clusterOverrides,
    brokers: count(test.brokers ?? 0, 1).map((id) => ({ id, rack: null, config: brokerConfig, overrides: {} })),
    kraftVersion: test.kraftVersion ?? 1,
    controllers: count(test.controllers, 3000).map((id) => ({ id, config: controllerConfig })),
    topics,
    network: { latencyUs: 500, jitterUs: 0, bandwidthBytesPerSecond: null, lossPermille: 0, links: [] },
    producers: [],
    consumers: [],
    script: [],
  };
}

/** Controllers are nodes 0 and up, brokers follow. */
export function startTestCluster(test: TestClusterSpec): TestSimulation {
  const spec = testSpec(test);
  const link = { latencyUs: 500, jitterUs: test.jitterUs ?? 0, bytesPerSecond: null, lossPermille: 0 };
  const sim = createSimulation(testModel, emptyKernelState<Message, TestTimer, TestCommand>(spec.seed, link), { nodes: [] });
  const controllers = new Map(spec.controllers.map(({ id }, index) => [id, index] as const));
  const brokers = new Map(spec.brokers.map(({ id }, index) => [id, controllers.size + index] as const));
  const formed = formCluster(spec, { brokers, controllers });
  for (const { id } of spec.controllers) {
    const node = addRunningNode(sim, `controller-${id}`);
    sim.world.nodes.push(formedController(spec, id, node, controllers, formed));
  }
  for (const { id, config } of spec.brokers) {
    const node = addRunningNode(sim, `broker-${id}`);
    sim.world.nodes.push({
      role: 'broker',
      id,
      node,
      requests: emptyRequestTable(),
      observer: formedObserver(controllers, config, formed),
      image: formed.image,
      brokerEpoch: formed.image.brokers.get(id)?.brokerEpoch ?? -1,
      beats: true,
      wantShutDown: false,
      timer: null,
      answers: [],
    });
  }
  return sim;
}

export function controllersOf(sim: TestSimulation): ControllerNode[] {
  return sim.world.nodes.filter((node) => node.role === 'controller');
}

export function brokerOf(sim: TestSimulation, id: number): TestBroker {
  const found = sim.world.nodes.find((node): node is TestBroker => node.role === 'broker' && node.id === id);
  if (found === undefined) throw new Error(`no broker ${id}`);
  return found;
}

/** Active controllers that run. */
export function activeControllers(sim: TestSimulation): ControllerNode[] {
  return controllersOf(sim).filter((node) => isActive(node) && sim.state.nodes[node.node]?.status === 'running');
}

export function command(sim: TestSimulation, one: TestCommand): void {
  scheduleCommand(sim, sim.state.now, one);
}

/** Sends a request of broker `from` and returns its answer, which must come within a second. */
export function ask(sim: TestSimulation, from: number, request: ApiRequest): ApiResponse {
  const broker = brokerOf(sim, from);
  const before = broker.answers.filter((answer) => answer.api === request.api).length;
  command(sim, { kind: 'send', from: broker.node, request });
  runUntil(sim, sim.state.now + 1_000_000);
  const answers = broker.answers.filter((answer) => answer.api === request.api);
  const last = answers.at(-1);
  if (last === undefined || answers.length === before) throw new Error(`no answer to ${request.api}`);
  return last;
}

export function run(sim: TestSimulation, us: number): void {
  runUntil(sim, sim.state.now + us);
}

export function factsOfType<T extends FactType>(
  facts: readonly FactRecord<Fact>[],
  type: T,
): (FactRecord<Fact> & { readonly fact: Extract<Fact, { readonly type: T }> })[] {
  return facts.filter((record) => record.fact.type === type) as never;
}

export { takeFacts };

function resolved<T>(result: { readonly ok: true; readonly config: T } | { readonly ok: false }): T {
  if (!result.ok) throw new Error('the configuration is wrong');
  return result.config;
}

function count(length: number, first: number): number[] {
  return Array.from({ length }, (_, index) => first + index);
}
