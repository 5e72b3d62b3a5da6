import * as words from '../../../words/config/together.ts';
import { modelSwitches } from './modelSwitches.ts';
import { RACK_AWARE_SELECTOR } from './table/broker.ts';
import { parseThrottledReplicas } from './throttledReplicas.ts';
import { resolveTiering } from './resolveTiering.ts';
import type { ConfigProblem } from './overrides.ts';
import { SERVER_SCOPES } from './overrides.ts';
import type {
  Acks,
  AssignmentStrategy,
  AutoOffsetReset,
  BrokerConfig,
  CleanupPolicy,
  ConfigOverrides,
  ConsumerConfig,
  ControllerConfig,
  ProducerConfig,
  SnapshotConfig,
  TopicConfig,
  ZooKeeperConfig,
} from './types.ts';
import { configValues } from './values.ts';
import type { ConfigValues } from './values.ts';

/**
 * From overrides to the configuration a node runs with. All resolvers take overrides that `checkOverrides` accepted,
 * fill in defaults and check what Kafka checks about several entries together.
 */
export type Resolved<T> =
  | { readonly ok: true; readonly config: T }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** Follows KafkaConfig.validateValues; of its checks, those on entries that are modelled. */
export function resolveBrokerConfig(cluster: ConfigOverrides, broker: ConfigOverrides): Resolved<BrokerConfig> {
  const values = configValues(SERVER_SCOPES, [cluster, broker]);
  const problems: ConfigProblem[] = [];
  const waitMs = values.number('replica.fetch.wait.max.ms');
  if (waitMs > values.number('replica.socket.timeout.ms')) {
    problems.push({
      name: 'replica.socket.timeout.ms',
      message: words.fetchesWouldTimeOut(waitMs),
    });
  }
  if (waitMs > values.number('replica.lag.time.max.ms')) {
    problems.push({
      name: 'replica.lag.time.max.ms',
      message: words.isrWouldChange(waitMs),
    });
  }
  if (values.number('group.min.session.timeout.ms') > values.number('group.max.session.timeout.ms')) {
    problems.push({
      name: 'group.min.session.timeout.ms',
      message: words.moreThanMaxSession(values.number('group.max.session.timeout.ms')),
    });
  }
  return settle(problems, { ...brokerReplication(values), ...brokerCoordination(values), model: modelSwitches(values) });
}

function snapshotConfig(values: ConfigValues): SnapshotConfig {
  const intervalUs = values.us('metadata.log.max.snapshot.interval.ms');
  return {
    metadataLogMaxRecordBytesBetweenSnapshots: values.number('metadata.log.max.record.bytes.between.snapshots'),
    metadataLogMaxSnapshotIntervalUs: intervalUs === 0 ? null : intervalUs,
    metadataMaxRetentionBytes: values.limit('metadata.max.retention.bytes'),
    metadataMaxRetentionUs: values.limitUs('metadata.max.retention.ms'),
  };
}

export function resolveControllerConfig(cluster: ConfigOverrides, controller: ConfigOverrides): Resolved<ControllerConfig> {
  const values = configValues(SERVER_SCOPES, [cluster, controller]);
  const idleUs = values.us('metadata.max.idle.interval.ms');
  return settle([], {
    controllerQuorumElectionTimeoutUs: values.us('controller.quorum.election.timeout.ms'),
    controllerQuorumFetchTimeoutUs: values.us('controller.quorum.fetch.timeout.ms'),
    controllerQuorumElectionBackoffMaxUs: values.us('controller.quorum.election.backoff.max.ms'),
    controllerQuorumRequestTimeoutUs: values.us('controller.quorum.request.timeout.ms'),
    controllerQuorumRetryBackoffUs: values.us('controller.quorum.retry.backoff.ms'),
    controllerQuorumAppendLingerUs: values.us('controller.quorum.append.linger.ms'),
    controllerQuorumAutoJoinEnable: values.flag('controller.quorum.auto.join.enable'),
    metadataMaxIdleIntervalUs: idleUs === 0 ? null : idleUs,
    snapshots: snapshotConfig(values),
    brokerSessionTimeoutUs: values.us('broker.session.timeout.ms'),
    autoLeaderRebalanceEnable: values.flag('auto.leader.rebalance.enable'),
    leaderImbalanceCheckIntervalUs: values.us('leader.imbalance.check.interval.seconds'),
    uncleanLeaderElectionIntervalUs: values.us('unclean.leader.election.interval.ms'),
    defaultReplicationFactor: values.number('default.replication.factor'),
    numPartitions: values.number('num.partitions'),
    model: modelSwitches(values),
  });
}

