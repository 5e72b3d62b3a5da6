import { describe, expect, it } from 'vitest';
import { checkOverrides, SERVER_SCOPES } from './overrides.ts';
import { resolveBrokerConfig, resolveConsumerConfig, resolveControllerConfig, resolveProducerConfig, resolveTopicConfig } from './resolve.ts';
import type { Resolved } from './resolve.ts';
import type { ConfigOverrides } from './types.ts';

function config<T>(resolved: Resolved<T>): T {
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.problems));
  return resolved.config;
}

function problems(resolved: Resolved<unknown>): readonly (readonly [string, string])[] {
  return resolved.ok ? [] : resolved.problems.map(({ name, message }) => [name, message] as const);
}

describe('resolveProducerConfig', () => {
  it("fills in Kafka's defaults in microseconds and bytes", () => {
    expect(config(resolveProducerConfig({}))).toEqual({
      acks: -1,
      lingerUs: 5_000,
      batchSizeBytes: 16_384,
      bufferMemoryBytes: 33_554_432,
      maxBlockUs: 60_000_000,
      maxRequestSizeBytes: 1_048_576,
      retries: 2_147_483_647,
      deliveryTimeoutUs: 120_000_000,
      requestTimeoutUs: 30_000_000,
      retryBackoffUs: 100_000,
      retryBackoffMaxUs: 1_000_000,
      reconnectBackoffUs: 50_000,
      reconnectBackoffMaxUs: 1_000_000,
      maxInFlightRequestsPerConnection: 5,
      enableIdempotence: true,
      partitionerAdaptivePartitioningEnable: true,
      partitionerAvailabilityTimeoutUs: 0,
      partitionerIgnoreKeys: false,
      metadataMaxAgeUs: 300_000_000,
    });
  });

  // ProducerConfigTest and KafkaProducerTest: which settings switch idempotence off, and which are errors.
  it.each([
    [{ acks: '1' }, false],
    [{ acks: '0' }, false],
    [{ retries: 0 }, false],
    [{ acks: '-1' }, true],
    [{ 'enable.idempotence': false, 'max.in.flight.requests.per.connection': 6 }, false],
    [{ 'max.in.flight.requests.per.connection': 1 }, true],
  ])('%j makes idempotence %s', (overrides, expected) => {
    expect(config(resolveProducerConfig(overrides)).enableIdempotence).toBe(expected);
  });

  it.each([
    [{ 'enable.idempotence': true, acks: '1' }, 'acks', 'make it all'],
    [{ 'enable.idempotence': true, retries: 0 }, 'retries', 'make it 1 or more'],
    [{ 'enable.idempotence': true, 'max.in.flight.requests.per.connection': 6 }, 'max.in.flight.requests.per.connection', '5 or less'],
    [{ 'max.in.flight.requests.per.connection': 6 }, 'max.in.flight.requests.per.connection', '5 or less'],
    [{ acks: '1', 'max.in.flight.requests.per.connection': 6 }, 'max.in.flight.requests.per.connection', '5 or less'],
    [{ 'delivery.timeout.ms': 1000 }, 'delivery.timeout.ms', '5 + 30000 = 30005'],
  ])('%j is an error at %s', (overrides, name, fragment) => {
    expect(problems(resolveProducerConfig(overrides))).toEqual([[name, expect.stringContaining(fragment)]]);
  });

  it('lengthens a delivery timeout that was not set', () => {
    expect(config(resolveProducerConfig({ 'request.timeout.ms': 200_000 })).deliveryTimeoutUs).toBe(200_005_000);
  });

  it('keeps a reconnect backoff that is set alone constant', () => {
    expect(config(resolveProducerConfig({ 'reconnect.backoff.ms': 300 })).reconnectBackoffMaxUs).toBe(300_000);
  });

  it.each([
    ['0', 0],
    ['1', 1],
    ['all', -1],
    ['-1', -1],
  ] as const)('acks=%s is %d', (text, acks) => {
    expect(config(resolveProducerConfig({ acks: text })).acks).toBe(acks);
  });
});

describe('resolveConsumerConfig', () => {
  it('takes from the default strategies the one that a group uses', () => {
    expect(config(resolveConsumerConfig({}))).toMatchObject({
      sessionTimeoutUs: 45_000_000,
      heartbeatIntervalUs: 3_000_000,
      maxPollIntervalUs: 300_000_000,
      maxPollRecords: 500,
      partitionAssignmentStrategy: ['range'],
      groupInstanceId: null,
      enableAutoCommit: true,
      autoCommitIntervalUs: 5_000_000,
      autoOffsetReset: 'latest',
      fetchMinBytes: 1,
      fetchMaxWaitUs: 500_000,
      fetchMaxBytes: 52_428_800,
      maxPartitionFetchBytes: 1_048_576,
    });
  });

  it.each([
    [{ 'heartbeat.interval.ms': 45_000 }, 'heartbeat.interval.ms', 'less than session.timeout.ms (45000)'],
    [{ 'session.timeout.ms': 2_000 }, 'heartbeat.interval.ms', 'less than session.timeout.ms (2000)'],
    [{ 'partition.assignment.strategy': '' }, 'partition.assignment.strategy', 'names no assignor'],
  ])('%j is an error at %s', (overrides, name, fragment) => {
    expect(problems(resolveConsumerConfig(overrides))).toEqual([[name, expect.stringContaining(fragment)]]);
  });
});

