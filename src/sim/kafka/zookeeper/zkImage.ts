import type { Fact } from '../facts.ts';
import { applyBatches, configKey, EMPTY_IMAGE, partitionIn, type MetadataImage } from '../metadata/image.ts';
import type { MetadataRecord } from '../metadata/records.ts';
import { factsOf } from '../controller/controllerFacts.ts';
import type { PartitionRegistration } from '../controller/partitionChange.ts';
import { NO_LEADER, type BrokerId, type TopicPartition } from '../types.ts';
import type { ZnodeEvent } from './database.ts';
import {
  BROKER_IDS,
  BROKER_TOPICS,
  CONFIG_BROKERS,
  CONFIG_TOPICS,
  nameIn,
  partitionOfPath,
  statePath,
  topicPath,
  type LeaderAndIsrData,
  type Znode,
} from './znode.ts';

/** What an onlooker's image needs of a database; the rest is nobody's business here. */
interface Znodes {
  readonly znodes: ReadonlyMap<string, Znode>;
  readonly count: number;
}

/** A partition as its state znode and its topic's assignment have it. ZooKeeper mode knows no ELR. */
export function registrationOf(
  replicas: readonly BrokerId[],
  state: LeaderAndIsrData | null,
  version: number,
): PartitionRegistration {
  return {
    replicas,
    isr: state?.isr ?? [],
    leader: state?.leader ?? NO_LEADER,
    leaderEpoch: state?.leaderEpoch ?? -1,
    partitionEpoch: version,
    elr: [],
    lastKnownElr: [],
    addingReplicas: [],
    removingReplicas: [],
    leaderRecoveryState: state?.leaderRecoveryState ?? 'RECOVERED',
  };
}

/** All that the znodes say, as the metadata image that pictures and reports are made of. */
export function imageOf(znodes: ReadonlyMap<string, Znode>, count: number): MetadataImage {
  const records: MetadataRecord[] = [];
  for (const [path, znode] of znodes) records.push(...created(EMPTY_IMAGE, path, znode));
  const named = applyBatches(EMPTY_IMAGE, [batchOf(records, count)]);
  const states: MetadataRecord[] = [];
  for (const topic of named.topics.keys()) {
    const data = znodes.get(topicPath(topic))?.data;
    const assignment = data?.kind === 'topic' ? data.assignment : [];
    const last = assignment.findLastIndex((_, partition) => znodes.has(statePath(topic, partition)));
    assignment.slice(0, last + 1).forEach((replicas, partition) => {
      const znode = znodes.get(statePath(topic, partition));
      const state = znode?.data.kind === 'partition' ? znode.data : null;
      states.push({ type: 'Partition', topic, partition, registration: registrationOf(replicas, state, znode?.version ?? -1) });
    });
  }
  return applyBatches(named, [batchOf(states, count)]);
}

/** The image after what `events` tell of, and the facts that an onlooker is to be told. */
export function imageAfter(
  before: MetadataImage,
  database: Znodes,
  events: readonly ZnodeEvent[],
): { readonly image: MetadataImage; readonly facts: readonly Fact[] } {
  const records: MetadataRecord[] = [];
  const facts: Fact[] = [];
  for (const { path, event } of events) {
    const znode = database.znodes.get(path);
    if (event === 'deleted') records.push(...removed(before, path));
    else if (znode !== undefined && event !== 'childrenChanged') {
      const partition = partitionOfPath(path);
      if (partition !== null) records.push(...stateRecords(before, database.znodes, partition, znode));
      else {
        records.push(...(event === 'created' ? created(before, path, znode) : changed(before, path, znode)));
        facts.push(...topicFacts(before, path, znode));
      }
    }
  }
  if (records.length === 0) return { image: before, facts };
  facts.push(...factsOf(before, [batchOf(records.filter(isTold(before)), database.count)]));
  return { image: applyBatches(before, [batchOf(records, database.count)]), facts };
}

function batchOf(records: readonly MetadataRecord[], count: number) {
  return { baseOffset: count, lastOffset: count, epoch: 0, records };
}

