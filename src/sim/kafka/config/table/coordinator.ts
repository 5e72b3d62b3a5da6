import * as words from '../../../../words/config/coordinator.ts';
import { entriesOf } from '../entry.ts';
import type { ConfigEntry } from '../entry.ts';

const { int } = entriesOf('broker');
const modelled = { modelled: true } as const;

/** Group, share and transaction coordinators, which live on brokers. Ranges: GroupCoordinatorConfig, ShareGroupConfig, TransactionLogConfig, TransactionStateManagerConfig. */
export const COORDINATOR_ENTRIES: readonly ConfigEntry[] = [
  int('group.initial.rebalance.delay.ms', 3000, words.groupInitialRebalanceDelayMs, modelled),
  int('group.min.session.timeout.ms', 6000, words.groupMinSessionTimeoutMs, modelled),
  int('group.max.session.timeout.ms', 1800000, words.groupMaxSessionTimeoutMs, modelled),
  int('group.max.size', 2147483647, words.groupMaxSize, { ...modelled, min: 1 }),
  int('group.coordinator.append.linger.ms', -1, words.groupCoordinatorAppendLingerMs, { min: -1 }),
  int('group.consumer.heartbeat.interval.ms', 5000, words.groupConsumerHeartbeatIntervalMs, {
    min: 1,
  }),
  int('group.consumer.session.timeout.ms', 45000, words.groupConsumerSessionTimeoutMs, { min: 1 }),
  int('group.consumer.assignment.interval.ms', 1000, words.groupConsumerAssignmentIntervalMs, {
    dynamic: true,
  }),

  int('offsets.topic.num.partitions', 50, words.offsetsTopicNumPartitions, {
    ...modelled,
    min: 1,
    max: 1000,
  }),
  int('offsets.topic.replication.factor', 3, words.offsetsTopicReplicationFactor, {
    ...modelled,
    min: 1,
    max: 32767,
  }),
  int('offsets.topic.segment.bytes', 104857600, words.offsetsTopicSegmentBytes, {
    ...modelled,
    min: 1,
  }),
  int('offsets.retention.minutes', 10080, words.offsetsRetentionMinutes, { min: 1 }),

  int('group.share.record.lock.duration.ms', 30000, words.groupShareRecordLockDurationMs, {
    min: 1000,
    max: 3600000,
  }),
  int('group.share.delivery.count.limit', 5, words.groupShareDeliveryCountLimit, { min: 2, max: 10 }),
  int('group.share.partition.max.record.locks', 2000, words.groupSharePartitionMaxRecordLocks, {
    min: 100,
    max: 10000,
  }),

  int('transaction.state.log.num.partitions', 50, words.transactionStateLogNumPartitions, { min: 1 }),
  int('transaction.state.log.replication.factor', 3, words.transactionStateLogReplicationFactor, { min: 1, max: 32767 }),
  int('transaction.state.log.min.isr', 2, words.transactionStateLogMinIsr, { min: 1 }),
  int('transaction.max.timeout.ms', 900000, words.transactionMaxTimeoutMs, { min: 1 }),
  int('transactional.id.expiration.ms', 604800000, words.transactionalIdExpirationMs, { min: 1 }),
  int('producer.id.expiration.ms', 86400000, words.producerIdExpirationMs, {
    min: 1,
    dynamic: true,
  }),
];
