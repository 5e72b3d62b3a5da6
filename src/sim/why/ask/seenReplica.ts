import { replicaOf } from '../../kafka/broker/brokerState.ts';
import { brokersOf } from '../../kafka/cluster.ts';
import { committedImage } from '../../kafka/clusterImage.ts';
import type { KafkaSimulation } from '../../kafka/createCluster.ts';

export interface ReplicaPlace {
  readonly topic: string;
  readonly partition: number;
  readonly broker: number;
}

/** How a copy stands to the leader's. */
export interface SeenReplica {
  /** -1: nobody leads. */
  readonly leader: number;
  readonly isReplica: boolean;
  readonly inSync: boolean;
  /** Ends of the two logs; -1 where there is none. */
  readonly endOffset: number;
  readonly leaderEndOffset: number;
}

/** Null when there is no such partition. */
export function lookAtReplica(sim: KafkaSimulation, { topic, partition, broker }: ReplicaPlace): SeenReplica | null {
  const registration = committedImage(sim.world).topics.get(topic)?.partitions[partition];
  if (registration === undefined) return null;
  const endOf = (id: number): number => {
    const node = brokersOf(sim.world).find((one) => one.id === id);
    return (node === undefined ? undefined : replicaOf(node, topic, partition))?.log.logEndOffset ?? -1;
  };
  return {
    leader: registration.leader,
    isReplica: registration.replicas.includes(broker),
    inSync: registration.isr.includes(broker),
    endOffset: endOf(broker),
    leaderEndOffset: endOf(registration.leader),
  };
}
