import { listAt, listLowerBound } from '../../base/chunkedList.ts';
import { assertNever } from '../../base/assert.ts';
import * as words from '../../words/guarantees/quorum.ts';
import { nameInWords } from '../../words/narration/names.ts';
import type { KafkaSimulation } from '../kafka/createCluster.ts';
import { configKey, EMPTY_IMAGE, partitionIn, type MetadataImage } from '../kafka/metadata/image.ts';
import type { MetadataRecord } from '../kafka/metadata/records.ts';
import type { Offset } from '../kafka/types.ts';
import type { Guarantees } from './state.ts';
import { tellBroken } from './tell.ts';

/**
 * K7 and K8 for a node's image that moved from `before` to `after`: it goes forward only, not past what is committed, and says of
 * everything that the committed records in between touch what the last of them says, and of everything else what it said. A process that starts
 * begins with nothing. With ZooKeeper there is no such log: brokers know what they were told.
 */
export function checkImage(guarantees: Guarantees, sim: KafkaSimulation, place: string, before: MetadataImage, after: MetadataImage): void {
  if (after === EMPTY_IMAGE || sim.world.spec.metadata === 'zookeeper') return;
  const { endOffset } = guarantees.quorum;
  if (after.offset > endOffset) {
    tellBroken(guarantees, sim, 'applied-after-commit', place, words.appliedTooFar(nameInWords(place), after.offset, endOffset));
    return;
  }
  if (after.offset < before.offset) {
    tellBroken(guarantees, sim, 'image-from-log', place, words.imageGoesBack(nameInWords(place), before.offset, after.offset));
    return;
  }
  const wrong = firstWrong(guarantees, before, after);
  if (wrong === null) return;
  tellBroken(guarantees, sim, 'image-from-log', place, words.doesNotKnow(nameInWords(place), after.offset, wrong));
}

/** What it does not know right, in words. Newest record first: what an older one says of the same thing is over, as is what was said of an earlier topic of the name. */
function firstWrong(guarantees: Guarantees, before: MetadataImage, image: MetadataImage): string | null {
  const { committed } = guarantees.quorum;
  const seen = new Set<string>();
  const anew = new Set<string>();
  const bound = listLowerBound(committed, image.offset, (batch) => batch.lastOffset);
  for (let index = bound - 1; index >= 0; index -= 1) {
    const batch = listAt(committed, index);
    if (batch.lastOffset < before.offset) break;
    for (let at = batch.records.length - 1; at >= 0; at -= 1) {
      const record = batch.records[at] as MetadataRecord;
      const thing = thingOf(record);
      const topic = topicOf(record);
      if (thing === null || seen.has(thing) || (topic !== null && anew.has(topic))) continue;
      seen.add(thing);
      if (record.type === 'Topic' || record.type === 'RemoveTopic') anew.add(record.name);
      if (!says(image, record, batch.baseOffset + at)) return inWords(record, thing);
    }
  }
  return firstChanged(before, image, seen, anew);
}

/** What the image says anew although no record touched it. */
function firstChanged(before: MetadataImage, image: MetadataImage, touched: ReadonlySet<string>, anew: ReadonlySet<string>): string | null {
  const broker = before.brokers === image.brokers ? null : firstDifference(before.brokers, image.brokers, (id) => touched.has(`broker ${id}`) || touched.has(`broker ${id} fencing`));
  if (broker !== null) return words.broker(broker);
  const settings = before.configs === image.configs ? null : firstDifference(before.configs, image.configs, (key) => isConfigTouched(key, touched, anew));
  if (settings !== null) return words.settingsOf(settings);
  return before.topics === image.topics ? null : firstChangedPartition(before, image, touched, anew);
}

function isConfigTouched(key: string, touched: ReadonlySet<string>, anew: ReadonlySet<string>): boolean {
  if (key.startsWith('topic ') && anew.has(key.slice('topic '.length))) return true;
  for (const thing of touched) if (thing.endsWith(` of ${key}`)) return true;
  return false;
}

