/** What entries of consumers mean. */

export const groupProtocol = 'Which group protocol the consumer speaks.';
export const sessionTimeoutMs = 'A member that has not sent a heartbeat for this long is taken for dead.';
export const heartbeatIntervalMs = 'How often a member tells the coordinator that it is alive.';
export const maxPollIntervalMs = 'A member that does not poll for this long leaves the group.';
export const maxPollRecords = 'Most records that one poll returns.';
export const partitionAssignmentStrategy = 'How partitions are shared out, in order of preference; with the default a group uses range.';
export const groupInstanceId = 'A lasting name for this member: it may restart within its session without a rebalance.';
export const enableAutoCommit = 'poll commits by itself what earlier polls returned.';
export const autoCommitIntervalMs = 'How often it does so.';
export const autoOffsetReset = 'Where to begin without a committed offset, or when it no longer exists.';
export const isolationLevel = 'Whether records of open and aborted transactions are returned.';
export const fetchMinBytes = 'A broker answers a fetch at once when it has this much.';
export const fetchMaxWaitMs = 'How long a broker keeps a fetch waiting for that much.';
export const fetchMaxBytes = 'How much is asked for at a time in all.';
export const maxPartitionFetchBytes = 'How much of one partition is asked for at a time.';
export const requestTimeoutMs = 'How long a request waits for its response before it counts as failed.';
export const retryBackoffMs = 'Pause before the first retry; it doubles with each.';
export const retryBackoffMaxMs = 'Longest pause between retries.';
export const reconnectBackoffMs = 'Pause before a lost connection is opened again; it doubles with each attempt.';
export const reconnectBackoffMaxMs = 'Longest pause between attempts to connect.';
export const metadataMaxAgeMs = 'Metadata older than this is fetched again even without an error.';
export const defaultApiTimeoutMs = 'How long a call such as commitSync tries.';
export const allowAutoCreateTopics = 'Asking for a topic that does not exist may create it.';
export const clientRack = 'Where the consumer stands, so that it can read from a replica nearby.';
export const clientId = 'A name for logs and quotas.';

/** Values that are not taken. */
export const noConsumerProtocol = 'the consumer group protocol (KIP-848) is not in this version; use classic';
export const noStickyAssignor = 'assignors that keep partitions where they are (sticky, cooperative-sticky) are not in this version; use range or roundrobin';
