import { assert, assertNever } from '../../base/assert.ts';
import type { TimeUs } from '../../base/flavor.ts';
import { emptyTraceHash, formatTraceHash, mixTrace, type TraceHash } from './traceHash.ts';
import { nodeContexts, type Contexts } from './context.ts';
import {
  canShakeHands,
  forgetIfClosed,
  forgetWaiting,
  isCut,
  linkStateOf,
  loseOnArrival,
  retransmit,
  sendReset,
} from './network.ts';
import type { Connection, Envelope, Link } from './networkTypes.ts';
import { popEvent } from './eventQueue.ts';
import { nodeAt, schedule, takeSeq, type Runtime } from './runtime.ts';
import { addNode, crashNode, resumeNode, startNode, worldControl } from './world.ts';
import {
  NO_CAUSE,
  NO_NODE,
  PHASE,
  type EventKind,
  type FactRecord,
  type KernelEvent,
  type KernelState,
  type Model,
  type NodeState,
  type WorldControl,
} from './types.ts';

/** A simulation in progress. Everything that decides its future is in `state` and `world`. */
export interface Simulation<S, M, T, C, F> extends Runtime<S, M, T, C, F> {
  readonly contexts: Contexts<M, T, F>;
  readonly control: WorldControl;
}

/** A switch and no table: it is asked for every event, and most are deliveries or timers. */
function kindCode(kind: EventKind): number {
  switch (kind) {
    case 'deliver':
      return 1;
    case 'handle':
      return 2;
    case 'timer':
      return 3;
    case 'command':
      return 4;
    case 'disconnect':
      return 5;
    case 'retransmit':
      return 6;
    case 'start':
      return 7;
    case 'resume':
      return 8;
    case 'exit':
      return 9;
    default:
      return assertNever(kind);
  }
}

export function emptyKernelState<M, T, C>(seed: number, link: Link): KernelState<M, T, C> {
  return {
    seed,
    now: 0,
    nextSeq: 0,
    nextFactSeq: 0,
    processed: 0,
    hash: emptyTraceHash(),
    queue: [],
    cancelled: new Set(),
    nodes: [],
    network: {
      defaultLink: link,
      links: new Map(),
      connections: new Map(),
      current: new Map(),
      streams: new Map(),
      nextConnection: 1,
    },
  };
}

/** Makes a run from its two states, fresh or restored from a checkpoint. */
export function createSimulation<S, M, T, C, F>(
  model: Model<S, M, T, C, F>,
  state: KernelState<M, T, C>,
  world: S,
): Simulation<S, M, T, C, F> {
  const runtime: Runtime<S, M, T, C, F> = { model, state, world, handling: NO_CAUSE, facts: [], sent: null, tap: null };
  return Object.assign(runtime, {
    contexts: nodeContexts(runtime),
    control: worldControl(runtime),
  });
}

/** Adds a node and starts it at the current time. For building the world before it runs. */
export function addRunningNode<S, M, T, C, F>(
  sim: Simulation<S, M, T, C, F>,
  name: string,
): number {
  const node = addNode(sim, name);
  startNode(sim, node);
  return node;
}

/** Schedules a command; `at` must not lie in the past. Returns the command's event. */
export function scheduleCommand<S, M, T, C, F>(
  sim: Simulation<S, M, T, C, F>,
  at: TimeUs,
  command: C,
): number {
  assert(at >= sim.state.now, 'commands cannot be scheduled in the past');
  const seq = takeSeq(sim);
  schedule(sim, {
    at,
    phase: PHASE.command,
    seq,
    cause: NO_CAUSE,
    node: NO_NODE,
    incarnation: 0,
    kind: 'command',
    payload: command,
  });
  return seq;
}

/** When the next event runs, or null when nothing will ever happen again. */
export function nextEventAt<S, M, T, C, F>(sim: Simulation<S, M, T, C, F>): TimeUs | null {
  dropCancelled(sim);
  return sim.state.queue[0]?.at ?? null;
}

