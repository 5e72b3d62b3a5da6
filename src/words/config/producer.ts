/** What entries of producers mean. */

export const acks = 'Who must have a batch before it counts as written: nobody, the leader, or all in-sync replicas.';
export const lingerMs = 'How long a batch waits for more records before it is sent.';
export const batchSize = 'A batch that has reached this size is sent without waiting.';
export const bufferMemory = 'Room for records that are not sent yet; when it is full, send waits.';
export const maxBlockMs = 'How long send waits for room or for metadata before it fails.';
export const maxRequestSize = 'Largest request, and largest record, that is sent.';
export const retries = 'How often a failed batch is sent again; delivery.timeout.ms is the bound that matters.';
export const deliveryTimeoutMs = 'Time after which a batch that is still not written is reported as failed.';
export const requestTimeoutMs = 'How long a request waits for its response before it counts as failed.';
export const retryBackoffMs = 'Pause before the first retry; it doubles with each.';
export const retryBackoffMaxMs = 'Longest pause between retries.';
export const reconnectBackoffMs = 'Pause before a lost connection is opened again; it doubles with each attempt.';
export const reconnectBackoffMaxMs = 'Longest pause between attempts to connect.';
export const maxInFlightRequestsPerConnection = 'Requests to one broker that may be under way at the same time.';
export const enableIdempotence = 'Batches are numbered so that a retry is never stored twice.';
export const partitionerAdaptivePartitioningEnable = 'Records without a key go more often to brokers that keep up.';
export const partitionerAvailabilityTimeoutMs = 'A broker that took nothing for this long gets no records without a key; 0 turns it off.';
export const partitionerIgnoreKeys = 'Spread records over partitions as if they had no key.';
export const partitionerClass = 'Another way to choose the partition; unset is by key, or sticky without one.';
export const metadataMaxAgeMs = 'Metadata older than this is fetched again even without an error.';
export const compressionType = 'How batches are compressed.';
export const transactionalId = 'Name under which the producer writes transactions.';
export const transactionTimeoutMs = 'Time after which an open transaction is aborted.';
export const clientId = 'A name for logs and quotas.';

/** In place of any value. */
export const noTransactions = 'transactions are not in this version';
