import type { GuaranteeId } from './guaranteeId.ts';
import type { RemovedRecord } from './log/cleaner.ts';
import type { ErrorCode } from './protocol/errors.ts';
import type { ApiKey } from './protocol/messages.ts';
import type { BrokerId, LeaderEpoch, Offset, TopicPartition } from './types.ts';

/**
 * What became true and is worth telling. Everything outside the model (event list, timeline,
 * conditions, guarantees, metrics) reads these and nothing else. The kernel adds when, where and why.
 */
export type Fact =
  | NodeFact
  | ReplicaFact
  | PartitionFact
  | ControllerFact
  | ProducerFact
  | ConsumerFact
  | GroupFact
  | ZooKeeperFact
  | AdminFact
  | GuaranteeFact;

export type FactType = Fact['type'];

/** Machines and wires, as a person or a script changed them. */
export type NodeFact =
  | { readonly type: 'NodeStarted' }
  | { readonly type: 'NodeKilled' }
  /** The process ends itself: it has met what cannot be (Kafka's `FaultHandler`). */
  | { readonly type: 'NodeHalted'; readonly reason: string }
  | { readonly type: 'NodePaused'; readonly forUs: number | null }
  | { readonly type: 'NodeResumed' }
  | { readonly type: 'NodeSlowed'; readonly cpu: number; readonly disk: number; readonly network: number }
  | { readonly type: 'DiskWiped' }
  | { readonly type: 'LinkCut' | 'LinkHealed'; readonly from: string; readonly to: string }
  /** `api`: only messages of this kind; null: all. `count`: that many of them; null: as many as come, or all that wait. */
  | { readonly type: 'LinkHeld' | 'LinkReleased'; readonly from: string; readonly to: string; readonly api: string | null; readonly count: number | null }
  | { readonly type: 'CommandRefused'; readonly command: string; readonly reason: string }
  | { readonly type: 'RequestTimedOut'; readonly api: ApiKey; readonly to: string }
  | { readonly type: 'ConnectionLost'; readonly api: ApiKey; readonly to: string }
  | {
      readonly type: 'BrokerStateChanged';
      readonly broker: BrokerId;
      readonly state: 'starting' | 'recovery' | 'running' | 'shutting-down' | 'stopped';
    };