/** Handles the next event and returns it, or undefined when there is none. */
export function step<S, M, T, C, F>(
  sim: Simulation<S, M, T, C, F>,
): KernelEvent<M, T, C> | undefined {
  dropCancelled(sim);
  const event = popEvent(sim.state.queue);
  if (event !== undefined) run(sim, event);
  return event;
}

function run<S, M, T, C, F>(sim: Simulation<S, M, T, C, F>, event: KernelEvent<M, T, C>): void {
  const { state } = sim;
  state.now = event.at;
  sim.handling = event.seq;
  if (handle(sim, event)) {
    state.processed += 1;
    hashEvent(state.hash, event);
  }
  sim.handling = NO_CAUSE;
}

/** Runs every event up to and including `until`, then sets the clock to it. */
export function runUntil<S, M, T, C, F>(sim: Simulation<S, M, T, C, F>, until: TimeUs): void {
  const { queue } = sim.state;
  for (;;) {
    dropCancelled(sim);
    const first = queue[0];
    if (first === undefined || first.at > until) break;
    popEvent(queue);
    run(sim, first);
  }
  if (sim.state.now < until) sim.state.now = until;
}

export function traceHashOf<S, M, T, C, F>(sim: Simulation<S, M, T, C, F>): string {
  return formatTraceHash(sim.state.hash);
}

/** The facts since the last call, in order. */
export function takeFacts<S, M, T, C, F>(sim: Simulation<S, M, T, C, F>): FactRecord<F>[] {
  const facts = sim.facts;
  sim.facts = [];
  return facts;
}

function dropCancelled<S, M, T, C, F>(sim: Simulation<S, M, T, C, F>): void {
  const { queue, cancelled } = sim.state;
  if (cancelled.size === 0) return;
  // Only timers are ever cancelled; most events need not be looked up.
  for (let first = queue[0]; first?.kind === 'timer' && cancelled.delete(first.seq); first = queue[0]) popEvent(queue);
}

function hashEvent<M, T, C>(hash: TraceHash, event: KernelEvent<M, T, C>): void {
  mixTrace(hash, event.at | 0);
  mixTrace(hash, Math.floor(event.at / 0x1_0000_0000) | 0);
  mixTrace(hash, event.seq);
  mixTrace(hash, (event.node << 4) | kindCode(event.kind));
  if (event.kind === 'deliver') mixTrace(hash, event.payload.bytes);
}

/** Returns false when the event was void: its node was restarted or its connection is gone. */
function handle<S, M, T, C, F>(
  sim: Simulation<S, M, T, C, F>,
  event: KernelEvent<M, T, C>,
): boolean {
  if (event.kind === 'command') {
    sim.model.onCommand(sim.world, sim.control, sim.contexts.of, event.payload);
    return true;
  }
  if (event.kind === 'retransmit') {
    retransmit(sim, event.payload.connection, event.payload.toServer);
    return true;
  }
  const node = nodeAt(sim, event.node);
  if (event.kind === 'resume') {
    if (node.resumeEvent !== event.seq) return false;
    resumeNode(sim, event.node);
    return true;
  }
  if (event.kind === 'deliver' || event.kind === 'handle') return arrive(sim, event, node);
  if (event.kind === 'disconnect') return disconnected(sim, event, node);
  if (event.incarnation !== node.incarnation) return false;
  if (node.status === 'paused') {
    node.deferred.push(event);
    return false;
  }
  if (event.kind === 'exit') {
    crashNode(sim, event.node);
    return true;
  }
  const ctx = sim.contexts.of(event.node);
  if (event.kind === 'timer') sim.model.onTimer(sim.world, ctx, event.payload);
  else sim.model.start(sim.world, ctx);
  return true;
}

