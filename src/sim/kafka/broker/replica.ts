import type { BrokerId, LeaderEpoch, Offset, TopicPartitionName } from '../types.ts';
import { cloneLog, emptyLog, type UnifiedLog } from '../log/unifiedLog.ts';
import type { TopicConfig } from '../config/types.ts';
import type { PartitionState } from './isrRules.ts';
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
  config: TopicConfig;
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

export function newReplica(topic: string, topicId: number, partition: number, name: string, config: TopicConfig): Replica {
  return {
    topic,
    topicId,
    partition,
    name,
    log: emptyLog(),
    checkpointedHighWatermark: 0,
    config,
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
    config: replica.config,
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

/** The process starts and reads its files: the high watermark is the one last written. */
export function afterStart(replica: Replica): void {
  replica.log.highWatermark = Math.min(replica.checkpointedHighWatermark, replica.log.logEndOffset);
}

/** What is left after the process died: the files. */
export function afterCrash(replica: Replica): void {
  replica.role = 'none';
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
