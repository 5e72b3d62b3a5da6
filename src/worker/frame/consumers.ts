import { behind } from '../../base/behind.ts';
import type { ConsumerView, PositionView } from '../../protocol/views.ts';
import { consumersOf, describeConsumer, type CoordinatedGroup, type KafkaSimulation } from '../../sim/index.ts';
import type { Near } from './large.ts';
import type { EndOf } from './lags.ts';

/** Consumers in order, each with how far it has read and how much of that its group has committed. */
export function consumerViews(
  sim: KafkaSimulation,
  groups: ReadonlyMap<string, CoordinatedGroup>,
  endOf: EndOf,
  near: Near,
): ConsumerView[] {
  return consumersOf(sim.world).map((consumer): ConsumerView => {
    const described = describeConsumer(consumer);
    const status = sim.control.statusOf(consumer.node);
    const assigned: PositionView[] = [];
    const elsewhere = { partitions: 0, toRead: -1 };
    const offsets = groups.get(consumer.spec.group)?.shard.offsets.get(consumer.spec.group);
    for (const { topic, partition, position: next } of described.partitions) {
      const end = endOf(topic, partition);
      const position = next ?? -1;
      const toRead = behind(end, position);
      if (near.has(topic, partition)) {
        const committed = offsets?.get(`${topic}-${partition}`)?.offset ?? -1;
        assigned.push({ topic, partition, position, committed, toRead, lag: behind(end, committed) });
      } else {
        elsewhere.partitions += 1;
        if (toRead >= 0) elsewhere.toRead = Math.max(0, elsewhere.toRead) + toRead;
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
