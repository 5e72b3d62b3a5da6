import type { Unread } from '../../protocol/groupsDetail.ts';
import type { LinkView } from '../../protocol/views.ts';
import { brokersOf, type describeConsumer, type KafkaSimulation, type MetadataImage } from '../../sim/index.ts';

type DescribedPartitions = ReturnType<typeof describeConsumer>['partitions'];

/** By the name of the consumer's node; null where it can fetch all that it has. */
export type UnreadBy = (node: string, partitions: DescribedPartitions) => Unread | null;

/**
 * What consumers have and cannot fetch just now, whether they know it or not. Each fetches a partition from its leader, or from the replica that
 * the leader has named it (KIP-392).
 */
export function unreadBy(sim: KafkaSimulation, image: MetadataImage, links: readonly LinkView[]): UnreadBy {
  const silent = new Set(brokersOf(sim.world).flatMap(({ id, node }) => (sim.control.statusOf(node) === 'running' ? [] : [id])));
  const apart = new Set(links.filter(({ cut, broken }) => cut || broken !== null).flatMap(({ from, to }) => [`${from}>${to}`, `${to}>${from}`]));
  return (node, partitions) => {
    const brokers = new Set<number>();
    let [leaderless, unread] = [false, 0];
    for (const { topic, partition, preferredReplica } of partitions) {
      const source = preferredReplica ?? image.topics.get(topic)?.partitions[partition]?.leader ?? -1;
      if (source < 0) leaderless = true;
      else if (silent.has(source) || apart.has(`${node}>broker-${source}`)) brokers.add(source);
      else continue;
      unread += 1;
    }
    return unread === 0 ? null : { brokers: [...brokers].toSorted((a, b) => a - b), leaderless, isAll: unread === partitions.length };
  };
}
