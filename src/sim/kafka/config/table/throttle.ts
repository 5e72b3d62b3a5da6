import { entriesOf } from '../entry.ts';
import type { ConfigEntry } from '../entry.ts';

const broker = entriesOf('broker');
const topic = entriesOf('topic');
const modelled = { modelled: true } as const;
const rate = { ...modelled, dynamic: true, unit: 'bytes' } as const;
const replicas = { ...modelled, dynamic: true, form: 'throttledReplicas' } as const;

/** How much replication may take while partitions are moved. Ranges: QuotaConfig. */
export const THROTTLE_ENTRIES: readonly ConfigEntry[] = [
  broker.long('leader.replication.throttled.rate', null, 'Most bytes a second that a leader sends to followers out of sync, of throttled partitions.', rate),
  broker.long('follower.replication.throttled.rate', null, 'Most bytes a second that a follower out of sync fetches of throttled partitions.', rate),
  broker.int('replication.quota.window.num', 11, 'Samples over which these rates are taken.', { ...modelled, min: 1 }),
  broker.int('replication.quota.window.size.seconds', 1, 'Length of such a sample.', { ...modelled, min: 1 }),
  topic.text('leader.replication.throttled.replicas', '', 'Replicas whose leader keeps to its rate, as partition:broker, or * for all.', replicas),
  topic.text('follower.replication.throttled.replicas', '', 'Replicas that keep to their rate as followers, as partition:broker, or * for all.', replicas),
];
