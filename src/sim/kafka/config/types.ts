/**
 * The configuration a node, topic or client runs with: defaults filled in, checked, in one unit each.
 *
 * A field is named after its Kafka entry in camelCase with the unit last: `replica.lag.time.max.ms` is
 * `replicaLagTimeMaxUs`, `batch.size` is `batchSizeBytes`. Every time is in integer microseconds whatever unit Kafka
 * uses, every size in bytes. `null` stands for Kafka's -1 where -1 means "no limit".
 * Entries that the table knows and the model ignores are not here.
 */

import type { ModelSwitches } from './modelSwitches.ts';
import type { ThrottledReplicas } from './throttledReplicas.ts';

export type Acks = 0 | 1 | -1;
export type CleanupPolicy = 'delete' | 'compact';
export type AutoOffsetReset = 'earliest' | 'latest' | 'none';
export type AssignmentStrategy = 'range' | 'roundrobin';

/** Kafka's own spelling of one entry's value, as a user wrote it and checked against the table. */
export type ConfigValue = string | number | boolean;

/** Entries set away from the defaults, under Kafka's own names. Lists are comma-separated strings. */
export type ConfigOverrides = Readonly<Record<string, ConfigValue>>;

/** One broker's static configuration (`server.properties`), the group coordinator's included. */
export interface BrokerConfig {
  /** Time between heartbeats to the active controller. */
  readonly brokerHeartbeatIntervalUs: number;
  /** After this long without a heartbeat the controller fences the broker. */
  readonly brokerSessionTimeoutUs: number;
  /** A starting broker that has not been registered within this ends. */
  readonly initialBrokerRegistrationTimeoutUs: number;
  /** Whether a stop hands leaderships over first. */
  readonly controlledShutdownEnable: boolean;

  /** An in-sync follower that has not been caught up for this long is taken out of the ISR; checked every half of it. */
  readonly replicaLagTimeMaxUs: number;
  /** How long a leader may park a follower's fetch that finds no data. */
  readonly replicaFetchWaitMaxUs: number;
  readonly replicaFetchMinBytes: number;
  /** Most bytes of one partition in a follower's fetch; a larger first batch is still returned. */
  readonly replicaFetchMaxBytes: number;
  readonly replicaFetchResponseMaxBytes: number;
  /** Pause of one partition after a fetch error. */
  readonly replicaFetchBackoffUs: number;
  /** A fetch to the leader without an answer for this long fails (`replica.socket.timeout.ms`). */
  readonly replicaSocketTimeoutUs: number;
  /** Fetcher threads for each source broker. */
  readonly numReplicaFetchers: number;
  readonly replicaHighWatermarkCheckpointIntervalUs: number;
  /** Over how many samples of which length a replication throttle takes its rate. */
  readonly replicationQuotaSamples: number;
  readonly replicationQuotaSampleUs: number;

  /** Whether consumers are sent to a replica in their own rack (`RackAwareReplicaSelector`). */
  readonly rackAwareReplicaSelector: boolean;
  /** Cap on any fetch answer, whatever the client asked for. */
  readonly fetchMaxBytes: number;

  /** Metadata fetch (the broker is an observer of the quorum): no answer for this long and it looks for the leader again. */
  readonly controllerQuorumFetchTimeoutUs: number;
  readonly controllerQuorumRequestTimeoutUs: number;
  readonly controllerQuorumRetryBackoffUs: number;
  readonly snapshots: SnapshotConfig;

  /** How long the first rebalance of an empty group waits for more members. */
  readonly groupInitialRebalanceDelayUs: number;
  readonly groupMinSessionTimeoutUs: number;
  readonly groupMaxSessionTimeoutUs: number;
  /** Most members of one classic group. */
  readonly groupMaxSize: number;
  readonly offsetsTopicNumPartitions: number;
  readonly offsetsTopicReplicationFactor: number;
  /** Small enough that compaction gets through, which leaves the active segment alone. */
  readonly offsetsTopicSegmentBytes: number;
  /** Committed offsets of an empty group are dropped after this long. */
  readonly offsetsRetentionUs: number;
  /** Group coordinator's wait to batch its writes; null lets it decide by load (Kafka's -1). */
  readonly groupCoordinatorAppendLingerUs: number | null;
  /** How long a producer's sequence numbers are remembered without a write. */
  readonly producerIdExpirationUs: number;

