import type { DurationUs, TimeUs } from '../../../base/flavor.ts';
import type { ProducerBatch, RecordBatch } from '../log/recordBatch.ts';
import type { BrokerId, LeaderEpoch, Offset, TopicId, TopicPartition } from '../types.ts';
import type { ErrorCode } from './errors.ts';

/** Who leads now, sent with NOT_LEADER_OR_FOLLOWER and FENCED_LEADER_EPOCH (KIP-951). */
export interface CurrentLeader {
  readonly leader: BrokerId;
  readonly leaderEpoch: LeaderEpoch;
}

export interface ProduceRequest {
  readonly api: 'Produce';
  readonly acks: 0 | 1 | -1;
  readonly timeoutUs: DurationUs;
  /** Left out by who does not know the topic's id; nobody compares it then. */
  readonly partitions: readonly (TopicPartition & { readonly topicId?: TopicId; readonly batch: ProducerBatch })[];
}

export interface ProduceResponse {
  readonly api: 'Produce';
  readonly partitions: readonly ProducePartitionResponse[];
}

export interface ProducePartitionResponse extends TopicPartition {
  readonly error: ErrorCode;
  /** Offset of the first record; -1 with an error. */
  readonly baseOffset: Offset;
  readonly currentLeader: CurrentLeader | null;
}

export interface FetchPartition extends TopicPartition {
  /** Left out by who does not know it; nobody compares it then. */
  readonly topicId?: TopicId;
  readonly fetchOffset: Offset;
  readonly logStartOffset: Offset;
  /** Epoch the fetcher believes is current; -1 when it does not know. */
  readonly currentLeaderEpoch: LeaderEpoch;
  /** Epoch of the last record the follower holds; -1 for consumers and empty logs. */
  readonly lastFetchedEpoch: LeaderEpoch;
  readonly maxBytes: number;
}

/** Fetch with incremental sessions (KIP-227): only what changed since the last one is listed. */
export interface FetchRequest {
  readonly api: 'Fetch';
  /** The follower's id; -1 for consumers. */
  readonly replicaId: BrokerId;
  /** The follower's broker epoch (KIP-903); -1 for consumers. */
  readonly replicaEpoch: number;
  readonly maxWaitUs: DurationUs;
  readonly minBytes: number;
  readonly maxBytes: number;
  readonly isolation: 'read_uncommitted' | 'read_committed';
  /** Where a consumer stands (`client.rack`); left out or empty when it does not say. */
  readonly rack?: string;
  /** 0 asks for a new session. */
  readonly sessionId: number;
  /** 0 starts a session, -1 ends it, otherwise counts the requests of the session. */
  readonly sessionEpoch: number;
  readonly partitions: readonly FetchPartition[];
  readonly forgotten: readonly TopicPartition[];
}

export interface FetchResponse {
  readonly api: 'Fetch';
  readonly error: ErrorCode;
  readonly sessionId: number;
  /** Partitions with records, errors or changed offsets; all of them when the session is new. */
  readonly partitions: readonly FetchPartitionResponse[];
}

export interface FetchPartitionResponse extends TopicPartition {
  readonly error: ErrorCode;
  readonly highWatermark: Offset;
  readonly lastStableOffset: Offset;
  readonly logStartOffset: Offset;
  readonly batches: readonly RecordBatch[];
  readonly divergingEpoch: { readonly epoch: LeaderEpoch; readonly endOffset: Offset } | null;
  /** Another replica that the consumer had better read from; there are no records then (KIP-392). */
  readonly preferredReadReplica?: BrokerId;
  readonly currentLeader: CurrentLeader | null;
}

/** Offsets by time: -2 the earliest, -1 the end a consumer may read to, -3 the record with the largest time, else the first at or after. */
export interface ListOffsetsRequest {
  readonly api: 'ListOffsets';
  /** A follower's id: it is told the log end offset where a consumer gets the high watermark. */
  readonly replicaId?: BrokerId;
  readonly partitions: readonly (TopicPartition & {
    readonly timestamp: TimeUs;
    readonly currentLeaderEpoch: LeaderEpoch;
  })[];
}