/** One replica's log. `node` of the record is the broker that holds it. */
export type ReplicaFact =
  | ({
      readonly type: 'RecordsAppended';
      readonly broker: BrokerId;
      readonly baseOffset: Offset;
      readonly lastOffset: Offset;
      readonly leaderEpoch: LeaderEpoch;
    } & TopicPartition)
  | ({
      readonly type: 'RecordsReplicated';
      readonly broker: BrokerId;
      readonly leader: BrokerId;
      readonly baseOffset: Offset;
      readonly lastOffset: Offset;
    } & TopicPartition)
  | ({
      readonly type: 'HighWatermarkAdvanced';
      readonly broker: BrokerId;
      readonly from: Offset;
      readonly to: Offset;
    } & TopicPartition)
  | ({
      readonly type: 'LogTruncated';
      readonly broker: BrokerId;
      readonly from: Offset;
      readonly to: Offset;
      readonly leaderEpoch: LeaderEpoch;
    } & TopicPartition)
  /** What a machine that lost its power had not yet on its disk: `from` up to, not including, `to`. */
  | ({
      readonly type: 'UnflushedRecordsLost';
      readonly broker: BrokerId;
      readonly from: Offset;
      readonly to: Offset;
    } & TopicPartition)
  /**
   * A follower was sent a batch that begins before the end of its log, with records in it, and fetches the partition no more until it
   * follows anew.
   */
  | ({
      readonly type: 'ReplicaFetchFailed';
      readonly broker: BrokerId;
      readonly leader: BrokerId;
      readonly baseOffset: Offset;
      readonly endOffset: Offset;
    } & TopicPartition)
  /** A follower's log that ended at `from` is emptied, since the leader's begins later. */
  | ({
      readonly type: 'LogStartedAnew';
      readonly broker: BrokerId;
      readonly from: Offset;
      readonly startOffset: Offset;
    } & TopicPartition)
  | ({ readonly type: 'SegmentRolled'; readonly broker: BrokerId; readonly baseOffset: Offset } & TopicPartition)
  /** Segments leave the log, which starts at `startOffset` now; their files stay a while. */
  | ({
      readonly type: 'SegmentsDropped';
      readonly broker: BrokerId;
      readonly segments: number;
      readonly bytes: number;
      readonly reason: 'logStart' | 'size' | 'time';
      readonly startOffset: Offset;
    } & TopicPartition)
  | ({
      readonly type: 'LogStartOffsetAdvanced';
      readonly broker: BrokerId;
      readonly from: Offset;
      readonly to: Offset;
      readonly reason: 'retention' | 'deleteRecords' | 'leader';
    } & TopicPartition)
  /** The disk has the space again. */
  | ({
      readonly type: 'SegmentFilesDeleted';
      readonly broker: BrokerId;
      readonly segments: number;
      readonly bytes: number;
    } & TopicPartition)
  | ({
      readonly type: 'ReplicaBecameLeader';
      readonly broker: BrokerId;
      readonly leaderEpoch: LeaderEpoch;
      readonly startOffset: Offset;
    } & TopicPartition)
  | ({
      readonly type: 'ReplicaBecameFollower';
      readonly broker: BrokerId;
      readonly leader: BrokerId;
      readonly leaderEpoch: LeaderEpoch;
    } & TopicPartition)
  /** The partition is placed elsewhere or gone: this copy and its records are deleted. */
  | ({ readonly type: 'ReplicaDeleted'; readonly broker: BrokerId } & TopicPartition)
  | ({
      readonly type: 'DuplicateBatchIgnored';
      readonly broker: BrokerId;
      readonly producerId: number;
      readonly baseSequence: number;
      readonly baseOffset: Offset;
    } & TopicPartition)
  /** acks=all is settled for one partition of a request: what was asked for is committed, and the answer will say so. */
  | ({
      readonly type: 'CommitAnswered';
      readonly broker: BrokerId;
      readonly baseOffset: Offset;
      readonly lastOffset: Offset;
    } & TopicPartition)
  | ({
      readonly type: 'ProduceRefused';
      readonly broker: BrokerId;
      readonly error: ErrorCode;
      readonly records: number;
    } & TopicPartition)
  | ({
      readonly type: 'LogCompacted';
      readonly broker: BrokerId;
      /** The part that was dirty; all that lies before it was rewritten, too. */
      readonly from: Offset;
      readonly to: Offset;
      readonly removed: number;
      readonly kept: number;
      /** Of the removed, deletes that had been kept for `delete.retention.ms`. */
      readonly expiredTombstones: number;
      readonly removedRecords: readonly RemovedRecord[];
    } & TopicPartition)
  | ({
      readonly type: 'SegmentCopiedToRemote';
      readonly broker: BrokerId;
      readonly from: Offset;
      /** Inclusive. */
      readonly to: Offset;
      readonly bytes: number;
    } & TopicPartition)
  | ({
      readonly type: 'RemoteSegmentsDeleted';
      readonly broker: BrokerId;
      readonly segments: number;
      /** Where the log starts since. */
      readonly startOffset: Offset;
    } & TopicPartition)
  /** Read by a leader for a consumer; `to` is inclusive. */
  | ({
      readonly type: 'RemoteSegmentRead';
      readonly broker: BrokerId;
      readonly from: Offset;
      readonly to: Offset;
    } & TopicPartition)
  /** A follower took over what is remote without copying it. */
  | ({
      readonly type: 'TierStateRebuilt';
      readonly broker: BrokerId;
      /** Its log ended there before. */
      readonly from: Offset;
      readonly startOffset: Offset;
      readonly localStartOffset: Offset;
    } & TopicPartition)
  | ({
      readonly type: 'IsrChangeProposed';
      readonly broker: BrokerId;
      readonly isr: readonly BrokerId[];
      readonly change: 'expand' | 'shrink';
      readonly replicas: readonly BrokerId[];
    } & TopicPartition);

/** A partition as the controller decided it, once the decision is committed. */
export type PartitionFact =
  | ({
      readonly type: 'LeaderElected';
      /** -1: the partition is offline. */
      readonly leader: BrokerId;
      readonly previousLeader: BrokerId;
      readonly leaderEpoch: LeaderEpoch;
      readonly isr: readonly BrokerId[];
      readonly clean: boolean;
    } & TopicPartition)
  | ({
      readonly type: 'IsrShrunk' | 'IsrExpanded';
      readonly isr: readonly BrokerId[];
      readonly changed: readonly BrokerId[];
      readonly elr: readonly BrokerId[];
      readonly partitionEpoch: number;
    } & TopicPartition)
  | ({
      readonly type: 'ReassignmentStarted';
      /** The replicas it is to have, the preferred leader first. */
      readonly target: readonly BrokerId[];
      readonly adding: readonly BrokerId[];
      readonly removing: readonly BrokerId[];
    } & TopicPartition)
  | ({
      readonly type: 'ReassignmentCompleted' | 'ReassignmentCancelled';
      readonly replicas: readonly BrokerId[];
    } & TopicPartition)
  | { readonly type: 'TopicCreated'; readonly topic: string; readonly partitions: number }
  | { readonly type: 'TopicDeleted'; readonly topic: string }
  | { readonly type: 'PartitionsAdded'; readonly topic: string; readonly partitions: number };