/** Settings of Kafka before 4.0, the same for all brokers of a cluster with ZooKeeper. */
export function resolveZooKeeperConfig(cluster: ConfigOverrides): Resolved<ZooKeeperConfig> {
  const values = configValues(SERVER_SCOPES, [cluster]);
  return settle([], {
    sessionTimeoutUs: values.us('zookeeper.session.timeout.ms'),
    maxInFlightRequests: values.number('zookeeper.max.in.flight.requests'),
    controlledShutdownMaxRetries: values.number('controlled.shutdown.max.retries'),
    controlledShutdownRetryBackoffUs: values.us('controlled.shutdown.retry.backoff.ms'),
    leaderImbalancePerBrokerPercentage: values.number('leader.imbalance.per.broker.percentage'),
  });
}

/** What the topic does not set comes from the server's defaults, here the cluster's, under the server's names (LogConfig's synonyms). */
export function resolveTopicConfig(topic: ConfigOverrides, cluster: ConfigOverrides): Resolved<TopicConfig> {
  const own = configValues(['topic'], [topic]);
  const server = configValues(SERVER_SCOPES, [cluster]);
  const from = <T>(name: string, ownValue: (name: string) => T, serverName: string, serverValue: (name: string) => T): T =>
    own.isSet(name) ? ownValue(name) : serverValue(serverName);
  const retentionName = ['log.retention.ms', 'log.retention.minutes'].find(server.isSet) ?? 'log.retention.hours';
  const segmentName = server.isSet('log.roll.ms') ? 'log.roll.ms' : 'log.roll.hours';
  const jitterName = server.isSet('log.roll.jitter.ms') ? 'log.roll.jitter.ms' : 'log.roll.jitter.hours';
  const flushName = server.isSet('log.flush.interval.ms') ? 'log.flush.interval.ms' : 'log.flush.scheduler.interval.ms';
  const minCompactionLagUs = from('min.compaction.lag.ms', own.us, 'log.cleaner.min.compaction.lag.ms', server.us);
  const maxCompactionLagUs = from('max.compaction.lag.ms', own.us, 'log.cleaner.max.compaction.lag.ms', server.us);
  const problems: ConfigProblem[] = [];
  if (minCompactionLagUs > maxCompactionLagUs) {
    problems.push({
      name: 'min.compaction.lag.ms',
      message: words.moreThanMaxLag(minCompactionLagUs / 1000, maxCompactionLagUs / 1000),
    });
  }
  const segmentUs = from('segment.ms', own.us, segmentName, server.us);
  const retentionUs = from('retention.ms', own.limitUs, retentionName, server.limitUs);
  const retentionBytes = from('retention.bytes', own.limit, 'log.retention.bytes', server.limit);
  const cleanupPolicy = from('cleanup.policy', own.list, 'log.cleanup.policy', server.list) as readonly CleanupPolicy[];
  const tiering = resolveTiering(own, server, { retentionUs, retentionBytes, cleanupPolicy }, problems);
  return settle(problems, {
    minInsyncReplicas: from('min.insync.replicas', own.number, 'min.insync.replicas', server.number),
    uncleanLeaderElectionEnable: from('unclean.leader.election.enable', own.flag, 'unclean.leader.election.enable', server.flag),
    maxMessageBytes: from('max.message.bytes', own.number, 'message.max.bytes', server.number),
    cleanupPolicy,
    retentionUs,
    retentionBytes,
    segmentBytes: own.isSet('internal.segment.bytes')
      ? own.number('internal.segment.bytes')
      : from('segment.bytes', own.number, 'log.segment.bytes', server.number),
    // What is to be compacted by then has to have left the active segment (LogConfig.maxSegmentMs).
    segmentUs: cleanupPolicy.includes('compact') ? Math.min(segmentUs, maxCompactionLagUs) : segmentUs,
    segmentJitterUs: from('segment.jitter.ms', own.us, jitterName, server.us),
    segmentIndexBytes: from('segment.index.bytes', own.number, 'log.index.size.max.bytes', server.number),
    indexIntervalBytes: from('index.interval.bytes', own.number, 'log.index.interval.bytes', server.number),
    flushMessages: own.isSet('flush.messages')
      ? own.number('flush.messages')
      : server.isSet('log.flush.interval.messages')
        ? server.number('log.flush.interval.messages')
        : null,
    flushUs: own.isSet('flush.ms') ? own.us('flush.ms') : server.isSet(flushName) ? server.us(flushName) : null,
    fileDeleteDelayUs: from('file.delete.delay.ms', own.us, 'log.segment.delete.delay.ms', server.us),
    leaderThrottledReplicas: parseThrottledReplicas(own.text('leader.replication.throttled.replicas') ?? ''),
    followerThrottledReplicas: parseThrottledReplicas(own.text('follower.replication.throttled.replicas') ?? ''),
    minCleanableDirtyRatio: from('min.cleanable.dirty.ratio', own.number, 'log.cleaner.min.cleanable.ratio', server.number),
    deleteRetentionUs: from('delete.retention.ms', own.us, 'log.cleaner.delete.retention.ms', server.us),
    minCompactionLagUs,
    maxCompactionLagUs,
    ...tiering,
  });
}

