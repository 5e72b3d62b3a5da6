import { entriesOf } from '../entry.ts';
import type { ConfigEntry } from '../entry.ts';

const broker = entriesOf('broker');
const server = entriesOf('broker', 'controller');
const topic = entriesOf('topic');

const live = { dynamic: true, modelled: true } as const;

/** Tiered storage (KIP-405). Ranges: RemoteLogManagerConfig, LogConfig. */
export const REMOTE_ENTRIES: readonly ConfigEntry[] = [
  server.flag('remote.log.storage.system.enable', false, 'Whether the cluster has remote storage, to which topics may be tiered.', { modelled: true }),
  broker.long('remote.log.manager.task.interval.ms', 30000, 'How often rolled segments are copied to remote storage and expired ones deleted there.', {
    modelled: true,
    min: 1,
  }),
  broker.int('remote.fetch.max.wait.ms', 500, 'How long a fetch waits for remote storage before it is answered with what there is.', {
    modelled: true,
    min: 1,
  }),
  server.long('log.local.retention.ms', -2, 'How long records stay on local disk once copied, for topics that do not say; -2 is the same as in all.', {
    ...live,
    min: -2,
    topicEntry: 'local.retention.ms',
  }),
  server.long('log.local.retention.bytes', -2, 'Size kept on local disk once copied, for topics that do not say; -2 is the same as in all.', {
    ...live,
    min: -2,
    topicEntry: 'local.retention.bytes',
  }),

  topic.flag('remote.storage.enable', false, 'Rolled segments are copied to remote storage, and consumers may read them from there.', live),
  topic.long('local.retention.ms', -2, 'How long records stay on local disk once copied; -2 is the same as in all.', { ...live, min: -2 }),
  topic.long('local.retention.bytes', -2, 'Size kept on local disk once copied; -2 is the same as in all.', { ...live, min: -2 }),
];