  readonly logRetentionCheckIntervalUs: number;
  /** How long after its start a broker first looks at its logs. */
  readonly logInitialTaskDelayUs: number;
  /** How often the broker looks for logs to flush; null never looks. */
  readonly logFlushSchedulerIntervalUs: number | null;
  readonly logFlushStartOffsetCheckpointIntervalUs: number;

  readonly logCleanerEnable: boolean;
  /** The cleaner's rest when it found nothing to clean. */
  readonly logCleanerBackoffUs: number;

  readonly remoteLogStorageSystemEnable: boolean;
  readonly remoteLogManagerTaskIntervalUs: number;
  readonly remoteFetchMaxWaitUs: number;

  readonly model: ModelSwitches;
}

/** Snapshots of the metadata log, which every server of the cluster takes by itself. */
export interface SnapshotConfig {
  /** Bytes of committed metadata after which one is taken. */
  readonly metadataLogMaxRecordBytesBetweenSnapshots: number;
  /** Null takes none for age alone (Kafka's 0). */
  readonly metadataLogMaxSnapshotIntervalUs: number | null;
  /** How large log and snapshots together, and how old a snapshot, may become before the log begins later; null for no limit. */
  readonly metadataMaxRetentionBytes: number | null;
  readonly metadataMaxRetentionUs: number | null;
}

/** One KRaft controller's static configuration. */
export interface ControllerConfig {
  readonly snapshots: SnapshotConfig;
  /** A voter stands for election after a random wait in [this, 2 x this). */
  readonly controllerQuorumElectionTimeoutUs: number;
  /** A voter that has not fetched from the leader for this long starts an election; the leader resigns at 1.5 times it. */
  readonly controllerQuorumFetchTimeoutUs: number;
  readonly controllerQuorumElectionBackoffMaxUs: number;
  readonly controllerQuorumRequestTimeoutUs: number;
  readonly controllerQuorumRetryBackoffUs: number;
  /** How long the leader gathers metadata records before it writes them. */
  readonly controllerQuorumAppendLingerUs: number;
  /** A controller that is no voter asks by itself to become one. */
  readonly controllerQuorumAutoJoinEnable: boolean;
  /** Time between no-op records while nothing else is written; null writes none (Kafka's 0). */
  readonly metadataMaxIdleIntervalUs: number | null;

  /** The same entry as the brokers': the controller is who enforces it. */
  readonly brokerSessionTimeoutUs: number;

  readonly autoLeaderRebalanceEnable: boolean;
  readonly leaderImbalanceCheckIntervalUs: number;
  readonly uncleanLeaderElectionIntervalUs: number;

  /** For topics created without saying so. */
  readonly defaultReplicationFactor: number;
  readonly numPartitions: number;

  readonly model: ModelSwitches;
}

