import { brokersOf, controllersOf, type Cluster } from '../../kafka/cluster.ts';
import { committedImage, quorumLeader } from '../../kafka/clusterImage.ts';
import { CONSUMER_OFFSETS_TOPIC } from '../../kafka/types.ts';
import type { KnownNames } from '../../../scenarios/index.ts';
import { canSpareDisk, changeVoters, wipeController } from './aimQuorum.ts';
import { chosen, drawFrom } from './draw.ts';
import type { PlannedFault } from './faults.ts';
import { consumerDocument, type SwarmShape } from './shape.ts';

export type CommandDocument = Record<string, unknown> & { readonly kind: string };

/** A fault with its victims: commands for now and for when it is undone. */
export interface AimedFault {
  readonly now: readonly CommandDocument[];
  readonly undo: readonly CommandDocument[];
  /** What follows by itself. */
  readonly later?: readonly { readonly afterMs: number; readonly commands: readonly CommandDocument[] }[];
}

const NOTHING: AimedFault = { now: [], undo: [] };

/** Looks at the cluster as it is and decides whom a fault hits: a leader, a member of an ISR, a coordinator, anybody. */
export function aim(cluster: Cluster, shape: SwarmShape, names: KnownNames, fault: PlannedFault, serial: number): AimedFault {
  const [first, second, third] = fault.dice;
  const broker = () => aimedBroker(cluster, first);
  const oneWay = third % 3 === 0;
  switch (fault.kind) {
    case 'crash':
      return crash(broker());
    case 'powerLoss':
      return third % 3 === 0 ? losePower(cluster, aimedController(cluster, second)) : losePowerOfBroker(cluster, broker());
    case 'wipe':
      return wipe(cluster, shape, broker());
    case 'flap': {
      const id = broker();
      return { now: [kill(id), { kind: 'restartBroker', broker: id }], undo: [kill(id), { kind: 'restartBroker', broker: id }] };
    }
    case 'shutdown':
      return { now: [{ kind: 'shutdownBroker', broker: broker() }], undo: [{ kind: 'restartBroker', broker: broker() }] };
    case 'pause':
      return pause(`broker-${broker()}`);
    case 'crashController':
      return crashController(aimedController(cluster, first));
    case 'flapController':
      return flapController(aimedController(cluster, first), second);
    case 'pauseController':
      return pause(`controller-${aimedController(cluster, first)}`);
    case 'crashBoth': {
      const a = crash(broker());
      const b = crashController(aimedController(cluster, second));
      return { now: [...a.now, ...b.now], undo: [...a.undo, ...b.undo] };
    }
    case 'isolate':
      return cut(`broker-${broker()}`, '*', oneWay, second);
    case 'cutFromControllers':
      return cut(`broker-${broker()}`, 'controllers', oneWay, second);
    case 'cutFromPeer': {
      const id = broker();
      const others = brokersOf(cluster).filter((other) => other.id !== id);
      return others.length === 0 ? NOTHING : cut(`broker-${id}`, `broker-${chosen(others, second).id}`, oneWay, third);
    }
    case 'cutFromClients':
      return cut(`broker-${broker()}`, 'clients', oneWay, second);
    case 'cutController': {
      const id = aimedController(cluster, first);
      const to = chosen(['controllers', 'brokers', '*'], second);
      return shape.controllers.length === 1 && to === 'controllers' ? NOTHING : cut(`controller-${id}`, to, oneWay, third);
    }
    case 'slowDisk':
      return slow(`broker-${broker()}`, { disk: chosen([5, 30, 200], second) });
    case 'slowNetwork':
      return slow(`broker-${broker()}`, { network: chosen([3, 20], second) });
    case 'hold':
      return hold(cluster, fault);
    case 'voters':
      return changeVoters(cluster, shape, fault, serial);
    case 'wipeController':
      return wipeController(cluster, shape, aimedController(cluster, first)) ?? NOTHING;
    case 'elect':
      return { now: [{ kind: 'electLeaders', election: chosen(['preferred', 'preferred', 'unclean'], second) }], undo: [] };
    case 'consumers':
      return changeConsumers(shape, fault, serial);
    case 'producers':
      return changeProducers(shape, fault);
    case 'createTopic':
    case 'deleteTopic':
    case 'addPartitions':
    case 'alterConfig':
    case 'reassign':
    case 'deleteRecords':
    case 'seek':
      return administer(cluster, shape, names, fault, serial);
  }
}

