import { describe, expect, it } from 'vitest';
import { formCluster } from './formCluster.ts';
import { testSpec } from './testing/controllerCluster.ts';

const NODES = {
  controllers: new Map([[3001, 0], [3000, 1], [3002, 2]]),
  brokers: new Map([[1, 3], [2, 4], [3, 5]]),
};

const TOPICS = [{ name: 'orders', assignment: [[2, 1], [3, 2]], overrides: { 'min.insync.replicas': 2 } }];

describe('a cluster formed before the run', () => {
  const formed = formCluster(testSpec({ controllers: 3, brokers: 3, topics: TOPICS }), NODES);

  it('is led by the lowest id in epoch 1', () => {
    expect([formed.leaderId, formed.epoch]).toEqual([3000, 1]);
    expect(formed.batches[0]?.records[0]).toMatchObject({ type: 'LeaderChange', leader: 3000, voters: [3001, 3000, 3002] });
  });

  it('has every broker registered and unfenced, with the offset of its record as broker epoch', () => {
    expect([...formed.image.brokers.values()]).toMatchObject([
      { id: 1, brokerEpoch: 1, registrationOffset: 1, incarnation: 1, node: 3, fenced: false, inControlledShutdown: false },
      { id: 2, brokerEpoch: 2, node: 4 },
      { id: 3, brokerEpoch: 3, node: 5 },
    ]);
  });

  it('has the topics as assigned, in sync and led by their first replicas', () => {
    expect(formed.image.topics.get('orders')?.partitions).toMatchObject([
      { replicas: [2, 1], isr: [2, 1], leader: 2, leaderEpoch: 0, partitionEpoch: 0 },
      { replicas: [3, 2], isr: [3, 2], leader: 3 },
    ]);
    expect(formed.image.configs.get('topic orders')).toEqual({ 'min.insync.replicas': '2' });
  });

  it('has the offsets topic, compacted, with 50 partitions of 3 replicas, or as many as there are brokers', () => {
    const offsets = formed.image.topics.get('__consumer_offsets');
    expect(offsets?.partitions).toHaveLength(50);
    expect(offsets?.partitions.every(({ replicas }) => new Set(replicas).size === 3)).toBe(true);
    expect(formed.image.configs.get('topic __consumer_offsets')).toMatchObject({ 'cleanup.policy': 'compact' });
    const pair = formCluster(testSpec({ controllers: 1, brokers: 2 }), { ...NODES, controllers: new Map([[3000, 0]]) });
    expect(pair.image.topics.get('__consumer_offsets')?.partitions[0]?.replicas).toHaveLength(2);
  });

  it('places replicas by the seed alone', () => {
    const again = formCluster(testSpec({ controllers: 3, brokers: 3, topics: TOPICS }), NODES);
    expect(again).toEqual(formed);
    const other = formCluster(testSpec({ seed: 7, controllers: 3, brokers: 3, topics: TOPICS }), NODES);
    expect(other.image.topics.get('__consumer_offsets')).not.toEqual(formed.image.topics.get('__consumer_offsets'));
  });
});
