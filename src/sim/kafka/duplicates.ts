import { listAt, listLength } from '../../base/chunkedList.ts';
import { replicaOf } from './broker/brokerState.ts';
import { brokersOf, type Cluster } from './cluster.ts';
import type { MetadataImage } from './metadata/image.ts';

/**
 * How many records of a producer are stored again although they are stored already, in the logs of the topic's leaders. An
 * onlooker's number: records carry an id that no node looks at. Walks the whole topic; partitions without a leader do not count.
 */
export function countDuplicates(cluster: Cluster, image: MetadataImage, topic: string, producer: string): number {
  const prefix = `${producer}:`;
  const brokers = new Map(brokersOf(cluster).map((broker) => [broker.id, broker]));
  const seen = new Set<string>();
  let duplicates = 0;
  image.topics.get(topic)?.partitions.forEach(({ leader }, partition) => {
    const broker = brokers.get(leader);
    const batches = broker === undefined ? undefined : replicaOf(broker, topic, partition)?.log.batches;
    if (batches === undefined) return;
    for (let index = 0; index < listLength(batches); index += 1) {
      for (const { id } of listAt(batches, index).records) {
        if (!id.startsWith(prefix)) continue;
        if (seen.has(id)) duplicates += 1;
        else seen.add(id);
      }
    }
  });
  return duplicates;
}
