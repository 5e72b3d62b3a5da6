import { assert } from '../../base/assert.ts';
import { MAX_NODES, linkKey, type LinkState } from './networkTypes.ts';
import { closeEnd, drainLane } from './network.ts';
import { nodeAt, schedule, takeSeq, type Runtime } from './runtime.ts';
import { PHASE, type KernelEvent, type NodeIndex, type WorldControl } from './types.ts';

/** What commands may do to machines and wires, bound to one run. */
export function worldControl<S, M, T, C, F>(sim: Runtime<S, M, T, C, F>): WorldControl {
  return {
    get now() {
      return sim.state.now;
    },
    addNode: (name) => addNode(sim, name),
    startNode: (node) => startNode(sim, node),
    crashNode: (node) => crashNode(sim, node),
    pauseNode: (node, forUs) => {
      const target = nodeAt(sim, node);
      if (target.status !== 'running') return;
      target.status = 'paused';
      target.resumeEvent = forUs === null ? null : scheduleLifecycle(sim, node, 'resume', forUs);
    },
    resumeNode: (node) => resumeNode(sim, node),
    slowNode: (node, slowness) => {
      nodeAt(sim, node).slowness = slowness;
    },
    setLink: (from, to, link) => {
      updateLink(sim, from, to, (state) => ({ ...state, link }));
    },
    cutLink: (from, to) => {
      updateLink(sim, from, to, (link) => ({ ...link, cut: true, cutAt: sim.state.now }));
    },
    healLink: (from, to) => {
      updateLink(sim, from, to, (link) =>
        link.cut ? { ...link, cut: false, cutAt: sim.state.now } : link,
      );
    },
    holdLink: (from, to, label, count) => {
      updateLink(sim, from, to, (link) => ({ ...link, hold: { label, left: count } }));
    },
    releaseLink: (from, to, label, count) => releaseLink(sim, from, to, label, count),
    statusOf: (node) => nodeAt(sim, node).status,
  };
}

export function addNode<S, M, T, C, F>(sim: Runtime<S, M, T, C, F>, name: string): NodeIndex {
  const nodes = sim.state.nodes;
  assert(nodes.length < MAX_NODES, 'a run has at most 1024 nodes');
  nodes.push({
    name,
    status: 'dead',
    incarnation: 0,
    slowness: { cpu: 1, disk: 1, network: 1 },
    busyUntil: -1,
    deferred: [],
    resumeEvent: null,
    streams: new Map(),
  });
  return nodes.length - 1;
}

export function startNode<S, M, T, C, F>(sim: Runtime<S, M, T, C, F>, node: NodeIndex): void {
  const target = nodeAt(sim, node);
  if (target.status !== 'dead') return;
  target.status = 'running';
  target.incarnation += 1;
  target.busyUntil = -1;
  scheduleLifecycle(sim, node, 'start', 0);
}

export function crashNode<S, M, T, C, F>(sim: Runtime<S, M, T, C, F>, node: NodeIndex): void {
  const target = nodeAt(sim, node);
  if (target.status === 'dead') return;
  target.status = 'dead';
  target.incarnation += 1;
  target.deferred = [];
  target.resumeEvent = null;
  for (const connection of [...sim.state.network.connections.values()]) {
    const knows =
      connection.client === node
        ? connection.clientOpen
        : connection.server === node && connection.serverOpen;
    if (knows) closeEnd(sim, connection, node);
  }
  sim.model.onCrash(sim.world, node);
}

export function resumeNode<S, M, T, C, F>(sim: Runtime<S, M, T, C, F>, node: NodeIndex): void {
  const target = nodeAt(sim, node);
  if (target.status !== 'paused') return;
  target.status = 'running';
  target.resumeEvent = null;
  const missed = target.deferred;
  target.deferred = [];
  for (const event of missed) {
    // Same order as they came in: the sequence numbers decide within the microsecond.
    const again: KernelEvent<M, T, C> = { ...event, at: sim.state.now, phase: PHASE.node };
    schedule(sim, again);
  }
}

export function scheduleLifecycle<S, M, T, C, F>(
  sim: Runtime<S, M, T, C, F>,
  node: NodeIndex,
  kind: 'start' | 'resume' | 'exit',
  delayUs: number,
): number {
  const seq = takeSeq(sim);
  schedule(sim, {
    at: sim.state.now + delayUs,
    phase: PHASE.node,
    seq,
    cause: sim.handling,
    node,
    incarnation: nodeAt(sim, node).incarnation,
    kind,
    payload: null,
  });
  return seq;
}

function updateLink<S, M, T, C, F>(
  sim: Runtime<S, M, T, C, F>,
  from: NodeIndex,
  to: NodeIndex,
  change: (link: LinkState) => LinkState,
): void {
  const network = sim.state.network;
  const key = linkKey(from, to);
  const current = network.links.get(key) ?? {
    link: network.defaultLink,
    cut: false,
    cutAt: -1,
    freeAt: 0,
    hold: null,
  };
  network.links.set(key, change(current));
}

function releaseLink<S, M, T, C, F>(
  sim: Runtime<S, M, T, C, F>,
  from: NodeIndex,
  to: NodeIndex,
  label: string | null,
  count: number | null,
): void {
  if (count === null) {
    // Whoever asks for one kind of message leaves a hold on others, or on all, as it is.
    updateLink(sim, from, to, (link) =>
      label === null || link.hold?.label === label ? { ...link, hold: null } : link,
    );
  }
  let left = count ?? Number.MAX_SAFE_INTEGER;
  for (const connection of sim.state.network.connections.values()) {
    if (left === 0) return;
    const forward = connection.client === from && connection.server === to;
    const backward = connection.client === to && connection.server === from;
    if (forward || backward) left = drainLane(sim, connection, forward, left, label);
  }
}