/** Follows ProducerConfig.postProcessAndValidateIdempotenceConfigs and KafkaProducer.configureDeliveryTimeout. */
export function resolveProducerConfig(overrides: ConfigOverrides): Resolved<ProducerConfig> {
  const values = configValues(['producer'], [overrides]);
  const problems: ConfigProblem[] = [];
  const acks = acksOf(values.text('acks'));
  const lingerMs = values.number('linger.ms');
  const requestTimeoutMs = values.number('request.timeout.ms');
  const leastDeliveryMs = Math.min(lingerMs + requestTimeoutMs, 2_147_483_647);
  let deliveryTimeoutMs = values.number('delivery.timeout.ms');
  if (deliveryTimeoutMs < leastDeliveryMs) {
    if (values.isSet('delivery.timeout.ms')) {
      problems.push({
        name: 'delivery.timeout.ms',
        message: words.deliveryTooShort(lingerMs, requestTimeoutMs, leastDeliveryMs),
      });
    }
    deliveryTimeoutMs = leastDeliveryMs;
  }
  return settle(problems, {
    acks,
    lingerUs: lingerMs * 1_000,
    batchSizeBytes: values.number('batch.size'),
    bufferMemoryBytes: values.number('buffer.memory'),
    maxBlockUs: values.us('max.block.ms'),
    maxRequestSizeBytes: values.number('max.request.size'),
    retries: values.number('retries'),
    deliveryTimeoutUs: deliveryTimeoutMs * 1_000,
    maxInFlightRequestsPerConnection: values.number('max.in.flight.requests.per.connection'),
    enableIdempotence: settleIdempotence(values, acks, problems),
    partitionerAdaptivePartitioningEnable: values.flag('partitioner.adaptive.partitioning.enable'),
    partitionerAvailabilityTimeoutUs: values.us('partitioner.availability.timeout.ms'),
    partitionerIgnoreKeys: values.flag('partitioner.ignore.keys'),
    ...clientConnection(values),
  });
}

