import { behind } from '../../base/behind.ts';
import { traceHashOf } from '../kernel/simulation.ts';
import type { NodeStatus } from '../kernel/types.ts';
import { replicaOf, type BrokerNode } from './broker/brokerState.ts';
import type { Replica } from './broker/replica.ts';
import { describeConsumer } from './clients/consumer/describeConsumer.ts';
import { describeProducer } from './clients/producer/producerRole.ts';
import { brokersOf, consumersOf, controllersOf, producersOf } from './cluster.ts';
import { committedImage, ensembleView, quorumLeader } from './clusterImage.ts';
import { countDuplicates } from './duplicates.ts';
import type { PartitionRegistration } from './controller/partitionChange.ts';
import { isReassignmentInProgress } from './controller/reassignment.ts';
import { quorumRoleOf } from './controller/raft/raftState.ts';
import type { KafkaSimulation } from './createCluster.ts';
import { describeGroup, type GroupDescription } from './group/groupView.ts';
import { coordinatedGroups } from './groupImage.ts';
import { localLogStartOffset } from './log/unifiedLog.ts';
import type { MetadataImage } from './metadata/image.ts';
import { partitionName } from './types.ts';
import { describeController, describeEnsemble } from './zookeeper/describeEnsemble.ts';

/** The state in the form of the contract, version 1: what the command line prints and assertions are about. */
export interface StateView {
  readonly v: 1;
  readonly now: number;
  readonly events: number;
  readonly traceHash: string;
  readonly brokers: readonly { id: number; state: BrokerStateName; epoch: number; rack: string | null }[];
  readonly quorum: {
    leader: number;
    epoch: number;
    highWatermark: number;
    voters: { id: number; role: string; endOffset: number }[];
  };
  /** In a cluster with ZooKeeper only: the broker that is the controller, -1 for nobody. */
  readonly controller?: { readonly broker: number; readonly epoch: number };
  readonly topics: Readonly<Record<string, readonly PartitionStateView[]>>;
  readonly groups: Readonly<Record<string, GroupStateView>>;
  readonly producers: Readonly<Record<string, ProducerStateView>>;
  /** Filled by who has watched the whole run; a single moment cannot tell. */
  readonly guarantees: readonly { id: string; status: string }[];
}

export type BrokerStateName =
  | 'starting'
  | 'recovery'
  | 'running'
  | 'fenced'
  | 'shutting-down'
  | 'paused'
  | 'dead';

export interface PartitionStateView {
  readonly partition: number;
  readonly leader: number;
  readonly leaderEpoch: number;
  readonly partitionEpoch: number;
  readonly replicas: readonly number[];
  readonly isr: readonly number[];
  readonly elr: readonly number[];
  /** While it is being reassigned. */
  readonly addingReplicas?: readonly number[];
  readonly removingReplicas?: readonly number[];
  /** After an unclean election, until its leader's ISR is taken: else left out. */
  readonly leaderRecoveryState?: 'RECOVERING';
  readonly logs: Readonly<Record<string, LogStateView>>;
}

export interface LogStateView {
  readonly startOffset: number;
  readonly endOffset: number;
  readonly highWatermark: number;
  readonly lastStableOffset: number;
  /** Where the part on this broker's disk begins, when what lies before it is in remote storage. */
  readonly localStartOffset?: number;
  /** Below it the log has been compacted; only of logs that were. */
  readonly cleanedTo?: number;
  readonly epochs: readonly (readonly [number, number])[];
}

export interface GroupStateView {
  readonly protocol: 'classic';
  readonly state: string;
  readonly generation: number;
  readonly coordinator: number;
  readonly members: Readonly<Record<string, readonly string[]>>;
  readonly offsets: Readonly<Record<string, GroupOffsetView>>;
}

/** -1 for what is not known. Both distances end at the leader's high watermark. */
interface GroupOffsetView {
  readonly committed: number;
  readonly position: number;
  /** From the committed offset, as `kafka-consumer-groups` counts. */
  readonly lag: number;
  /** From the position, as a consumer's own `records-lag` counts. */
  readonly toRead: number;
}

export interface ProducerStateView {
  readonly sent: number;
  readonly acked: number;
  readonly failed: number;
  readonly inFlight: number;
  readonly duplicates: number;
}

/** Everything the contract shows, at the simulation's current moment. */
export function stateView(sim: KafkaSimulation): StateView {
  const cluster = sim.world;
  const image = committedImage(cluster);
  return {
    v: 1,
    now: sim.state.now,
    events: sim.state.processed,
    traceHash: traceHashOf(sim),
    brokers: brokersOf(cluster).map((broker) => ({
      id: broker.id,
      state: brokerStateOf(broker, sim.control.statusOf(broker.node), image),
      epoch: broker.lifecycle.brokerEpoch,
      rack: broker.rack,
    })),
    ...(cluster.spec.metadata === 'zookeeper' ? ensembleState(sim) : { quorum: quorumState(sim) }),
    topics: topicsView(brokersOf(cluster), image),
    groups: groupsView(sim, image),
    producers: Object.fromEntries(
      producersOf(cluster).map((producer) => {
        const { sent, acked, failed, inFlight } = describeProducer(producer);
        // Counted when somebody looks, since every record has to be looked at.
        const view: ProducerStateView = {
          sent,
          acked,
          failed,
          inFlight,
          get duplicates() {
            return countDuplicates(cluster, image, producer.spec.topic, producer.id);
          },
        };
        return [producer.id, view];
      }),
    ),
    guarantees: [],
  };
}