/** Half of the time any broker; else the leader or a follower in the ISR of some partition, or of the offsets topic. */
function aimedBroker(cluster: Cluster, dice: number): number {
  const all = brokersOf(cluster).map(({ id }) => id);
  const way = dice % 8;
  if (way < 4) return chosen(all, dice);
  const partitions = [...committedImage(cluster).topics.values()]
    .filter(({ name }) => (name === CONSUMER_OFFSETS_TOPIC) === (way === 7))
    .flatMap((topic) => topic.partitions);
  if (partitions.length === 0) return chosen(all, dice);
  const { leader, isr } = chosen(partitions, dice);
  if (way === 6) return chosen(isr.length > 0 ? isr : all, Math.imul(dice, 0x9e37_79b1) >>> 0);
  return leader > 0 ? leader : chosen(all, dice);
}

/** Half of the time the active one. */
function aimedController(cluster: Cluster, dice: number): number {
  const active = quorumLeader(cluster);
  if (dice % 2 === 0 && active !== null) return active.id;
  return chosen(controllersOf(cluster), dice).id;
}

function kill(broker: number): CommandDocument {
  return { kind: 'killBroker', broker };
}

function crash(broker: number): AimedFault {
  return { now: [kill(broker)], undo: [{ kind: 'restartBroker', broker }] };
}

function crashController(controller: number): AimedFault {
  return { now: [{ kind: 'killController', controller }], undo: [{ kind: 'restartController', controller }] };
}

function isCombined(cluster: Cluster, broker: number): boolean {
  return controllersOf(cluster).some(({ id }) => id === broker);
}

/** A combined node's controller loses its disk, too. */
function wipe(cluster: Cluster, shape: SwarmShape, broker: number): AimedFault {
  if (!isCombined(cluster, broker)) return { now: [kill(broker)], undo: [{ kind: 'restartBroker', broker, wipe: true }] };
  return wipeController(cluster, shape, broker) ?? crash(broker);
}

function losePowerOfBroker(cluster: Cluster, broker: number): AimedFault {
  const powerLoss = !isCombined(cluster, broker) || canSpareDisk(cluster);
  return { now: [{ ...kill(broker), powerLoss }], undo: [{ kind: 'restartBroker', broker }] };
}

/** A lone controller, or one of few that have it, would lose metadata that was committed. */
function losePower(cluster: Cluster, controller: number): AimedFault {
  if (!canSpareDisk(cluster)) return NOTHING;
  return { now: [{ kind: 'killController', controller, powerLoss: true }], undo: [{ kind: 'restartController', controller }] };
}

/** Down and up again several times, each so short that an election goes on meanwhile. */
function flapController(controller: number, dice: number): AimedFault {
  const everyMs = chosen([15, 60, 250], dice);
  const commands = [{ kind: 'killController', controller }, { kind: 'restartController', controller }];
  return { now: commands, undo: [], later: [1, 2, 3, 4].map((turn) => ({ afterMs: turn * everyMs, commands })) };
}

function pause(node: string): AimedFault {
  return { now: [{ kind: 'pauseNode', node }], undo: [{ kind: 'resumeNode', node }] };
}

/** One way in either direction, or both ways. */
function cut(node: string, others: string, oneWay: boolean, dice: number): AimedFault {
  const [from, to] = oneWay && dice % 2 === 0 ? [others, node] : [node, others];
  return { now: [{ kind: 'cutLink', from, to, oneWay }], undo: [{ kind: 'healLink', from, to, oneWay }] };
}

function slow(node: string, how: Record<string, number>): AimedFault {
  return { now: [{ kind: 'slowNode', node, ...how }], undo: [{ kind: 'slowNode', node }] };
}

const HELD = [
  ['Fetch', 'brokers', 'brokers'],
  ['Fetch', 'clients', 'brokers'],
  ['Produce', 'clients', 'brokers'],
  ['AlterPartition', 'brokers', 'controllers'],
  ['BrokerHeartbeat', 'brokers', 'controllers'],
  ['RaftFetch', 'brokers', 'controllers'],
  ['RaftFetch', 'controllers', 'controllers'],
  ['Vote', 'controllers', 'controllers'],
] as const;

/** Messages of one kind wait, requests or their answers. From brokers to brokers, one of them is meant on one side. */
function hold(cluster: Cluster, { dice: [first, second, third] }: PlannedFault): AimedFault {
  const [api, from, to] = chosen(HELD, second);
  const label = third % 2 === 0 ? api : `${api}Response`;
  const sender = from === 'brokers' ? `broker-${aimedBroker(cluster, first)}` : from;
  const ends = third % 2 === 0 ? { from: sender, to } : { from: to, to: sender };
  return { now: [{ kind: 'holdLink', ...ends, api: label }], undo: [{ kind: 'releaseLink', ...ends, api: label }] };
}

