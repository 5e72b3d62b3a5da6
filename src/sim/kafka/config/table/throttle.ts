import * as words from '../../../../words/config/throttle.ts';
import { entriesOf } from '../entry.ts';
import type { ConfigEntry } from '../entry.ts';

const broker = entriesOf('broker');
const topic = entriesOf('topic');
const modelled = { modelled: true } as const;
const rate = { ...modelled, dynamic: true, unit: 'bytes' } as const;
const replicas = { ...modelled, dynamic: true, form: 'throttledReplicas' } as const;

/** How much replication may take while partitions are moved. Ranges: QuotaConfig. */
export const THROTTLE_ENTRIES: readonly ConfigEntry[] = [
  broker.long('leader.replication.throttled.rate', null, words.leaderReplicationThrottledRate, rate),
  broker.long('follower.replication.throttled.rate', null, words.followerReplicationThrottledRate, rate),
  broker.int('replication.quota.window.num', 11, words.replicationQuotaWindowNum, { ...modelled, min: 1 }),
  broker.int('replication.quota.window.size.seconds', 1, words.replicationQuotaWindowSizeSeconds, { ...modelled, min: 1 }),
  topic.text('leader.replication.throttled.replicas', '', words.leaderReplicationThrottledReplicas, replicas),
  topic.text('follower.replication.throttled.replicas', '', words.followerReplicationThrottledReplicas, replicas),
];
