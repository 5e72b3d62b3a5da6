import { formatDuration } from '../base/units.ts';
import type { ClusterSpec, ConfigOverrides, ConsumerSpec, ProducerSpec, TopicSpec } from '../sim/index.ts';
import * as words from '../words/narration/cluster.ts';
import { ids } from '../words/narration/names.ts';

/** So many topics, producers and consumers are described one by one. */
const MOST_NAMED = 12;

/** What a run starts from, as sentences of one paragraph: servers, topics, clients, the network, and what is set. */
export function clusterWords(spec: ClusterSpec): string {
  return [
    ...servers(spec),
    ...some(spec.topics, topicWords, words.moreTopics),
    ...some(spec.producers, producerWords, words.moreProducers),
    ...some(groupsOf(spec.consumers), groupWords, words.moreGroups),
    networkWords(spec),
    ...settings(words.setForAll, spec.clusterOverrides),
    ...spec.brokers.flatMap(({ id, overrides }) => settings((entries) => words.setForBroker(id, entries), overrides)),
  ].join(' ');
}

function servers({ metadata, brokers, controllers }: ClusterSpec): string[] {
  const both = controllers.filter(({ id }) => brokers.some((broker) => broker.id === id)).map(({ id }) => id);
  const keepers = numbers(controllers.map(({ id }) => id));
  return [
    brokersWords(brokers),
    metadata === 'zookeeper' ? words.metadataInZooKeeper(controllers.length, keepers) : words.metadataInKRaft(controllers.length, keepers),
    ...(metadata === 'zookeeper' || both.length === 0 ? [] : [words.combined(numbers(both))]),
  ];
}

function brokersWords(brokers: ClusterSpec['brokers']): string {
  const racks = new Set(brokers.flatMap(({ rack }) => (rack === null ? [] : [rack])));
  const all = numbers(brokers.map(({ id }) => id));
  if (racks.size === 0) return words.brokersAre(brokers.length, all);
  const placed = brokers.slice(0, MOST_NAMED).map(({ id, rack }) => (rack === null ? words.inNoRack(id) : words.inRack(id, rack)));
  return words.brokersInRacks(brokers.length, all, racks.size, `${placed.join(', ')}${brokers.length > MOST_NAMED ? ' …' : ''}`);
}

/** `1, 2, 3`, `1 to 100`: the range where all numbers in it are there. */
function numbers(list: readonly number[]): string {
  const [first, last] = [Math.min(...list), Math.max(...list)];
  const isRange = list.length > 4 && new Set(list).size === list.length && last - first === list.length - 1;
  return isRange ? words.range(first, last) : ids(list);
}

function topicWords({ name, partitions, replicationFactor, config, overrides }: TopicSpec): string {
  return [words.topicIs(name, partitions, replicationFactor, config.minInsyncReplicas), ...settingsOf(name, overrides, ['min.insync.replicas'])].join(' ');
}

function producerWords({ id, topic, ratePerSecond, config, overrides }: ProducerSpec): string {
  const acks = config.acks === -1 ? 'all' : String(config.acks);
  const told = ratePerSecond === 0 ? words.producerSendsWhenTold(id, topic, acks) : words.producerSends(id, ratePerSecond, topic, acks);
  return [told, ...settingsOf(id, overrides, ['acks'])].join(' ');
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
  const first = members.slice(0, MOST_NAMED).map(({ id }) => id).join(', ');
  const named = members.length > MOST_NAMED ? words.andMore(first, members.length - MOST_NAMED) : first;
  return [words.groupIs(group, members.length, named, topics), ...memberSettings(members)].join(' ');
}

/** Once, where all have the same. */
function memberSettings(members: readonly ConsumerSpec[]): string[] {
  const each = members.map(({ overrides }) => settings(words.setForEach, overrides)).flat();
  const isShared = each.length === members.length && new Set(each).size === 1;
  return isShared && members.length > 1 ? each.slice(0, 1) : members.slice(0, MOST_NAMED).flatMap(({ id, overrides }) => settingsOf(id, overrides));
}

function networkWords({ network: { latencyUs, jitterUs, lossPermille, links } }: ClusterSpec): string {
  return words.network(formatDuration(latencyUs), jitterUs === 0 ? null : formatDuration(jitterUs), lossPermille, links.length);
}

function settingsOf(name: string, overrides: ConfigOverrides, said: readonly string[] = []): string[] {
  return settings((entries) => words.setFor(name, entries), overrides, said);
}

/** What is set under Kafka's names, less what was said already. */
function settings(say: (entries: string) => string, overrides: ConfigOverrides, said: readonly string[] = []): string[] {
  const entries = Object.entries(overrides).filter(([name]) => !said.includes(name)).map(([name, value]) => `${name}=${String(value)}`);
  return entries.length === 0 ? [] : [say(entries.join(', '))];
}

function some<T>(list: readonly T[], say: (one: T) => string, andMore: (more: number) => string): string[] {
  const more = list.length - MOST_NAMED;
  return [...list.slice(0, MOST_NAMED).map(say), ...(more > 0 ? [andMore(more)] : [])];
}