describe('resolveBrokerConfig and resolveControllerConfig', () => {
  it('lets the broker win over the cluster and the cluster over the default', () => {
    const cluster = { 'replica.lag.time.max.ms': 20_000, 'broker.heartbeat.interval.ms': 1_000 };
    const broker = config(resolveBrokerConfig(cluster, { 'replica.lag.time.max.ms': 10_000 }));
    expect(broker).toMatchObject({ replicaLagTimeMaxUs: 10_000_000, brokerHeartbeatIntervalUs: 1_000_000, brokerSessionTimeoutUs: 9_000_000 });
  });

  it('gives controllers the session timeout that they enforce', () => {
    const controller = config(resolveControllerConfig({ 'broker.session.timeout.ms': 6_000 }, {}));
    expect(controller).toMatchObject({
      brokerSessionTimeoutUs: 6_000_000,
      controllerQuorumElectionTimeoutUs: 1_000_000,
      controllerQuorumFetchTimeoutUs: 2_000_000,
      controllerQuorumAppendLingerUs: 25_000,
      metadataMaxIdleIntervalUs: 500_000,
      leaderImbalanceCheckIntervalUs: 300_000_000,
    });
    expect(config(resolveControllerConfig({ 'metadata.max.idle.interval.ms': 0 }, {})).metadataMaxIdleIntervalUs).toBeNull();
  });

  // KafkaConfig.validateValues
  it.each([
    [{ 'replica.fetch.wait.max.ms': 40_000, 'replica.lag.time.max.ms': 50_000 }, 'replica.socket.timeout.ms'],
    [{ 'replica.lag.time.max.ms': 400 }, 'replica.lag.time.max.ms'],
    [{ 'group.min.session.timeout.ms': 2_000_000 }, 'group.min.session.timeout.ms'],
  ])('%j is an error at %s', (cluster, name) => {
    expect(problems(resolveBrokerConfig(cluster, {})).map(([at]) => at)).toEqual([name]);
  });
});

describe('resolveTopicConfig', () => {
  it("takes what the topic does not set from the server's defaults", () => {
    expect(config(resolveTopicConfig({}, {}))).toEqual({
      minInsyncReplicas: 1,
      leaderThrottledReplicas: [],
      followerThrottledReplicas: [],
      uncleanLeaderElectionEnable: false,
      maxMessageBytes: 1_048_588,
      cleanupPolicy: ['delete'],
      retentionUs: 604_800_000_000,
      retentionBytes: null,
      segmentBytes: 1_073_741_824,
      segmentUs: 604_800_000_000,
      segmentJitterUs: 0,
      segmentIndexBytes: 10_485_760,
      indexIntervalBytes: 4_096,
      flushMessages: null,
      flushUs: null,
      fileDeleteDelayUs: 60_000_000,
      minCleanableDirtyRatio: 0.5,
      deleteRetentionUs: 86_400_000_000,
      minCompactionLagUs: 0,
      maxCompactionLagUs: 864_000_000_000_000,
      remoteStorageEnable: false,
      localRetentionUs: 604_800_000_000,
      localRetentionBytes: null,
    });
    const cluster = { 'min.insync.replicas': 2, 'unclean.leader.election.enable': true, 'message.max.bytes': 500, 'log.cleanup.policy': 'compact,delete' };
    expect(config(resolveTopicConfig({ 'min.insync.replicas': 3 }, cluster))).toMatchObject({
      minInsyncReplicas: 3,
      uncleanLeaderElectionEnable: true,
      maxMessageBytes: 500,
      cleanupPolicy: ['compact', 'delete'],
    });
  });

  it('flushes by age only where a time or the scheduler is set', () => {
    const flushUs = (topic: ConfigOverrides, cluster: ConfigOverrides) => config(resolveTopicConfig(topic, cluster)).flushUs;
    expect(flushUs({}, { 'log.flush.scheduler.interval.ms': 5_000 })).toBe(5_000_000);
    expect(flushUs({}, { 'log.flush.scheduler.interval.ms': 5_000, 'log.flush.interval.ms': 2_000 })).toBe(2_000_000);
    expect(flushUs({ 'flush.ms': 1_000 }, { 'log.flush.interval.ms': 2_000 })).toBe(1_000_000);
  });

  it.each([
    [{ 'log.retention.hours': 1 }, 3_600_000_000],
    [{ 'log.retention.hours': 1, 'log.retention.minutes': 2 }, 120_000_000],
    [{ 'log.retention.hours': 1, 'log.retention.minutes': 2, 'log.retention.ms': 3 }, 3_000],
    [{ 'log.retention.hours': -1 }, null],
  ])('%j keeps records for %s us: the finest unit wins', (cluster, expected) => {
    expect(config(resolveTopicConfig({}, cluster)).retentionUs).toBe(expected);
  });

  it("takes compaction's entries from the topic, else from the cleaner's", () => {
    const cluster = { 'log.cleaner.min.cleanable.ratio': 0.1, 'log.cleaner.delete.retention.ms': 5, 'log.cleaner.max.compaction.lag.ms': 70 };
    expect(config(resolveTopicConfig({ 'delete.retention.ms': 6 }, cluster))).toMatchObject({
      minCleanableDirtyRatio: 0.1,
      deleteRetentionUs: 6_000,
      maxCompactionLagUs: 70_000,
    });
    expect(problems(resolveTopicConfig({ 'min.compaction.lag.ms': 71 }, cluster)).map(([at]) => at)).toEqual(['min.compaction.lag.ms']);
    expect(config(resolveTopicConfig({ 'cleanup.policy': 'compact' }, cluster)).segmentUs).toBe(70_000);
    expect(config(resolveTopicConfig({}, cluster)).segmentUs).toBe(604_800_000_000);
  });

  it('keeps on local disk what the topic says, else what the server says, else all', () => {
    const cluster = { 'remote.log.storage.system.enable': true, 'log.local.retention.bytes': 500 };
    const topic = { 'remote.storage.enable': true, 'retention.bytes': 900, 'retention.ms': 9_000, 'local.retention.ms': 5_000 };
    expect(config(resolveTopicConfig(topic, cluster))).toMatchObject({ remoteStorageEnable: true, localRetentionUs: 5_000_000, localRetentionBytes: 500 });
    expect(config(resolveTopicConfig({ 'retention.ms': 7 }, {}))).toMatchObject({ localRetentionUs: 7_000, localRetentionBytes: null });
  });

  it.each([
    [{ 'remote.storage.enable': true }, {}, ['remote.storage.enable']],
    [{ 'remote.storage.enable': true, 'cleanup.policy': 'compact' }, { 'remote.log.storage.system.enable': true }, ['remote.storage.enable']],
    [{ 'remote.storage.enable': true, 'retention.ms': 5, 'local.retention.ms': 6 }, { 'remote.log.storage.system.enable': true }, ['local.retention.ms']],
    [{ 'remote.storage.enable': true, 'retention.bytes': 5, 'local.retention.bytes': -1 }, { 'remote.log.storage.system.enable': true }, ['local.retention.bytes']],
    [{ 'retention.ms': 5, 'local.retention.ms': 6 }, {}, []],
  ])('%j on %j: %j', (topic, cluster, wrong) => {
    expect(problems(resolveTopicConfig(topic, cluster)).map(([at]) => at)).toEqual(wrong);
  });

  it('lets a segment be small for a test', () => {
    expect(config(resolveTopicConfig({ 'internal.segment.bytes': 500 }, {})).segmentBytes).toBe(500);
  });
});