function quorumState(sim: KafkaSimulation): StateView['quorum'] {
  const leader = quorumLeader(sim.world);
  return {
    leader: leader?.id ?? -1,
    epoch: leader?.disk.election.epoch ?? -1,
    highWatermark: leader?.raft.highWatermark ?? -1,
    voters: controllersOf(sim.world).map((controller) => ({
      id: controller.id,
      role: sim.control.statusOf(controller.node) === 'dead' ? 'dead' : quorumRoleOf(controller),
      endOffset: controller.disk.log.endOffset,
    })),
  };
}

/** Kafka before 4.0: the quorum is the ensemble, its offsets are counts of transactions, and a broker is the controller. */
function ensembleState(sim: KafkaSimulation): Pick<StateView, 'quorum' | 'controller'> {
  const members = describeEnsemble(sim);
  const { leader } = ensembleView(sim.world);
  const quorum = {
    leader: leader?.id ?? -1,
    epoch: leader?.disk.currentEpoch ?? -1,
    highWatermark: leader?.disk.database.count ?? -1,
    voters: members.map(({ id, status, role, logged }) => ({ id, role: status === 'dead' ? 'dead' : role, endOffset: logged })),
  };
  return { quorum, controller: describeController(sim.world) };
}

/** How the broker is, by its process first, then by what the controller holds of it, then by itself. */
export function brokerStateOf(
  broker: BrokerNode,
  status: NodeStatus,
  image: MetadataImage,
): BrokerStateName {
  if (status !== 'running') return status;
  const { state } = broker.lifecycle;
  if (state === 'stopped') return 'dead';
  // Nobody is fenced there: a broker without its znode knows nothing of it and goes on.
  if (broker.zk !== null) return state;
  if (state === 'running' && image.brokers.get(broker.id)?.fenced !== false) return 'fenced';
  return state;
}

function topicsView(brokers: readonly BrokerNode[], image: MetadataImage): StateView['topics'] {
  const topics: Record<string, PartitionStateView[]> = {};
  for (const topic of image.topics.values()) {
    topics[topic.name] = topic.partitions.map((registration, partition) =>
      partitionView(brokers, topic.name, partition, registration),
    );
  }
  return topics;
}

function partitionView(
  brokers: readonly BrokerNode[],
  topic: string,
  partition: number,
  registration: PartitionRegistration,
): PartitionStateView {
  const logs: Record<string, LogStateView> = {};
  for (const broker of brokers) {
    const replica = replicaOf(broker, topic, partition);
    if (replica !== undefined) logs[String(broker.id)] = logView(replica);
  }
  const { leader, leaderEpoch, partitionEpoch, replicas, isr, elr, addingReplicas, removingReplicas } = registration;
  return {
    partition,
    leader,
    leaderEpoch,
    partitionEpoch,
    replicas,
    isr,
    elr,
    ...(isReassignmentInProgress({ adding: addingReplicas, removing: removingReplicas }) && { addingReplicas, removingReplicas }),
    ...(registration.leaderRecoveryState === 'RECOVERING' && { leaderRecoveryState: 'RECOVERING' as const }),
    logs,
  };
}

function logView({ log, cleanerCheckpoint }: Replica): LogStateView {
  const localStartOffset = localLogStartOffset(log);
  return {
    startOffset: log.logStartOffset,
    endOffset: log.logEndOffset,
    highWatermark: log.highWatermark,
    lastStableOffset: log.highWatermark,
    ...(localStartOffset > log.logStartOffset && { localStartOffset }),
    ...(cleanerCheckpoint !== null && { cleanedTo: cleanerCheckpoint }),
    epochs: log.epochs.map(({ epoch, startOffset }) => [epoch, startOffset] as const),
  };
}

function groupsView(sim: KafkaSimulation, image: MetadataImage): StateView['groups'] {
  const groups: Record<string, GroupStateView> = {};
  for (const [name, { broker, shard, group }] of coordinatedGroups(sim, image)) groups[name] = groupView(sim, image, broker, describeGroup(shard, group));
  return groups;
}

function groupView(
  sim: KafkaSimulation,
  image: MetadataImage,
  coordinator: BrokerNode,
  group: GroupDescription,
): GroupStateView {
  const positions = new Map<string, number>();
  for (const consumer of consumersOf(sim.world)) {
    if (consumer.spec.group !== group.group) continue;
    for (const { topic, partition, position } of describeConsumer(consumer).partitions) {
      if (position !== null) positions.set(partitionName(topic, partition), position);
    }
  }
  const offsets: Record<string, GroupOffsetView> = {};
  const offsetOf = new Map(group.offsets.map((offset) => [partitionName(offset.topic, offset.partition), offset.offset]));
  for (const name of new Set([...offsetOf.keys(), ...positions.keys()])) {
    const position = positions.get(name) ?? -1;
    const end = highWatermarkOf(sim, image, name);
    const committed = offsetOf.get(name) ?? -1;
    offsets[name] = { committed, position, lag: behind(end, committed), toRead: behind(end, position) };
  }
  return {
    protocol: group.protocol,
    state: group.state,
    generation: group.generation,
    coordinator: coordinator.id,
    members: Object.fromEntries(
      group.members.map((member) => [member.clientId, member.assignment.map(({ topic, partition }) => partitionName(topic, partition))]),
    ),
    offsets,
  };
}

/** The leader's high watermark; -1 when there is no leader. */
function highWatermarkOf(sim: KafkaSimulation, image: MetadataImage, name: string): number {
  const dash = name.lastIndexOf('-');
  const topic = name.slice(0, dash);
  const partition = Number(name.slice(dash + 1));
  const leader = image.topics.get(topic)?.partitions[partition]?.leader ?? -1;
  const broker = brokersOf(sim.world).find(({ id }) => id === leader);
  const replica = broker === undefined ? undefined : replicaOf(broker, topic, partition);
  return replica?.log.highWatermark ?? -1;
}
