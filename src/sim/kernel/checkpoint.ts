import { sameData } from '../../base/sameData.ts';
import { cloneStream } from './rng.ts';
import { createSimulation, type Simulation } from './simulation.ts';
import type { Connection, Lane, NetworkState } from './networkTypes.ts';
import type { KernelState, Model, NodeState } from './types.ts';

/** A run's whole state at one moment. Immutable by agreement: restoring copies it again. */
export interface Checkpoint<S, M, T, C> {
  readonly kernel: KernelState<M, T, C>;
  readonly world: S;
}

/** Copies what may change and shares what may not: events, envelopes, links, records. */
export function takeCheckpoint<S, M, T, C, F>(
  sim: Simulation<S, M, T, C, F>,
): Checkpoint<S, M, T, C> {
  return { kernel: cloneKernel(sim.state), world: sim.model.clone(sim.world) };
}

/** A new run that continues from the checkpoint, which stays usable. */
export function restoreCheckpoint<S, M, T, C, F>(
  model: Model<S, M, T, C, F>,
  checkpoint: Checkpoint<S, M, T, C>,
): Simulation<S, M, T, C, F> {
  return createSimulation(model, cloneKernel(checkpoint.kernel), model.clone(checkpoint.world));
}

/** The run once more, from the same moment on, with the facts that nobody has taken yet. */
export function cloneSimulation<S, M, T, C, F>(sim: Simulation<S, M, T, C, F>): Simulation<S, M, T, C, F> {
  const copy = createSimulation<S, M, T, C, F>(sim.model, cloneKernel(sim.state), sim.model.clone(sim.world));
  copy.facts = sim.facts.slice();
  return copy;
}

/**
 * Lets a copy of a run use the connections of an earlier copy that have not changed since. Neither may be played on; who wants to, copies
 * it again.
 */
export function shareConnections<S, M, T, C, F>(earlier: Simulation<S, M, T, C, F>, copy: Simulation<S, M, T, C, F>): void {
  const { connections } = copy.state.network;
  for (const [id, connection] of connections) {
    const known = earlier.state.network.connections.get(id);
    if (known !== undefined && sameData(known, connection)) connections.set(id, known);
  }
}

function cloneKernel<M, T, C>(state: KernelState<M, T, C>): KernelState<M, T, C> {
  return {
    seed: state.seed,
    now: state.now,
    nextSeq: state.nextSeq,
    nextFactSeq: state.nextFactSeq,
    processed: state.processed,
    hash: { high: state.hash.high, low: state.hash.low },
    queue: state.queue.slice(),
    cancelled: new Set(state.cancelled),
    nodes: state.nodes.map(cloneNode),
    network: cloneNetwork(state.network),
  };
}

function cloneNode<M, T, C>(node: NodeState<M, T, C>): NodeState<M, T, C> {
  const streams = new Map(node.streams);
  for (const [name, rng] of streams) streams.set(name, cloneStream(rng));
  return {
    name: node.name,
    status: node.status,
    incarnation: node.incarnation,
    slowness: node.slowness,
    busyUntil: node.busyUntil,
    deferred: node.deferred.slice(),
    resumeEvent: node.resumeEvent,
    streams,
  };
}

function cloneNetwork<M>(network: NetworkState<M>): NetworkState<M> {
  const connections = new Map<number, Connection<M>>();
  for (const [id, connection] of network.connections) {
    connections.set(id, {
      id: connection.id,
      client: connection.client,
      server: connection.server,
      channel: connection.channel,
      openedAt: connection.openedAt,
      clientOpen: connection.clientOpen,
      serverOpen: connection.serverOpen,
      established: connection.established,
      toServer: cloneLane(connection.toServer),
      toClient: cloneLane(connection.toClient),
    });
  }
  return {
    defaultLink: network.defaultLink,
    links: new Map(network.links),
    connections,
    current: new Map(network.current),
    streams: new Map(network.streams),
    nextConnection: network.nextConnection,
  };
}

function cloneLane<M>(lane: Lane<M>): Lane<M> {
  return {
    lastArrivalAt: lane.lastArrivalAt,
    waiting: lane.waiting.slice(),
    retransmitUs: lane.retransmitUs,
    retransmitScheduled: lane.retransmitScheduled,
    rng: cloneStream(lane.rng),
  };
}
