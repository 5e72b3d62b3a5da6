/** What entries about coordinators mean. */

export const groupInitialRebalanceDelayMs = 'How long the first rebalance of an empty group waits for more members.';
export const groupMinSessionTimeoutMs = 'Shortest session timeout that a member of a classic group may ask for.';
export const groupMaxSessionTimeoutMs = 'Longest session timeout that a member of a classic group may ask for.';
export const groupMaxSize = 'Most members of one classic group.';
export const groupCoordinatorAppendLingerMs = 'How long the coordinator gathers writes; -1 goes by how busy it is.';
export const groupConsumerHeartbeatIntervalMs = 'Heartbeat interval that the broker gives members of the new consumer protocol.';
export const groupConsumerSessionTimeoutMs = 'Session timeout of members of the new consumer protocol.';
export const groupConsumerAssignmentIntervalMs = 'Shortest time between two assignments of a group of the new consumer protocol.';
export const offsetsTopicNumPartitions = 'Partitions of __consumer_offsets, and so the number of coordinators there can be.';
export const offsetsTopicReplicationFactor = 'Replicas of __consumer_offsets; it cannot be created while there are fewer brokers.';
export const offsetsTopicSegmentBytes = 'Size of a segment of __consumer_offsets, below the default of other topics so that it is compacted sooner.';
export const offsetsRetentionMinutes = 'How long committed offsets of a group without members are kept.';
export const groupShareRecordLockDurationMs = 'How long a member of a share group may hold a record before others get it.';
export const groupShareDeliveryCountLimit = 'How often a share group tries to deliver a record.';
export const groupSharePartitionMaxRecordLocks = 'Records of one partition that a share group may hold at a time.';
export const transactionStateLogNumPartitions = 'Partitions of __transaction_state.';
export const transactionStateLogReplicationFactor = 'Replicas of __transaction_state.';
export const transactionStateLogMinIsr = 'In-sync replicas that a write to __transaction_state needs.';
export const transactionMaxTimeoutMs = 'Longest transaction timeout that a producer may ask for.';
export const transactionalIdExpirationMs = 'How long an unused transactional id is remembered.';
export const producerIdExpirationMs = "How long a producer's sequence numbers are remembered after its last write.";
