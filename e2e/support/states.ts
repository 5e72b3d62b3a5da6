import { documentOf, type Draft } from '../../src/components/build/draft.ts';
import { PRESETS } from '../../src/components/build/presets.ts';
import { SECOND } from './app.ts';
import { libraryDocument, momentAt, type Moment } from './moments.ts';

const CLUSTER = {
  brokers: 3,
  controllers: 3,
  topics: [
    { name: 'orders', partitions: 4, replicationFactor: 3, config: { 'min.insync.replicas': 2 } },
    { name: 'audit', partitions: 2, replicationFactor: 2 },
  ],
  network: { latency: '1ms', jitter: '200us' },
};

const CLIENTS = {
  producers: [
    { id: 'checkout', topic: 'orders', rate: 12, keys: ['user:1', 'user:2', 'user:3', 'user:4'], valueBytes: 200, config: { acks: 'all' } },
    { id: 'ledger', topic: 'audit', rate: 4, valueBytes: 400, config: { acks: 1 } },
  ],
  consumers: [
    { id: 'c1', group: 'billing', topics: ['orders'], config: { 'auto.offset.reset': 'earliest' } },
    { id: 'c2', group: 'billing', topics: ['orders'], config: { 'auto.offset.reset': 'earliest' } },
    { id: 'auditor', group: 'reports', topics: ['audit'], config: { 'auto.offset.reset': 'earliest' } },
  ],
};

/** What one's own cluster begins with when it begins with nothing. */
function emptySheet(): Draft {
  const empty = PRESETS.find(({ id }) => id === 'empty');
  if (empty === undefined) throw new Error('There is no empty sheet.');
  return empty.draft;
}

/** As many digits as a seed can have. */
const LONG_SEED = 4_294_967_295;

type Scripted = readonly { readonly at: string; readonly do: Readonly<Record<string, unknown>> }[];

function troubled(title: string, script: Scripted): unknown {
  return { v: 1, id: 'troubled', title, seed: LONG_SEED, cluster: CLUSTER, ...CLIENTS, script };
}

/** As many brokers as a document may have, each a leader and a follower. */
const HUNDRED = {
  v: 1,
  id: 'hundred',
  title: 'A hundred brokers',
  seed: 3,
  cluster: { brokers: 100, controllers: 3, topics: [{ name: 'orders', partitions: 100, replicationFactor: 3, config: { 'min.insync.replicas': 2 } }] },
  producers: Array.from({ length: 4 }, (_, index) => ({ id: `web-${index + 1}`, topic: 'orders', rate: 20, valueBytes: 200, config: { acks: 'all' } })),
  consumers: Array.from({ length: 12 }, (_, index) => ({ id: `c${index + 1}`, group: 'billing', topics: ['orders'], config: { 'auto.offset.reset': 'earliest' } })),
  script: [{ at: '6500ms', do: { kind: 'killBroker', broker: 7 } }],
};

/** The states that every lens is looked at in. */
export const STATES: Readonly<Record<string, () => Promise<Moment>>> = {
  healthy: () => momentAt(libraryDocument('first-look'), 9 * SECOND),
  'leader dead': () => momentAt(libraryDocument('leader-dies'), 14 * SECOND),
  'under min ISR': () =>
    momentAt(
      troubled('Under min ISR', [
        { at: '8s', do: { kind: 'killBroker', broker: 2 } },
        { at: '9s', do: { kind: 'killBroker', broker: 3 } },
      ]),
      24 * SECOND,
    ),
  rebalancing: () =>
    momentAt(
      troubled('A rebalance', [
        { at: '8s', do: { kind: 'killConsumer', consumer: 'c2' } },
        { at: '10s', do: { kind: 'addConsumer', consumer: { id: 'c3', group: 'billing', topics: ['orders'], config: { 'auto.offset.reset': 'earliest' } } } },
      ]),
      14 * SECOND,
    ),
  'quorum lost': () =>
    momentAt(
      troubled('No quorum', [
        { at: '8s', do: { kind: 'killController', controller: 3000 } },
        { at: '8s', do: { kind: 'killController', controller: 3001 } },
      ]),
      20 * SECOND,
    ),
  empty: () => momentAt({ v: 1, id: 'nothing', title: 'Nothing yet', seed: 3, cluster: { brokers: 3, controllers: 3, topics: [] } }, 5 * SECOND),
  'empty sheet': () => momentAt(documentOf(emptySheet()), 5 * SECOND),
  '100 brokers': () => momentAt(HUNDRED, 8 * SECOND),
};
