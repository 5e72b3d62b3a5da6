/** What a person or a script did, as clauses: `kill broker 1`. They follow `Done: ` and begin headings. */
import { records } from './names.ts';

export const createTopic = (topic: string): string => `create topic ${topic}`;
export const deleteTopic = (topic: string): string => `delete topic ${topic}`;
/** `partitions` is as `partitions` gives it: `7 partitions`. */
export const addPartitions = (topic: string, partitions: string): string => `give topic ${topic} ${partitions}`;

/** `changes` is a list of what `setTo` and `setToDefault` give; `target` one of those below it. */
export const alterConfig = (changes: string, target: string): string => `set ${changes} of ${target}`;
export const setTo = (name: string, value: string): string => `${name} to ${value}`;
export const setToDefault = (name: string): string => `${name} to its default`;
export const topicTarget = (topic: string): string => `topic ${topic}`;
export const brokerTarget = (broker: number): string => `broker ${broker}`;
export const everyBroker = 'all brokers';

export const killBroker = (broker: number): string => `kill broker ${broker}`;
export const brokerLosesPower = (broker: number): string => `broker ${broker} loses its power`;
export const restartBroker = (broker: number): string => `restart broker ${broker}`;
export const restartBrokerWiped = (broker: number): string => `restart broker ${broker} with an empty disk`;
export const shutdownBroker = (broker: number): string => `shut down broker ${broker}`;
export const addBroker = (broker: number): string => `add broker ${broker}`;
export const killController = (controller: number): string => `kill controller ${controller}`;
export const controllerLosesPower = (controller: number): string => `controller ${controller} loses its power`;
export const restartController = (controller: number): string => `restart controller ${controller}`;
export const restartControllerWiped = (controller: number): string => `restart controller ${controller} with an empty disk`;
export const addController = (controller: number): string => `add controller ${controller}`;
export const addVoter = (controller: number): string => `make controller ${controller} a voter`;
export const removeVoter = (controller: number): string => `take the vote from controller ${controller}`;

export const pauseNode = (node: string): string => `pause ${node}`;
export const pauseNodeFor = (node: string, time: string): string => `pause ${node} for ${time}`;
export const resumeNode = (node: string): string => `resume ${node}`;
export const slowNode = (node: string, disk: number, network: number, cpu: number): string => `slow ${node}: disk by ${disk}, network by ${network}, CPU by ${cpu}`;

export const cutLink = (from: string, to: string): string => `cut the link from ${from} to ${to}`;
export const cutLinkOneWay = (from: string, to: string): string => `cut the link from ${from} to ${to} in that direction`;
export const healLink = (from: string, to: string): string => `heal the link from ${from} to ${to}`;
export const healLinkOneWay = (from: string, to: string): string => `heal the link from ${from} to ${to} in that direction`;
/** `api` is null for messages of every kind, `most` for all of them. */
export const holdLink = (api: string | null, most: number | null, from: string, to: string): string => `hold ${messages(api, most)} on the link from ${from} to ${to}`;
export const releaseLink = (api: string | null, most: number | null, from: string, to: string): string => `release ${messages(api, most)} on the link from ${from} to ${to}`;
/** Ends of a link that are more than one node. */
export const LINK_ENDS = { '*': 'everybody', brokers: 'the brokers', controllers: 'the controllers', clients: 'the clients' } as const;

function messages(api: string | null, most: number | null): string {
  const what = api === null ? 'messages' : `${api} messages`;
  return most === null ? what : `${most} of the ${what}`;
}

export const reassign = (partition: string, replicas: string): string => `move ${partition} to brokers ${replicas}`;
export const cancelReassignment = (partition: string): string => `cancel the reassignment of ${partition}`;
/** `partitions` is the name of one, or one of the two below. */
export const electPreferredLeader = (partitions: string): string => `elect the preferred leader of ${partitions}`;
export const electUncleanLeader = (partitions: string): string => `elect a leader, even an unclean one, of ${partitions}`;
export const everyPartition = 'every partition';
export const everyPartitionOf = (topic: string): string => `every partition of ${topic}`;
export const deleteRecordsBefore = (partition: string, offset: number): string => `delete the records of ${partition} before offset ${offset}`;
export const deleteCommittedRecords = (partition: string): string => `delete the records of ${partition} before its high watermark`;

export const addProducer = (producer: string): string => `add producer ${producer}`;
export const closeProducer = (producer: string): string => `close producer ${producer}`;
export const killProducer = (producer: string): string => `kill producer ${producer}`;
export const setProducerRate = (producer: string, perSecond: number): string => `let producer ${producer} send ${records(perSecond)} a second`;
export const send = (producer: string, count: number): string => `let producer ${producer} send ${records(count)}`;
export const beginTransaction = (producer: string): string => `let producer ${producer} begin a transaction`;
export const commitTransaction = (producer: string): string => `let producer ${producer} commit its transaction`;
export const abortTransaction = (producer: string): string => `let producer ${producer} abort its transaction`;

export const addConsumer = (consumer: string): string => `add consumer ${consumer}`;
export const closeConsumer = (consumer: string): string => `close consumer ${consumer}`;
export const killConsumer = (consumer: string): string => `kill consumer ${consumer}`;
export const pauseConsumer = (consumer: string): string => `pause consumer ${consumer}`;
export const resumeConsumer = (consumer: string): string => `resume consumer ${consumer}`;
export const seekGroup = (group: string, partitions: string): string => `set the position of group ${group} in ${partitions}`;
export const seekConsumer = (consumer: string, partitions: string): string => `set the position of consumer ${consumer} in ${partitions}`;