export interface ListOffsetsResponse {
  readonly api: 'ListOffsets';
  readonly partitions: readonly (TopicPartition & {
    readonly error: ErrorCode;
    readonly offset: Offset;
    readonly leaderEpoch: LeaderEpoch;
  })[];
}

/** Where an epoch ends in the leader's log. Followers asked it before fetches compared epochs (KIP-101, KIP-279); consumers still do. */
export interface OffsetForLeaderEpochRequest {
  readonly api: 'OffsetForLeaderEpoch';
  /** A follower's id; -1 for consumers. */
  readonly replicaId: BrokerId;
  readonly partitions: readonly (TopicPartition & {
    /** Epoch the asker believes is current; -1 asks for no check. */
    readonly currentLeaderEpoch: LeaderEpoch;
    /** The epoch whose end is asked for. */
    readonly leaderEpoch: LeaderEpoch;
  })[];
}

export interface OffsetForLeaderEpochResponse {
  readonly api: 'OffsetForLeaderEpoch';
  readonly partitions: readonly (TopicPartition & {
    readonly error: ErrorCode;
    /** The largest epoch known that is not above the one asked for; -1 where it is not told or not known. */
    readonly leaderEpoch: LeaderEpoch;
    /** Exclusive; -1 when the epoch is not known. */
    readonly endOffset: Offset;
  })[];
}

/** The earliest on the leader's own disk (KIP-405), the last that is in remote storage (KIP-1005). */
export const EARLIEST_LOCAL_TIMESTAMP = -4;
export const LATEST_TIERED_TIMESTAMP = -5;
export const EARLIEST_TIMESTAMP = -2;
export const LATEST_TIMESTAMP = -1;
/** The record with the largest timestamp (KIP-734). */
export const MAX_TIMESTAMP = -3;

/** Everything before `offset` is to be deleted. */
export interface DeleteRecordsRequest {
  readonly api: 'DeleteRecords';
  /** How long the leader waits for its followers. */
  readonly timeoutUs: DurationUs;
  readonly partitions: readonly (TopicPartition & { readonly offset: Offset })[];
}

export interface DeleteRecordsResponse {
  readonly api: 'DeleteRecords';
  readonly partitions: readonly DeleteRecordsPartitionResponse[];
}

export interface DeleteRecordsPartitionResponse extends TopicPartition {
  readonly error: ErrorCode;
  /** Where the log starts on all live replicas; -1 with an error. */
  readonly lowWatermark: Offset;
}

/** As the offset of a DeleteRecords request. */
export const HIGH_WATERMARK: Offset = -1;

/** `topics: null` asks for all. */
export interface MetadataRequest {
  readonly api: 'Metadata';
  readonly topics: readonly string[] | null;
}

export interface MetadataResponse {
  readonly api: 'Metadata';
  readonly brokers: readonly { readonly id: BrokerId; readonly node: number; readonly rack: string | null }[];
  readonly topics: readonly MetadataTopic[];
}

export interface MetadataTopic {
  readonly name: string;
  /** Tells a topic from an earlier one of the same name, whose leader epochs say nothing about it. */
  readonly topicId?: TopicId;
  readonly error: ErrorCode;
  readonly partitions: readonly {
    readonly partition: number;
    /** -1 with LEADER_NOT_AVAILABLE. */
    readonly leader: BrokerId;
    readonly leaderEpoch: LeaderEpoch;
    readonly replicas: readonly BrokerId[];
    readonly isr: readonly BrokerId[];
    readonly offlineReplicas: readonly BrokerId[];
  }[];
}

export interface InitProducerIdRequest {
  readonly api: 'InitProducerId';
}

export interface InitProducerIdResponse {
  readonly api: 'InitProducerId';
  readonly error: ErrorCode;
  readonly producerId: number;
  readonly producerEpoch: number;
}
