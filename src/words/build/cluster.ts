import { counted } from '../counted.ts';

/** A cluster of one's own, put together in a form. */

export const buildCluster = 'Build a cluster';
export const myCluster = 'My cluster';
export const beginWith = 'Begin with';
export const runIt = 'Run it';

/** What to begin with, and what it is good for. */
export const presets = {
  empty: { name: 'Empty', about: 'One broker, one controller, nothing on it.' },
  oneBroker: { name: 'One broker', about: 'All on one machine: what is lost when it fails.' },
  small: { name: 'Small', about: 'Three brokers, three copies of everything, short waits.' },
  threeRacks: { name: 'Three racks', about: 'Six brokers; each partition has a copy in every rack.' },
  productionLike: { name: 'Production-like', about: 'Nine brokers in three racks, five controllers, several topics, Kafka’s own times.' },
  stretched: { name: 'Stretched', about: 'Four brokers in two places 20 ms apart: what a write across costs, and what a cut between them does.' },
};

export const servers = 'Servers';
export const brokers = 'Brokers';
export const racks = 'Racks';
export const rackLatency = 'ms between racks';
export const controllers = 'Controllers';
export const combined = 'Controllers share processes with brokers';

/** Lists of things, of which one can be added and each taken out; they are numbered from 1. */
export const topics = { title: 'Topics', add: 'Add a topic', remove: (number: number): string => `Remove topic ${number}` };
export const producers = { title: 'Producers', add: 'Add a producer', remove: (number: number): string => `Remove producer ${number}` };
export const groups = { title: 'Consumer groups', add: 'Add a group', remove: (number: number): string => `Remove group ${number}` };
export const removeOne = 'Remove';
export const topicsFirst = 'Clients need a topic. Add one first.';
export const members = 'Members';

export const times = 'Times';
export const kafkasDefaults = 'Kafka’s own defaults';
export const teachingDefaults = 'Teaching times: shorter waits, so that failures show sooner';
/** Of a time in milliseconds: `name` is Kafka's. */
export const inPlaceOf = '{name} {ms} in place of {defaultMs}';

/** The cluster in a sentence or two. */
export const ofBrokers = (count: number): string => counted(count, 'broker', 'brokers');
export const ofBrokersInRacks = (count: number, racks: number): string => `${counted(count, 'broker', 'brokers')} in ${racks} racks`;
export const ofControllers = (count: number): string => counted(count, 'controller', 'controllers');
export const ofControllersCombined = (count: number): string => `${counted(count, 'controller', 'controllers')} in their processes`;
export const ofServers = (brokers: string, controllers: string): string => `${brokers}, ${controllers}.`;
export const noTopics = 'No topics yet.';
export const ofTopics = (topics: number, partitions: number, replicas: number): string =>
  `${counted(topics, 'topic', 'topics')} of ${counted(partitions, 'partition', 'partitions')}, ${counted(replicas, 'replica', 'replicas')} in all.`;
export const ofClients = (producers: number, consumers: number, groups: number): string =>
  `${counted(producers, 'producer', 'producers')}, ${counted(consumers, 'consumer', 'consumers')} in ${counted(groups, 'group', 'groups')}.`;
export const ofTeachingTimes = 'Teaching times: waits are shorter than Kafka’s.';
export const ofKafkasTimes = 'Kafka’s own times.';
