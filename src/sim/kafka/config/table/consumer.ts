import * as words from '../../../../words/config/consumer.ts';
import { entriesOf } from '../entry.ts';
import type { ConfigEntry } from '../entry.ts';

const { int, long, flag, text, list, choice } = entriesOf('consumer');
const modelled = { modelled: true } as const;

/** Ranges: ConsumerConfig. Assignors go by their protocol names, as in the group's metadata; class names stand for them. */
export const CONSUMER_ENTRIES: readonly ConfigEntry[] = [
  choice('group.protocol', 'classic', words.groupProtocol, {
    ...modelled,
    values: ['classic'],
    refused: { consumer: words.noConsumerProtocol },
  }),
  int('session.timeout.ms', 45000, words.sessionTimeoutMs, { ...modelled, min: 1 }),
  int('heartbeat.interval.ms', 3000, words.heartbeatIntervalMs, { ...modelled, min: 1 }),
  int('max.poll.interval.ms', 300000, words.maxPollIntervalMs, { ...modelled, min: 1 }),
  int('max.poll.records', 500, words.maxPollRecords, { ...modelled, min: 1 }),
  list('partition.assignment.strategy', 'range,cooperative-sticky', words.partitionAssignmentStrategy, {
    ...modelled,
    values: ['range', 'roundrobin'],
    refused: { sticky: words.noStickyAssignor, 'cooperative-sticky': words.noStickyAssignor },
    aliases: {
      'org.apache.kafka.clients.consumer.RangeAssignor': 'range',
      'org.apache.kafka.clients.consumer.RoundRobinAssignor': 'roundrobin',
      'org.apache.kafka.clients.consumer.StickyAssignor': 'sticky',
      'org.apache.kafka.clients.consumer.CooperativeStickyAssignor': 'cooperative-sticky',
    },
  }),
  text('group.instance.id', null, words.groupInstanceId, modelled),
  flag('enable.auto.commit', true, words.enableAutoCommit, modelled),
  int('auto.commit.interval.ms', 5000, words.autoCommitIntervalMs, modelled),
  choice('auto.offset.reset', 'latest', words.autoOffsetReset, {
    ...modelled,
    values: ['latest', 'earliest', 'none'],
  }),
  choice('isolation.level', 'read_uncommitted', words.isolationLevel, {
    values: ['read_uncommitted', 'read_committed'],
  }),
  int('fetch.min.bytes', 1, words.fetchMinBytes, modelled),
  int('fetch.max.wait.ms', 500, words.fetchMaxWaitMs, modelled),
  int('fetch.max.bytes', 52428800, words.fetchMaxBytes, modelled),
  int('max.partition.fetch.bytes', 1048576, words.maxPartitionFetchBytes, modelled),
  int('request.timeout.ms', 30000, words.requestTimeoutMs, { ...modelled, min: 1 }),
  long('retry.backoff.ms', 100, words.retryBackoffMs, modelled),
  long('retry.backoff.max.ms', 1000, words.retryBackoffMaxMs, modelled),
  long('reconnect.backoff.ms', 50, words.reconnectBackoffMs),
  long('reconnect.backoff.max.ms', 1000, words.reconnectBackoffMaxMs),
  long('metadata.max.age.ms', 300000, words.metadataMaxAgeMs, modelled),
  int('default.api.timeout.ms', 60000, words.defaultApiTimeoutMs),
  flag('allow.auto.create.topics', true, words.allowAutoCreateTopics),
  text('client.rack', '', words.clientRack, modelled),
  text('client.id', '', words.clientId),
];
