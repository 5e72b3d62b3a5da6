/** What entries of brokers about replication, fetching and their own life mean. */

export const brokerHeartbeatIntervalMs = 'How often the broker tells the active controller that it is alive.';
export const brokerSessionTimeoutMs = 'A broker that has not been heard of for this long is fenced.';
export const initialBrokerRegistrationTimeoutMs = 'How long a starting broker tries to register before it gives up.';
export const controlledShutdownEnable = 'A stopping broker first hands its leaderships to other replicas.';
export const brokerRack = 'Where the broker stands, so that replicas can be spread.';
export const replicaLagTimeMaxMs = 'A follower not caught up for this long is taken out of the in-sync replicas.';
export const replicaFetchWaitMaxMs = 'How long a leader keeps a follower waiting when it has nothing new.';
export const replicaFetchMinBytes = 'A leader answers a follower at once when it has this much.';
export const replicaFetchMaxBytes = 'How much of one partition a follower asks for at a time.';
export const replicaFetchResponseMaxBytes = 'How much a follower asks for at a time in all.';
export const replicaFetchBackoffMs = 'How long a follower leaves a partition alone after an error.';
export const replicaSocketTimeoutMs = 'How long a follower waits for a response before it asks again.';
export const numReplicaFetchers = 'Fetch loops that a follower runs for each leader it follows.';
export const replicaSelectorClass = 'Chooses which replica a consumer reads from; unset means the leader.';
export const replicaHighWatermarkCheckpointIntervalMs = 'How often high watermarks are written to disk, from where a restart takes them up.';
export const fetchMaxBytes = 'Most that one fetch response holds, whatever was asked for.';
export const requestTimeoutMs = 'How long the broker waits for a response to its own requests to other servers.';
export const controllerQuorumFetchTimeoutMs = 'Without a response of the quorum leader for this long, a voter stands for election; a leader that a majority does not ask for half as long again resigns.';
export const controllerQuorumRequestTimeoutMs = 'How long a request to the quorum waits for its response.';
export const controllerQuorumRetryBackoffMs = 'Pause before a failed request to the quorum is sent again.';
export const autoCreateTopicsEnable = 'A client that asks for a topic that does not exist makes the broker create it.';

/** In place of the entry. */
export const rackIsAField = 'a broker\'s rack is the field "rack" beside "id"';
