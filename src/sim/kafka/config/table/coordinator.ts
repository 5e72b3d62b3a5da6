import { entriesOf } from '../entry.ts';
import type { ConfigEntry } from '../entry.ts';

const { int } = entriesOf('broker');
const modelled = { modelled: true } as const;

/** Group, share and transaction coordinators, which live on brokers. Ranges: GroupCoordinatorConfig, ShareGroupConfig, TransactionLogConfig, TransactionStateManagerConfig. */
export const COORDINATOR_ENTRIES: readonly ConfigEntry[] = [
  int('group.initial.rebalance.delay.ms', 3000, 'How long the first rebalance of an empty group waits for more members.', modelled),
  int('group.min.session.timeout.ms', 6000, 'Shortest session timeout that a member of a classic group may ask for.', modelled),
  int('group.max.session.timeout.ms', 1800000, 'Longest session timeout that a member of a classic group may ask for.', modelled),
  int('group.max.size', 2147483647, 'Most members of one classic group.', { ...modelled, min: 1 }),
  int('group.coordinator.append.linger.ms', -1, 'How long the coordinator gathers writes; -1 goes by how busy it is.', { min: -1 }),
  int('group.consumer.heartbeat.interval.ms', 5000, 'Heartbeat interval that the broker gives members of the new consumer protocol.', {
    min: 1,
  }),
  int('group.consumer.session.timeout.ms', 45000, 'Session timeout of members of the new consumer protocol.', { min: 1 }),
  int('group.consumer.assignment.interval.ms', 1000, 'Shortest time between two assignments of a group of the new consumer protocol.', {
    dynamic: true,
  }),

  int('offsets.topic.num.partitions', 50, 'Partitions of __consumer_offsets, and so the number of coordinators there can be.', {
    ...modelled,
    min: 1,
    max: 1000,
  }),
  int('offsets.topic.replication.factor', 3, 'Replicas of __consumer_offsets; it cannot be created while there are fewer brokers.', {
    ...modelled,
    min: 1,
    max: 32767,
  }),
  int('offsets.topic.segment.bytes', 104857600, 'Size of a segment of __consumer_offsets, below the default of other topics so that it is compacted sooner.', {
    ...modelled,
    min: 1,
  }),
  int('offsets.retention.minutes', 10080, 'How long committed offsets of a group without members are kept.', { min: 1 }),

  int('group.share.record.lock.duration.ms', 30000, 'How long a member of a share group may hold a record before others get it.', {
    min: 1000,
    max: 3600000,
  }),
  int('group.share.delivery.count.limit', 5, 'How often a share group tries to deliver a record.', { min: 2, max: 10 }),
  int('group.share.partition.max.record.locks', 2000, 'Records of one partition that a share group may hold at a time.', {
    min: 100,
    max: 10000,
  }),

  int('transaction.state.log.num.partitions', 50, 'Partitions of __transaction_state.', { min: 1 }),
  int('transaction.state.log.replication.factor', 3, 'Replicas of __transaction_state.', { min: 1, max: 32767 }),
  int('transaction.state.log.min.isr', 2, 'In-sync replicas that a write to __transaction_state needs.', { min: 1 }),
  int('transaction.max.timeout.ms', 900000, 'Longest transaction timeout that a producer may ask for.', { min: 1 }),
  int('transactional.id.expiration.ms', 604800000, 'How long an unused transactional id is remembered.', { min: 1 }),
  int('producer.id.expiration.ms', 86400000, "How long a producer's sequence numbers are remembered after its last write.", {
    min: 1,
    dynamic: true,
  }),
];