function firstChangedPartition(before: MetadataImage, image: MetadataImage, touched: ReadonlySet<string>, anew: ReadonlySet<string>): string | null {
  for (const name of before.topics.keys()) if (!image.topics.has(name) && !anew.has(name)) return words.topic(name);
  for (const [name, topic] of image.topics) {
    const known = before.topics.get(name);
    if (known === topic || anew.has(name)) continue;
    const at = topic.partitions.findIndex((registration, partition) => registration !== known?.partitions[partition] && !touched.has(`${name}-${partition}`));
    if (at >= 0) return `${name}-${at}`;
  }
  return null;
}

function firstDifference<K, V extends object>(before: ReadonlyMap<K, V>, after: ReadonlyMap<K, V>, isTouched: (key: K) => boolean): K | null {
  for (const [key, value] of after) if (!isSame(before.get(key), value) && !isTouched(key)) return key;
  for (const key of before.keys()) if (!after.has(key) && !isTouched(key)) return key;
  return null;
}

/** Field by field: the snapshot of another node says the same in its own objects. */
function isSame<V extends object>(one: V | undefined, other: V): boolean {
  if (one === other || one === undefined) return one === other;
  const fields = Object.keys(other) as (keyof V)[];
  return fields.length === Object.keys(one).length && fields.every((field) => one[field] === other[field]);
}

function topicOf(record: MetadataRecord): string | null {
  if (record.type === 'Partition' || record.type === 'PartitionChange') return record.topic;
  if (record.type === 'Topic' || record.type === 'RemoveTopic') return record.name;
  return record.type === 'Config' && record.resource === 'topic' ? record.name : null;
}

/** What a record is about, by its key. */
function thingOf(record: MetadataRecord): string | null {
  switch (record.type) {
    case 'LeaderChange':
    case 'KRaftVersion':
    case 'Voters':
    case 'NoOp':
      return null;
    case 'RegisterBroker':
      return `broker ${record.broker}`;
    case 'BrokerRegistrationChange':
      return `broker ${record.broker} fencing`;
    case 'Topic':
    case 'RemoveTopic':
      return `topic ${record.name}`;
    case 'Partition':
    case 'PartitionChange':
      return `${record.topic}-${record.partition}`;
    case 'Config':
      return `${record.key} of ${configKey(record.resource, record.name)}`;
    case 'ProducerIds':
      return 'producerIds';
    default:
      return assertNever(record);
  }
}

function inWords(record: MetadataRecord, thing: string): string {
  switch (record.type) {
    case 'RegisterBroker':
      return words.broker(record.broker);
    case 'BrokerRegistrationChange':
      return words.fencingOf(record.broker);
    case 'Topic':
    case 'RemoveTopic':
      return words.topic(record.name);
    case 'Config':
      return words.settingOf(record.key, configKey(record.resource, record.name));
    case 'ProducerIds':
      return words.producerIds;
    default:
      return thing;
  }
}

/** Whether the image agrees with the newest record about a thing. */
function says(image: MetadataImage, record: MetadataRecord, offset: Offset): boolean {
  switch (record.type) {
    case 'LeaderChange':
    case 'KRaftVersion':
    case 'Voters':
    case 'NoOp':
      return true;
    case 'RegisterBroker': {
      const broker = image.brokers.get(record.broker);
      return broker?.brokerEpoch === record.brokerEpoch && broker.registrationOffset === offset;
    }
    case 'BrokerRegistrationChange': {
      const broker = image.brokers.get(record.broker);
      if (broker === undefined || broker.registrationOffset > offset) return true;
      return (record.fenced ?? broker.fenced) === broker.fenced && (record.inControlledShutdown ?? broker.inControlledShutdown) === broker.inControlledShutdown;
    }
    case 'Topic':
      return image.topics.get(record.name)?.id === record.id;
    case 'RemoveTopic':
      return !image.topics.has(record.name);
    case 'Partition':
    case 'PartitionChange':
      return partitionIn(image, record.topic, record.partition) === record.registration;
    case 'Config':
      return (image.configs.get(configKey(record.resource, record.name))?.[record.key] ?? null) === record.value;
    case 'ProducerIds':
      return image.nextProducerId === record.nextProducerId;
    default:
      return assertNever(record);
  }
}
