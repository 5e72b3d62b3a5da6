import type { ApiRequest, ApiResponse } from './messages.ts';

/** Request and response headers with client id and correlation id, roughly as Kafka encodes them. */
const HEADER_BYTES = 40;
const PARTITION_BYTES = 24;
/** A partition's state with its replicas and ISR. */
const STATE_BYTES = 80;

/** Bytes of a request on the wire. Exact for the records in it, approximate for the rest. */
export function requestBytes(request: ApiRequest): number {
  switch (request.api) {
    case 'Produce': {
      let bytes = HEADER_BYTES;
      for (const partition of request.partitions) bytes += PARTITION_BYTES + partition.batch.bytes;
      return bytes;
    }
    case 'Fetch':
      return HEADER_BYTES + PARTITION_BYTES * (request.partitions.length + request.forgotten.length);
    case 'OffsetCommit':
      return HEADER_BYTES + PARTITION_BYTES * request.offsets.length;
    case 'LeaderAndIsr':
    case 'UpdateMetadata':
    case 'StopReplica':
      return HEADER_BYTES + STATE_BYTES * request.partitions.length;
    default:
      return HEADER_BYTES * 2;
  }
}

/** Bytes of a response on the wire. */
export function responseBytes(response: ApiResponse): number {
  switch (response.api) {
    case 'Fetch': {
      let bytes = HEADER_BYTES;
      for (const partition of response.partitions) {
        bytes += PARTITION_BYTES;
        for (const batch of partition.batches) bytes += batch.bytes;
      }
      return bytes;
    }
    case 'RaftFetch':
      return HEADER_BYTES + response.batches.length * 200;
    case 'FetchSnapshot':
      return HEADER_BYTES + (response.snapshot?.bytes ?? 0);
    case 'Metadata': {
      let partitions = 0;
      for (const topic of response.topics) partitions += topic.partitions.length;
      return HEADER_BYTES + PARTITION_BYTES * (partitions + response.brokers.length);
    }
    default:
      return HEADER_BYTES;
  }
}
