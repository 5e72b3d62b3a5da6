import type { ConfigEdit, ConfigRow } from '../../protocol/messages.ts';
import { configEntriesOf, configKey, describeRange, hasMeaning, isHistory, type ConfigEntry, type ConfigOverrides, type ConfigScope, type MetadataImage } from '../../sim/index.ts';
import * as words from '../../words/inspector/configuration.ts';

/** Values from one place. Of several places the first that has an entry decides. */
interface ConfigLayer {
  /** Where they come from, in a few words. */
  readonly source: string;
  readonly values: ConfigOverrides;
  /** Can be changed from where the reader is. */
  readonly isOwn?: boolean;
}

/** The configuration of something: entries that were set first, then those that the simulator acts on, then the rest, history at the end. */
export function configRows(scope: ConfigScope, layers: readonly ConfigLayer[], metadata: 'kraft' | 'zookeeper' = 'kraft'): ConfigRow[] {
  // What means nothing here is told only if somebody has set it all the same.
  const rows = configEntriesOf(scope)
    .map((entry) => configRow(entry, layers))
    .filter(({ name, isDefault }) => !isDefault || hasMeaning(name, metadata));
  const rank = (row: ConfigRow): number => (!row.isDefault ? 0 : row.history ? 3 : row.modelled ? 1 : 2);
  return rows.sort((a, b) => rank(a) - rank(b));
}

/** What was given when it was made, and cannot be changed after that. */
export function atStart(values: ConfigOverrides): ConfigLayer[] {
  return [{ source: words.atStart, values }];
}

/** A broker's: its own, all brokers', what its files say. Kafka: `DescribeConfigs` and its `ConfigSource`. */
export function brokerLayers(image: MetadataImage, broker: number, files: ConfigOverrides): ConfigLayer[] {
  return [
    { source: words.ofBroker, values: image.configs.get(configKey('broker', String(broker))) ?? {}, isOwn: true },
    { source: words.ofAllBrokers, values: image.configs.get(configKey('broker', '')) ?? {} },
    ...atStart(files),
  ];
}

/** A topic's: its own, then what brokers give to every topic under the same name or their own name for it. */
export function topicLayers(image: MetadataImage, topic: string, files: ConfigOverrides): ConfigLayer[] {
  return [
    { source: words.ofTopic, values: image.configs.get(configKey('topic', topic)) ?? {}, isOwn: true },
    { source: words.ofAllBrokers, values: asTopics(image.configs.get(configKey('broker', '')) ?? {}) },
    { source: words.brokersOwn, values: asTopics(files) },
  ];
}

/** Brokers have other names for some entries of topics. */
function asTopics(values: ConfigOverrides): ConfigOverrides {
  const named = new Map(configEntriesOf('broker').map(({ name, topicEntry }) => [name, topicEntry ?? name]));
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [named.get(name) ?? name, value]));
}

function configRow(entry: ConfigEntry, layers: readonly ConfigLayer[]): ConfigRow {
  const layer = layers.find(({ values }) => values[entry.name] !== undefined);
  const value = layer?.values[entry.name] ?? entry.default;
  const standard = entry.default === null ? null : String(entry.default);
  return {
    name: entry.name,
    value: value === null ? words.notSet : String(value),
    isDefault: layer === undefined || String(value) === standard,
    defaultValue: standard,
    source: layer?.source ?? null,
    edit: editOf(entry, layers),
    meaning: entry.meaning,
    modelled: entry.modelled,
    history: isHistory(entry.name),
  };
}

function editOf(entry: ConfigEntry, layers: readonly ConfigLayer[]): ConfigEdit | null {
  const own = layers.find(({ isOwn }) => isOwn === true);
  if (own === undefined || !entry.dynamic || entry.refused['*'] !== undefined) return null;
  const choices = entry.type === 'boolean' ? ['true', 'false'] : entry.type === 'enum' ? entry.values : [];
  return { takes: describeRange(entry), choices, isSet: own.values[entry.name] !== undefined };
}
