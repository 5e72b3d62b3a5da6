import type { BrokerNode } from './broker/brokerState.ts';
import { brokersOf } from './cluster.ts';
import { committedImage } from './clusterImage.ts';
import type { KafkaSimulation } from './createCluster.ts';
import type { ClassicGroup, CoordinatorShard } from './group/coordinatorState.ts';
import { offsetsPartitionFor } from './group/offsetsPartition.ts';
import type { MetadataImage } from './metadata/image.ts';
import { CONSUMER_OFFSETS_TOPIC, type BrokerId } from './types.ts';

/** A group in the memory of the broker that coordinates it. */
export interface CoordinatedGroup {
  readonly broker: BrokerNode;
  readonly shard: CoordinatorShard;
  readonly group: ClassicGroup;
  /** The metadata names this broker; otherwise it has not heard yet that another one leads the group's partition. */
  readonly isNamed: boolean;
}

/** Where a group's state is kept: its partition of `__consumer_offsets` and that partition's leader, -1 while there is none. */
interface GroupHome {
  readonly partition: number;
  readonly leader: BrokerId;
}

/** As the metadata has it; partition -1 before `__consumer_offsets` exists. */
export function homeOf(image: MetadataImage, group: string): GroupHome {
  const partitions = image.topics.get(CONSUMER_OFFSETS_TOPIC)?.partitions ?? [];
  if (partitions.length === 0) return { partition: -1, leader: -1 };
  const partition = offsetsPartitionFor(group, partitions.length);
  return { partition, leader: partitions[partition]?.leader ?? -1 };
}

/**
 * The groups that living brokers coordinate, as an onlooker sees them. Of two brokers that hold themselves for a group's
 * coordinator it is the one the metadata names; else the one with the later generation.
 */
export function coordinatedGroups(sim: KafkaSimulation, image: MetadataImage = committedImage(sim.world)): Map<string, CoordinatedGroup> {
  const found = new Map<string, CoordinatedGroup>();
  for (const broker of brokersOf(sim.world)) {
    if (sim.control.statusOf(broker.node) === 'dead') continue;
    for (const shard of broker.coordinator.shards.values()) {
      for (const group of shard.groups.values()) {
        const candidate = { broker, shard, group, isNamed: homeOf(image, group.groupId).leader === broker.id };
        const other = found.get(group.groupId);
        if (other === undefined || rankOf(candidate) >= rankOf(other)) found.set(group.groupId, candidate);
      }
    }
  }
  return found;
}

function rankOf({ isNamed, group }: CoordinatedGroup): number {
  return isNamed ? Number.MAX_SAFE_INTEGER : group.generation;
}
