import * as words from '../../../../words/config/remote.ts';
import { entriesOf } from '../entry.ts';
import type { ConfigEntry } from '../entry.ts';

const broker = entriesOf('broker');
const server = entriesOf('broker', 'controller');
const topic = entriesOf('topic');

const live = { dynamic: true, modelled: true } as const;

/** Tiered storage (KIP-405). Ranges: RemoteLogManagerConfig, LogConfig. */
export const REMOTE_ENTRIES: readonly ConfigEntry[] = [
  server.flag('remote.log.storage.system.enable', false, words.remoteLogStorageSystemEnable, { modelled: true }),
  broker.long('remote.log.manager.task.interval.ms', 30000, words.remoteLogManagerTaskIntervalMs, {
    modelled: true,
    min: 1,
  }),
  broker.int('remote.fetch.max.wait.ms', 500, words.remoteFetchMaxWaitMs, {
    modelled: true,
    min: 1,
  }),
  server.long('log.local.retention.ms', -2, words.logLocalRetentionMs, {
    ...live,
    min: -2,
    topicEntry: 'local.retention.ms',
  }),
  server.long('log.local.retention.bytes', -2, words.logLocalRetentionBytes, {
    ...live,
    min: -2,
    topicEntry: 'local.retention.bytes',
  }),

  topic.flag('remote.storage.enable', false, words.remoteStorageEnable, live),
  topic.long('local.retention.ms', -2, words.localRetentionMs, { ...live, min: -2 }),
  topic.long('local.retention.bytes', -2, words.localRetentionBytes, { ...live, min: -2 }),
];
