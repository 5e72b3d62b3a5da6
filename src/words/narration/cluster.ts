/** What a run starts from, in sentences of one paragraph. `numbers` are ids of servers: `1, 2, 3`, or `1 to 100`. */
import { counted } from '../counted.ts';
import { partitions } from './names.ts';

export const range = (first: number, last: number): string => `${first} to ${last}`;

const brokers = (n: number): string => counted(n, 'broker', 'brokers');

export const brokersAre = (n: number, numbers: string): string => `${brokers(n)} (${numbers}).`;
/** `placed` is a list of what `inRack` gives. */
export const brokersInRacks = (n: number, numbers: string, racks: number, placed: string): string => `${brokers(n)} (${numbers}) in ${counted(racks, 'rack', 'racks')} (${placed}).`;
export const inRack = (broker: number, rack: string): string => `${broker} in ${rack}`;
export const inNoRack = (broker: number): string => `${broker} in none`;

export const metadataInZooKeeper = (servers: number, numbers: string): string => `Metadata is in ZooKeeper, on ${counted(servers, 'server', 'servers')} (${numbers}).`;
export const metadataInKRaft = (controllers: number, numbers: string): string => `Metadata is kept by ${counted(controllers, 'controller', 'controllers')} with KRaft (${numbers}).`;
export const combined = (numbers: string): string => `Broker and controller in one process: ${numbers}.`;

export const topicIs = (name: string, count: number, replicas: number, minInsyncReplicas: number): string =>
  `Topic ${name}: ${partitions(count)}, ${replicas === 1 ? 'one replica each' : `${replicas} replicas each`}, min.insync.replicas ${minInsyncReplicas}.`;
export const producerSends = (id: string, perSecond: number, topic: string, acks: string): string => `Producer ${id} sends ${counted(perSecond, 'record', 'records')} a second, to ${topic}, with acks=${acks}.`;
export const producerSendsWhenTold = (id: string, topic: string, acks: string): string => `Producer ${id} sends when it is told to, to ${topic}, with acks=${acks}.`;
/** `named` is a list of members, all of them or as `andMore` gives it. */
export const groupIs = (group: string, members: number, named: string, topics: string): string => `Group ${group}: ${counted(members, 'consumer', 'consumers')} (${named}) of ${topics}.`;
export const andMore = (named: string, more: number): string => `${named} and ${more} more`;

/** `jitter` is null where messages take the same time always; packets are lost of 1000; `links` are otherwise than the rest. */
export function network(latency: string, jitter: string | null, lost: number, links: number): string {
  const varies = jitter === null ? '' : ` and up to ${jitter} more`;
  const loss = lost === 0 ? '' : `; of 1000 packets ${lost} are lost and sent again`;
  const others = links === 0 ? '' : `; ${counted(links, 'link is', 'links are')} different`;
  return `A message takes ${latency}${varies} on its way${loss}${others}.`;
}

/** `entries` is a list of `name=value`. */
export const setForAll = (entries: string): string => `Set for all brokers and topics: ${entries}.`;
export const setForBroker = (broker: number, entries: string): string => `Set for broker ${broker}: ${entries}.`;
export const setFor = (name: string, entries: string): string => `Set for ${name}: ${entries}.`;
export const setForEach = (entries: string): string => `Set for each: ${entries}.`;

export const moreTopics = (n: number): string => `And ${counted(n, 'more topic', 'more topics')}.`;
export const moreProducers = (n: number): string => `And ${counted(n, 'more producer', 'more producers')}.`;
export const moreGroups = (n: number): string => `And ${counted(n, 'more group', 'more groups')}.`;
