import * as words from '../../../../words/config/zookeeper.ts';
import { entriesOf } from '../entry.ts';
import type { ConfigEntry } from '../entry.ts';

const { int } = entriesOf('broker');
const modelled = { modelled: true } as const;

/** Settings of Kafka before 4.0 that have a meaning in a cluster with ZooKeeper and none in any other. */
export const ZOOKEEPER_ENTRIES: readonly ConfigEntry[] = [
  int('zookeeper.session.timeout.ms', 18000, words.zookeeperSessionTimeoutMs, {
    ...modelled,
    min: 1000,
  }),
  int('zookeeper.max.in.flight.requests', 10, words.zookeeperMaxInFlightRequests, {
    ...modelled,
    min: 1,
  }),
  int('controlled.shutdown.max.retries', 3, words.controlledShutdownMaxRetries, modelled),
  int('controlled.shutdown.retry.backoff.ms', 5000, words.controlledShutdownRetryBackoffMs, modelled),
  int('leader.imbalance.per.broker.percentage', 10, words.leaderImbalancePerBrokerPercentage, {
    ...modelled,
    max: 100,
  }),
];
