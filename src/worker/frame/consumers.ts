import type { ConsumerView, PositionView } from '../../protocol/views.ts';
import { consumersOf, describeConsumer, replicaOf, type BrokerNode, type KafkaSimulation, type MetadataImage } from '../../sim/index.ts';
import type { Near } from './large.ts';

/** Records that consumers have not read yet, by topic and leading broker. */
export type Lags = ReadonlyMap<string, ReadonlyMap<number, number>>;

/** Consumers in order, and how far all of them are behind, by topic and leading broker. */
export function consumerViews(
  sim: KafkaSimulation,
  image: MetadataImage,
  brokers: ReadonlyMap<number, { readonly broker: BrokerNode }>,
  near: Near,
): { readonly consumers: ConsumerView[]; readonly lags: Lags } {
  const lags = new Map<string, Map<number, number>>();
  const consumers = consumersOf(sim.world).map((consumer): ConsumerView => {
    const described = describeConsumer(consumer);
    const status = sim.control.statusOf(consumer.node);
    const assigned: PositionView[] = [];
    const elsewhere = { partitions: 0, lag: -1 };
    for (const { topic, partition, position, committed } of described.partitions) {
      const leader = brokers.get(image.topics.get(topic)?.partitions[partition]?.leader ?? -1)?.broker;
      const end = leader === undefined ? undefined : replicaOf(leader, topic, partition)?.log.highWatermark;
      const lag = end === undefined || position === null ? -1 : Math.max(0, end - position);
      if (leader !== undefined && lag > 0) note(lags, topic, leader.id, lag);
      if (near.has(topic, partition)) assigned.push({ topic, partition, position: position ?? -1, committed: committed ?? -1, lag });
      else {
        elsewhere.partitions += 1;
        if (lag >= 0) elsewhere.lag = Math.max(0, elsewhere.lag) + lag;
      }
    }
    return {
      key: `consumer:${consumer.id}`,
      id: consumer.id,
      node: `consumer:${consumer.id}`,
      group: consumer.spec.group,
      topics: consumer.spec.topics,
      status: status !== 'running' ? status : statusOf(described.status, described.partitions.length),
      fetchPaused: described.paused,
      assigned,
      ...(elsewhere.partitions > 0 && { elsewhere }),
    };
  });
  return { consumers, lags };
}

function note(lags: Map<string, Map<number, number>>, topic: string, broker: number, lag: number): void {
  const ofTopic = lags.get(topic) ?? new Map<number, number>();
  ofTopic.set(broker, (ofTopic.get(broker) ?? 0) + lag);
  lags.set(topic, ofTopic);
}

function statusOf(
  status: ReturnType<typeof describeConsumer>['status'],
  assigned: number,
): ConsumerView['status'] {
  switch (status) {
    case 'created':
    case 'joining':
      return 'joining';
    case 'stable':
      return assigned === 0 ? 'idle' : 'stable';
    case 'rebalancing':
      return 'rebalancing';
    case 'failed':
      return 'failed';
    case 'closing':
    case 'stopped':
      return 'closed';
  }
}
