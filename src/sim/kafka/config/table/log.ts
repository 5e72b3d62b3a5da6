import { entriesOf } from '../entry.ts';
import type { ConfigEntry } from '../entry.ts';

const server = entriesOf('broker', 'controller');
const broker = entriesOf('broker');
const topic = entriesOf('topic');

const POLICIES = ['delete', 'compact'] as const;
const COMPRESSIONS = ['producer', 'uncompressed', 'gzip', 'snappy', 'lz4', 'zstd'] as const;

/** A server entry that is only the default of a topic entry. Kafka can change all of these while running, some by another name. */
function defaultOf(topicEntry: string, options: { min?: number; modelled?: boolean; values?: readonly string[] } = {}) {
  return { topicEntry, dynamic: true, ...options };
}

/** Logs, on the server for all topics and on a topic for itself. Ranges: ServerLogConfigs, LogConfig, CleanerConfig. */
export const LOG_ENTRIES: readonly ConfigEntry[] = [
  server.int(
    'min.insync.replicas',
    1,
    'In-sync replicas that a write with acks=all needs, for topics that do not say.',
    defaultOf('min.insync.replicas', { min: 1, modelled: true }),
  ),
  server.flag(
    'unclean.leader.election.enable',
    false,
    'A replica that is not in sync may become leader when no other is left, for topics that do not say.',
    defaultOf('unclean.leader.election.enable', { modelled: true }),
  ),
  server.int(
    'message.max.bytes',
    1048588,
    'Largest batch that is stored, for topics that do not say.',
    defaultOf('max.message.bytes', { modelled: true }),
  ),
  server.int('log.segment.bytes', 1073741824, 'Size at which a new segment begins, for topics that do not say.', {
    ...defaultOf('segment.bytes', { min: 1048576, modelled: true }),
  }),
  server.int('log.roll.hours', 168, 'Age at which a new segment begins, for topics that do not say.', {
    ...defaultOf('segment.ms', { min: 1, modelled: true }),
    dynamic: false,
  }),
  server.long('log.roll.ms', null, 'The same in milliseconds; wins over hours.', defaultOf('segment.ms', { min: 1, modelled: true })),
  server.int('log.roll.jitter.hours', 0, 'Most by which a segment begins before that age, for topics that do not say.', {
    ...defaultOf('segment.jitter.ms', { modelled: true }),
    dynamic: false,
  }),
  server.long('log.roll.jitter.ms', null, 'The same in milliseconds; wins over hours.', defaultOf('segment.jitter.ms', { modelled: true })),
  server.int('log.index.size.max.bytes', 10485760, 'Size of an index at which a new segment begins, for topics that do not say.', {
    ...defaultOf('segment.index.bytes', { min: 4, modelled: true }),
  }),
  server.int('log.index.interval.bytes', 4096, 'Bytes of records between two entries of an index, for topics that do not say.', {
    ...defaultOf('index.interval.bytes', { modelled: true }),
  }),
  server.int('log.retention.hours', 168, 'How long records are kept, for topics that do not say; -1 for ever.', {
    ...defaultOf('retention.ms', { min: -1, modelled: true }),
    dynamic: false,
  }),
  server.int('log.retention.minutes', null, 'The same in minutes; wins over hours.', {
    ...defaultOf('retention.ms', { min: -1, modelled: true }),
    dynamic: false,
  }),
  server.long('log.retention.ms', null, 'The same in milliseconds; wins over minutes and hours.', defaultOf('retention.ms', { min: -1, modelled: true })),
  server.long('log.retention.bytes', -1, 'Size a partition is cut down to, for topics that do not say; -1 is no limit.', {
    ...defaultOf('retention.bytes', { min: -1, modelled: true }),
  }),
  server.long('log.segment.delete.delay.ms', 60000, 'Time between dropping a segment and deleting its file.', {
    ...defaultOf('file.delete.delay.ms', { modelled: true }),
  }),
  server.list('log.cleanup.policy', 'delete', 'Delete old segments, compact by key, or both, for topics that do not say.', {
    ...defaultOf('cleanup.policy', { values: POLICIES, modelled: true }),
  }),
  server.choice('compression.type', 'producer', "How batches are stored; producer keeps the producer's choice.", {
    ...defaultOf('compression.type', { values: COMPRESSIONS }),
  }),
  server.long('log.flush.interval.messages', null, 'Records that may wait to be flushed to disk, for topics that do not say; unset leaves it to the operating system.', {
    ...defaultOf('flush.messages', { min: 1, modelled: true }),
  }),
  server.long('log.flush.interval.ms', null, 'Age at which a log is flushed to disk, for topics that do not say; looked at by the flush scheduler only.', {
    ...defaultOf('flush.ms', { modelled: true }),
  }),
  broker.long('log.flush.scheduler.interval.ms', null, 'How often the broker looks for logs to flush; unset never does.', { min: 1, modelled: true }),
  broker.int('log.flush.start.offset.checkpoint.interval.ms', 60000, 'How often the starts of logs are written to disk.', { min: 1, modelled: true }),
  broker.long('log.initial.task.delay.ms', 30000, 'How long after its start a broker first looks at its logs.', { modelled: true }),
  broker.long('log.retention.check.interval.ms', 300000, 'How often the broker looks for segments to delete.', { min: 1, modelled: true }),

  topic.int('min.insync.replicas', 1, 'In-sync replicas that a write with acks=all needs.', { min: 1, modelled: true, dynamic: true }),
  topic.flag(
    'unclean.leader.election.enable',
    false,
    'A replica that is not in sync may become leader when no other is left, and lose what it did not have.',
    { modelled: true, dynamic: true },
  ),
  topic.int('max.message.bytes', 1048588, 'Largest batch that is stored.', { modelled: true, dynamic: true }),
  topic.list('cleanup.policy', 'delete', 'Delete old segments, compact by key, or both.', { values: POLICIES, dynamic: true, modelled: true }),
  topic.long('retention.ms', 604800000, 'How long records are kept; -1 for ever.', { min: -1, modelled: true, dynamic: true }),
  topic.long('retention.bytes', -1, 'Size a partition is cut down to; -1 is no limit.', { min: -1, modelled: true, dynamic: true }),
  topic.int('segment.bytes', 1073741824, 'Size at which a new segment begins.', { min: 1048576, modelled: true, dynamic: true }),
  topic.int('internal.segment.bytes', null, 'The same without a least size, meant for tests; wins over segment.bytes.', {
    min: 1,
    modelled: true,
    dynamic: true,
  }),
  topic.long('segment.ms', 604800000, 'Age at which a new segment begins.', { min: 1, modelled: true, dynamic: true }),
  topic.long('segment.jitter.ms', 0, 'Most by which a segment begins before its age.', { modelled: true, dynamic: true }),
  topic.int('segment.index.bytes', 10485760, 'Size of an index at which a new segment begins.', { min: 4, modelled: true, dynamic: true }),
  topic.int('index.interval.bytes', 4096, 'Bytes of records between two entries of an index.', { modelled: true, dynamic: true }),
  topic.long('flush.messages', null, 'Records that may wait to be flushed to disk; unset leaves it to the operating system.', {
    min: 1,
    modelled: true,
    dynamic: true,
  }),
  topic.long('flush.ms', null, 'Age at which the log is flushed to disk; looked at by the flush scheduler only.', {
    modelled: true,
    dynamic: true,
  }),
  topic.long('file.delete.delay.ms', 60000, 'Time between dropping a segment and deleting its file.', { modelled: true, dynamic: true }),
  topic.choice('compression.type', 'producer', "How batches are stored; producer keeps the producer's choice.", {
    values: COMPRESSIONS,
    dynamic: true,
  }),
  topic.choice('message.timestamp.type', 'CreateTime', "Whether a record's time is the producer's or the leader's.", {
    values: ['CreateTime', 'LogAppendTime'],
    dynamic: true,
  }),
];
