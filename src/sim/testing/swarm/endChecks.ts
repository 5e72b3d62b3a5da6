import { listAt, listLength } from '../../../base/chunkedList.ts';
import { replicaOf } from '../../kafka/broker/brokerState.ts';
import { brokersOf, producersOf, type Cluster } from '../../kafka/cluster.ts';
import { committedImage } from '../../kafka/clusterImage.ts';
import type { CoordinatorShard } from '../../kafka/group/coordinatorState.ts';
import type { RecordBatch } from '../../kafka/log/recordBatch.ts';
import { CONSUMER_OFFSETS_TOPIC, partitionName } from '../../kafka/types.ts';
import type { Broken } from './quorumWatch.ts';

/** What is looked at once, when everything is at rest, because it takes reading whole logs. */
export function brokenInTheEnd(cluster: Cluster): Broken | null {
  // A new epoch numbers anew what was not answered, and so may store it twice: Kafka promises nothing beyond one session.
  const inOneSession = producersOf(cluster).filter(({ idempotence }) => idempotence.enabled && idempotence.producerEpoch <= 0);
  const idempotent = new Set(inOneSession.map(({ id }) => id));
  for (const topic of committedImage(cluster).topics.values()) {
    for (const [partition, { leader }] of topic.partitions.entries()) {
      const broker = brokersOf(cluster).find(({ id }) => id === leader);
      const batches = broker === undefined ? [] : batchesOf(replicaOf(broker, topic.name, partition)?.log.batches);
      const broken = topic.name === CONSUMER_OFFSETS_TOPIC ? offsetsLost(broker?.coordinator.shards.get(partition), batches) : storedBadly(partitionName(topic.name, partition), batches, idempotent);
      if (broken !== null) return broken;
    }
  }
  return null;
}

type Batches = Parameters<typeof listLength<RecordBatch>>[0];

function batchesOf(list: Batches | undefined): RecordBatch[] {
  return list === undefined ? [] : Array.from({ length: listLength(list) }, (_, index) => listAt(list, index));
}

/** Nothing of an idempotent producer twice, and in the order in which it was sent. Record ids end in a number that counts. */
function storedBadly(name: string, batches: readonly RecordBatch[], idempotent: ReadonlySet<string>): Broken | null {
  const last = new Map<string, number>();
  for (const batch of batches) {
    for (const { id } of batch.records) {
      const colon = id.lastIndexOf(':');
      const producer = id.slice(0, colon);
      if (!idempotent.has(producer)) continue;
      const number = Number(id.slice(colon + 1));
      const before = last.get(producer) ?? -1;
      if (number === before) return { guarantee: 'stored-once', sentence: `${name} has ${id} twice, although its producer is idempotent.` };
      if (number < before) return { guarantee: 'stored-in-order', sentence: `${name} has ${id} after ${producer}:${before}, although its producer is idempotent.` };
      last.set(producer, number);
    }
  }
  return null;
}

/** A coordinator knows exactly what the committed part of its log says, unless what follows says something newer. */
export function offsetsLost(shard: Pick<CoordinatorShard, 'highWatermark' | 'offsets'> | undefined, batches: readonly RecordBatch[]): Broken | null {
  if (shard === undefined) return null;
  const written = new Map<string, number>();
  for (const { lastOffset, records } of batches) {
    for (const { coordinator } of records) {
      if (coordinator === undefined || coordinator.type === 'GroupMetadata') continue;
      const key = `${coordinator.group} ${partitionName(coordinator.topic, coordinator.partition)}`;
      if (coordinator.type === 'OffsetTombstone' || lastOffset >= shard.highWatermark) written.delete(key);
      else written.set(key, coordinator.offset);
    }
  }
  for (const [key, offset] of written) {
    const [group = '', name = ''] = key.split(' ');
    const known = shard.offsets.get(group)?.get(name)?.offset;
    if (known !== offset) return { guarantee: 'offsets-from-log', sentence: `Group ${group} committed ${offset} in ${name}; its coordinator knows ${known ?? 'nothing'}.` };
  }
  return null;
}
