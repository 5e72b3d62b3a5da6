import { describe, expect, it } from 'vitest';
import { checkConfigValue } from './checkValue.ts';
import type { ConfigScope } from './entry.ts';
import { CONFIG_TABLE, explainUnknownEntry, findConfigEntry } from './table.ts';

/** Defaults as read in Kafka 4.3.1's ProducerConfig, ConsumerConfig, GroupCoordinatorConfig, ReplicationConfigs and so on. */
const DEFAULTS: readonly (readonly [ConfigScope, string, string | number | boolean])[] = [
  ['producer', 'acks', 'all'],
  ['producer', 'linger.ms', 5],
  ['producer', 'batch.size', 16384],
  ['producer', 'buffer.memory', 33554432],
  ['producer', 'max.block.ms', 60000],
  ['producer', 'max.request.size', 1048576],
  ['producer', 'retries', 2147483647],
  ['producer', 'delivery.timeout.ms', 120000],
  ['producer', 'request.timeout.ms', 30000],
  ['consumer', 'request.timeout.ms', 30000],
  ['producer', 'retry.backoff.ms', 100],
  ['producer', 'retry.backoff.max.ms', 1000],
  ['consumer', 'retry.backoff.ms', 100],
  ['consumer', 'retry.backoff.max.ms', 1000],
  ['producer', 'reconnect.backoff.ms', 50],
  ['producer', 'reconnect.backoff.max.ms', 1000],
  ['producer', 'max.in.flight.requests.per.connection', 5],
  ['producer', 'enable.idempotence', true],
  ['producer', 'partitioner.adaptive.partitioning.enable', true],
  ['producer', 'partitioner.availability.timeout.ms', 0],
  ['producer', 'transaction.timeout.ms', 60000],
  ['producer', 'metadata.max.age.ms', 300000],
  ['producer', 'compression.type', 'none'],
  ['broker', 'compression.type', 'producer'],
  ['consumer', 'group.protocol', 'classic'],
  ['consumer', 'session.timeout.ms', 45000],
  ['consumer', 'heartbeat.interval.ms', 3000],
  ['consumer', 'max.poll.interval.ms', 300000],
  ['consumer', 'max.poll.records', 500],
  ['consumer', 'partition.assignment.strategy', 'range,cooperative-sticky'],
  ['consumer', 'enable.auto.commit', true],
  ['consumer', 'auto.commit.interval.ms', 5000],
  ['consumer', 'auto.offset.reset', 'latest'],
  ['consumer', 'isolation.level', 'read_uncommitted'],
  ['consumer', 'fetch.min.bytes', 1],
  ['consumer', 'fetch.max.wait.ms', 500],
  ['consumer', 'max.partition.fetch.bytes', 1048576],
  ['consumer', 'fetch.max.bytes', 52428800],
  ['broker', 'fetch.max.bytes', 57671680],
  ['controller', 'default.replication.factor', 1],
  ['controller', 'num.partitions', 1],
  ['broker', 'min.insync.replicas', 1],
  ['topic', 'min.insync.replicas', 1],
  ['broker', 'unclean.leader.election.enable', false],
  ['controller', 'unclean.leader.election.interval.ms', 300000],
  ['controller', 'auto.leader.rebalance.enable', true],
  ['controller', 'leader.imbalance.check.interval.seconds', 300],
  ['broker', 'replica.lag.time.max.ms', 30000],
  ['broker', 'replica.fetch.wait.max.ms', 500],
  ['broker', 'replica.fetch.min.bytes', 1],
  ['broker', 'replica.fetch.max.bytes', 1048576],
  ['broker', 'replica.fetch.response.max.bytes', 10485760],
  ['broker', 'replica.fetch.backoff.ms', 1000],
  ['broker', 'num.replica.fetchers', 1],
  ['broker', 'replica.high.watermark.checkpoint.interval.ms', 5000],
  ['broker', 'broker.heartbeat.interval.ms', 2000],
  ['broker', 'broker.session.timeout.ms', 9000],
  ['controller', 'broker.session.timeout.ms', 9000],
  ['broker', 'controlled.shutdown.enable', true],
  ['controller', 'controller.quorum.election.timeout.ms', 1000],
  ['controller', 'controller.quorum.fetch.timeout.ms', 2000],
  ['controller', 'controller.quorum.election.backoff.max.ms', 1000],
  ['controller', 'controller.quorum.request.timeout.ms', 2000],
  ['controller', 'controller.quorum.retry.backoff.ms', 20],
  ['controller', 'controller.quorum.append.linger.ms', 25],
  ['controller', 'metadata.max.idle.interval.ms', 500],
  ['controller', 'metadata.log.max.record.bytes.between.snapshots', 20971520],
  ['controller', 'metadata.log.max.snapshot.interval.ms', 3600000],
  ['controller', 'metadata.max.retention.bytes', 104857600],
  ['controller', 'metadata.max.retention.ms', 604800000],
  ['controller', 'controller.quorum.auto.join.enable', false],
  ['broker', 'group.initial.rebalance.delay.ms', 3000],
  ['broker', 'group.min.session.timeout.ms', 6000],
  ['broker', 'group.max.session.timeout.ms', 1800000],
  ['broker', 'group.consumer.heartbeat.interval.ms', 5000],
  ['broker', 'group.consumer.session.timeout.ms', 45000],
  ['broker', 'group.consumer.assignment.interval.ms', 1000],
  ['broker', 'group.coordinator.append.linger.ms', -1],
  ['broker', 'offsets.topic.num.partitions', 50],
  ['broker', 'offsets.topic.replication.factor', 3],
  ['broker', 'offsets.topic.segment.bytes', 104857600],
  ['broker', 'offsets.retention.minutes', 10080],
  ['broker', 'group.share.record.lock.duration.ms', 30000],
  ['broker', 'group.share.delivery.count.limit', 5],
  ['broker', 'group.share.partition.max.record.locks', 2000],
  ['broker', 'transaction.state.log.num.partitions', 50],
  ['broker', 'transaction.state.log.replication.factor', 3],
  ['broker', 'transaction.state.log.min.isr', 2],
  ['broker', 'transaction.max.timeout.ms', 900000],
  ['broker', 'transactional.id.expiration.ms', 604800000],
  ['broker', 'producer.id.expiration.ms', 86400000],
  ['broker', 'log.segment.bytes', 1073741824],
  ['broker', 'log.roll.hours', 168],
  ['broker', 'log.retention.hours', 168],
  ['broker', 'log.retention.bytes', -1],
  ['broker', 'log.retention.check.interval.ms', 300000],
  ['broker', 'log.initial.task.delay.ms', 30000],
  ['broker', 'log.flush.start.offset.checkpoint.interval.ms', 60000],
  ['broker', 'log.index.size.max.bytes', 10485760],
  ['broker', 'log.index.interval.bytes', 4096],
  ['broker', 'log.roll.jitter.hours', 0],
  ['broker', 'log.segment.delete.delay.ms', 60000],
  ['broker', 'message.max.bytes', 1048588],
  ['topic', 'min.cleanable.dirty.ratio', 0.5],
  ['topic', 'delete.retention.ms', 86400000],
  ['topic', 'min.compaction.lag.ms', 0],
  ['broker', 'log.cleaner.enable', true],
  ['broker', 'log.cleaner.backoff.ms', 15000],
  ['broker', 'log.cleaner.threads', 1],
  ['broker', 'log.cleaner.min.cleanable.ratio', 0.5],
  ['broker', 'log.cleaner.delete.retention.ms', 86400000],
  ['broker', 'log.cleaner.min.compaction.lag.ms', 0],
  ['broker', 'remote.log.manager.task.interval.ms', 30000],
  ['broker', 'remote.log.storage.system.enable', false],
  ['broker', 'remote.fetch.max.wait.ms', 500],
  ['broker', 'log.local.retention.ms', -2],
  ['topic', 'local.retention.ms', -2],
  ['topic', 'local.retention.bytes', -2],
];

