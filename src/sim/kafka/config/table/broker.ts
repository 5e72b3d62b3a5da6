import * as words from '../../../../words/config/broker.ts';
import { entriesOf } from '../entry.ts';
import type { ConfigEntry } from '../entry.ts';

const { int, long, flag, text, choice } = entriesOf('broker');
const shared = entriesOf('broker', 'controller');
const modelled = { modelled: true } as const;
/** The one selector that Kafka brings. */
export const RACK_AWARE_SELECTOR = 'org.apache.kafka.common.replica.RackAwareReplicaSelector';

/** Replication, fetching and the broker's life. Ranges: ReplicationConfigs, KRaftConfigs, ServerConfigs, QuorumConfig. */
export const BROKER_ENTRIES: readonly ConfigEntry[] = [
  int('broker.heartbeat.interval.ms', 2000, words.brokerHeartbeatIntervalMs, {
    ...modelled,
    min: 1,
  }),
  shared.int('broker.session.timeout.ms', 9000, words.brokerSessionTimeoutMs, {
    ...modelled,
    min: 1,
  }),
  int('initial.broker.registration.timeout.ms', 60000, words.initialBrokerRegistrationTimeoutMs, modelled),
  flag('controlled.shutdown.enable', true, words.controlledShutdownEnable, modelled),
  text('broker.rack', null, words.brokerRack, {
    refused: { '*': words.rackIsAField },
  }),

  long('replica.lag.time.max.ms', 30000, words.replicaLagTimeMaxMs, {
    ...modelled,
    min: 1,
  }),
  int('replica.fetch.wait.max.ms', 500, words.replicaFetchWaitMaxMs, modelled),
  int('replica.fetch.min.bytes', 1, words.replicaFetchMinBytes, modelled),
  int('replica.fetch.max.bytes', 1048576, words.replicaFetchMaxBytes, modelled),
  int('replica.fetch.response.max.bytes', 10485760, words.replicaFetchResponseMaxBytes, modelled),
  int('replica.fetch.backoff.ms', 1000, words.replicaFetchBackoffMs, modelled),
  int('replica.socket.timeout.ms', 30000, words.replicaSocketTimeoutMs, {
    ...modelled,
    min: 1,
  }),
  int('num.replica.fetchers', 1, words.numReplicaFetchers, { min: 1, max: 64 }),
  choice('replica.selector.class', null, words.replicaSelectorClass, {
    ...modelled,
    values: [RACK_AWARE_SELECTOR],
  }),
  long('replica.high.watermark.checkpoint.interval.ms', 5000, words.replicaHighWatermarkCheckpointIntervalMs, { ...modelled, min: 1 }),
  int('fetch.max.bytes', 57671680, words.fetchMaxBytes, { ...modelled, min: 1024 }),
  int('request.timeout.ms', 30000, words.requestTimeoutMs),

  shared.int('controller.quorum.fetch.timeout.ms', 2000, words.controllerQuorumFetchTimeoutMs, { ...modelled, min: 1 }),
  shared.int('controller.quorum.request.timeout.ms', 2000, words.controllerQuorumRequestTimeoutMs, {
    ...modelled,
    min: 1,
  }),
  shared.int('controller.quorum.retry.backoff.ms', 20, words.controllerQuorumRetryBackoffMs, modelled),

  flag('auto.create.topics.enable', true, words.autoCreateTopicsEnable),
];