describe('checkOverrides', () => {
  it('takes values as a properties file has them', () => {
    const checked = checkOverrides(['consumer'], {
      'session.timeout.ms': '10000',
      'enable.auto.commit': 'false',
      'partition.assignment.strategy': ['org.apache.kafka.clients.consumer.RoundRobinAssignor', 'range'],
    });
    expect(checked).toEqual({
      overrides: { 'session.timeout.ms': 10_000, 'enable.auto.commit': false, 'partition.assignment.strategy': 'roundrobin,range' },
      problems: [],
      notModelled: [],
    });
  });

  it('marks what is accepted without effect', () => {
    expect(checkOverrides(SERVER_SCOPES, { 'compression.type': 'zstd' }).notModelled).toEqual(['compression.type']);
  });

  it.each([
    [['producer'], 'linger.ms', '5s', 'write it in milliseconds: 5000'],
    [['producer'], 'batch.size', '16KiB', 'write it in bytes: 16384'],
    [['producer'], 'linger.ms', -1, 'out of range; give a whole number of milliseconds from 0'],
    [['producer'], 'linger.ms', 1.5, 'give a whole number of milliseconds'],
    [['producer'], 'acks', 2, 'is not one of all, -1, 0, 1'],
    [['producer'], 'transactional.id', 'x', 'transactions are not in this version'],
    [['consumer'], 'partition.assignment.strategy', 'cooperative-sticky', 'not in this version; use range or roundrobin'],
    [['consumer'], 'partition.assignment.strategy', 'org.apache.kafka.clients.consumer.StickyAssignor', 'not in this version'],
    [['consumer'], 'partition.assignment.strategy', 'range,range', 'listed twice'],
    [['consumer'], 'group.protocol', 'consumer', 'KIP-848'],
    [['consumer'], 'auto.offset.reset', 'earlist', 'did you mean "earliest"?'],
    [['consumer'], 'enable.auto.commit', 'yes', 'neither true nor false'],
    [['topic'], 'segment.bytes', 1_000, 'from 1048576'],
    [['broker'], 'broker.rack', 'a', 'the field "rack"'],
  ] as const)('%j %s = %j is refused: %s', (scopes, name, value, fragment) => {
    const { problems: found, overrides } = checkOverrides(scopes, { [name]: value });
    expect(found).toEqual([{ name, message: expect.stringContaining(fragment) }]);
    expect(overrides).toEqual({});
  });
});
