import * as words from '../../../../words/config/compaction.ts';
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
  broker.flag('log.cleaner.enable', true, words.logCleanerEnable, { modelled: true }),
  broker.long('log.cleaner.backoff.ms', 15000, words.logCleanerBackoffMs, { modelled: true }),
  broker.int('log.cleaner.threads', 1, words.logCleanerThreads, { dynamic: true }),
  server.double('log.cleaner.min.cleanable.ratio', 0.5, words.logCleanerMinCleanableRatio, {
    ...live,
    max: 1,
    topicEntry: 'min.cleanable.dirty.ratio',
  }),
  server.long('log.cleaner.delete.retention.ms', 86400000, words.logCleanerDeleteRetentionMs, {
    ...live,
    topicEntry: 'delete.retention.ms',
  }),
  server.long('log.cleaner.min.compaction.lag.ms', 0, words.logCleanerMinCompactionLagMs, {
    ...live,
    topicEntry: 'min.compaction.lag.ms',
  }),
  server.long('log.cleaner.max.compaction.lag.ms', FOR_EVER_MS, words.logCleanerMaxCompactionLagMs, {
    ...live,
    min: 1,
    topicEntry: 'max.compaction.lag.ms',
  }),

  topic.double('min.cleanable.dirty.ratio', 0.5, words.minCleanableDirtyRatio, { ...live, max: 1 }),
  topic.long('delete.retention.ms', 86400000, words.deleteRetentionMs, live),
  topic.long('min.compaction.lag.ms', 0, words.minCompactionLagMs, live),
  topic.long('max.compaction.lag.ms', FOR_EVER_MS, words.maxCompactionLagMs, { ...live, min: 1 }),
];
