import { behind } from '../../base/behind.ts';
import { replicaOf, type BrokerNode, type CoordinatedGroup, type MetadataImage } from '../../sim/index.ts';

/** The high watermark of a partition's leader; -1 while there is none. */
export type EndOf = (topic: string, partition: number) => number;

/** Records that groups have not committed yet, by topic and leading broker. */
export type Lags = ReadonlyMap<string, ReadonlyMap<number, number>>;

export function endsOf(image: MetadataImage, brokers: ReadonlyMap<number, { readonly broker: BrokerNode }>): EndOf {
  return (topic, partition) => {
    const leader = brokers.get(leaderOf(image, topic, partition))?.broker;
    return (leader === undefined ? undefined : replicaOf(leader, topic, partition)?.log.highWatermark) ?? -1;
  };
}

/** Of all groups that are coordinated, whoever reads. */
export function groupLags(image: MetadataImage, groups: ReadonlyMap<string, CoordinatedGroup>, endOf: EndOf): Lags {
  const lags = new Map<string, Map<number, number>>();
  for (const [name, { shard }] of groups) {
    for (const { topic, partition, offset } of shard.offsets.get(name)?.values() ?? []) {
      const lag = behind(endOf(topic, partition), offset);
      if (lag > 0) note(lags, topic, leaderOf(image, topic, partition), lag);
    }
  }
  return lags;
}

function note(lags: Map<string, Map<number, number>>, topic: string, broker: number, lag: number): void {
  const ofTopic = lags.get(topic) ?? new Map<number, number>();
  ofTopic.set(broker, (ofTopic.get(broker) ?? 0) + lag);
  lags.set(topic, ofTopic);
}

function leaderOf(image: MetadataImage, topic: string, partition: number): number {
  return image.topics.get(topic)?.partitions[partition]?.leader ?? -1;
}
