/** Names of what Kafka promises of its replicas. Those of documents and the contract: never renamed. */
export type ReplicationGuaranteeId =
  | 'leader-completeness'
  | 'candidate-completeness'
  | 'quorum-superset'
  | 'logs-agree'
  | 'reads-consistent'
  | 'acked-not-lost'
  | 'offsets-in-order'
  | 'high-watermark-rises'
  | 'one-leader-per-epoch'
  | 'epochs-rise'
  | 'isr-valid'
  | 'epochs-along-log'
  | 'ack-after-commit'
  | 'reads-committed-only'
  | 'min-isr-strict';

/** And of its metadata. */
export type QuorumGuaranteeId =
  | 'quorum-one-leader'
  | 'metadata-logs-agree'
  | 'quorum-leader-completeness'
  | 'commit-by-majority'
  | 'one-vote-per-epoch'
  | 'quorum-never-falls-back'
  | 'image-from-log'
  | 'applied-after-commit';

export type GuaranteeId = ReplicationGuaranteeId | QuorumGuaranteeId;
