import { parseScenario } from '../src/scenarios/index.ts';
import type { ClusterSpec } from '../src/sim/index.ts';

interface Shape {
  readonly brokers: number;
  readonly partitions: number;
  readonly producers: number;
  /** Of each producer, records a second. */
  readonly rate: number;
  readonly consumers: number;
}

/** A cluster of a given shape: three replicas everywhere, keyed records, one group. */
export function clusterSpec({ brokers, partitions, producers, rate, consumers }: Shape): ClusterSpec {
  const parsed = parseScenario({
    v: 1,
    id: 'bench',
    title: 'A cluster to measure',
    summary: 'For the benchmark.',
    seed: 1,
    cluster: {
      brokers,
      controllers: 3,
      config: { 'group.initial.rebalance.delay.ms': 0 },
      topics: [{ name: 'orders', partitions, replicationFactor: 3, config: { 'min.insync.replicas': 2 } }],
      network: { latency: '1ms', jitter: '200us' },
    },
    producers: Array.from({ length: producers }, (_, index) => ({ id: `p${index}`, topic: 'orders', rate, keys: { zipf: 1000 } })),
    consumers: Array.from({ length: consumers }, (_, index) => ({ id: `c${index}`, group: 'g', topics: ['orders'], processing: '50us' })),
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.spec;
}

export const SMALL: Shape = { brokers: 3, partitions: 6, producers: 1, rate: 200, consumers: 3 };
export const LARGE: Shape = { brokers: 30, partitions: 1000, producers: 10, rate: 200, consumers: 10 };
