import { entriesOf } from '../entry.ts';
import type { ConfigEntry } from '../entry.ts';

const { int } = entriesOf('broker');
const modelled = { modelled: true } as const;

/** Settings of Kafka before 4.0 that have a meaning in a cluster with ZooKeeper and none in any other. */
export const ZOOKEEPER_ENTRIES: readonly ConfigEntry[] = [
  int('zookeeper.session.timeout.ms', 18000, 'ZooKeeper mode: silence after which ZooKeeper ends the session of a broker, and its znodes go.', {
    ...modelled,
    min: 1000,
  }),
  int('zookeeper.max.in.flight.requests', 10, 'ZooKeeper mode: requests a broker, the controller included, may have under way to ZooKeeper.', {
    ...modelled,
    min: 1,
  }),
  int('controlled.shutdown.max.retries', 3, 'ZooKeeper mode: how often a broker that stops asks the controller to take its leaderships.', modelled),
  int('controlled.shutdown.retry.backoff.ms', 5000, 'ZooKeeper mode: wait before it asks again.', modelled),
  int('leader.imbalance.per.broker.percentage', 10, "ZooKeeper mode: share of a broker's preferred leaderships that may be elsewhere before they are moved back.", {
    ...modelled,
    max: 100,
  }),
];
