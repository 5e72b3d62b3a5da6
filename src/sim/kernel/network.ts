import { assert } from '../../base/assert.ts';
import type { DurationUs, TimeUs } from '../../base/flavor.ts';
import {
  channelKey,
  linkKey,
  type Connection,
  type ConnectionId,
  type Envelope,
  type Lane,
  type Link,
  type LinkState,
  type WaitingEnvelope,
} from './networkTypes.ts';
import { cloneStream, createStream, nextUint32, scaleToBound, type Sfc32 } from './rng.ts';
import type { Runtime } from './runtime.ts';
import { nodeAt, schedule, takeSeq } from './runtime.ts';
import { PHASE, type NodeIndex } from './types.ts';

/** First wait before a lost packet is sent again, and the longest: Linux's TCP values. */
const RETRANSMIT_MIN_US = 200_000;
const RETRANSMIT_MAX_US = 120_000_000;

/** The state of one direction between two nodes; the default link when nothing was changed. */
export function linkStateOf<S, M, T, C, F>(
  sim: Runtime<S, M, T, C, F>,
  from: NodeIndex,
  to: NodeIndex,
): LinkState | undefined {
  const links = sim.state.network.links;
  return links.size === 0 ? undefined : links.get(linkKey(from, to));
}

export function isCut<S, M, T, C, F>(
  sim: Runtime<S, M, T, C, F>,
  from: NodeIndex,
  to: NodeIndex,
): boolean {
  return linkStateOf(sim, from, to)?.cut ?? false;
}

/** Time a packet needs from one node to another now, with the jitter drawn from the lane's stream. */
function latencyUs<S, M, T, C, F>(
  sim: Runtime<S, M, T, C, F>,
  from: NodeIndex,
  to: NodeIndex,
  link: Link,
  lane: Lane<M>,
): DurationUs {
  const jitter = link.jitterUs === 0 ? 0 : scaleToBound(nextUint32(lane.rng), link.jitterUs + 1);
  const slow = Math.max(nodeAt(sim, from).slowness.network, nodeAt(sim, to).slowness.network);
  return Math.max(1, Math.round((link.latencyUs + jitter) * slow));
}

function openLane<S, M, T, C, F>(
  sim: Runtime<S, M, T, C, F>,
  from: NodeIndex,
  to: NodeIndex,
  channel: number,
): Lane<M> {
  const name = `wire ${nodeAt(sim, from).name} ${nodeAt(sim, to).name} ${channel}`;
  return {
    lastArrivalAt: 0,
    waiting: [],
    retransmitUs: RETRANSMIT_MIN_US,
    retransmitScheduled: false,
    rng: createStream(sim.state.seed, name),
  };
}

/** The client's open connection on that channel, or a new one whose handshake takes a round trip. */
export function connectionTo<S, M, T, C, F>(
  sim: Runtime<S, M, T, C, F>,
  client: NodeIndex,
  server: NodeIndex,
  channel: number,
): Connection<M> {
  const network = sim.state.network;
  const key = channelKey(client, server, channel);
  const known = network.current.get(key);
  const existing = known === undefined ? undefined : network.connections.get(known);
  if (existing?.clientOpen === true) return existing;

  const id = network.nextConnection;
  network.nextConnection += 1;
  const previous = existing;
  const connection: Connection<M> = {
    id,
    client,
    server,
    channel,
    openedAt: sim.state.now,
    clientOpen: true,
    // A listening process accepts at the handshake; a dead one answers with a reset on arrival.
    serverOpen: nodeAt(sim, server).status !== 'dead',
    established: false,
    toServer: openLane(sim, client, server, channel),
    toClient: openLane(sim, server, client, channel),
  };
  // Drawn on from where the last connection was, else every new one would lose the very same packets.
  const drawn = previous === undefined ? network.streams.get(key) : streamsOf(previous);
  if (drawn !== undefined) {
    // Copies: an end that has not noticed the loss goes on drawing from the old ones.
    connection.toServer.rng = cloneStream(drawn.toServer);
    connection.toClient.rng = cloneStream(drawn.toClient);
  }
  if (previous !== undefined) forgetIfClosed(sim, previous);
  network.connections.set(id, connection);
  network.current.set(key, id);
  const link = linkStateOf(sim, client, server)?.link ?? network.defaultLink;
  const lane = connection.toServer;
  // SYN there, SYN-ACK back, then the data; a machine without that process answers the SYN with a reset.
  const trips = connection.serverOpen ? 3 : 1;
  lane.lastArrivalAt = sim.state.now + trips * latencyUs(sim, client, server, link, lane) - 1;
  return connection;
}