function changeConsumers(shape: SwarmShape, { dice: [first, second, third] }: PlannedFault, serial: number): AimedFault {
  if (shape.consumers.length === 0) return NOTHING;
  const consumer = chosen(shape.consumers, second);
  switch (first % 5) {
    case 0:
      return { now: [{ kind: 'killConsumer', consumer }], undo: [] };
    case 1:
      return { now: [{ kind: 'pauseConsumer', consumer }], undo: [{ kind: 'resumeConsumer', consumer }] };
    case 2:
      return pause(`consumer:${consumer}`);
    case 3:
      return { now: [{ kind: 'closeConsumer', consumer }], undo: [] };
    default: {
      const topics = shape.topics.map(({ name }) => name);
      const document = consumerDocument(drawFrom(third, 'late consumer'), 100 + serial, chosen(shape.groups, second), topics);
      return { now: [{ kind: 'addConsumer', consumer: document }], undo: [] };
    }
  }
}

function changeProducers(shape: SwarmShape, { dice: [first, second] }: PlannedFault): AimedFault {
  const producer = chosen(shape.producers, second);
  if (first % 4 === 0) return { now: [{ kind: 'killProducer', producer }], undo: [] };
  if (first % 4 === 1) return pause(`producer:${producer}`);
  return { now: [{ kind: 'setProducerRate', producer, rate: 400 }], undo: [{ kind: 'setProducerRate', producer, rate: 20 }] };
}

function administer(cluster: Cluster, shape: SwarmShape, names: KnownNames, fault: PlannedFault, serial: number): AimedFault {
  const [first, second, third] = fault.dice;
  const topics = committedImage(cluster).topics;
  const known = shape.topics.filter(({ name }) => topics.has(name));
  if (fault.kind === 'createTopic') {
    const replicationFactor = Math.min(shape.brokers, 1 + (second % 3));
    const config = { 'min.insync.replicas': 1 + (third % replicationFactor) };
    return { now: [{ kind: 'createTopic', topic: `new${serial}`, partitions: 1 + (first % 3), replicationFactor, config }], undo: [] };
  }
  if (fault.kind === 'deleteTopic') {
    const made = [...topics.keys()].filter((name) => name.startsWith('new'));
    return made.length === 0 ? NOTHING : { now: [{ kind: 'deleteTopic', topic: chosen(made, first) }], undo: [] };
  }
  if (known.length === 0) return NOTHING;
  const topic = chosen(known, first);
  switch (fault.kind) {
    case 'addPartitions': {
      const partitions = (names.topics.get(topic.name)?.partitions ?? 0) + 1;
      return partitions > 8 ? NOTHING : { now: [{ kind: 'addPartitions', topic: topic.name, partitions }], undo: [] };
    }
    case 'alterConfig':
      return { now: [{ kind: 'alterConfig', topic: topic.name, set: chosen(topicChanges(third), second) }], undo: [] };
    case 'reassign': {
      const partition = second % (topics.get(topic.name)?.partitions.length ?? 1);
      const ids = brokersOf(cluster).map(({ id }) => id);
      const start = third % ids.length;
      // As many as before: with fewer, Kafka goes on listing as eligible who is no replica any more.
      const replicas = [...ids.slice(start), ...ids.slice(0, start)].slice(0, topic.replicationFactor);
      const move = { kind: 'reassignPartitions', topic: topic.name, partition };
      return { now: [{ ...move, replicas }], undo: third % 3 === 0 ? [{ ...move, replicas: null }] : [] };
    }
    case 'deleteRecords': {
      const partition = second % (topics.get(topic.name)?.partitions.length ?? 1);
      return { now: [{ kind: 'deleteRecords', topic: topic.name, partition, offset: chosen([-1, 1, 5, 20], third) }], undo: [] };
    }
    default: {
      const consumer = shape.consumers.length === 0 ? null : chosen(shape.consumers, second);
      const offset = chosen(['beginning', 'end', 0, 3, 10_000], third);
      return consumer === null ? NOTHING : { now: [{ kind: 'seek', consumer, topic: topic.name, offset }], undo: [] };
    }
  }
}

/**
 * The minimum ISR is only ever lowered. Raised, Kafka itself may list as eligible who lacks what is being committed: the controller
 * goes by the new minimum before the leader does.
 */
function topicChanges(dice: number): Record<string, unknown>[] {
  return [
    { 'unclean.leader.election.enable': dice % 2 === 0 },
    { 'min.insync.replicas': 1 },
    { 'retention.ms': chosen([500, 2_000, 600_000], dice) },
    { 'retention.bytes': chosen([500, 5_000], dice) },
  ];
}
