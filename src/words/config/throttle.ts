/** What entries about the throttles of replication mean. */

export const leaderReplicationThrottledRate = 'Most bytes a second that a leader sends to followers out of sync, of throttled partitions.';
export const followerReplicationThrottledRate = 'Most bytes a second that a follower out of sync fetches of throttled partitions.';
export const replicationQuotaWindowNum = 'Samples over which these rates are taken.';
export const replicationQuotaWindowSizeSeconds = 'Length of such a sample.';
export const leaderReplicationThrottledReplicas = 'Replicas whose leader keeps to its rate, as partition:broker, or * for all.';
export const followerReplicationThrottledReplicas = 'Replicas that keep to their rate as followers, as partition:broker, or * for all.';