/** New topics are told of once, with their partitions, not again when these get their first leader; brokers that go, with their sessions. */
function isTold(before: MetadataImage): (record: MetadataRecord) => boolean {
  return (record) => {
    if (record.type === 'Topic' || record.type === 'Partition' || record.type === 'BrokerRegistrationChange') return false;
    return record.type !== 'PartitionChange' || (partitionIn(before, record.topic, record.partition)?.leaderEpoch ?? -1) >= 0;
  };
}

function topicFacts(before: MetadataImage, path: string, { data }: Znode): Fact[] {
  if (data.kind !== 'topic' || !path.startsWith(BROKER_TOPICS)) return [];
  const topic = nameIn(path);
  const known = before.topics.get(topic)?.partitions.length;
  const partitions = data.assignment.length;
  if (known === undefined) return [{ type: 'TopicCreated', topic, partitions }];
  return partitions > known ? [{ type: 'PartitionsAdded', topic, partitions }] : [];
}

function created(before: MetadataImage, path: string, znode: Znode): MetadataRecord[] {
  const { data } = znode;
  const name = nameIn(path);
  switch (data.kind) {
    case 'broker': {
      const { node, rack } = data;
      return [{ type: 'RegisterBroker', broker: Number(name), brokerEpoch: znode.czxid, incarnation: 0, node, rack, fenced: false }];
    }
    case 'topic':
      return [{ type: 'Topic', name, id: data.id }];
    case 'config':
      return configRecords(before, path, data.entries);
    default:
      return [];
  }
}

function changed(before: MetadataImage, path: string, { data }: Znode): MetadataRecord[] {
  return data.kind === 'config' ? configRecords(before, path, data.entries) : [];
}

/** A broker whose znode is gone counts as fenced, which is the nearest word an onlooker has. */
function removed(before: MetadataImage, path: string): MetadataRecord[] {
  const name = nameIn(path);
  if (path === `${BROKER_IDS}/${name}`) {
    const brokerEpoch = before.brokers.get(Number(name))?.brokerEpoch ?? -1;
    return [{ type: 'BrokerRegistrationChange', broker: Number(name), brokerEpoch, fenced: true, inControlledShutdown: null, fencedBecause: 'session' }];
  }
  return path === topicPath(name) ? [{ type: 'RemoveTopic', name }] : [];
}

/** A partition is there once its state is. Earlier ones that have none, since no replica of theirs is alive, are leaderless. */
function stateRecords(
  before: MetadataImage,
  znodes: ReadonlyMap<string, Znode>,
  { topic, partition }: TopicPartition,
  znode: Znode,
): MetadataRecord[] {
  const topicData = znodes.get(topicPath(topic))?.data;
  if (znode.data.kind !== 'partition' || topicData?.kind !== 'topic') return [];
  const registration = registrationOf(topicData.assignment[partition] ?? [], znode.data, znode.version);
  const known = before.topics.get(topic)?.partitions ?? [];
  const records: MetadataRecord[] = [];
  for (let earlier = known.length; earlier < partition; earlier += 1) {
    const leaderless = registrationOf(topicData.assignment[earlier] ?? [], null, -1);
    records.push({ type: 'Partition', topic, partition: earlier, registration: leaderless });
  }
  const isNewEpoch = known[partition]?.leaderEpoch !== registration.leaderEpoch;
  records.push({ type: 'PartitionChange', topic, partition, leader: isNewEpoch ? registration.leader : null, registration });
  return records;
}

function configRecords(before: MetadataImage, path: string, entries: Readonly<Record<string, string>>): MetadataRecord[] {
  const resource = path.startsWith(CONFIG_TOPICS) ? 'topic' : path.startsWith(CONFIG_BROKERS) ? 'broker' : null;
  if (resource === null) return [];
  const name = nameIn(path) === '<default>' ? '' : nameIn(path);
  const known = before.configs.get(configKey(resource, name)) ?? {};
  const keys = new Set([...Object.keys(known), ...Object.keys(entries)]);
  const records: MetadataRecord[] = [];
  for (const key of keys) {
    const value = entries[key] ?? null;
    if (value !== (known[key] ?? null)) records.push({ type: 'Config', resource, name, key, value });
  }
  return records;
}
