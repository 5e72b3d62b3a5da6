import type { BrokerNode } from '../kafka/broker/brokerState.ts';
import { replicaOf } from '../kafka/broker/brokerState.ts';
import type { Replica } from '../kafka/broker/replica.ts';
import { brokerName } from '../kafka/cluster.ts';
import type { KafkaSimulation } from '../kafka/createCluster.ts';
import type { BrokerId } from '../kafka/types.ts';
import { newPartitionGhost, type BrokerGhost, type Guarantees, type PartitionGhost, type ReplicaView } from './state.ts';

/** A copy of a partition together with where it is and how it was seen last. */
export interface Copy {
  readonly broker: BrokerNode;
  readonly replica: Replica;
  readonly view: ReplicaView;
}

function brokerOf(sim: KafkaSimulation, id: BrokerId): BrokerNode | undefined {
  const index = sim.world.byName.get(brokerName(id));
  const node = index === undefined ? undefined : sim.world.nodes[index];
  return node?.role === 'broker' ? node : undefined;
}

/** The process is there and past its start: what it holds counts, for it can be elected. */
export function isRunning(sim: KafkaSimulation, broker: BrokerNode): boolean {
  const { state } = broker.lifecycle;
  return sim.state.nodes[broker.node]?.status !== 'dead' && (state === 'running' || state === 'shutting-down');
}

/** What is remembered of the partition; of one that was created anew under the same name, nothing. */
export function ghostOf(guarantees: Guarantees, replica: Pick<Replica, 'topic' | 'partition' | 'name' | 'topicId'>): PartitionGhost {
  const known = guarantees.partitions.get(replica.name);
  if (known !== undefined && known.topicId >= replica.topicId) return known;
  const ghost = newPartitionGhost(replica.topic, replica.partition, replica.name, replica.topicId);
  guarantees.partitions.set(replica.name, ghost);
  return ghost;
}

/** The view of a copy, made from what it is now when it has not been seen before. */
export function viewOf(guarantees: Guarantees, node: BrokerGhost, replica: Replica): ReplicaView {
  const known = node.views.get(replica.name);
  if (known !== undefined && known.ghost.topicId === replica.topicId) return known;
  const { log } = replica;
  const view: ReplicaView = {
    ghost: ghostOf(guarantees, replica),
    endOffset: log.logEndOffset,
    highWatermark: log.highWatermark,
    topHighWatermark: log.highWatermark,
    verified: log.logStartOffset,
    leaderEpoch: -1,
    partitionEpoch: -1,
    isLeader: false,
    isr: null,
    comparedWith: null,
    seenAfter: -1,
  };
  node.views.set(replica.name, view);
  return view;
}

/** This broker's copy; null when it has none. */
export function copyOn(guarantees: Guarantees, sim: KafkaSimulation, ghost: PartitionGhost, id: BrokerId): Copy | null {
  const broker = brokerOf(sim, id);
  const replica = broker === undefined ? undefined : replicaOf(broker, ghost.topic, ghost.partition);
  const node = broker === undefined ? null : guarantees.nodes[broker.node];
  if (broker === undefined || replica === undefined || node?.kind !== 'broker' || replica.topicId !== ghost.topicId) return null;
  return { broker, replica, view: viewOf(guarantees, node, replica) };
}