/** One topic's configuration, the cluster's defaults filled in where the topic says nothing. */
export interface TopicConfig {
  readonly minInsyncReplicas: number;
  readonly uncleanLeaderElectionEnable: boolean;
  /** Most bytes of one batch as stored (`message.max.bytes` on the broker). */
  readonly maxMessageBytes: number;
  /** Empty keeps everything. */
  readonly cleanupPolicy: readonly CleanupPolicy[];
  readonly retentionUs: number | null;
  /** For each partition. */
  readonly retentionBytes: number | null;
  readonly segmentBytes: number;
  readonly segmentUs: number;
  /** Most by which a segment is rolled before its age. */
  readonly segmentJitterUs: number;
  readonly segmentIndexBytes: number;
  readonly indexIntervalBytes: number;
  /** So many records may wait to be flushed; null leaves it to the operating system. */
  readonly flushMessages: number | null;
  /** Looked at every `log.flush.scheduler.interval.ms` only; null leaves it to the operating system. */
  readonly flushUs: number | null;
  /** Delay between dropping a segment from the log and deleting its file. */
  readonly fileDeleteDelayUs: number;
  /** Replicas that leaders and followers throttle while they are out of sync. */
  readonly leaderThrottledReplicas: ThrottledReplicas;
  readonly followerThrottledReplicas: ThrottledReplicas;
  /** More than this part of a log, 0 to 1, has to be dirty for compaction to begin. */
  readonly minCleanableDirtyRatio: number;
  /** From the pass that first keeps a tombstone to the earliest one that removes it. */
  readonly deleteRetentionUs: number;
  readonly minCompactionLagUs: number;
  readonly maxCompactionLagUs: number;
  /** Rolled segments are copied to remote storage; then the two local limits say what stays on disk. */
  readonly remoteStorageEnable: boolean;
  readonly localRetentionUs: number | null;
  readonly localRetentionBytes: number | null;
}

export interface ProducerConfig {
  readonly acks: Acks;
  readonly lingerUs: number;
  readonly batchSizeBytes: number;
  readonly bufferMemoryBytes: number;
  /** How long `send` may wait for metadata and for buffer memory. */
  readonly maxBlockUs: number;
  readonly maxRequestSizeBytes: number;
  readonly retries: number;
  /** Time from the call of `send` to its outcome, whatever it is. */
  readonly deliveryTimeoutUs: number;
  readonly requestTimeoutUs: number;
  readonly retryBackoffUs: number;
  readonly retryBackoffMaxUs: number;
  readonly reconnectBackoffUs: number;
  readonly reconnectBackoffMaxUs: number;
  readonly maxInFlightRequestsPerConnection: number;
  /** Already decided: false where acks, retries switched the default off. */
  readonly enableIdempotence: boolean;
  readonly partitionerAdaptivePartitioningEnable: boolean;
  readonly partitionerAvailabilityTimeoutUs: number;
  readonly partitionerIgnoreKeys: boolean;
  readonly metadataMaxAgeUs: number;
}

/** A consumer of the classic group protocol. */
export interface ConsumerConfig {
  readonly sessionTimeoutUs: number;
  readonly heartbeatIntervalUs: number;
  /** Also the rebalance timeout that the member tells the coordinator. */
  readonly maxPollIntervalUs: number;
  readonly maxPollRecords: number;
  /** In order of preference, those that the model knows. */
  readonly partitionAssignmentStrategy: readonly AssignmentStrategy[];
  /** Static membership; null for a dynamic member. */
  readonly groupInstanceId: string | null;
  readonly enableAutoCommit: boolean;
  readonly autoCommitIntervalUs: number;
  readonly autoOffsetReset: AutoOffsetReset;
  readonly fetchMinBytes: number;
  readonly fetchMaxWaitUs: number;
  readonly fetchMaxBytes: number;
  readonly maxPartitionFetchBytes: number;
  /** Where the consumer stands; empty when it does not say. */
  readonly clientRack: string;
  readonly requestTimeoutUs: number;
  readonly retryBackoffUs: number;
  readonly retryBackoffMaxUs: number;
  readonly reconnectBackoffUs: number;
  readonly reconnectBackoffMaxUs: number;
  readonly metadataMaxAgeUs: number;
}

/** Of Kafka before 4.0 (`ZkConfigs` and others). */
export interface ZooKeeperConfig {
  readonly sessionTimeoutUs: number;
  readonly maxInFlightRequests: number;
  readonly controlledShutdownMaxRetries: number;
  readonly controlledShutdownRetryBackoffUs: number;
  readonly leaderImbalancePerBrokerPercentage: number;
}
