/** What entries about compaction mean, of topics and as defaults of servers. */

export const logCleanerEnable = 'Whether the broker compacts at all; deprecated, Kafka 5.0 will always do it.';
export const logCleanerBackoffMs = 'How long the cleaner rests when no log is dirty enough.';
export const logCleanerThreads = 'Cleaner threads of the broker.';
export const logCleanerMinCleanableRatio = 'Share of a log that must be uncleaned before compaction works on it, for topics that do not say.';
export const logCleanerDeleteRetentionMs = 'How long compaction keeps a tombstone, for topics that do not say.';
export const logCleanerMinCompactionLagMs = 'Records younger than this are not compacted, for topics that do not say.';
export const logCleanerMaxCompactionLagMs = 'Records older than this are compacted however few they are, for topics that do not say.';
export const minCleanableDirtyRatio = 'Share of a log that must be uncleaned before compaction works on it.';
export const deleteRetentionMs = 'How long compaction keeps a tombstone after it has first come by.';
export const minCompactionLagMs = 'Records younger than this are not compacted.';
export const maxCompactionLagMs = 'Records older than this are compacted however few they are.';
