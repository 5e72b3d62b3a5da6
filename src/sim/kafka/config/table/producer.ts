import { entriesOf } from '../entry.ts';
import type { ConfigEntry } from '../entry.ts';

const { int, long, flag, text, choice } = entriesOf('producer');
const modelled = { modelled: true } as const;

/** Ranges: ProducerConfig. */
export const PRODUCER_ENTRIES: readonly ConfigEntry[] = [
  choice('acks', 'all', 'Who must have a batch before it counts as written: nobody, the leader, or all in-sync replicas.', {
    ...modelled,
    values: ['all', '-1', '0', '1'],
  }),
  long('linger.ms', 5, 'How long a batch waits for more records before it is sent.', modelled),
  int('batch.size', 16384, 'A batch that has reached this size is sent without waiting.', { ...modelled, unit: 'bytes' }),
  long('buffer.memory', 33554432, 'Room for records that are not sent yet; when it is full, send waits.', { ...modelled, unit: 'bytes' }),
  long('max.block.ms', 60000, 'How long send waits for room or for metadata before it fails.', modelled),
  int('max.request.size', 1048576, 'Largest request, and largest record, that is sent.', { ...modelled, unit: 'bytes' }),
  int('retries', 2147483647, 'How often a failed batch is sent again; delivery.timeout.ms is the bound that matters.', modelled),
  int('delivery.timeout.ms', 120000, 'Time after which a batch that is still not written is reported as failed.', modelled),
  int('request.timeout.ms', 30000, 'How long a request waits for its answer before it counts as failed.', { ...modelled, min: 1 }),
  long('retry.backoff.ms', 100, 'Pause before the first retry; it doubles with each.', modelled),
  long('retry.backoff.max.ms', 1000, 'Longest pause between retries.', modelled),
  long('reconnect.backoff.ms', 50, 'Pause before a lost connection is opened again; it doubles with each attempt.'),
  long('reconnect.backoff.max.ms', 1000, 'Longest pause between attempts to connect.'),
  int('max.in.flight.requests.per.connection', 5, 'Requests to one broker that may be under way at the same time.', { ...modelled, min: 1 }),
  flag('enable.idempotence', true, 'Batches are numbered so that a retry is never stored twice.', modelled),
  flag('partitioner.adaptive.partitioning.enable', true, 'Records without a key go more often to brokers that keep up.', modelled),
  long('partitioner.availability.timeout.ms', 0, 'A broker that took nothing for this long gets no records without a key; 0 turns it off.'),
  flag('partitioner.ignore.keys', false, 'Spread records over partitions as if they had no key.', modelled),
  text('partitioner.class', null, 'Another way to choose the partition; unset is by key, or sticky without one.'),
  long('metadata.max.age.ms', 300000, 'Metadata older than this is fetched again even without an error.', modelled),
  choice('compression.type', 'none', 'How batches are compressed.', { values: ['none', 'gzip', 'snappy', 'lz4', 'zstd'] }),
  text('transactional.id', null, 'Name under which the producer writes transactions.', {
    refused: { '*': 'transactions are not in this version' },
  }),
  int('transaction.timeout.ms', 60000, 'Time after which an open transaction is aborted.'),
  text('client.id', '', 'A name for logs and quotas.'),
];
