import type { BrokerId, Offset } from '../types.ts';
import type { PartitionRegistration } from '../controller/partitionChange.ts';
import type { MetadataBatch, MetadataRecord } from './records.ts';
import { assertNever } from '../../../base/assert.ts';

export interface BrokerRegistration {
  readonly id: BrokerId;
  readonly brokerEpoch: number;
  readonly incarnation: number;
  readonly node: number;
  readonly rack: string | null;
  readonly fenced: boolean;
  readonly inControlledShutdown: boolean;
  /** Offset of its registration record, which a broker has to reach before it is unfenced. */
  readonly registrationOffset: Offset;
}

export interface TopicImage {
  readonly name: string;
  readonly id: number;
  readonly partitions: readonly PartitionRegistration[];
}

/**
 * The cluster's metadata at one offset of the metadata log (`MetadataImage`). Immutable: applying
 * records makes a new image that shares what did not change.
 */
export interface MetadataImage {
  /** Offset of the next record to apply. */
  readonly offset: Offset;
  readonly epoch: number;
  readonly brokers: ReadonlyMap<BrokerId, BrokerRegistration>;
  readonly topics: ReadonlyMap<string, TopicImage>;
  /** Overrides set at run time, keyed `topic name` or `broker id` and then by Kafka's name. */
  readonly configs: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly nextProducerId: number;
}

/** About how many replicas all topics have: partitions of a topic need not have equally many while they are moved. */
export function replicaCount({ topics }: MetadataImage): number {
  let count = 0;
  for (const { partitions } of topics.values()) count += partitions.length * (partitions[0]?.replicas.length ?? 0);
  return count;
}

export const EMPTY_IMAGE: MetadataImage = {
  offset: 0,
  epoch: 0,
  brokers: new Map(),
  topics: new Map(),
  configs: new Map(),
  nextProducerId: 0,
};

/** Copies of the parts a group of batches touches; everything else is shared with the old image. */
interface Draft {
  epoch: number;
  brokers: Map<BrokerId, BrokerRegistration> | null;
  topics: Map<string, TopicImage> | null;
  fresh: Map<string, PartitionRegistration[]>;
  configs: Map<string, Readonly<Record<string, string>>> | null;
  nextProducerId: number;
}

/** Applies committed batches in order (`MetadataDelta.replay` and `apply`). */
export function applyBatches(
  image: MetadataImage,
  batches: readonly MetadataBatch[],
): MetadataImage {
  const last = batches.at(-1);
  if (last === undefined) return image;
  const draft: Draft = {
    epoch: last.epoch,
    brokers: null,
    topics: null,
    fresh: new Map(),
    configs: null,
    nextProducerId: image.nextProducerId,
  };
  for (const batch of batches) {
    let offset = batch.baseOffset;
    for (const record of batch.records) {
      replay(image, draft, record, offset);
      offset += 1;
    }
  }
  for (const [name, partitions] of draft.fresh) {
    const topic = draft.topics?.get(name);
    if (topic !== undefined) draft.topics?.set(name, { ...topic, partitions });
  }
  return {
    offset: last.lastOffset + 1,
    epoch: draft.epoch,
    brokers: draft.brokers ?? image.brokers,
    topics: draft.topics ?? image.topics,
    configs: draft.configs ?? image.configs,
    nextProducerId: draft.nextProducerId,
  };
}

function replay(image: MetadataImage, draft: Draft, record: MetadataRecord, offset: Offset): void {
  switch (record.type) {
    case 'LeaderChange':
    case 'KRaftVersion':
    case 'Voters':
    case 'NoOp':
      return;
    case 'RegisterBroker': {
      draft.brokers ??= new Map(image.brokers);
      const { type: _, broker, ...rest } = record;
      draft.brokers.set(broker, { id: broker, inControlledShutdown: false, registrationOffset: offset, ...rest });
      return;
    }
    case 'BrokerRegistrationChange': {
      draft.brokers ??= new Map(image.brokers);
      const broker = draft.brokers.get(record.broker);
      if (broker === undefined) return;
      draft.brokers.set(record.broker, {
        ...broker,
        fenced: record.fenced ?? broker.fenced,
        inControlledShutdown: record.inControlledShutdown ?? broker.inControlledShutdown,
      });
      return;
    }
    case 'Topic':
      draft.topics ??= new Map(image.topics);
      draft.topics.set(record.name, { name: record.name, id: record.id, partitions: [] });
      draft.fresh.set(record.name, []);
      return;
    case 'Partition':
    case 'PartitionChange':
      partitionsOf(image, draft, record.topic)[record.partition] = record.registration;
      return;
    case 'RemoveTopic':
      draft.topics ??= new Map(image.topics);
      draft.topics.delete(record.name);
      draft.fresh.delete(record.name);
      draft.configs ??= new Map(image.configs);
      draft.configs.delete(configKey('topic', record.name));
      return;
    case 'Config':
      replayConfig(image, draft, record);
      return;
    case 'ProducerIds':
      draft.nextProducerId = record.nextProducerId;
      return;
    default:
      assertNever(record);
  }
}

function partitionsOf(image: MetadataImage, draft: Draft, topic: string): PartitionRegistration[] {
  const known = draft.fresh.get(topic);
  if (known !== undefined) return known;
  draft.topics ??= new Map(image.topics);
  const copy = [...(draft.topics.get(topic)?.partitions ?? [])];
  draft.fresh.set(topic, copy);
  return copy;
}

function replayConfig(
  image: MetadataImage,
  draft: Draft,
  record: MetadataRecord & { type: 'Config' },
): void {
  draft.configs ??= new Map(image.configs);
  const key = configKey(record.resource, record.name);
  const next: Record<string, string> = { ...draft.configs.get(key) };
  if (record.value === null) delete next[record.key];
  else next[record.key] = record.value;
  draft.configs.set(key, next);
}

export function configKey(resource: 'topic' | 'broker', name: string): string {
  return `${resource} ${name}`;
}

/** The registration of a partition, or undefined when the topic or partition does not exist. */
export function partitionIn(
  image: MetadataImage,
  topic: string,
  partition: number,
): PartitionRegistration | undefined {
  return image.topics.get(topic)?.partitions[partition];
}
