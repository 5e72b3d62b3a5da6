import { counted } from '../counted.ts';

/** What is wrong with a document whose shape is right, and what would be valid instead. */

const NAMED = {
  broker: ['broker', 'brokers'],
  controller: ['controller', 'controllers'],
  producer: ['producer', 'producers'],
  consumer: ['consumer', 'consumers'],
  group: ['group', 'groups'],
  topic: ['topic', 'topics'],
  node: ['node', 'nodes'],
} as const;
/** What a document names. */
export type Named = keyof typeof NAMED;

/** So many names are listed, at most. */
const MOST = 8;

/** The end of a sentence: what may have been meant, or else. */
const meant = (nearest: string | null, otherwise: string): string => (nearest === null ? otherwise : `; did you mean "${nearest}"?`);

/** `name` as it is shown; `nearest`: the one that may have been meant. */
export function noSuch(kind: Named, name: string, nearest: string | null, existing: readonly (string | number)[]): string {
  const [one, many] = NAMED[kind];
  const more = existing.length > MOST ? ` and ${existing.length - MOST} more` : '';
  const known = existing.length === 0 ? `there are no ${many}` : `the ${many} are ${existing.slice(0, MOST).join(', ')}${more}`;
  return `there is no ${one} ${name}${meant(nearest, `; ${known}`)}`;
}

export const idOfAnother = (kind: Named, id: string): string => `${id} is the id of another ${NAMED[kind][0]}; give each its own`;
export const noSuchFact = (type: string, nearest: string | null): string => `there is no fact ${type}${meant(nearest, '; give one such as LeaderElected, IsrShrunk, BatchAcked or GroupStable')}`;
export const noSuchField = (type: string, nearest: string | null, fields: string): string => `${type} has no such field${meant(nearest, `; its fields are ${fields}`)}`;
export const noSuchLinkEnd = (node: string, nearest: string | null): string => `there is no node ${node}${meant(nearest, '; give a node such as broker-1, or brokers, controllers, clients or *')}`;
export const nothingToLookAt = (target: string, nearest: string | null): string =>
  `there is no ${target} to look at${meant(nearest, '; give a node such as broker-1, topic:orders, partition:orders-0 or group:analytics')}`;
export const notInState = (field: string, nearest: string | null, fields: string): string => `there is no ${field}${meant(nearest, `; there are ${fields}`)}`;
/** Of things of a kind in the state. */
export const notAmong = (kind: string, key: string, nearest: string | null, keys: readonly string[]): string =>
  `there is no ${kind} ${key}${meant(nearest, keys.length === 0 ? '' : `; there are ${keys.slice(0, MOST).join(', ')}`)}`;
/** `fields`: by which an element may be named. */
export const noPlaceInList = (place: string, fields: readonly string[]): string =>
  `${place} is no place in a list; give ${['an index', ...fields.map((name) => `${name}=…`)].join(' or ')}`;
export const hasSeveral = (kinds: readonly string[]): string =>
  `has ${kinds.map((kind) => `"${kind}"`).join(' and ')} at once; give one of them, or combine conditions with "all" or "any"`;
