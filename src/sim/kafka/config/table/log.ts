import * as words from '../../../../words/config/log.ts';
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
  server.int('min.insync.replicas', 1, words.minInsyncReplicasByDefault, defaultOf('min.insync.replicas', { min: 1, modelled: true })),
  server.flag('unclean.leader.election.enable', false, words.uncleanLeaderElectionEnableByDefault, defaultOf('unclean.leader.election.enable', { modelled: true })),
  server.int('message.max.bytes', 1048588, words.messageMaxBytes, defaultOf('max.message.bytes', { modelled: true })),
  server.int('log.segment.bytes', 1073741824, words.logSegmentBytes, {
    ...defaultOf('segment.bytes', { min: 1048576, modelled: true }),
  }),
  server.int('log.roll.hours', 168, words.logRollHours, {
    ...defaultOf('segment.ms', { min: 1, modelled: true }),
    dynamic: false,
  }),
  server.long('log.roll.ms', null, words.logRollMs, defaultOf('segment.ms', { min: 1, modelled: true })),
  server.int('log.roll.jitter.hours', 0, words.logRollJitterHours, {
    ...defaultOf('segment.jitter.ms', { modelled: true }),
    dynamic: false,
  }),
  server.long('log.roll.jitter.ms', null, words.logRollJitterMs, defaultOf('segment.jitter.ms', { modelled: true })),
  server.int('log.index.size.max.bytes', 10485760, words.logIndexSizeMaxBytes, {
    ...defaultOf('segment.index.bytes', { min: 4, modelled: true }),
  }),
  server.int('log.index.interval.bytes', 4096, words.logIndexIntervalBytes, {
    ...defaultOf('index.interval.bytes', { modelled: true }),
  }),
  server.int('log.retention.hours', 168, words.logRetentionHours, {
    ...defaultOf('retention.ms', { min: -1, modelled: true }),
    dynamic: false,
  }),
  server.int('log.retention.minutes', null, words.logRetentionMinutes, {
    ...defaultOf('retention.ms', { min: -1, modelled: true }),
    dynamic: false,
  }),
  server.long('log.retention.ms', null, words.logRetentionMs, defaultOf('retention.ms', { min: -1, modelled: true })),
  server.long('log.retention.bytes', -1, words.logRetentionBytes, {
    ...defaultOf('retention.bytes', { min: -1, modelled: true }),
  }),
  server.long('log.segment.delete.delay.ms', 60000, words.logSegmentDeleteDelayMs, {
    ...defaultOf('file.delete.delay.ms', { modelled: true }),
  }),
  server.list('log.cleanup.policy', 'delete', words.logCleanupPolicy, {
    ...defaultOf('cleanup.policy', { values: POLICIES, modelled: true }),
  }),
  server.choice('compression.type', 'producer', words.compressionTypeByDefault, {
    ...defaultOf('compression.type', { values: COMPRESSIONS }),
  }),
  server.long('log.flush.interval.messages', null, words.logFlushIntervalMessages, {
    ...defaultOf('flush.messages', { min: 1, modelled: true }),
  }),
  server.long('log.flush.interval.ms', null, words.logFlushIntervalMs, {
    ...defaultOf('flush.ms', { modelled: true }),
  }),
  broker.long('log.flush.scheduler.interval.ms', null, words.logFlushSchedulerIntervalMs, { min: 1, modelled: true }),
  broker.int('log.flush.start.offset.checkpoint.interval.ms', 60000, words.logFlushStartOffsetCheckpointIntervalMs, { min: 1, modelled: true }),
  broker.long('log.initial.task.delay.ms', 30000, words.logInitialTaskDelayMs, { modelled: true }),
  broker.long('log.retention.check.interval.ms', 300000, words.logRetentionCheckIntervalMs, { min: 1, modelled: true }),

  topic.int('min.insync.replicas', 1, words.minInsyncReplicas, { min: 1, modelled: true, dynamic: true }),
  topic.flag('unclean.leader.election.enable', false, words.uncleanLeaderElectionEnable, { modelled: true, dynamic: true }),
  topic.int('max.message.bytes', 1048588, words.maxMessageBytes, { modelled: true, dynamic: true }),
  topic.list('cleanup.policy', 'delete', words.cleanupPolicy, { values: POLICIES, dynamic: true, modelled: true }),
  topic.long('retention.ms', 604800000, words.retentionMs, { min: -1, modelled: true, dynamic: true }),
  topic.long('retention.bytes', -1, words.retentionBytes, { min: -1, modelled: true, dynamic: true }),
  topic.int('segment.bytes', 1073741824, words.segmentBytes, { min: 1048576, modelled: true, dynamic: true }),
  topic.int('internal.segment.bytes', null, words.internalSegmentBytes, {
    min: 1,
    modelled: true,
    dynamic: true,
  }),
  topic.long('segment.ms', 604800000, words.segmentMs, { min: 1, modelled: true, dynamic: true }),
  topic.long('segment.jitter.ms', 0, words.segmentJitterMs, { modelled: true, dynamic: true }),
  topic.int('segment.index.bytes', 10485760, words.segmentIndexBytes, { min: 4, modelled: true, dynamic: true }),
  topic.int('index.interval.bytes', 4096, words.indexIntervalBytes, { modelled: true, dynamic: true }),
  topic.long('flush.messages', null, words.flushMessages, {
    min: 1,
    modelled: true,
    dynamic: true,
  }),
  topic.long('flush.ms', null, words.flushMs, {
    modelled: true,
    dynamic: true,
  }),
  topic.long('file.delete.delay.ms', 60000, words.fileDeleteDelayMs, { modelled: true, dynamic: true }),
  topic.choice('compression.type', 'producer', words.compressionType, {
    values: COMPRESSIONS,
    dynamic: true,
  }),
  topic.choice('message.timestamp.type', 'CreateTime', words.messageTimestampType, {
    values: ['CreateTime', 'LogAppendTime'],
    dynamic: true,
  }),
];
