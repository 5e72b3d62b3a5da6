import type { BrokerId, LeaderEpoch, Offset, TopicPartitionName } from '../types.ts';
import type { TimeUs } from '../../../base/flavor.ts';
import { truncateFromEnd, truncateFromStart } from '../log/leaderEpochFileCache.ts';
import { truncateFullyAndStartAt, truncateTo } from '../log/truncateLog.ts';
import { cloneLog, endOfFiles, flush, updateHighWatermark, type UnifiedLog } from '../log/unifiedLog.ts';
import type { TopicConfig } from '../config/types.ts';
import type { PartitionState } from './isrRules.ts';
import { freshTierState, type TierState } from './tierState.ts';
import type { ReplicaState } from './replicaState.ts';

/** What a leader keeps of one follower, with what the high watermark needs to know of it. */
export interface Follower extends ReplicaState {
  readonly broker: BrokerId;
  inMaximalIsr: boolean;
  caughtUpAndEligible: boolean;
}

/**
 * One partition's copy on one broker: its log, which outlives a crash, and its part in the partition, which does
 * not (`Partition` and `UnifiedLog` in one, since each exists only with the other).
 */
export interface Replica {
  readonly topic: string;
  /** Tells the topic from another of the same name that was there before. */
  readonly topicId: number;
  readonly partition: number;
  readonly name: TopicPartitionName;
  log: UnifiedLog;
  /** The high watermark as last written to disk; a restarted broker begins with it. */
  checkpointedHighWatermark: Offset;
  /** The log's start as last written to disk. */
  checkpointedLogStartOffset: Offset;
  /** Segments that were dropped and whose files are still there. */
  droppedFiles: { segments: number; bytes: number };
  /** Below it the log has been compacted; null when it never was. On disk. */
  cleanerCheckpoint: Offset | null;
  config: TopicConfig;
  tier: TierState;
  role: 'leader' | 'follower' | 'none';
  leader: BrokerId;
  leaderEpoch: LeaderEpoch;
  leaderEpochStartOffset: Offset;
  partitionEpoch: number;
  replicas: readonly BrokerId[];
  /** As a leader: the ISR, committed or with a change in flight. */
  isr: PartitionState;
  followers: Follower[];
  /** Fetch sessions of this broker that include the partition. */
  watchers: number[];
  /** Parked Produce requests that wait for this partition's high watermark. */
  awaiting: number[];
}

export function newReplica(
  of: Pick<Replica, 'topic' | 'topicId' | 'partition' | 'name'>,
  config: TopicConfig,
  log: UnifiedLog,
): Replica {
  return {
    topic: of.topic,
    topicId: of.topicId,
    partition: of.partition,
    name: of.name,
    log,
    checkpointedHighWatermark: 0,
    checkpointedLogStartOffset: 0,
    droppedFiles: { segments: 0, bytes: 0 },
    cleanerCheckpoint: null,
    config,
    tier: freshTierState(),
    role: 'none',
    leader: -1,
    leaderEpoch: -1,
    leaderEpochStartOffset: -1,
    partitionEpoch: -1,
    replicas: [],
    isr: { kind: 'committed', isr: [] },
    followers: [],
    watchers: [],
    awaiting: [],
  };
}

export function cloneReplica(replica: Replica): Replica {
  return {
    topic: replica.topic,
    topicId: replica.topicId,
    partition: replica.partition,
    name: replica.name,
    log: cloneLog(replica.log),
    checkpointedHighWatermark: replica.checkpointedHighWatermark,
    checkpointedLogStartOffset: replica.checkpointedLogStartOffset,
    droppedFiles: { segments: replica.droppedFiles.segments, bytes: replica.droppedFiles.bytes },
    cleanerCheckpoint: replica.cleanerCheckpoint,
    config: replica.config,
    tier: { ...replica.tier },
    role: replica.role,
    leader: replica.leader,
    leaderEpoch: replica.leaderEpoch,
    leaderEpochStartOffset: replica.leaderEpochStartOffset,
    partitionEpoch: replica.partitionEpoch,
    replicas: replica.replicas,
    isr: replica.isr,
    followers: replica.followers.map((follower) => ({ ...follower })),
    watchers: replica.watchers.slice(),
    awaiting: replica.awaiting.slice(),
  };
}

/**
 * The process starts and reads its files. The log starts where was last written, or with its first segment; the high watermark is the
 * one last written, and an epoch that has no record is forgotten (`LogLoader.load`, `Partition.createLog`). `wasClean`: the process
 * before this one ended in an orderly way.
 */
export function afterStart(replica: Replica, wasClean: boolean, nowUs: TimeUs): void {
  const { log, checkpointedLogStartOffset: start } = replica;
  // A log that was cut in the middle of a batch had lost the batch whole. Only the files tell where it ends now.
  const end = endOfFiles(log);
  if (end < log.logEndOffset) truncateTo(log, end, replica.config, nowUs);
  // A log that ends before its own start has lost everything.
  if (log.logEndOffset < start) truncateFullyAndStartAt(log, start, nowUs);
  truncateFromEnd(log.epochs, log.logEndOffset);
  // What lies before the first segment of a tiered log is remote.
  log.logStartOffset = replica.config.remoteStorageEnable ? start : Math.max(start, log.segments[0]?.baseOffset ?? 0);
  truncateFromStart(log.epochs, log.logStartOffset);
  updateHighWatermark(log, replica.checkpointedHighWatermark);
  if (wasClean) log.pageCache.recoveryPoint = log.logEndOffset;
  log.pageCache.lastFlushAtUs = nowUs;
}

/** The process ends in an orderly way: all is on disk (`LogManager.shutdown`). */
export function closeLog(replica: Replica, nowUs: TimeUs): void {
  flush(replica.log, nowUs);
  replica.checkpointedHighWatermark = replica.log.highWatermark;
  replica.checkpointedLogStartOffset = replica.log.logStartOffset;
}

/** What is left after the process died: the files. */
export function afterCrash(replica: Replica): void {
  replica.role = 'none';
  replica.tier = freshTierState();
  replica.leader = -1;
  replica.leaderEpoch = -1;
  replica.leaderEpochStartOffset = -1;
  replica.partitionEpoch = -1;
  replica.isr = { kind: 'committed', isr: [] };
  replica.followers = [];
  replica.watchers = [];
  replica.awaiting = [];
}

export function followerOf(replica: Replica, broker: BrokerId): Follower | undefined {
  for (const follower of replica.followers) {
    if (follower.broker === broker) return follower;
  }
  return undefined;
}
