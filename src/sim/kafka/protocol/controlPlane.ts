import type { DurationUs } from '../../../base/flavor.ts';
import type { NodeIndex } from '../../kernel/types.ts';
import type { ReplicaKey, Voter } from '../controller/raft/voterSet.ts';
import type { MetadataBatch } from '../metadata/records.ts';
import type { MetadataSnapshot, SnapshotId } from '../metadata/snapshot.ts';
import type { BrokerId, LeaderEpoch, Offset, TopicId, TopicPartition } from '../types.ts';
import type { ErrorCode } from './errors.ts';

export interface BrokerRegistrationRequest {
  readonly api: 'BrokerRegistration';
  readonly broker: BrokerId;
  /** Changes with every process start (Kafka: a random UUID). */
  readonly incarnation: number;
  readonly node: number;
  readonly rack: string | null;
  /** Epoch of the last clean shutdown; -1 when the last one was not clean (ELR). */
  readonly previousBrokerEpoch: number;
}

export interface BrokerRegistrationResponse {
  readonly api: 'BrokerRegistration';
  readonly error: ErrorCode;
  readonly brokerEpoch: number;
}

export interface BrokerHeartbeatRequest {
  readonly api: 'BrokerHeartbeat';
  readonly broker: BrokerId;
  readonly brokerEpoch: number;
  /** Metadata offset the broker has applied up to (exclusive). */
  readonly metadataOffset: Offset;
  readonly wantFence: boolean;
  readonly wantShutDown: boolean;
}

export interface BrokerHeartbeatResponse {
  readonly api: 'BrokerHeartbeat';
  readonly error: ErrorCode;
  readonly isCaughtUp: boolean;
  readonly isFenced: boolean;
  readonly shouldShutDown: boolean;
}

export interface AlterPartitionRequest {
  readonly api: 'AlterPartition';
  readonly broker: BrokerId;
  readonly brokerEpoch: number;
  readonly partitions: readonly AlterPartitionProposal[];
}

export interface AlterPartitionProposal extends TopicPartition {
  readonly topicId: TopicId;
  readonly leaderEpoch: LeaderEpoch;
  readonly partitionEpoch: number;
  readonly isr: readonly { readonly broker: BrokerId; readonly brokerEpoch: number }[];
  readonly leaderRecoveryState: 'RECOVERED' | 'RECOVERING';
}

export interface AlterPartitionResponse {
  readonly api: 'AlterPartition';
  readonly error: ErrorCode;
  readonly partitions: readonly (TopicPartition & {
    readonly error: ErrorCode;
    readonly leader: BrokerId;
    readonly leaderEpoch: LeaderEpoch;
    readonly isr: readonly BrokerId[];
    readonly partitionEpoch: number;
    readonly leaderRecoveryState: 'RECOVERED' | 'RECOVERING';
  })[];
}

export interface AllocateProducerIdsRequest {
  readonly api: 'AllocateProducerIds';
  readonly broker: BrokerId;
  readonly brokerEpoch: number;
}

export interface AllocateProducerIdsResponse {
  readonly api: 'AllocateProducerIds';
  readonly error: ErrorCode;
  readonly first: number;
  readonly count: number;
}

export interface CreateTopicsRequest {
  readonly api: 'CreateTopics';
  readonly name: string;
  /** -1: the cluster's default. */
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly assignment: readonly (readonly BrokerId[])[] | null;
  /** Kafka's own names and text values. */
  readonly config: Readonly<Record<string, string>>;
}

export interface CreatePartitionsRequest {
  readonly api: 'CreatePartitions';
  readonly name: string;
  /** The new total. */
  readonly count: number;
  /** Replica lists of the added partitions only; left out or null for the controller to place them. */
  readonly assignment?: readonly (readonly BrokerId[])[] | null;
}

export interface DeleteTopicsRequest {
  readonly api: 'DeleteTopics';
  readonly name: string;
}

export interface ElectLeadersRequest {
  readonly api: 'ElectLeaders';
  readonly election: 'preferred' | 'unclean';
  /** null: every partition. */
  readonly partitions: readonly TopicPartition[] | null;
}

/** For one partition, as the model's tools ask. The replication factor may change, which is the default of Kafka's tool (KIP-860). */
export interface AlterPartitionReassignmentsRequest extends TopicPartition {
  readonly api: 'AlterPartitionReassignments';
  /** In order of preference; null cancels what is under way. */
  readonly replicas: readonly BrokerId[] | null;
}

export interface IncrementalAlterConfigsRequest {
  readonly api: 'IncrementalAlterConfigs';
  readonly resource:
    | { readonly type: 'topic'; readonly name: string }
    | { readonly type: 'broker'; readonly id: BrokerId | null };
  readonly set: Readonly<Record<string, string>>;
  /** Entries to put back to their default. */
  readonly remove?: readonly string[];
}

/** One answer for all requests of an admin client: what went wrong, in Kafka's code and in words. */
export interface AdminResponse {
  readonly api:
    | 'CreateTopics'
    | 'CreatePartitions'
    | 'DeleteTopics'
    | 'ElectLeaders'
    | 'AlterPartitionReassignments'
    | 'IncrementalAlterConfigs'
    | 'AddRaftVoter'
    | 'RemoveRaftVoter';
  readonly error: ErrorCode;
  readonly message: string | null;
  /** ElectLeaders: what became of each partition. Without it, `error` and `message` say all. */
  readonly results?: readonly ElectionResult[];
}

