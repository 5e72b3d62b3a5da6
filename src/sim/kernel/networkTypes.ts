import type { DurationUs, Flavor, TimeUs } from '../../base/flavor.ts';
import type { Sfc32 } from './rng.ts';
import type { NodeIndex } from './types.ts';

export type ConnectionId = Flavor<number, 'ConnectionId'>;

/** A message on the wire. Never changed after it is sent. */
export interface Envelope<M> {
  /** Sequence number of the delivery event it was first given. */
  readonly id: number;
  readonly from: NodeIndex;
  readonly to: NodeIndex;
  readonly connection: ConnectionId;
  readonly toServer: boolean;
  readonly body: M;
  readonly bytes: number;
  readonly sentAt: TimeUs;
}

/** `lost`: to be sent again. `held`: stopped on purpose. `behind`: waits for one before it. */
export interface WaitingEnvelope<M> {
  readonly envelope: Envelope<M>;
  readonly reason: 'lost' | 'held' | 'behind';
  readonly since: TimeUs;
}

/** One direction of a connection. Bytes arrive in the order they were sent, as TCP has it. */
export interface Lane<M> {
  lastArrivalAt: TimeUs;
  /** Sent but not delivered, because something before it was lost or held. */
  waiting: WaitingEnvelope<M>[];
  retransmitUs: DurationUs;
  retransmitScheduled: boolean;
  rng: Sfc32;
}

export interface Connection<M> {
  readonly id: ConnectionId;
  readonly client: NodeIndex;
  readonly server: NodeIndex;
  readonly channel: number;
  readonly openedAt: TimeUs;
  /** Whether that end still knows the connection. Ends learn of each other's death late. */
  clientOpen: boolean;
  serverOpen: boolean;
  /** The handshake is over: bytes of the client have arrived. Until then both directions have to be whole. */
  established: boolean;
  readonly toServer: Lane<M>;
  readonly toClient: Lane<M>;
}

/** One direction between two nodes, where it differs from the default. */
export interface Link {
  readonly latencyUs: DurationUs;
  readonly jitterUs: DurationUs;
  readonly bytesPerSecond: number | null;
  /** Share of messages lost, in thousandths. Lost ones are sent again, as TCP does. */
  readonly lossPermille: number;
}

export interface LinkState {
  readonly link: Link;
  readonly cut: boolean;
  /** Last moment at which the link was cut; what was on the wire then is lost. */
  readonly cutAt: TimeUs;
  readonly freeAt: TimeUs;
  readonly hold: { readonly label: string | null; readonly left: number | null } | null;
}

export interface NetworkState<M> {
  defaultLink: Link;
  /** Keyed by `linkKey(from, to)`; absent means the default link, whole and idle. */
  links: Map<number, LinkState>;
  connections: Map<ConnectionId, Connection<M>>;
  /** Connection that a client would use, keyed by `channelKey(client, server, channel)`. */
  current: Map<number, ConnectionId>;
  /** How far the random streams of wires whose connection is gone have been drawn, under the same keys. Immutable. */
  streams: Map<number, { readonly toServer: Sfc32; readonly toClient: Sfc32 }>;
  nextConnection: ConnectionId;
}

export const MAX_NODES = 1024;
const MAX_CHANNELS = 16;

export function linkKey(from: NodeIndex, to: NodeIndex): number {
  return from * MAX_NODES + to;
}

export function channelKey(client: NodeIndex, server: NodeIndex, channel: number): number {
  return (client * MAX_NODES + server) * MAX_CHANNELS + channel;
}

/** The server of a `channelKey`. */
export function serverOfChannel(key: number): NodeIndex {
  return Math.floor(key / MAX_CHANNELS) % MAX_NODES;
}
