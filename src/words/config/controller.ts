/** What entries about the quorum and the active controller mean. */

export const controllerQuorumElectionTimeoutMs = 'A voter waits between this and twice this for an election before it tries again.';
export const controllerQuorumElectionBackoffMaxMs = 'Longest wait of a successor after the leader resigned.';
export const controllerQuorumAppendLingerMs = 'How long the leader gathers metadata records before it writes them.';
export const controllerQuorumAutoJoinEnable = 'A controller that is no voter asks by itself to become one.';
export const metadataMaxIdleIntervalMs = 'Pause after which a quiet metadata log gets a no-op record; 0 writes none.';
export const metadataLogMaxRecordBytesBetweenSnapshots = 'New metadata after which a snapshot is taken.';
export const metadataLogMaxSnapshotIntervalMs = 'Longest time between snapshots while metadata changes; 0 has no limit.';
export const metadataMaxRetentionBytes = 'Size of metadata log and snapshots from which the log begins at a later snapshot; -1 has no limit.';
export const metadataMaxRetentionMs = 'Age of the earliest snapshot from which the log begins at a later one; -1 has no limit.';
export const autoLeaderRebalanceEnable = 'The controller moves leadership back to preferred replicas by itself.';
export const leaderImbalanceCheckIntervalSeconds = 'How often it looks for leaders that are not the preferred replica.';
export const uncleanLeaderElectionIntervalMs = 'How often it looks for leaderless partitions that allow an unclean election.';
export const defaultReplicationFactor = 'Replicas of a topic created without saying how many.';
export const numPartitions = 'Partitions of a topic created without saying how many.';
