import type { TimeUs } from '../../base/flavor.ts';
import * as words from '../../words/inspected/waits.ts';
import type { BrokerNode, FetchSession } from './broker/brokerState.ts';
import type { KafkaSimulation } from './createCluster.ts';
import { offsetOnDisk } from './log/pageCache.ts';
import type { NodeIndex } from '../kernel/types.ts';
import { brokenConnections, type BrokenConnection } from './net/requestTable.ts';
import { controllerNode } from './broker/brokerState.ts';
import { CHANNEL, partitionName } from './types.ts';

/** A Produce request that is in the log and is answered when followers have it (Kafka's produce purgatory). */
export interface ParkedProduceView {
  readonly from: string;
  readonly expiresAt: TimeUs;
  /** What it still waits for: each of these partitions has to be committed up to before this offset. */
  readonly waitsFor: readonly { readonly partition: string; readonly offset: number }[];
}

/** A Fetch request that is answered when there is something to read, or when its time is over (the fetch purgatory). */
export interface ParkedFetchView {
  readonly from: string;
  readonly isFollower: boolean;
  readonly expiresAt: TimeUs;
  readonly partitions: readonly string[];
}

/** Something that a broker cannot go on without, of whom, in a few words: `the controller to register it`. */
export interface BrokerWait {
  readonly what: string;
  /** Null where the state says no more than that it waits. */
  readonly since: TimeUs | null;
}

/** Healthy answers take milliseconds, and a fetch with nothing to read half a second (`replica.fetch.wait.max.ms`). */
const LONG_US = 1_000_000;

/**
 * Requests that have come to each node and wait there to be handled, as in the request queue of `SocketServer`. Only a node that is slow
 * or paused has any: the simulator charges a healthy one no time.
 */
export function queuedRequests(sim: KafkaSimulation): Map<NodeIndex, number> {
  const counts = new Map<NodeIndex, number>();
  const count = (node: NodeIndex): unknown => counts.set(node, (counts.get(node) ?? 0) + 1);
  for (const event of sim.state.queue) {
    if (event.kind !== 'handle' || event.payload.body.type !== 'request') continue;
    if (sim.state.nodes[event.node]?.incarnation === event.incarnation) count(event.node);
  }
  sim.state.nodes.forEach((node, index) => {
    for (const event of node.deferred) {
      if ((event.kind === 'deliver' || event.kind === 'handle') && event.payload.body.type === 'request') count(index);
    }
  });
  return counts;
}

export function parkedProduces(sim: KafkaSimulation, broker: BrokerNode): ParkedProduceView[] {
  return [...broker.produces.values()].map(({ replyTo, expiresAt, partitions }) => ({
    from: peerName(sim, replyTo.connection),
    expiresAt,
    waitsFor: partitions
      .filter(({ error }) => error === null)
      .map(({ topic, partition, requiredOffset }) => ({ partition: partitionName(topic, partition), offset: requiredOffset })),
  }));
}

export function parkedFetches(sim: KafkaSimulation, broker: BrokerNode): ParkedFetchView[] {
  return [...broker.sessions.values()].flatMap((session) => (session.parked === null ? [] : [viewOf(sim, session, session.parked.expiresAt)]));
}

function viewOf(sim: KafkaSimulation, session: FetchSession, expiresAt: TimeUs): ParkedFetchView {
  return { from: peerName(sim, session.connection), isFollower: session.replicaId >= 0, expiresAt, partitions: [...session.partitions.keys()] };
}

export function countParkedFetches(broker: BrokerNode): number {
  let count = 0;
  for (const { parked } of broker.sessions.values()) if (parked !== null) count += 1;
  return count;
}

/** Offsets that are in this broker's logs and would not outlive the failure of its machine: they are in the page cache only. */
export function offsetsNotOnDisk(broker: BrokerNode, now: TimeUs): number {
  let count = 0;
  for (const partitions of broker.replicas.values()) {
    for (const { log } of partitions.values()) count += log.logEndOffset - offsetOnDisk(log.pageCache, log.logEndOffset, now);
  }
  return count;
}

/** What a running broker waits for, the most pressing first; what takes no longer than it should is left out. */
export function waitsOf(sim: KafkaSimulation, broker: BrokerNode, isFenced: boolean): BrokerWait[] {
  return [...lifecycleWait(broker, isFenced), ...controllerWait(broker), ...isrWaits(broker), ...requestWaits(sim, broker)];
}

function lifecycleWait({ lifecycle, zk }: BrokerNode, isFenced: boolean): BrokerWait[] {
  const wait = (what: string): BrokerWait[] => [{ what, since: null }];
  switch (lifecycle.state) {
    case 'starting':
      return wait(zk === null ? words.toRegister : words.zooKeeperToRegister);
    case 'recovery':
      return wait(lifecycle.readyToUnfence ? words.toUnfence : words.metadataLog);
    case 'running':
      return isFenced && zk === null ? wait(words.toUnfence) : [];
    case 'shutting-down':
      return wait(words.toMoveLeaderships);
    case 'stopped':
      return [];
  }
}

function controllerWait(broker: BrokerNode): BrokerWait[] {
  const { state } = broker.lifecycle;
  if (state === 'starting' || state === 'stopped' || controllerNode(broker) !== null) return [];
  return [{ what: words.activeController, since: null }];
}

/** A change of an ISR counts when the controller has committed it, and not before (KIP-497). */
function isrWaits({ alterPartition }: BrokerNode): BrokerWait[] {
  const names = [...alterPartition.unsent.keys()];
  const [first, ...more] = names;
  return first === undefined ? [] : [{ what: words.toChangeIsr(first, more.length), since: null }];
}

function requestWaits(sim: KafkaSimulation, broker: BrokerNode): BrokerWait[] {
  const controller = controllerNode(broker);
  const slow = broker.requests.pending.filter(({ sentAt, channel }) => sim.state.now - sentAt > LONG_US && channel !== CHANNEL.client);
  return slow.map(({ to, request, sentAt }) => ({
    what: words.toAnswer(to === controller ? null : (sim.state.nodes[to]?.name ?? '').replace('-', ' '), request.api),
    since: sentAt,
  }));
}

/** Connections of a node that broke with requests under way, while it tries to get a new one. */
export function brokenConnectionsOf(sim: KafkaSimulation, node: NodeIndex): BrokenConnection[] {
  const owner = sim.world.nodes[node];
  return owner === undefined ? [] : brokenConnections(owner.requests);
}

function peerName(sim: KafkaSimulation, connection: number): string {
  const found = sim.state.network.connections.get(connection);
  return found === undefined ? '' : (sim.state.nodes[found.client]?.name ?? '');
}