/** Follows the checks of ConsumerConfig and of the client's Heartbeat class. The broker checks session.timeout.ms against its own bounds when the member joins. */
export function resolveConsumerConfig(overrides: ConfigOverrides): Resolved<ConsumerConfig> {
  const values = configValues(['consumer'], [overrides]);
  const problems: ConfigProblem[] = [];
  const heartbeatMs = values.number('heartbeat.interval.ms');
  const sessionMs = values.number('session.timeout.ms');
  if (heartbeatMs >= sessionMs) {
    problems.push({
      name: 'heartbeat.interval.ms',
      message: words.heartbeatTooRare(heartbeatMs, sessionMs),
    });
  }
  const strategies = values.list('partition.assignment.strategy').filter(isAssignmentStrategy);
  if (strategies.length === 0) {
    problems.push({ name: 'partition.assignment.strategy', message: words.noAssignor });
  }
  return settle(problems, {
    sessionTimeoutUs: values.us('session.timeout.ms'),
    heartbeatIntervalUs: values.us('heartbeat.interval.ms'),
    maxPollIntervalUs: values.us('max.poll.interval.ms'),
    maxPollRecords: values.number('max.poll.records'),
    partitionAssignmentStrategy: strategies,
    groupInstanceId: values.text('group.instance.id'),
    enableAutoCommit: values.flag('enable.auto.commit'),
    autoCommitIntervalUs: values.us('auto.commit.interval.ms'),
    autoOffsetReset: values.text('auto.offset.reset') as AutoOffsetReset,
    fetchMinBytes: values.number('fetch.min.bytes'),
    fetchMaxWaitUs: values.us('fetch.max.wait.ms'),
    fetchMaxBytes: values.number('fetch.max.bytes'),
    maxPartitionFetchBytes: values.number('max.partition.fetch.bytes'),
    clientRack: values.text('client.rack') ?? '',
    ...clientConnection(values),
  });
}

/**
 * On by default; switched off without a word where acks or retries do not go with it, unless it was asked for:
 * then, and with too many requests in flight even by default, it is an error.
 */
function settleIdempotence(values: ConfigValues, acks: Acks, problems: ConfigProblem[]): boolean {
  if (!values.flag('enable.idempotence')) return false;
  const asked = values.isSet('enable.idempotence');
  const retriesOff = values.number('retries') === 0;
  if (retriesOff && asked) {
    problems.push({ name: 'retries', message: words.needsRetries });
  }
  if (acks !== -1 && asked) {
    problems.push({ name: 'acks', message: words.needsAllAcks(acks) });
  }
  const inFlight = values.number('max.in.flight.requests.per.connection');
  if (inFlight > 5) {
    problems.push({
      name: 'max.in.flight.requests.per.connection',
      message: words.tooManyInFlight(inFlight),
    });
  }
  return !retriesOff && acks === -1;
}

function acksOf(text: string | null): Acks {
  return text === '0' ? 0 : text === '1' ? 1 : -1;
}

function isAssignmentStrategy(name: string): name is AssignmentStrategy {
  return name === 'range' || name === 'roundrobin';
}

type ClientConnection = Pick<
  ProducerConfig & ConsumerConfig,
  'requestTimeoutUs' | 'retryBackoffUs' | 'retryBackoffMaxUs' | 'reconnectBackoffUs' | 'reconnectBackoffMaxUs' | 'metadataMaxAgeUs'
>;

/** What producer and consumer have in common. A reconnect backoff set alone is constant (CommonClientConfigs). */
function clientConnection(values: ConfigValues): ClientConnection {
  const constantReconnect = values.isSet('reconnect.backoff.ms') && !values.isSet('reconnect.backoff.max.ms');
  return {
    requestTimeoutUs: values.us('request.timeout.ms'),
    retryBackoffUs: values.us('retry.backoff.ms'),
    retryBackoffMaxUs: values.us('retry.backoff.max.ms'),
    reconnectBackoffUs: values.us('reconnect.backoff.ms'),
    reconnectBackoffMaxUs: values.us(constantReconnect ? 'reconnect.backoff.ms' : 'reconnect.backoff.max.ms'),
    metadataMaxAgeUs: values.us('metadata.max.age.ms'),
  };
}

