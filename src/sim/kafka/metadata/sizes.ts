import { assertNever } from '../../../base/assert.ts';
import type { MetadataImage } from './image.ts';
import type { MetadataBatch, MetadataRecord } from './records.ts';

/** Header of a record batch, and of each record in it with its frame, type and version. */
const BATCH_BYTES = 61;
const RECORD_BYTES = 10;
/** A topic id, a directory id or an incarnation. */
const UUID_BYTES = 16;
const INT_BYTES = 4;

/** Size of a batch in `__cluster_metadata`, roughly as Kafka encodes it: what decides when a snapshot is due. */
export function batchBytes(batch: MetadataBatch): number {
  let bytes = BATCH_BYTES;
  for (const record of batch.records) bytes += RECORD_BYTES + recordBytes(record);
  return bytes;
}

/** Size of a snapshot of the image: one record for everything that is there now. */
export function imageBytes(image: MetadataImage): number {
  let bytes = BATCH_BYTES;
  for (const broker of image.brokers.values()) bytes += RECORD_BYTES + registrationBytes(broker.rack);
  for (const topic of image.topics.values()) {
    bytes += RECORD_BYTES + UUID_BYTES + topic.name.length;
    for (const partition of topic.partitions) bytes += RECORD_BYTES + partitionBytes(partition);
  }
  for (const config of image.configs.values()) {
    for (const [key, value] of Object.entries(config)) bytes += RECORD_BYTES + key.length + value.length;
  }
  return bytes;
}

function recordBytes(record: MetadataRecord): number {
  switch (record.type) {
    case 'LeaderChange':
      return INT_BYTES * (1 + record.voters.length + record.grantingVoters.length);
    case 'KRaftVersion':
      return INT_BYTES;
    case 'Voters':
      return record.voters.length * (UUID_BYTES + 8 * INT_BYTES);
    case 'NoOp':
      return 0;
    case 'RegisterBroker':
      return registrationBytes(record.rack);
    case 'BrokerRegistrationChange':
      return 4 * INT_BYTES;
    case 'Topic':
      return UUID_BYTES + record.name.length;
    case 'Partition':
    case 'PartitionChange':
      return partitionBytes(record.registration);
    case 'RemoveTopic':
      return UUID_BYTES;
    case 'Config':
      return record.name.length + record.key.length + (record.value?.length ?? 0);
    case 'ProducerIds':
      return 5 * INT_BYTES;
    default:
      return assertNever(record);
  }
}

function registrationBytes(rack: string | null): number {
  return 2 * UUID_BYTES + 12 * INT_BYTES + (rack?.length ?? 0);
}

function partitionBytes(partition: { readonly replicas: readonly number[]; readonly isr: readonly number[]; readonly elr: readonly number[] }): number {
  const { replicas, isr, elr } = partition;
  return UUID_BYTES + INT_BYTES * (4 + replicas.length + isr.length + elr.length) + UUID_BYTES * replicas.length;
}
