import type { PartitionRegistration } from '../controller/partitionChange.ts';
import type { BrokerId, LeaderEpoch, TopicPartition } from '../types.ts';
import type { ErrorCode } from './errors.ts';

/** What every order of the ZooKeeper-era controller carries, and by which a broker knows an outdated one. */
interface ControlRequest {
  readonly controllerId: BrokerId;
  readonly controllerEpoch: number;
  /** Of the broker that is addressed: an order to its earlier incarnation is not for it (KIP-380). */
  readonly brokerEpoch: number;
}

export interface LeaderAndIsrRequest extends ControlRequest {
  readonly api: 'LeaderAndIsr';
  readonly partitions: readonly PartitionStateOrder[];
}

/** A partition's state. The registration's partition epoch is the version of its znode; it has no ELR. */
export interface PartitionStateOrder extends TopicPartition {
  readonly topicId: number;
  readonly registration: PartitionRegistration;
}

export interface LeaderAndIsrResponse {
  readonly api: 'LeaderAndIsr';
  readonly error: ErrorCode;
  readonly partitions: readonly PartitionError[];
}

export interface PartitionError extends TopicPartition {
  readonly error: ErrorCode;
}

/** Live brokers, all of them each time, and the partitions that changed. */
export interface UpdateMetadataRequest extends ControlRequest {
  readonly api: 'UpdateMetadata';
  readonly brokers: readonly { readonly id: BrokerId; readonly node: number; readonly rack: string | null }[];
  readonly partitions: readonly PartitionStateOrder[];
  /** Partitions of topics that are being deleted (Kafka: those with leader -2). */
  readonly deleted: readonly TopicPartition[];
}

export interface UpdateMetadataResponse {
  readonly api: 'UpdateMetadata';
  readonly error: ErrorCode;
}

export interface StopReplicaRequest extends ControlRequest {
  readonly api: 'StopReplica';
  readonly partitions: readonly StopReplicaOrder[];
}

export interface StopReplicaOrder extends TopicPartition {
  /** `EPOCH_DURING_DELETE` overrides any. */
  readonly leaderEpoch: LeaderEpoch;
  readonly deletePartition: boolean;
}

export const EPOCH_DURING_DELETE = -2;

export interface StopReplicaResponse {
  readonly api: 'StopReplica';
  readonly error: ErrorCode;
  readonly partitions: readonly PartitionError[];
}

/** A broker that wants to stop asks the controller to take its leaderships first. */
export interface ControlledShutdownRequest {
  readonly api: 'ControlledShutdown';
  readonly broker: BrokerId;
  readonly brokerEpoch: number;
}

export interface ControlledShutdownResponse {
  readonly api: 'ControlledShutdown';
  readonly error: ErrorCode;
  /** What the broker still leads. */
  readonly remaining: readonly TopicPartition[];
}

export type StateChangeRequest = LeaderAndIsrRequest | UpdateMetadataRequest | StopReplicaRequest;