/** Brokers as the controller sees them, and the quorum itself. */
export type ControllerFact =
  | { readonly type: 'BrokerRegistered'; readonly broker: BrokerId; readonly brokerEpoch: number }
  | { readonly type: 'BrokerFenced'; readonly broker: BrokerId; readonly reason: 'session' | 'asked' }
  | { readonly type: 'BrokerUnfenced'; readonly broker: BrokerId }
  | { readonly type: 'BrokerShutdownBegan'; readonly broker: BrokerId }
  | {
      readonly type: 'QuorumRoleChanged';
      readonly controller: number;
      readonly role: QuorumRole;
      readonly epoch: number;
    }
  /** `mode`: of Kafka before 4.0, where the controller is a broker. */
  | { readonly type: 'ControllerElected'; readonly controller: number; readonly epoch: number; readonly mode?: 'zookeeper' }
  | { readonly type: 'VoteCast'; readonly voter: number; readonly candidate: number; readonly epoch: number; readonly granted: boolean; readonly preVote: boolean }
  | { readonly type: 'MetadataCommitted'; readonly controller: number; readonly offset: Offset }
  /** The leader wrote a new voter set, which is in effect at once. */
  | { readonly type: 'VotersChanged'; readonly controller: number; readonly voters: readonly number[]; readonly added: number | null; readonly removed: number | null }
  | { readonly type: 'VotersCommitted'; readonly voters: readonly number[] }
  /** A follower dropped a voter set that was never committed; the one before it is in effect again. */
  | { readonly type: 'VotersReverted'; readonly controller: number; readonly voters: readonly number[] }
  /** A server wrote down the state that its metadata log comes to at `offset`. */
  | { readonly type: 'SnapshotTaken'; readonly offset: Offset; readonly epoch: number; readonly bytes: number }
  /** A server took over the state of a snapshot: its own after a start, or one from the leader in place of its log. */
  | { readonly type: 'SnapshotLoaded'; readonly offset: Offset; readonly epoch: number }
  | { readonly type: 'MetadataLogTrimmed'; readonly startOffset: Offset }
  | { readonly type: 'ConfigChanged'; readonly resource: string; readonly key: string; readonly value: string | null };

/** Kafka before 4.0: the ensemble, and the broker that is the controller. */
export type ZooKeeperFact =
  | { readonly type: 'ZooKeeperRoleChanged'; readonly server: number; readonly role: 'looking' | 'following' | 'leading'; readonly epoch: number }
  /** With it go the znodes that the broker had put there. `expired`: without a sign of life; else it was closed in order. */
  | { readonly type: 'ZooKeeperSessionEnded'; readonly broker: BrokerId; readonly expired: boolean }
  /** It has read everything and has told, or is telling, every broker. */
  | { readonly type: 'ControllerReady'; readonly broker: BrokerId; readonly epoch: number; readonly partitions: number; readonly tookUs: number }
  | { readonly type: 'ControllerResigned'; readonly broker: BrokerId; readonly epoch: number }
  /** An order of a controller that is it no more, or for the broker's earlier incarnation. */
  | { readonly type: 'ControlRequestRefused'; readonly broker: BrokerId; readonly api: ApiKey; readonly error: ErrorCode; readonly controllerEpoch: number; readonly knownEpoch: number }
  /** The znode of its predecessor is still there. */
  | { readonly type: 'RegistrationRefused'; readonly broker: BrokerId };

export type QuorumRole = 'unattached' | 'prospective' | 'candidate' | 'leader' | 'follower' | 'resigned' | 'observer';

