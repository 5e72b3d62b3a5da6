import { replicaOf } from '../../kafka/broker/brokerState.ts';
import { brokerName, brokersOf, processOf, type Cluster } from '../../kafka/cluster.ts';
import { committedImage, quorumLeader } from '../../kafka/clusterImage.ts';
import type { ControllerNode } from '../../kafka/controller/controllerState.ts';
import { votersOf } from '../../kafka/controller/raft/voters.ts';
import { majoritySize } from '../../kafka/controller/raft/voterSet.ts';
import type { KafkaSimulation } from '../../kafka/createCluster.ts';
import type { Fact } from '../../kafka/facts.ts';
import type { Message } from '../../kafka/protocol/messages.ts';
import { partitionName, type TopicPartition } from '../../kafka/types.ts';
import { linkStateOf } from '../../kernel/network.ts';
import type { FactRecord, NodeIndex } from '../../kernel/types.ts';

/** States that no test of ours would be worth much without. Each has to occur somewhere in a full run of the swarm. */
export const SOMETIMES = [
  'two brokers lead a partition at once',
  'a follower is ahead of its leader and truncates',
  'the ISR is empty and the ELR is not',
  'a leader is elected from the ELR',
  'a leader is elected uncleanly',
  'a new leader has a high watermark below what was committed',
  'AlterPartition is refused: FENCED_LEADER_EPOCH',
  'AlterPartition is refused: INVALID_UPDATE_VERSION',
  'AlterPartition is refused: INELIGIBLE_REPLICA',
  'AlterPartition is refused: NOT_CONTROLLER',
  'a duplicate batch is recognised',
  'a batch is refused: NOT_ENOUGH_REPLICAS',
  'a batch is refused: OUT_OF_ORDER_SEQUENCE_NUMBER',
  'a consumer is out of range',
  'a pre-vote is refused',
  'a vote is refused',
  'a controller resigns',
  'a controller takes over',
  'a broker is fenced because its session ended',
  'a member is removed because its session ended',
  'a coordinator takes over',
  'a commit is refused',
  'a snapshot is taken',
  'a snapshot is loaded',
  'a reassignment is done',
  'a segment is deleted',
  'a log is compacted',
  'a follower serves a consumer',
  'a log loses what was not flushed',
  'a combined node dies',
  'a broker and a controller die at once',
  'the quorum is lost',
  'a voter is added',
  'a voter is removed',
  'a controller loses its disk',
  'a wiped broker is in sync again',
  'a follower with a slow disk leaves the ISR',
  'a broker is fenced that hears and is not heard',
  'a broker is fenced that only controllers do not reach',
  'a follower leaves the ISR that only its leader does not reach',
  'a producer tries again whom only its leader does not reach',
] as const;

export type Sometimes = (typeof SOMETIMES)[number];

export interface SometimesWatch {
  readonly seen: Set<Sometimes>;
  readonly committed: Map<string, number>;
  readonly elr: Map<string, readonly number[]>;
  /** Brokers that lost their disk and have not been in sync since. */
  readonly wiped: Set<number>;
  lastKill: { readonly at: number; readonly role: string };
}

export function watchSometimes(): SometimesWatch {
  return { seen: new Set(), committed: new Map(), elr: new Map(), wiped: new Set(), lastKill: { at: -1, role: '' } };
}

