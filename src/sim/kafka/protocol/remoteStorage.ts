import type { RecordBatch } from '../log/recordBatch.ts';
import type { RemoteLogSegment } from '../tier/remoteLogSegment.ts';
import type { Offset } from '../types.ts';
import type { ErrorCode } from './errors.ts';

/**
 * What brokers ask of remote storage. In Kafka these are calls of two plugins, `RemoteStorageManager` for the data and
 * `RemoteLogMetadataManager` for what is known of it; here one store answers both.
 */
interface OfRemotePartition {
  readonly topic: string;
  /** Tells a topic from another of the same name that was there before. */
  readonly topicId: number;
  readonly partition: number;
}

export interface ListRemoteLogSegmentsRequest extends OfRemotePartition {
  readonly api: 'ListRemoteLogSegments';
}

export interface ListRemoteLogSegmentsResponse {
  readonly api: 'ListRemoteLogSegments';
  readonly error: ErrorCode;
  readonly segments: readonly RemoteLogSegment[];
}

export interface CopyLogSegmentDataRequest extends OfRemotePartition {
  readonly api: 'CopyLogSegmentData';
  readonly segment: Omit<RemoteLogSegment, 'id'>;
  readonly batches: readonly RecordBatch[];
}

export interface CopyLogSegmentDataResponse {
  readonly api: 'CopyLogSegmentData';
  readonly error: ErrorCode;
  readonly segment: RemoteLogSegment;
}

export interface FetchLogSegmentRequest extends OfRemotePartition {
  readonly api: 'FetchLogSegment';
  readonly segmentId: number;
  /** The first batch that reaches it is the first that is answered, however big it is. */
  readonly fetchOffset: Offset;
  readonly maxBytes: number;
}

export interface FetchLogSegmentResponse {
  readonly api: 'FetchLogSegment';
  /** OFFSET_OUT_OF_RANGE: the segment is not there any more. */
  readonly error: ErrorCode;
  readonly batches: readonly RecordBatch[];
}

export interface DeleteLogSegmentDataRequest extends OfRemotePartition {
  readonly api: 'DeleteLogSegmentData';
  /** Null for all of the partition: its topic is gone. */
  readonly segmentIds: readonly number[] | null;
}

export interface DeleteLogSegmentDataResponse {
  readonly api: 'DeleteLogSegmentData';
  readonly error: ErrorCode;
}

export type RemoteStorageRequest =
  | ListRemoteLogSegmentsRequest
  | CopyLogSegmentDataRequest
  | FetchLogSegmentRequest
  | DeleteLogSegmentDataRequest;

export type RemoteStorageResponse =
  | ListRemoteLogSegmentsResponse
  | CopyLogSegmentDataResponse
  | FetchLogSegmentResponse
  | DeleteLogSegmentDataResponse;
