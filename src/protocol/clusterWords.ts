import { formatDuration } from '../base/units.ts';
import type { ClusterSpec, ConfigOverrides, ConsumerSpec, ProducerSpec, TopicSpec } from '../sim/index.ts';
import { count, ids } from './narration/words.ts';

/** So many topics, producers and consumers are described one by one. */
const MOST_NAMED = 12;

/** What a run starts from, as sentences of one paragraph: servers, topics, clients, the network, and what is set. */
export function clusterWords(spec: ClusterSpec): string {
  return [
    servers(spec),
    ...some(spec.topics, topicWords, 'topic'),
    ...some(spec.producers, producerWords, 'producer'),
    ...some(groupsOf(spec.consumers), groupWords, 'group'),
    networkWords(spec),
    ...settings('Set for all brokers and topics', spec.clusterOverrides),
    ...spec.brokers.flatMap(({ id, overrides }) => settings(`Set for broker ${id}`, overrides)),
  ].join(' ');
}

function servers({ metadata, brokers, controllers }: ClusterSpec): string {
  const racks = new Set(brokers.flatMap(({ rack }) => (rack === null ? [] : [rack])));
  const inRacks = racks.size === 0 ? '' : ` in ${count(racks.size, 'rack')} (${brokers.map(({ id, rack }) => `${id} in ${rack ?? 'none'}`).slice(0, MOST_NAMED).join(', ')}${brokers.length > MOST_NAMED ? ' …' : ''})`;
  const keeping = metadata === 'zookeeper' ? `Metadata is in ZooKeeper, on ${count(controllers.length, 'server')}` : `Metadata is kept by ${count(controllers.length, 'controller')} with KRaft`;
  const both = controllers.filter(({ id }) => brokers.some((broker) => broker.id === id)).map(({ id }) => id);
  const combined = metadata === 'zookeeper' || both.length === 0 ? '' : ` Broker and controller in one process: ${numbers(both)}.`;
  return `${count(brokers.length, 'broker')} (${numbers(brokers.map(({ id }) => id))})${inRacks}. ${keeping} (${numbers(controllers.map(({ id }) => id))}).${combined}`;
}

/** `1, 2, 3`, `1 to 100`: the range where all numbers in it are there. */
function numbers(list: readonly number[]): string {
  const [first, last] = [Math.min(...list), Math.max(...list)];
  const isRange = list.length > 4 && new Set(list).size === list.length && last - first === list.length - 1;
  return isRange ? `${first} to ${last}` : ids(list);
}

function topicWords({ name, partitions, replicationFactor, config, overrides }: TopicSpec): string {
  const copies = replicationFactor === 1 ? 'one replica each' : `${replicationFactor} replicas each`;
  return [`Topic ${name}: ${count(partitions, 'partition')}, ${copies}, min.insync.replicas ${config.minInsyncReplicas}.`, ...settings(`Set for ${name}`, overrides, ['min.insync.replicas'])].join(' ');
}

function producerWords({ id, topic, ratePerSecond, config, overrides }: ProducerSpec): string {
  const rate = ratePerSecond === 0 ? 'sends when it is told to' : `sends ${ratePerSecond} records a second`;
  return [`Producer ${id} ${rate}, to ${topic}, with acks=${config.acks === -1 ? 'all' : config.acks}.`, ...settings(`Set for ${id}`, overrides, ['acks'])].join(' ');
}

interface GroupOfSpec {
  readonly group: string;
  readonly members: readonly ConsumerSpec[];
}

function groupsOf(consumers: readonly ConsumerSpec[]): readonly GroupOfSpec[] {
  const groups = [...new Set(consumers.map(({ group }) => group))];
  return groups.map((group) => ({ group, members: consumers.filter((each) => each.group === group) }));
}

function groupWords({ group, members }: GroupOfSpec): string {
  const topics = [...new Set(members.flatMap((each) => each.topics))].join(', ');
  const named = members.slice(0, MOST_NAMED).map(({ id }) => id).join(', ');
  const more = members.length > MOST_NAMED ? ` and ${members.length - MOST_NAMED} more` : '';
  return [`Group ${group}: ${count(members.length, 'consumer')} (${named}${more}) of ${topics}.`, ...memberSettings(members)].join(' ');
}

/** Once, where all have the same. */
function memberSettings(members: readonly ConsumerSpec[]): string[] {
  const each = members.map(({ overrides }) => settings('Set for each', overrides)).flat();
  const isShared = each.length === members.length && new Set(each).size === 1;
  return isShared && members.length > 1 ? each.slice(0, 1) : members.slice(0, MOST_NAMED).flatMap(({ id, overrides }) => settings(`Set for ${id}`, overrides));
}

function networkWords({ network: { latencyUs, jitterUs, lossPermille, links } }: ClusterSpec): string {
  const jitter = jitterUs === 0 ? '' : ` and up to ${formatDuration(jitterUs)} more`;
  const loss = lossPermille === 0 ? '' : `; of 1000 packets ${lossPermille} are lost and sent again`;
  const others = links.length === 0 ? '' : `; ${count(links.length, 'link is', 'links are')} different`;
  return `A message takes ${formatDuration(latencyUs)}${jitter} on its way${loss}${others}.`;
}

/** What is set under Kafka's names, less what was said already. */
function settings(where: string, overrides: ConfigOverrides, said: readonly string[] = []): string[] {
  const entries = Object.entries(overrides).filter(([name]) => !said.includes(name)).map(([name, value]) => `${name}=${String(value)}`);
  return entries.length === 0 ? [] : [`${where}: ${entries.join(', ')}.`];
}

function some<T>(list: readonly T[], words: (one: T) => string, kind: string): string[] {
  const more = list.length - MOST_NAMED;
  return [...list.slice(0, MOST_NAMED).map(words), ...(more > 0 ? [`And ${count(more, `more ${kind}`)}.`] : [])];
}
