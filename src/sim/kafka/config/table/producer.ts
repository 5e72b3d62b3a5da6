import * as words from '../../../../words/config/producer.ts';
import { entriesOf } from '../entry.ts';
import type { ConfigEntry } from '../entry.ts';

const { int, long, flag, text, choice } = entriesOf('producer');
const modelled = { modelled: true } as const;

/** Ranges: ProducerConfig. */
export const PRODUCER_ENTRIES: readonly ConfigEntry[] = [
  choice('acks', 'all', words.acks, {
    ...modelled,
    values: ['all', '-1', '0', '1'],
  }),
  long('linger.ms', 5, words.lingerMs, modelled),
  int('batch.size', 16384, words.batchSize, { ...modelled, unit: 'bytes' }),
  long('buffer.memory', 33554432, words.bufferMemory, { ...modelled, unit: 'bytes' }),
  long('max.block.ms', 60000, words.maxBlockMs, modelled),
  int('max.request.size', 1048576, words.maxRequestSize, { ...modelled, unit: 'bytes' }),
  int('retries', 2147483647, words.retries, modelled),
  int('delivery.timeout.ms', 120000, words.deliveryTimeoutMs, modelled),
  int('request.timeout.ms', 30000, words.requestTimeoutMs, { ...modelled, min: 1 }),
  long('retry.backoff.ms', 100, words.retryBackoffMs, modelled),
  long('retry.backoff.max.ms', 1000, words.retryBackoffMaxMs, modelled),
  long('reconnect.backoff.ms', 50, words.reconnectBackoffMs),
  long('reconnect.backoff.max.ms', 1000, words.reconnectBackoffMaxMs),
  int('max.in.flight.requests.per.connection', 5, words.maxInFlightRequestsPerConnection, { ...modelled, min: 1 }),
  flag('enable.idempotence', true, words.enableIdempotence, modelled),
  flag('partitioner.adaptive.partitioning.enable', true, words.partitionerAdaptivePartitioningEnable, modelled),
  long('partitioner.availability.timeout.ms', 0, words.partitionerAvailabilityTimeoutMs),
  flag('partitioner.ignore.keys', false, words.partitionerIgnoreKeys, modelled),
  text('partitioner.class', null, words.partitionerClass),
  long('metadata.max.age.ms', 300000, words.metadataMaxAgeMs, modelled),
  choice('compression.type', 'none', words.compressionType, { values: ['none', 'gzip', 'snappy', 'lz4', 'zstd'] }),
  text('transactional.id', null, words.transactionalId, {
    refused: { '*': words.noTransactions },
  }),
  int('transaction.timeout.ms', 60000, words.transactionTimeoutMs),
  text('client.id', '', words.clientId),
];
