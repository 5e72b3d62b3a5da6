/** What entries about remote storage mean, of topics and as defaults of servers. */

export const remoteLogStorageSystemEnable = 'Whether the cluster has remote storage, to which topics may be tiered.';
export const remoteLogManagerTaskIntervalMs = 'How often rolled segments are copied to remote storage and expired ones deleted there.';
export const remoteFetchMaxWaitMs = 'How long a fetch waits for remote storage before it is answered with what there is.';
export const logLocalRetentionMs = 'How long records stay on local disk once copied, for topics that do not say; -2 is the same as in all.';
export const logLocalRetentionBytes = 'Size kept on local disk once copied, for topics that do not say; -2 is the same as in all.';
export const remoteStorageEnable = 'Rolled segments are copied to remote storage, and consumers may read them from there.';
export const localRetentionMs = 'How long records stay on local disk once copied; -2 is the same as in all.';
export const localRetentionBytes = 'Size kept on local disk once copied; -2 is the same as in all.';