export const bytesOutOfRange = (value: string, min: number, max: number): string => `${value} is out of range; give ${min} to ${max} bytes`;
export const tooLate = (time: string): string => `${time} is later than the latest moment of a run, "30d"`;
export const notModelled = 'accepted; this version of the simulator does not act on it';
export const ruleOfEarlierKafka = 'a rule of an earlier Kafka, which holds for the whole cluster; set it in cluster.config';
export const defaultForTopics = (entry: string): string => `a default for topics; set it for the cluster in cluster.config, or "${entry}" in a topic's config`;
export const noPartition = (topic: string, partition: number, last: number): string => `${topic} has no partition ${partition}; its partitions are 0 to ${last}`;
export const topicListedTwice = (topic: string): string => `"${topic}" is listed twice; list each topic once`;
export const processingOutOfRange = (time: string): string => `"${time}" for one record is out of range; give "0us" to "1h"`;
export const latencyOutOfRange = (time: string): string => `"${time}" is out of range; give "1us" to "60s"`;
export const jitterOutOfRange = (time: string): string => `"${time}" is out of range; give "0us" to "60s"`;
export const controllersImpossible = (count: number): string => `${count} controllers are not possible here; give 1, 3 or 5`;
export const idOfBroker = (id: number): string => `${id} is the id of a broker; brokers and controllers share one range of ids, unless "combined" is true`;
export const noneCombined = 'none of them has the id of a broker, so none is combined with one; give ids of brokers or leave "combined" out';
export const tooManyCombined = (controllers: number, brokers: number): string => `${counted(controllers, 'controller', 'controllers')} cannot share processes with ${counted(brokers, 'broker', 'brokers')}; give at most as many`;
export const ensembleIsApart = 'ZooKeeper is a process of its own, so this is for KRaft only; leave "combined" or "metadata" out';
export const idOfServer = (id: number): string => `${id} is the id of another broker or controller; give a new one`;
export const saysNothing = (kinds: string): string => `says nothing; give one of ${kinds}`;
export const onlyWithFact = '"count" and "since" go with "fact"; leave them out here';
export const comparesNothing = 'compares with nothing; give equals, not, gte, lte or contains';
export const offsetsTopicTooLarge = (replicas: number, brokers: number): string => `${replicas} replicas of __consumer_offsets need as many brokers, and there ${brokers === 1 ? 'is' : 'are'} ${brokers}: consumers would never find a coordinator; set it to ${brokers} or less`;
export const linkToItself = (node: string): string => `"${node}" is the same node as "from"; give another`;
export const seekNeedsOne = 'seek needs either "consumer" or "group"; give one of them';
export const eventuallyOrAlways = 'an expectation has either "eventually" or "always"; give one of them';
export const tooManyReplicas = (replicas: number, brokers: number): string => `${replicas} replicas need as many brokers, and there ${brokers === 1 ? 'is' : 'are'} ${brokers}; give 1 to ${brokers}`;
export const listsPartitions = (listed: number, partitions: number): string => `lists ${counted(listed, 'partition', 'partitions')} of ${partitions}; give one list for each`;
export const listsReplicas = (listed: number, factor: number): string => `lists ${counted(listed, 'replica', 'replicas')} where the replication factor is ${factor}; give ${factor}`;
export const brokerListedTwice = (broker: number): string => `broker ${broker} is listed twice; a broker holds a partition once`;
export const tooManyInAll = (replicas: number, most: number): string => `brings the replicas of all partitions to ${replicas}; give fewer partitions or replicas, at most ${most} in all`;
export const topicExists = (topic: string): string => `there is already a topic "${topic}"; give another name`;
export const topicCollides = (topic: string, other: string): string => `"${topic}" collides with the topic "${other}", since Kafka takes . and _ for the same; give another name`;
export const hasPartitionsAlready = (topic: string, partitions: number): string => `${topic} has ${partitions} already; give more, since Kafka never takes partitions away`;
export const listsAdded = (listed: number, added: number): string => `lists ${counted(listed, 'partition', 'partitions')} where ${added} ${added === 1 ? 'is' : 'are'} added; give one list for each`;
export const changesNothing = 'alterConfig changes nothing; give entries in "set" or names in "remove"';
export const noEntryHere = (name: string): string => `${name} is not an entry that can be set here`;
export const topicOrBroker = 'alterConfig takes "topic" or "broker" and not both; with neither it is for all brokers';
export const notDynamic = 'Kafka reads it only when a server starts; set it in the scenario instead';
export const partitionNeedsTopic = 'a partition needs its topic; give "topic" as well';
export const goesTooFar = (path: string, segment: string): string => `${path} goes further than the state does: before ${segment} it has arrived at a value`;
export const leadsNowhere = (path: string, why: string): string => `${path} leads nowhere: ${why}`;
