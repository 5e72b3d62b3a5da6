type Loader = () => Promise<{ readonly default: unknown }>;

/** The built-in documents in the order of `library.ts`, each in a file of its own that is read when it is wanted. */
export const LOADERS: ReadonlyMap<string, Loader> = new Map<string, Loader>([
  ['first-look', () => import('./first-look.json')],
  ['leader-dies', () => import('./leader-dies.json')],
  ['consumer-dies', () => import('./consumer-dies.json')],
  ['acks-compared', () => import('./acks-compared.json')],
  ['compaction', () => import('./compaction.json')],
  ['move-partition', () => import('./move-partition.json')],
  ['nearest-replica', () => import('./nearest-replica.json')],
  ['zookeeper-and-kraft', () => import('./zookeeper-and-kraft.json')],
  ['kraft-failover', () => import('./kraft-failover.json')],
  ['history-zookeeper-orders', () => import('./history/zookeeper-orders.json')],
  ['history-high-watermark', () => import('./history/high-watermark.json')],
  ['history-kip-101', () => import('./history/kip-101.json')],
  ['history-kip-279', () => import('./history/kip-279.json')],
  ['history-kip-320-draft', () => import('./history/kip-320-draft.json')],
  ['history-epoch-start', () => import('./history/epoch-start.json')],
  ['history-unfenced-truncation', () => import('./history/unfenced-truncation.json')],
  ['history-counted-across-epochs', () => import('./history/counted-across-epochs.json')],
  ['history-maximal-isr', () => import('./history/maximal-isr.json')],
  ['history-partition-epoch', () => import('./history/partition-epoch.json')],
  ['history-broker-epoch', () => import('./history/broker-epoch.json')],
  ['history-fenced-joins', () => import('./history/fenced-joins.json')],
  ['history-min-isr', () => import('./history/min-isr.json')],
  ['history-last-replica-standing', () => import('./history/last-replica-standing.json')],
  ['history-maintenance', () => import('./history/maintenance.json')],
]);
