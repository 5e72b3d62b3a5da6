import * as words from '../../words/build/cluster.ts';
import type { Draft } from './draft.ts';

export interface Preset {
  readonly id: keyof typeof words.presets;
  readonly name: string;
  /** What it is good for. */
  readonly about: string;
  readonly draft: Draft;
}

const ONE_BROKER: Draft = {
  title: words.myCluster,
  brokers: 1,
  racks: 0,
  rackLatencyMs: 0,
  controllers: 1,
  combined: false,
  times: 'production',
  topics: [],
  producers: [],
  groups: [],
};

const SMALL: Draft = {
  ...ONE_BROKER,
  brokers: 3,
  controllers: 3,
  times: 'teaching',
  topics: [{ name: 'orders', partitions: 3, replicationFactor: 3, minInsyncReplicas: 2 }],
  producers: [{ id: 'checkout', topic: 'orders', ratePerSecond: 10, acks: 'all', keys: 8 }],
  groups: [{ name: 'analytics', topic: 'orders', members: 3 }],
};

/** What to begin with. The empty sheet comes first: everything else is added to it. */
export const PRESETS: readonly Preset[] = [
  { id: 'empty', ...words.presets.empty, draft: ONE_BROKER },
  {
    id: 'oneBroker',
    ...words.presets.oneBroker,
    draft: { ...SMALL, brokers: 1, controllers: 1, combined: true, topics: [{ name: 'orders', partitions: 3, replicationFactor: 1, minInsyncReplicas: 1 }] },
  },
  { id: 'small', ...words.presets.small, draft: SMALL },
  {
    id: 'threeRacks',
    ...words.presets.threeRacks,
    draft: { ...SMALL, brokers: 6, racks: 3, topics: [{ name: 'orders', partitions: 6, replicationFactor: 3, minInsyncReplicas: 2 }] },
  },
  {
    id: 'productionLike',
    ...words.presets.productionLike,
    draft: {
      ...SMALL,
      brokers: 9,
      racks: 3,
      controllers: 5,
      times: 'production',
      topics: [
        { name: 'orders', partitions: 12, replicationFactor: 3, minInsyncReplicas: 2 },
        { name: 'payments', partitions: 6, replicationFactor: 3, minInsyncReplicas: 2 },
        { name: 'clicks', partitions: 18, replicationFactor: 2, minInsyncReplicas: 1 },
      ],
      producers: [
        { id: 'checkout', topic: 'orders', ratePerSecond: 20, acks: 'all', keys: 8 },
        { id: 'billing', topic: 'payments', ratePerSecond: 5, acks: 'all', keys: 8 },
        { id: 'web', topic: 'clicks', ratePerSecond: 40, acks: '1', keys: 0 },
      ],
      groups: [
        { name: 'shipping', topic: 'orders', members: 3 },
        { name: 'ledger', topic: 'payments', members: 2 },
        { name: 'reports', topic: 'clicks', members: 4 },
      ],
    },
  },
  {
    id: 'stretched',
    ...words.presets.stretched,
    draft: { ...SMALL, brokers: 4, racks: 2, rackLatencyMs: 20, topics: [{ name: 'orders', partitions: 4, replicationFactor: 4, minInsyncReplicas: 3 }] },
  },
];
