import type { ErrorCode } from '../protocol/errors.ts';

/** Why a request failed. NETWORK_EXCEPTION is the client's own word for a broken connection. */
export type ClientError = ErrorCode | 'NETWORK_EXCEPTION';

/**
 * Whether sending the same again can help. Kafka: the errors whose exception extends `RetriableException`, as far as a
 * client can meet them.
 */
export function isRetriable(error: ClientError): boolean {
  switch (error) {
    case 'REQUEST_TIMED_OUT':
    case 'OFFSET_NOT_AVAILABLE':
    case 'NOT_ENOUGH_REPLICAS':
    case 'NOT_ENOUGH_REPLICAS_AFTER_APPEND':
    case 'UNKNOWN_LEADER_EPOCH':
    case 'COORDINATOR_LOAD_IN_PROGRESS':
    case 'COORDINATOR_NOT_AVAILABLE':
    case 'NOT_COORDINATOR':
    case 'NOT_CONTROLLER':
      return true;
    default:
      return isInvalidMetadata(error);
  }
}

/** Errors that stale metadata explains (Kafka: `InvalidMetadataException`). All of them can be retried. */
export function isInvalidMetadata(error: ClientError): boolean {
  switch (error) {
    case 'NETWORK_EXCEPTION':
    case 'UNKNOWN_TOPIC_OR_PARTITION':
    case 'UNKNOWN_TOPIC_ID':
    case 'INCONSISTENT_TOPIC_ID':
    case 'LEADER_NOT_AVAILABLE':
    case 'NOT_LEADER_OR_FOLLOWER':
    case 'REPLICA_NOT_AVAILABLE':
    case 'FENCED_LEADER_EPOCH':
      return true;
    default:
      return false;
  }
}
