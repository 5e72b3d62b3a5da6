/**
 * A cluster of a hundred brokers in five racks with ten thousand partitions, three replicas each, and clients of every topic. The longer
 * messages take, the more of them are in flight at once.
 */
export function largeDocument(latency = '1ms'): unknown {
  const topics = Array.from({ length: 40 }, (_, index) => `topic-${String(index + 1).padStart(2, '0')}`);
  const perGroup = 5;
  return {
    v: 1,
    id: 'large',
    title: 'A hundred brokers, ten thousand partitions',
    summary: 'Forty topics of 250 partitions, three replicas each, on a hundred brokers in five racks.',
    seed: 1,
    cluster: {
      brokers: Array.from({ length: 100 }, (_, index) => ({ id: index + 1, rack: 'abcde'.charAt(index % 5) })),
      controllers: 3,
      config: { 'group.initial.rebalance.delay.ms': 0 },
      topics: topics.map((name) => ({ name, partitions: 250, replicationFactor: 3, config: { 'min.insync.replicas': 2 } })),
      network: { latency, jitter: '200us' },
    },
    producers: topics.map((topic, index) => ({ id: `p${index + 1}`, topic, rate: 100, keys: { zipf: 1000 } })),
    consumers: Array.from({ length: 40 }, (_, index) => ({
      id: `c${index + 1}`,
      group: `g${(index % 8) + 1}`,
      topics: topics.slice((index % 8) * perGroup, (index % 8) * perGroup + perGroup),
      processing: '50us',
    })),
  };
}