/** Reads a fact right after the event that made it. */
export function noteFact(watch: SometimesWatch, sim: KafkaSimulation, record: FactRecord<Fact>): void {
  const { fact } = record;
  const cluster = sim.world;
  noteFault(watch, sim, record);
  const see = (what: Sometimes): void => void watch.seen.add(what);
  switch (fact.type) {
    case 'HighWatermarkAdvanced': {
      const name = partitionName(fact.topic, fact.partition);
      watch.committed.set(name, Math.max(fact.to, watch.committed.get(name) ?? 0));
      return;
    }
    case 'ReplicaBecameLeader':
      noteLeader(watch, cluster, fact);
      return;
    case 'LogTruncated':
      if (fact.to < fact.from) see('a follower is ahead of its leader and truncates');
      return;
    case 'IsrShrunk':
    case 'IsrExpanded':
      if (fact.isr.length === 0 && fact.elr.length > 0) see('the ISR is empty and the ELR is not');
      watch.elr.set(partitionName(fact.topic, fact.partition), fact.elr);
      return;
    case 'LeaderElected':
      if (!fact.clean) see('a leader is elected uncleanly');
      if (fact.clean && watch.elr.get(partitionName(fact.topic, fact.partition))?.includes(fact.leader) === true) see('a leader is elected from the ELR');
      return;
    case 'DuplicateBatchIgnored':
      see('a duplicate batch is recognised');
      return;
    case 'ProduceRefused':
      if (fact.error === 'NOT_ENOUGH_REPLICAS') see('a batch is refused: NOT_ENOUGH_REPLICAS');
      if (fact.error === 'OUT_OF_ORDER_SEQUENCE_NUMBER') see('a batch is refused: OUT_OF_ORDER_SEQUENCE_NUMBER');
      return;
    case 'OffsetOutOfRange':
      see('a consumer is out of range');
      return;
    case 'VoteCast':
      if (!fact.granted) see(fact.preVote ? 'a pre-vote is refused' : 'a vote is refused');
      return;
    case 'QuorumRoleChanged':
      if (fact.role === 'resigned') see('a controller resigns');
      return;
    case 'ControllerElected':
      see('a controller takes over');
      return;
    case 'BrokerFenced':
      if (fact.reason === 'session') see('a broker is fenced because its session ended');
      return;
    case 'MemberRemoved':
      if (fact.reason === 'session expired') see('a member is removed because its session ended');
      return;
    case 'CoordinatorLoaded':
      see('a coordinator takes over');
      return;
    case 'CommitFailed':
      see('a commit is refused');
      return;
    case 'SnapshotTaken':
      see('a snapshot is taken');
      return;
    case 'SnapshotLoaded':
      see('a snapshot is loaded');
      return;
    case 'ReassignmentCompleted':
      see('a reassignment is done');
      return;
    case 'SegmentFilesDeleted':
      see('a segment is deleted');
      return;
    case 'LogCompacted':
      see('a log is compacted');
      return;
    case 'ReadReplicaChosen':
      if (fact.nearest) see('a follower serves a consumer');
      return;
    case 'UnflushedRecordsLost':
      see('a log loses what was not flushed');
      return;
    default:
  }
}

/** What faults lead to, so that each is seen to act. */
function noteFault(watch: SometimesWatch, sim: KafkaSimulation, { fact, node: index, at }: FactRecord<Fact>): void {
  const see = (what: Sometimes): void => void watch.seen.add(what);
  const node = sim.world.nodes[index];
  switch (fact.type) {
    case 'NodeKilled':
      if (processOf(sim.world, index).length > 1) see('a combined node dies');
      else if (node?.role === 'broker' || node?.role === 'controller') {
        if (watch.lastKill.at === at && watch.lastKill.role !== node.role) see('a broker and a controller die at once');
        watch.lastKill = { at, role: node.role };
      }
      if (node?.role === 'controller' && isQuorumLost(sim, node)) see('the quorum is lost');
      return;
    case 'DiskWiped':
      if (node?.role === 'controller') see('a controller loses its disk');
      if (node?.role === 'broker') watch.wiped.add(node.id);
      return;
    case 'VotersChanged':
      if (fact.added !== null) see('a voter is added');
      if (fact.removed !== null) see('a voter is removed');
      return;
    case 'IsrExpanded':
      for (const id of fact.changed) if (watch.wiped.delete(id)) see('a wiped broker is in sync again');
      return;
    case 'IsrShrunk':
      for (const id of fact.changed) noteLaggard(watch, sim, fact, id);
      return;
    case 'BrokerFenced':
      if (fact.reason === 'session') noteFenced(watch, sim, index, fact.broker);
      return;
    case 'BatchRetried':
    case 'BatchFailed': {
      const leader = committedImage(sim.world).topics.get(fact.topic)?.partitions[fact.partition]?.leader ?? -1;
      const there = sim.world.byName.get(brokerName(leader));
      if (there !== undefined && isCut(sim, index, there) && !isCut(sim, there, activeController(sim))) see('a producer tries again whom only its leader does not reach');
      return;
    }
    default:
  }
}

