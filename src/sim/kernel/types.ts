import type { DurationUs, Flavor, TimeUs } from '../../base/flavor.ts';
import type { ConnectionId, Envelope, Link, NetworkState } from './networkTypes.ts';
import type { Sfc32 } from './rng.ts';
import type { TraceHash } from './traceHash.ts';

/** Position of a node in the kernel's node table. Indexes are never reused. */
export type NodeIndex = Flavor<number, 'NodeIndex'>;
/** Sequence number of the event that fires the timer. */
export type TimerId = Flavor<number, 'TimerId'>;

/** No node: commands come from outside the simulated world. */
export const NO_NODE: NodeIndex = -1;
/** The cause of an event that a person, a script or the start of the run made. */
export const NO_CAUSE = -1;

/**
 * Events at the same microsecond run in this order, then by sequence number. What a person does
 * comes first, then what the network brings, then what the clock brings: so a message that arrives
 * in the very microsecond of a timeout still counts.
 */
export const PHASE = { command: 0, network: 1, node: 2, timer: 3 } as const;
export type Phase = (typeof PHASE)[keyof typeof PHASE];

interface EventBase {
  readonly at: TimeUs;
  readonly phase: Phase;
  readonly seq: number;
  /** Sequence number of the event that was being handled when this one was scheduled. */
  readonly cause: number;
  readonly node: NodeIndex;
  /** Void when the node has been restarted since. */
  readonly incarnation: number;
}

/** Plain data, never changed after it is scheduled: checkpoints share events. */
export type KernelEvent<M, T, C> = EventBase &
  (
    | { readonly kind: 'deliver'; readonly payload: Envelope<M> }
    | { readonly kind: 'handle'; readonly payload: Envelope<M> }
    | { readonly kind: 'timer'; readonly payload: T }
    | { readonly kind: 'command'; readonly payload: C }
    | { readonly kind: 'disconnect'; readonly payload: ConnectionId }
    | { readonly kind: 'retransmit'; readonly payload: LaneRef }
    | { readonly kind: 'start'; readonly payload: null }
    | { readonly kind: 'resume'; readonly payload: null }
    | { readonly kind: 'exit'; readonly payload: null }
  );
export type EventKind = KernelEvent<unknown, unknown, unknown>['kind'];

export interface LaneRef {
  readonly connection: ConnectionId;
  readonly toServer: boolean;
}

export type NodeStatus = 'running' | 'paused' | 'dead';

/** Factors by which a node is slower than it should be; 1 is normal. */
export interface Slowness {
  readonly cpu: number;
  readonly disk: number;
  readonly network: number;
}

export interface NodeState<M, T, C> {
  readonly name: string;
  status: NodeStatus;
  /** Counts starts. Timers and connections of an earlier incarnation are void. */
  incarnation: number;
  slowness: Slowness;
  /** When a slowed node has finished what it was given so far. */
  busyUntil: TimeUs;
  /** What arrived while the node was paused, in order. */
  deferred: KernelEvent<M, T, C>[];
  /** Sequence number of the event that ends the pause; null when nothing will but a command. */
  resumeEvent: number | null;
  /** Independent random streams by concern, so that one concern never reshuffles another. */
  streams: Map<string, Sfc32>;
}

/** Everything a run is, besides the model's own state. */
export interface KernelState<M, T, C> {
  readonly seed: number;
  now: TimeUs;
  nextSeq: number;
  nextFactSeq: number;
  /** Events handled so far; cancelled and void ones do not count. */
  processed: number;
  hash: TraceHash;
  queue: KernelEvent<M, T, C>[];
  cancelled: Set<TimerId>;
  nodes: NodeState<M, T, C>[];
  network: NetworkState<M>;
}

/** A fact with where and when it became true. `cause` is the event that made it so. */
export interface FactRecord<F> {
  readonly seq: number;
  readonly at: TimeUs;
  readonly cause: number;
  readonly node: NodeIndex;
  readonly fact: F;
}

/** What a node's handlers may do. The only door to time, chance, the network and facts. */
export interface NodeContext<M, T, F> {
  readonly now: TimeUs;
  readonly self: NodeIndex;
  /**
   * Sends on this node's connection to `to` on `channel`, opening it first if there is none (one
   * more round trip). Returns the connection, on which the answer will come.
   */
  send(to: NodeIndex, channel: number, body: M, bytes: number): ConnectionId;
  /** Answers on a connection that the other side opened. Nothing happens if it is closed. */
  reply(connection: ConnectionId, body: M, bytes: number): void;
  /** Closes this node's end; the other side is told one latency later. */
  disconnect(connection: ConnectionId): void;
  setTimer(delayUs: DurationUs, timer: T): TimerId;
  cancelTimer(id: TimerId): void;
  /** The next 32 random bits of this node's stream of that name. */
  random(stream: string): number;
  emit(fact: F): void;
  /** The process ends by itself, right after the current event; otherwise like a crash. */
  exit(): void;
}

/** What a person or a script may do to the simulated machines and wires. */
export interface WorldControl {
  readonly now: TimeUs;
  addNode(name: string): NodeIndex;
  /** Begins the node's next incarnation, one microsecond from now at the earliest event. */
  startNode(node: NodeIndex): void;
  /** The process is gone at once; the machine answers its peers with connection resets. */
  crashNode(node: NodeIndex): void;
  /** Nothing runs, connections stay (a long GC pause). Ends after `forUs`, or with `resumeNode`. Only a running node can be paused. */
  pauseNode(node: NodeIndex, forUs: DurationUs | null): void;
  resumeNode(node: NodeIndex): void;
  slowNode(node: NodeIndex, slowness: Slowness): void;
  setLink(from: NodeIndex, to: NodeIndex, link: Link): void;
  cutLink(from: NodeIndex, to: NodeIndex): void;
  healLink(from: NodeIndex, to: NodeIndex): void;
  /** Messages with that label (all, if null) wait on the wire; at most `count` are caught. */
  holdLink(from: NodeIndex, to: NodeIndex, label: string | null, count: number | null): void;
  /** Lets the first `count` held messages with that label go; all, and the hold for that label, if null. */
  releaseLink(from: NodeIndex, to: NodeIndex, label: string | null, count: number | null): void;
  statusOf(node: NodeIndex): NodeStatus;
}

/** A simulated system: what its nodes do with messages, timers and commands. */
export interface Model<S, M, T, C, F> {
  start(state: S, ctx: NodeContext<M, T, F>): void;
  onMessage(
    state: S,
    ctx: NodeContext<M, T, F>,
    from: NodeIndex,
    connection: ConnectionId,
    body: M,
  ): void;
  onTimer(state: S, ctx: NodeContext<M, T, F>, timer: T): void;
  onDisconnect(
    state: S,
    ctx: NodeContext<M, T, F>,
    peer: NodeIndex,
    connection: ConnectionId,
  ): void;
  /** `ctxFor` gives the context of any node, for commands that make a node act. */
  onCommand(
    state: S,
    world: WorldControl,
    ctxFor: (node: NodeIndex) => NodeContext<M, T, F>,
    command: C,
  ): void;
  /** The process died: forget what was only in memory. */
  onCrash(state: S, node: NodeIndex): void;
  /** Independent copy that shares what is immutable. */
  clone(state: S): S;
  /** A name for the message, by which links can be told to hold it. */
  label(body: M): string;
  /** Time the node's processor and disk need for a message when not slowed. */
  serviceUs(body: M): { readonly cpuUs: DurationUs; readonly diskUs: DurationUs };
}