export interface ElectionResult extends TopicPartition {
  readonly error: ErrorCode;
  readonly message: string | null;
}

/** Who leads the quorum as far as the sender knows, and where that is; -1 for what it does not know. */
export interface QuorumLeader {
  readonly leaderId: number;
  readonly leaderEpoch: number;
  readonly leaderNode: NodeIndex;
}

/** KRaft's Fetch of `__cluster_metadata`, by voters (controllers) and observers (brokers). */
export interface RaftFetchRequest {
  readonly api: 'RaftFetch';
  /** Controller or broker id. */
  readonly replicaId: number;
  /** Null for brokers, of which the leader need not remember anything. */
  readonly replicaDirectoryId: string | null;
  readonly currentLeaderEpoch: number;
  readonly fetchOffset: Offset;
  readonly lastFetchedEpoch: number;
  /** What the follower believes is committed (KIP-1166). */
  readonly highWatermark: Offset;
  readonly maxWaitUs: DurationUs;
}

export interface RaftFetchResponse extends QuorumLeader {
  readonly api: 'RaftFetch';
  readonly error: ErrorCode;
  readonly highWatermark: Offset;
  readonly logStartOffset: Offset;
  readonly batches: readonly MetadataBatch[];
  readonly divergingEpoch: { readonly epoch: number; readonly endOffset: Offset } | null;
  /** What the follower needs is in this snapshot, to be fetched by FetchSnapshot. */
  readonly snapshotId: SnapshotId | null;
}

/** A follower fetches a snapshot, all of it at once. */
export interface FetchSnapshotRequest {
  readonly api: 'FetchSnapshot';
  readonly replicaId: number;
  readonly replicaDirectoryId: string | null;
  readonly currentLeaderEpoch: number;
  readonly snapshotId: SnapshotId;
}

export interface FetchSnapshotResponse extends QuorumLeader {
  readonly api: 'FetchSnapshot';
  readonly error: ErrorCode;
  readonly snapshot: MetadataSnapshot | null;
}

/**
 * Inside one process that is broker and controller: the broker asks for what its controller knows to be committed beyond `offset`, and is
 * answered when there is something, or another leader than the one it knows. No request of Kafka's; there, both are listeners of one
 * raft client.
 */
export interface LocalMetadataRequest {
  readonly api: 'LocalMetadata';
  readonly offset: Offset;
  readonly leaderId: number;
  readonly leaderEpoch: number;
}

export interface LocalMetadataResponse extends QuorumLeader {
  readonly api: 'LocalMetadata';
  readonly highWatermark: Offset;
  readonly snapshot: MetadataSnapshot | null;
  readonly batches: readonly MetadataBatch[];
}

/** Inside such a process: the broker has shut down in order, and it is the controller's turn (`KafkaRaftServer.shutdown`). Not answered. */
export interface LocalShutdownRequest {
  readonly api: 'LocalShutdown';
}

export interface VoteRequest {
  readonly api: 'Vote';
  readonly candidateId: number;
  readonly candidateDirectoryId: string;
  /** Whom it is for: the same id with another disk has no vote. */
  readonly voterKey: ReplicaKey;
  readonly candidateEpoch: number;
  readonly lastEpoch: number;
  readonly lastEpochEndOffset: Offset;
  readonly preVote: boolean;
}

export interface VoteResponse extends QuorumLeader {
  readonly api: 'Vote';
  readonly error: ErrorCode;
  readonly voteGranted: boolean;
}

export interface BeginQuorumEpochRequest extends QuorumLeader {
  readonly api: 'BeginQuorumEpoch';
  readonly voterKey: ReplicaKey;
}

export interface EndQuorumEpochRequest extends QuorumLeader {
  readonly api: 'EndQuorumEpoch';
  readonly preferredCandidates: readonly ReplicaKey[];
}

export interface QuorumEpochResponse extends QuorumLeader {
  readonly api: 'BeginQuorumEpoch' | 'EndQuorumEpoch';
  readonly error: ErrorCode;
}

/** To the leader: make this replica, which has to be following already, a voter (KIP-853). */
export interface AddRaftVoterRequest {
  readonly api: 'AddRaftVoter';
  readonly voter: Voter;
  /** Answered once the new set is committed; else as soon as it is written. */
  readonly ackWhenCommitted: boolean;
}

export interface RemoveRaftVoterRequest {
  readonly api: 'RemoveRaftVoter';
  readonly voter: ReplicaKey;
}

/** From a voter to the leader: its entry in the voter set is to be this one. */
export interface UpdateRaftVoterRequest {
  readonly api: 'UpdateRaftVoter';
  readonly currentLeaderEpoch: number;
  readonly voter: Voter;
}

export interface UpdateRaftVoterResponse extends QuorumLeader {
  readonly api: 'UpdateRaftVoter';
  readonly error: ErrorCode;
}

/** From the leader to a controller that is to become a voter: which versions of the quorum protocol does it know? */
export interface ApiVersionsRequest {
  readonly api: 'ApiVersions';
}

export interface ApiVersionsResponse {
  readonly api: 'ApiVersions';
  readonly error: ErrorCode;
  readonly maxKRaftVersion: number;
}
