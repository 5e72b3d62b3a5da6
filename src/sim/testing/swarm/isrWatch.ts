import { replicaOf } from '../../kafka/broker/brokerState.ts';
import { followerOf } from '../../kafka/broker/replica.ts';
import { brokerName, brokersOf } from '../../kafka/cluster.ts';
import type { KafkaEvent, KafkaSimulation } from '../../kafka/createCluster.ts';
import type { Fact } from '../../kafka/facts.ts';
import type { AlterPartitionRequest } from '../../kafka/protocol/controlPlane.ts';
import { partitionName, type BrokerId, type TopicPartition } from '../../kafka/types.ts';
import type { Broken } from './quorumWatch.ts';

/** Who is let into an ISR: too early, or as another incarnation than the one that fetched. Loss follows only when its leader dies at once. */
export function joinedBadly(sim: KafkaSimulation, event: KafkaEvent): Broken | null {
  for (const { fact } of sim.facts) {
    const broken = fact.type === 'IsrChangeProposed' && fact.change === 'expand' ? proposedBadly(sim, fact) : null;
    if (broken !== null) return broken;
  }
  if (event.kind !== 'deliver' || event.payload.body.type !== 'request' || event.payload.body.request.api !== 'AlterPartition') return null;
  return acceptedBadly(sim, event.node, event.payload.body.request);
}

/** A leader proposes whoever has what earlier leaders may have committed, as the incarnation that it knows to be registered. */
function proposedBadly(sim: KafkaSimulation, { broker: id, topic, partition, replicas }: Fact & { type: 'IsrChangeProposed' }): Broken | null {
  const index = sim.world.byName.get(brokerName(id));
  const broker = index === undefined ? undefined : sim.world.nodes[index];
  const replica = broker?.role === 'broker' ? replicaOf(broker, topic, partition) : undefined;
  if (broker?.role !== 'broker' || replica === undefined) return null;
  for (const joining of replicas) {
    const follower = followerOf(replica, joining);
    if (follower === undefined) continue;
    const { leaderEpochStartOffset: start, name } = replica;
    if (start !== null && follower.logEndOffset < start) {
      const sentence = `Broker ${id} proposes broker ${joining} for the ISR of ${name} at offset ${follower.logEndOffset}, and its epoch begins at ${start}.`;
      return { guarantee: 'joins-in-its-epoch', sentence };
    }
    const registered = broker.zk === null ? broker.image.brokers.get(joining)?.brokerEpoch : undefined;
    if (registered !== undefined && follower.brokerEpoch >= 0 && follower.brokerEpoch !== registered) return another(name, joining, follower.brokerEpoch, registered);
  }
  return null;
}

/** The controller takes it only if that incarnation is registered still. */
function acceptedBadly(sim: KafkaSimulation, index: number, { broker: leader, partitions }: AlterPartitionRequest): Broken | null {
  const controller = sim.world.nodes[index];
  if (controller?.role !== 'controller') return null;
  const { brokers, topics } = controller.controller.image;
  for (const { topic, partition, isr, partitionEpoch } of partitions) {
    const now = topics.get(topic)?.partitions[partition];
    const isAccepted = now?.partitionEpoch === partitionEpoch + 1 && now.isr.length === isr.length && isr.every(({ broker }) => now.isr.includes(broker));
    if (!isAccepted) continue;
    for (const { broker: member } of isr) {
      const fetched = fetchedAs(sim, leader, member, { topic, partition });
      const registered = brokers.get(member)?.brokerEpoch ?? -1;
      if (fetched >= 0 && fetched < registered) return another(partitionName(topic, partition), member, fetched, registered);
    }
  }
  return null;
}

/** The broker epoch that the member's last fetch named; -1 when its leader knows of none. */
function fetchedAs(sim: KafkaSimulation, leader: BrokerId, member: BrokerId, { topic, partition }: TopicPartition): number {
  const broker = brokersOf(sim.world).find(({ id }) => id === leader);
  const replica = broker === undefined ? undefined : replicaOf(broker, topic, partition);
  return replica === undefined ? -1 : (followerOf(replica, member)?.brokerEpoch ?? -1);
}

function another(name: string, member: BrokerId, fetched: number, registered: number): Broken {
  const sentence = `Broker ${member} comes into the ISR of ${name} for what its incarnation of epoch ${fetched} had; registered is that of epoch ${registered}.`;
  return { guarantee: 'joins-as-it-is', sentence };
}