/** Puts a message on the wire, or among those waiting for an earlier one. */
export function transmit<S, M, T, C, F>(
  sim: Runtime<S, M, T, C, F>,
  connection: Connection<M>,
  toServer: boolean,
  body: M,
  bytes: number,
): void {
  const envelope: Envelope<M> = {
    id: takeSeq(sim),
    from: toServer ? connection.client : connection.server,
    to: toServer ? connection.server : connection.client,
    connection: connection.id,
    toServer,
    body,
    bytes,
    sentAt: sim.state.now,
  };
  sim.sent?.push(envelope);
  const lane = toServer ? connection.toServer : connection.toClient;
  if (lane.waiting.length > 0) {
    lane.waiting.push({ envelope, reason: 'behind', since: sim.state.now });
    sim.tap?.({ kind: 'stopped', envelope, reason: 'behind' }, sim.state.now);
    return;
  }
  const obstacle = obstacleFor(sim, connection, envelope, lane);
  if (obstacle === null) {
    scheduleDelivery(sim, envelope, lane, envelope.id);
  } else {
    lane.waiting.push({ envelope, reason: obstacle, since: sim.state.now });
    sim.tap?.({ kind: 'stopped', envelope, reason: obstacle }, sim.state.now);
    if (obstacle === 'lost') scheduleRetransmit(sim, connection, toServer, lane);
  }
}

/** Why the message cannot leave now, if anything stops it. */
function obstacleFor<S, M, T, C, F>(
  sim: Runtime<S, M, T, C, F>,
  connection: Connection<M>,
  envelope: Envelope<M>,
  lane: Lane<M>,
): 'lost' | 'held' | null {
  const state = linkStateOf(sim, envelope.from, envelope.to);
  const hold = state?.hold ?? null;
  if (state !== undefined && hold !== null && hold.left !== 0) {
    if (hold.label === null || hold.label === sim.model.label(envelope.body)) {
      const left = hold.left === null ? null : hold.left - 1;
      const key = linkKey(envelope.from, envelope.to);
      sim.state.network.links.set(key, { ...state, hold: { ...hold, left } });
      return 'held';
    }
  }
  if (state?.cut === true || !canShakeHands(sim, connection)) return 'lost';
  const lossPermille = (state?.link ?? sim.state.network.defaultLink).lossPermille;
  if (lossPermille > 0 && scaleToBound(nextUint32(lane.rng), 1000) < lossPermille) return 'lost';
  return null;
}

/** False while the server's half of the handshake cannot come through: then nothing is sent on the connection yet. */
export function canShakeHands<S, M, T, C, F>(
  sim: Runtime<S, M, T, C, F>,
  connection: Connection<M>,
): boolean {
  return connection.established || !isCut(sim, connection.server, connection.client);
}

function scheduleDelivery<S, M, T, C, F>(
  sim: Runtime<S, M, T, C, F>,
  envelope: Envelope<M>,
  lane: Lane<M>,
  seq: number,
): void {
  const network = sim.state.network;
  const state = linkStateOf(sim, envelope.from, envelope.to);
  const link = state?.link ?? network.defaultLink;
  let departsAt = sim.state.now;
  if (link.bytesPerSecond !== null) {
    const key = linkKey(envelope.from, envelope.to);
    const startsAt = Math.max(departsAt, state?.freeAt ?? 0);
    departsAt = startsAt + Math.ceil((envelope.bytes * 1_000_000) / link.bytesPerSecond);
    const base = state ?? { link, cut: false, cutAt: -1, hold: null, freeAt: 0 };
    network.links.set(key, { ...base, freeAt: departsAt });
  }
  const arrivesAt = departsAt + latencyUs(sim, envelope.from, envelope.to, link, lane);
  // Bytes of one connection never overtake each other.
  lane.lastArrivalAt = Math.max(arrivesAt, lane.lastArrivalAt + 1);
  sim.tap?.({ kind: 'left', envelope, arrivesAt: lane.lastArrivalAt }, sim.state.now);
  schedule(sim, {
    at: lane.lastArrivalAt,
    phase: PHASE.network,
    seq,
    cause: sim.handling,
    node: envelope.to,
    incarnation: 0,
    kind: 'deliver',
    payload: envelope,
  });
}

function scheduleRetransmit<S, M, T, C, F>(
  sim: Runtime<S, M, T, C, F>,
  connection: Connection<M>,
  toServer: boolean,
  lane: Lane<M>,
): void {
  if (lane.retransmitScheduled) return;
  lane.retransmitScheduled = true;
  const from = toServer ? connection.client : connection.server;
  schedule(sim, {
    at: sim.state.now + lane.retransmitUs,
    phase: PHASE.network,
    seq: takeSeq(sim),
    cause: sim.handling,
    node: from,
    incarnation: 0,
    kind: 'retransmit',
    payload: { connection: connection.id, toServer },
  });
}

/** A cut while the message was on the wire: it is lost and everything behind it waits. */
export function loseOnArrival<S, M, T, C, F>(
  sim: Runtime<S, M, T, C, F>,
  connection: Connection<M>,
  envelope: Envelope<M>,
): void {
  const lane = envelope.toServer ? connection.toServer : connection.toClient;
  const entry: WaitingEnvelope<M> = { envelope, reason: 'lost', since: sim.state.now };
  sim.tap?.({ kind: 'stopped', envelope, reason: 'lost' }, sim.state.now);
  const index = lane.waiting.findIndex((other) => other.envelope.id > envelope.id);
  if (index < 0) lane.waiting.push(entry);
  else lane.waiting.splice(index, 0, entry);
  scheduleRetransmit(sim, connection, envelope.toServer, lane);
}