function brokerReplication(values: ConfigValues) {
  return {
    brokerHeartbeatIntervalUs: values.us('broker.heartbeat.interval.ms'),
    brokerSessionTimeoutUs: values.us('broker.session.timeout.ms'),
    initialBrokerRegistrationTimeoutUs: values.us('initial.broker.registration.timeout.ms'),
    controlledShutdownEnable: values.flag('controlled.shutdown.enable'),
    replicaLagTimeMaxUs: values.us('replica.lag.time.max.ms'),
    replicaFetchWaitMaxUs: values.us('replica.fetch.wait.max.ms'),
    replicaFetchMinBytes: values.number('replica.fetch.min.bytes'),
    replicaFetchMaxBytes: values.number('replica.fetch.max.bytes'),
    replicaFetchResponseMaxBytes: values.number('replica.fetch.response.max.bytes'),
    replicaFetchBackoffUs: values.us('replica.fetch.backoff.ms'),
    replicaSocketTimeoutUs: values.us('replica.socket.timeout.ms'),
    numReplicaFetchers: values.number('num.replica.fetchers'),
    replicaHighWatermarkCheckpointIntervalUs: values.us('replica.high.watermark.checkpoint.interval.ms'),
    replicationQuotaSamples: values.number('replication.quota.window.num'),
    replicationQuotaSampleUs: values.us('replication.quota.window.size.seconds'),
    rackAwareReplicaSelector: values.text('replica.selector.class') === RACK_AWARE_SELECTOR,
    fetchMaxBytes: values.number('fetch.max.bytes'),
    controllerQuorumFetchTimeoutUs: values.us('controller.quorum.fetch.timeout.ms'),
    controllerQuorumRequestTimeoutUs: values.us('controller.quorum.request.timeout.ms'),
    controllerQuorumRetryBackoffUs: values.us('controller.quorum.retry.backoff.ms'),
    snapshots: snapshotConfig(values),
    logRetentionCheckIntervalUs: values.us('log.retention.check.interval.ms'),
    logInitialTaskDelayUs: values.us('log.initial.task.delay.ms'),
    logFlushSchedulerIntervalUs: values.isSet('log.flush.scheduler.interval.ms') ? values.us('log.flush.scheduler.interval.ms') : null,
    logFlushStartOffsetCheckpointIntervalUs: values.us('log.flush.start.offset.checkpoint.interval.ms'),
    logCleanerEnable: values.flag('log.cleaner.enable'),
    logCleanerBackoffUs: values.us('log.cleaner.backoff.ms'),
    remoteLogStorageSystemEnable: values.flag('remote.log.storage.system.enable'),
    remoteLogManagerTaskIntervalUs: values.us('remote.log.manager.task.interval.ms'),
    remoteFetchMaxWaitUs: values.us('remote.fetch.max.wait.ms'),
  };
}

function brokerCoordination(values: ConfigValues) {
  return {
    groupInitialRebalanceDelayUs: values.us('group.initial.rebalance.delay.ms'),
    groupMinSessionTimeoutUs: values.us('group.min.session.timeout.ms'),
    groupMaxSessionTimeoutUs: values.us('group.max.session.timeout.ms'),
    groupMaxSize: values.number('group.max.size'),
    offsetsTopicNumPartitions: values.number('offsets.topic.num.partitions'),
    offsetsTopicReplicationFactor: values.number('offsets.topic.replication.factor'),
    offsetsTopicSegmentBytes: values.number('offsets.topic.segment.bytes'),
    offsetsRetentionUs: values.us('offsets.retention.minutes'),
    groupCoordinatorAppendLingerUs: values.limitUs('group.coordinator.append.linger.ms'),
    producerIdExpirationUs: values.us('producer.id.expiration.ms'),
  };
}

function settle<T>(problems: readonly ConfigProblem[], config: T): Resolved<T> {
  return problems.length === 0 ? { ok: true, config } : { ok: false, problems };
}