/** The process has ended just now. */
function isQuorumLost(sim: KafkaSimulation, controller: ControllerNode): boolean {
  const voters = votersOf(controller);
  const running = voters.filter(({ node }) => node !== controller.node && sim.state.nodes[node]?.status === 'running').length;
  return running < majoritySize(voters.length);
}

function noteLaggard(watch: SometimesWatch, sim: KafkaSimulation, { topic, partition }: TopicPartition, id: number): void {
  const follower = sim.world.byName.get(brokerName(id));
  const leader = sim.world.byName.get(brokerName(committedImage(sim.world).topics.get(topic)?.partitions[partition]?.leader ?? -1));
  if (follower === undefined || leader === undefined || sim.state.nodes[follower]?.status !== 'running') return;
  if ((sim.state.nodes[follower]?.slowness.disk ?? 1) > 1) watch.seen.add('a follower with a slow disk leaves the ISR');
  if (isCut(sim, follower, leader) && !isCut(sim, follower, activeController(sim))) watch.seen.add('a follower leaves the ISR that only its leader does not reach');
}

function noteFenced(watch: SometimesWatch, sim: KafkaSimulation, controller: NodeIndex, id: number): void {
  const broker = sim.world.byName.get(brokerName(id));
  if (broker === undefined || sim.state.nodes[broker]?.status !== 'running' || !isCut(sim, broker, controller)) return;
  if (!(linkStateOf(sim, controller, broker)?.cut ?? false)) watch.seen.add('a broker is fenced that hears and is not heard');
  const others = brokersOf(sim.world).filter((other) => other.id !== id);
  if (others.length > 0 && others.every(({ node }) => !isCut(sim, broker, node))) watch.seen.add('a broker is fenced that only controllers do not reach');
}

function activeController(sim: KafkaSimulation): NodeIndex {
  return quorumLeader(sim.world)?.node ?? -1;
}

/** In one direction at least. */
function isCut(sim: KafkaSimulation, a: NodeIndex, b: NodeIndex): boolean {
  return (linkStateOf(sim, a, b)?.cut ?? false) || (linkStateOf(sim, b, a)?.cut ?? false);
}

function noteLeader(watch: SometimesWatch, cluster: Cluster, fact: Fact & { type: 'ReplicaBecameLeader' }): void {
  const { topic, partition, broker } = fact;
  for (const other of brokersOf(cluster)) {
    const replica = replicaOf(other, topic, partition);
    if (other.id !== broker && replica?.role === 'leader') watch.seen.add('two brokers lead a partition at once');
    if (other.id === broker && replica !== undefined && replica.log.highWatermark < (watch.committed.get(partitionName(topic, partition)) ?? 0)) {
      watch.seen.add('a new leader has a high watermark below what was committed');
    }
  }
}

const REFUSALS = ['FENCED_LEADER_EPOCH', 'INVALID_UPDATE_VERSION', 'INELIGIBLE_REPLICA', 'NOT_CONTROLLER'] as const;

/** Answers that tell of nothing in a fact. */
export function noteMessage(watch: SometimesWatch, message: Message): void {
  if (message.type !== 'response' || message.response.api !== 'AlterPartition') return;
  const { error, partitions } = message.response;
  for (const refusal of REFUSALS) {
    if (error === refusal || partitions.some((one) => one.error === refusal)) watch.seen.add(`AlterPartition is refused: ${refusal}`);
  }
}