describe('the configuration table', () => {
  it.each(DEFAULTS)("%s %s has Kafka's default %s", (scope, name, value) => {
    expect(findConfigEntry([scope], name)?.default).toBe(value);
  });

  it.each(CONFIG_TABLE.map((entry) => [entry.scopes.join('/'), entry.name, entry] as const))(
    '%s %s is described in one sentence and takes its own default',
    (_scopes, _name, entry) => {
      expect(entry.meaning).toMatch(/^[A-Za-z].*\.$/);
      expect(entry.scopes.length).toBeGreaterThan(0);
      if (entry.default !== null && entry.default !== 'range,cooperative-sticky') {
        expect(checkConfigValue(entry, entry.default)).toEqual({ ok: true, value: entry.default });
      }
      if (entry.topicEntry !== null) expect(findConfigEntry(['topic'], entry.topicEntry)).not.toBeNull();
    },
  );

  it('has each name once for a scope', () => {
    const keys = CONFIG_TABLE.flatMap((entry) => entry.scopes.map((scope) => `${scope} ${entry.name}`));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each([
    [['producer'], 'lingr.ms', 'did you mean "linger.ms"?'],
    [['producer'], 'session.timeout.ms', 'a consumer setting, not a producer one'],
    [['broker', 'controller'], 'retention.ms', `the server's default for it is "log.retention`],
    [['topic'], 'message.max.bytes', 'for a topic it is "max.message.bytes"'],
    [['topic'], 'zzzzzzzz', 'not a topic setting that Kafka 4.3 or this simulator has'],
  ] as const)('%j %s is explained: %s', (scopes, name, fragment) => {
    expect(explainUnknownEntry(scopes, name)).toContain(fragment);
  });
});