export type ProducerFact =
  | { readonly type: 'ProducerIdAssigned'; readonly producer: string; readonly producerId: number; readonly producerEpoch: number }
  | ({ readonly type: 'RecordSent'; readonly producer: string; readonly id: string; readonly key: string | null } & TopicPartition)
  | ({ readonly type: 'BatchSent'; readonly producer: string; readonly records: number; readonly attempt: number; readonly leader: BrokerId } & TopicPartition)
  | ({
      readonly type: 'BatchAcked';
      readonly producer: string;
      readonly acks: 0 | 1 | -1;
      /** -1 where the producer cannot know it (acks=0). */
      readonly baseOffset: Offset;
      readonly recordIds: readonly string[];
      /** From `send` of the first record to here. */
      readonly latencyUs: number;
    } & TopicPartition)
  | ({ readonly type: 'BatchRetried'; readonly producer: string; readonly error: ErrorCode | 'NETWORK_EXCEPTION'; readonly attempt: number; readonly records: number } & TopicPartition)
  | ({ readonly type: 'BatchFailed'; readonly producer: string; readonly error: ErrorCode | 'NETWORK_EXCEPTION' | 'TIMEOUT'; readonly recordIds: readonly string[] } & TopicPartition)
  | { readonly type: 'SendBlocked'; readonly producer: string; readonly reason: 'metadata' | 'buffer' }
  | { readonly type: 'MetadataRefreshed'; readonly client: string };

export type ConsumerFact =
  | ({ readonly type: 'RecordsFetched'; readonly consumer: string; readonly broker: BrokerId; readonly from: Offset; readonly to: Offset } & TopicPartition)
  /** `nearest`: a replica in the consumer's rack instead of the leader. */
  | ({ readonly type: 'ReadReplicaChosen'; readonly consumer: string; readonly broker: BrokerId; readonly nearest: boolean } & TopicPartition)
  /** Handed to the application: `to` is the next offset. `ids` in offset order; `offsets` are theirs, null while they count up from `from`. */
  | ({ readonly type: 'RecordsPolled'; readonly consumer: string; readonly group: string; readonly from: Offset; readonly to: Offset; readonly ids: readonly string[]; readonly offsets: readonly Offset[] | null } & TopicPartition)
  | ({ readonly type: 'OffsetReset'; readonly consumer: string; readonly offset: Offset; readonly strategy: string } & TopicPartition)
  /** The new leader's log parts from what was read: at `divergesAt`, or (null) it cannot tell where. */
  | ({ readonly type: 'PositionDiverged'; readonly consumer: string; readonly offset: Offset; readonly divergesAt: Offset | null } & TopicPartition)
  | ({ readonly type: 'OffsetOutOfRange'; readonly consumer: string; readonly offset: Offset } & TopicPartition)
  | { readonly type: 'CommitFailed'; readonly consumer: string; readonly group: string; readonly error: ErrorCode }
  | { readonly type: 'PartitionsRevoked' | 'PartitionsAssigned' | 'PartitionsLost'; readonly consumer: string; readonly group: string; readonly partitions: readonly TopicPartition[] }
  | { readonly type: 'PollTimeoutExceeded'; readonly consumer: string; readonly group: string }
  | { readonly type: 'ConsumerFailed'; readonly consumer: string; readonly reason: string };

export type GroupFact =
  | { readonly type: 'CoordinatorLoaded'; readonly broker: BrokerId; readonly partition: number }
  | { readonly type: 'RebalanceStarted'; readonly group: string; readonly generation: number; readonly reason: string }
  | { readonly type: 'MemberJoined'; readonly group: string; readonly memberId: string; readonly client: string }
  | { readonly type: 'MemberRemoved'; readonly group: string; readonly memberId: string; readonly client: string; readonly reason: 'left' | 'session expired' | 'rebalance timeout' | 'replaced' | 'group full' }
  | { readonly type: 'GenerationStarted'; readonly group: string; readonly generation: number; readonly protocol: string | null; readonly leader: string; readonly members: readonly string[] }
  | { readonly type: 'GroupStable'; readonly group: string; readonly generation: number }
  | { readonly type: 'GroupEmptied'; readonly group: string; readonly generation: number }
  | { readonly type: 'OffsetsCommitted'; readonly group: string; readonly client: string; readonly offsets: readonly (TopicPartition & { readonly offset: Offset })[] };

export type AdminFact =
  | { readonly type: 'AdminDone'; readonly request: ApiKey; readonly what: string }
  | { readonly type: 'AdminFailed'; readonly request: ApiKey; readonly what: string; readonly error: ErrorCode | 'TIMEOUT'; readonly message: string };

/**
 * What an onlooker found: a promise of Kafka does not hold from here on. Told once for a guarantee and a place, after the facts of
 * the event that broke it; no node sees it.
 */
export interface GuaranteeFact {
  readonly type: 'GuaranteeBroken';
  readonly guarantee: GuaranteeId;
  /** `orders-0`, or a node's name. */
  readonly place: string;
  readonly sentence: string;
  /** Seed of the run, which with the event (`cause`) is enough to see it again. */
  readonly seed: number;
}
