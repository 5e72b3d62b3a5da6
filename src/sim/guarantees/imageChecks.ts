import { listAt, listLowerBound } from '../../base/chunkedList.ts';
import { assertNever } from '../../base/assert.ts';
import type { KafkaSimulation } from '../kafka/createCluster.ts';
import { configKey, EMPTY_IMAGE, partitionIn, type MetadataImage } from '../kafka/metadata/image.ts';
import type { MetadataRecord } from '../kafka/metadata/records.ts';
import type { Offset } from '../kafka/types.ts';
import type { Guarantees } from './state.ts';
import { tellBroken } from './tell.ts';

/**
 * K7 and K8 for a node's image that moved from `before` to `after`: it goes forward only, not past what is committed, and says of
 * everything that the committed records in between touch what the last of them says. A process that starts
 * begins with nothing. With ZooKeeper there is no such log: brokers know what they were told.
 */
export function checkImage(guarantees: Guarantees, sim: KafkaSimulation, place: string, before: MetadataImage, after: MetadataImage): void {
  if (after === EMPTY_IMAGE || sim.world.spec.metadata === 'zookeeper') return;
  const { endOffset } = guarantees.quorum;
  if (after.offset > endOffset) {
    const sentence = `${subject(place)} has applied metadata up to offset ${after.offset}, and only ${endOffset} is committed.`;
    tellBroken(guarantees, sim, 'applied-after-commit', place, sentence);
    return;
  }
  if (after.offset < before.offset) {
    tellBroken(guarantees, sim, 'image-from-log', place, `${subject(place)} goes back from metadata offset ${before.offset} to ${after.offset}.`);
    return;
  }
  const wrong = firstWrong(guarantees, before.offset, after);
  if (wrong === null) return;
  tellBroken(guarantees, sim, 'image-from-log', place, `${subject(place)}, at metadata offset ${after.offset}, does not know of ${wrong} what the log says.`);
}

function subject(place: string): string {
  return place.charAt(0).toUpperCase() + place.slice(1).replace('-', ' ');
}

/** Newest record first: what an older one says of the same thing is over, as is what was said of an earlier topic of the name. */
function firstWrong(guarantees: Guarantees, from: Offset, image: MetadataImage): string | null {
  const { committed } = guarantees.quorum;
  const seen = new Set<string>();
  const anew = new Set<string>();
  const bound = listLowerBound(committed, image.offset, (batch) => batch.lastOffset);
  for (let index = bound - 1; index >= 0; index -= 1) {
    const batch = listAt(committed, index);
    if (batch.lastOffset < from) return null;
    for (let at = batch.records.length - 1; at >= 0; at -= 1) {
      const record = batch.records[at] as MetadataRecord;
      const thing = thingOf(record);
      const topic = topicOf(record);
      if (thing === null || seen.has(thing) || (topic !== null && anew.has(topic))) continue;
      seen.add(thing);
      if (record.type === 'Topic' || record.type === 'RemoveTopic') anew.add(record.name);
      if (!says(image, record, batch.baseOffset + at)) return thing;
    }
  }
  return null;
}

function topicOf(record: MetadataRecord): string | null {
  if (record.type === 'Partition' || record.type === 'PartitionChange') return record.topic;
  if (record.type === 'Topic' || record.type === 'RemoveTopic') return record.name;
  return record.type === 'Config' && record.resource === 'topic' ? record.name : null;
}

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
      return 'producer ids';
    default:
      return assertNever(record);
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
      return (record.fenced ?? broker.fenced) === broker.fenced;
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
