import { entriesOf } from '../entry.ts';
import type { ConfigEntry } from '../entry.ts';

const broker = entriesOf('broker');
const server = entriesOf('broker', 'controller');
const topic = entriesOf('topic');

/** The longest time the table takes; Kafka's default is the largest Java long. */
const FOR_EVER_MS = 864_000_000_000;

const live = { dynamic: true, modelled: true } as const;

/** Compaction: the cleaner of a broker, and what topics ask of it. Ranges: CleanerConfig, LogConfig. */
export const COMPACTION_ENTRIES: readonly ConfigEntry[] = [
  broker.flag('log.cleaner.enable', true, 'Whether the broker compacts at all; deprecated, Kafka 5.0 will always do it.', { modelled: true }),
  broker.long('log.cleaner.backoff.ms', 15000, 'How long the cleaner rests when no log is dirty enough.', { modelled: true }),
  broker.int('log.cleaner.threads', 1, 'Cleaner threads of the broker.', { dynamic: true }),
  server.double('log.cleaner.min.cleanable.ratio', 0.5, 'Share of a log that must be uncleaned before compaction works on it, for topics that do not say.', {
    ...live,
    max: 1,
    topicEntry: 'min.cleanable.dirty.ratio',
  }),
  server.long('log.cleaner.delete.retention.ms', 86400000, 'How long compaction keeps a tombstone, for topics that do not say.', {
    ...live,
    topicEntry: 'delete.retention.ms',
  }),
  server.long('log.cleaner.min.compaction.lag.ms', 0, 'Records younger than this are not compacted, for topics that do not say.', {
    ...live,
    topicEntry: 'min.compaction.lag.ms',
  }),
  server.long('log.cleaner.max.compaction.lag.ms', FOR_EVER_MS, 'Records older than this are compacted however few they are, for topics that do not say.', {
    ...live,
    min: 1,
    topicEntry: 'max.compaction.lag.ms',
  }),

  topic.double('min.cleanable.dirty.ratio', 0.5, 'Share of a log that must be uncleaned before compaction works on it.', { ...live, max: 1 }),
  topic.long('delete.retention.ms', 86400000, 'How long compaction keeps a tombstone after it has first come by.', live),
  topic.long('min.compaction.lag.ms', 0, 'Records younger than this are not compacted.', live),
  topic.long('max.compaction.lag.ms', FOR_EVER_MS, 'Records older than this are compacted however few they are.', { ...live, min: 1 }),
];