function arrive<S, M, T, C, F>(
  sim: Simulation<S, M, T, C, F>,
  event: KernelEvent<M, T, C> & { payload: Envelope<M> },
  node: NodeState<M, T, C>,
): boolean {
  const envelope = event.payload;
  const connection = sim.state.network.connections.get(envelope.connection);
  if (connection === undefined) {
    sim.tap?.({ kind: 'dropped', envelope, event: event.seq }, sim.state.now);
    return false;
  }
  if (isFromWire(event) && isLostOnTheWay(sim, connection, envelope)) {
    loseOnArrival(sim, connection, envelope);
    return true;
  }
  if (!endKnows(connection, envelope.toServer)) {
    const senderKnows = envelope.toServer ? connection.clientOpen : connection.serverOpen;
    sim.tap?.({ kind: 'dropped', envelope, event: event.seq }, sim.state.now);
    if (senderKnows && event.kind === 'deliver') sendReset(sim, connection, !envelope.toServer);
    return true;
  }
  connection.established = true;
  if (node.status === 'paused') {
    sim.tap?.({ kind: 'waits', envelope, event: event.seq }, sim.state.now);
    node.deferred.push(event);
    return false;
  }
  if (event.kind === 'deliver' && isBehind(node, sim.state.now) && postpone(sim, event, node)) {
    sim.tap?.({ kind: 'waits', envelope, event: event.seq }, sim.state.now);
    return true;
  }
  sim.tap?.({ kind: 'handled', envelope, event: event.seq }, sim.state.now);
  const ctx = sim.contexts.of(event.node);
  sim.model.onMessage(sim.world, ctx, envelope.from, envelope.connection, envelope.body);
  return true;
}

/** Not so for what a paused node already had and takes up later. */
function isFromWire(event: { readonly phase: number }): boolean {
  return event.phase === PHASE.network;
}

function isLostOnTheWay<S, M, T, C, F>(
  sim: Simulation<S, M, T, C, F>,
  connection: Connection<M>,
  envelope: Envelope<M>,
): boolean {
  const state = linkStateOf(sim, envelope.from, envelope.to);
  if (state !== undefined && (state.cut || state.cutAt > envelope.sentAt)) return true;
  return !canShakeHands(sim, connection);
}

function endKnows<M>(connection: Connection<M>, server: boolean): boolean {
  return server ? connection.serverOpen : connection.clientOpen;
}

/** Slowed, or still busy with what came while it was: later messages must not overtake that. */
function isBehind<M, T, C>(node: NodeState<M, T, C>, now: TimeUs): boolean {
  return node.slowness.cpu > 1 || node.slowness.disk > 1 || node.busyUntil >= now;
}

/** A slowed node works through what it is given one by one; true when the message has to wait. */
function postpone<S, M, T, C, F>(
  sim: Simulation<S, M, T, C, F>,
  event: KernelEvent<M, T, C> & { payload: Envelope<M> },
  node: NodeState<M, T, C>,
): boolean {
  const need = sim.model.serviceUs(event.payload.body);
  const extra = need.cpuUs * (node.slowness.cpu - 1) + need.diskUs * (node.slowness.disk - 1);
  const wasBusy = node.busyUntil >= sim.state.now;
  node.busyUntil = Math.max(node.busyUntil, sim.state.now) + Math.round(extra);
  if (!wasBusy && node.busyUntil === sim.state.now) return false;
  schedule(sim, {
    at: node.busyUntil,
    phase: PHASE.node,
    seq: takeSeq(sim),
    cause: event.seq,
    node: event.node,
    incarnation: node.incarnation,
    kind: 'handle',
    payload: event.payload,
  });
  return true;
}

function disconnected<S, M, T, C, F>(
  sim: Simulation<S, M, T, C, F>,
  event: KernelEvent<M, T, C> & { kind: 'disconnect' },
  node: NodeState<M, T, C>,
): boolean {
  const connection = sim.state.network.connections.get(event.payload);
  if (connection === undefined) return false;
  const isServer = connection.server === event.node;
  const peer = isServer ? connection.client : connection.server;
  if (isFromWire(event) && isCut(sim, peer, event.node)) return true;
  if (!endKnows(connection, isServer)) return false;
  if (node.status === 'paused') {
    node.deferred.push(event);
    return false;
  }
  if (isServer) connection.serverOpen = false;
  else connection.clientOpen = false;
  forgetWaiting(sim, isServer ? connection.toClient : connection.toServer);
  forgetIfClosed(sim, connection);
  sim.model.onDisconnect(sim.world, sim.contexts.of(event.node), peer, connection.id);
  return true;
}