/** Tries to send again what was lost; waits twice as long when the link is still cut. */
export function retransmit<S, M, T, C, F>(
  sim: Runtime<S, M, T, C, F>,
  id: ConnectionId,
  toServer: boolean,
): void {
  const connection = sim.state.network.connections.get(id);
  if (connection === undefined) return;
  const lane = toServer ? connection.toServer : connection.toClient;
  lane.retransmitScheduled = false;
  if (!(toServer ? connection.clientOpen : connection.serverOpen)) return;
  const first = lane.waiting[0];
  if (first?.reason !== 'lost') return;
  if (isCut(sim, first.envelope.from, first.envelope.to) || !canShakeHands(sim, connection)) {
    lane.retransmitUs = Math.min(lane.retransmitUs * 2, RETRANSMIT_MAX_US);
    scheduleRetransmit(sim, connection, toServer, lane);
    return;
  }
  lane.retransmitUs = RETRANSMIT_MIN_US;
  drainLane(sim, connection, toServer, 0);
}

/** Sends what waits, in order, until something stops it. `releases` held messages are let go. */
export function drainLane<S, M, T, C, F>(
  sim: Runtime<S, M, T, C, F>,
  connection: Connection<M>,
  toServer: boolean,
  releases: number,
  label: string | null = null,
): number {
  const lane = toServer ? connection.toServer : connection.toClient;
  let left = releases;
  while (lane.waiting.length > 0) {
    const entry = lane.waiting[0] as WaitingEnvelope<M>;
    if (entry.reason === 'held') {
      if (left === 0 || (label !== null && sim.model.label(entry.envelope.body) !== label)) break;
      left -= 1;
    } else if (entry.reason === 'behind') {
      const obstacle = obstacleFor(sim, connection, entry.envelope, lane);
      if (obstacle !== null) {
        lane.waiting[0] = { ...entry, reason: obstacle, since: sim.state.now };
        sim.tap?.({ kind: 'stopped', envelope: entry.envelope, reason: obstacle }, sim.state.now);
        if (obstacle === 'lost') scheduleRetransmit(sim, connection, toServer, lane);
        break;
      }
    }
    lane.waiting.shift();
    scheduleDelivery(sim, { ...entry.envelope, sentAt: sim.state.now }, lane, takeSeq(sim));
  }
  return left;
}

/** What had not left goes with the end that would have sent it. */
export function forgetWaiting<S, M, T, C, F>(sim: Runtime<S, M, T, C, F>, lane: Lane<M>): void {
  for (const { envelope } of lane.waiting) sim.tap?.({ kind: 'dropped', envelope, event: null }, sim.state.now);
  lane.waiting = [];
}

/** Closes one end; the other learns of it one latency later, unless the link is cut. */
export function closeEnd<S, M, T, C, F>(
  sim: Runtime<S, M, T, C, F>,
  connection: Connection<M>,
  node: NodeIndex,
): void {
  const isClient = connection.client === node;
  assert(isClient || connection.server === node, 'a connection is closed by one of its ends');
  const lane = isClient ? connection.toServer : connection.toClient;
  if (isClient) connection.clientOpen = false;
  else connection.serverOpen = false;
  forgetWaiting(sim, lane);
  sendReset(sim, connection, isClient);
  forgetIfClosed(sim, connection);
}

/** A reset travels to one end, behind the bytes already under way. A cut link swallows it. */
export function sendReset<S, M, T, C, F>(
  sim: Runtime<S, M, T, C, F>,
  connection: Connection<M>,
  toServer: boolean,
): void {
  const from = toServer ? connection.client : connection.server;
  const to = toServer ? connection.server : connection.client;
  if (isCut(sim, from, to)) return;
  const lane = toServer ? connection.toServer : connection.toClient;
  const link = linkStateOf(sim, from, to)?.link ?? sim.state.network.defaultLink;
  const at: TimeUs = Math.max(
    sim.state.now + latencyUs(sim, from, to, link, lane),
    lane.lastArrivalAt + 1,
  );
  schedule(sim, {
    at,
    phase: PHASE.network,
    seq: takeSeq(sim),
    cause: sim.handling,
    node: to,
    incarnation: 0,
    kind: 'disconnect',
    payload: connection.id,
  });
}

/** Drops a connection that neither end knows any more. */
export function forgetIfClosed<S, M, T, C, F>(
  sim: Runtime<S, M, T, C, F>,
  connection: Connection<M>,
): void {
  if (connection.clientOpen || connection.serverOpen) return;
  const network = sim.state.network;
  network.connections.delete(connection.id);
  const key = channelKey(connection.client, connection.server, connection.channel);
  if (network.current.get(key) !== connection.id) return;
  network.current.delete(key);
  network.streams.set(key, streamsOf(connection));
}

function streamsOf<M>({ toServer, toClient }: Connection<M>): { readonly toServer: Sfc32; readonly toClient: Sfc32 } {
  return { toServer: toServer.rng, toClient: toClient.rng };
}
