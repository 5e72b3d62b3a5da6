import { nearest } from '../../../base/nearest.ts';
import * as words from '../../../words/config/names.ts';
import type { ConfigEntry, ConfigScope } from './entry.ts';
import { BROKER_ENTRIES } from './table/broker.ts';
import { COMPACTION_ENTRIES } from './table/compaction.ts';
import { CONSUMER_ENTRIES } from './table/consumer.ts';
import { CONTROLLER_ENTRIES } from './table/controller.ts';
import { COORDINATOR_ENTRIES } from './table/coordinator.ts';
import { HISTORY_ENTRIES } from './table/history.ts';
import { LOG_ENTRIES } from './table/log.ts';
import { PRODUCER_ENTRIES } from './table/producer.ts';
import { THROTTLE_ENTRIES } from './table/throttle.ts';
import { REMOTE_ENTRIES } from './table/remote.ts';
import { ZOOKEEPER_ENTRIES } from './table/zookeeper.ts';

/** Every configuration entry of Kafka 4.3 that the simulator knows. A name may occur once for each scope. */
export const CONFIG_TABLE: readonly ConfigEntry[] = [
  ...BROKER_ENTRIES,
  ...COORDINATOR_ENTRIES,
  ...LOG_ENTRIES,
  ...COMPACTION_ENTRIES,
  ...REMOTE_ENTRIES,
  ...CONTROLLER_ENTRIES,
  ...PRODUCER_ENTRIES,
  ...CONSUMER_ENTRIES,
  ...THROTTLE_ENTRIES,
  ...HISTORY_ENTRIES,
  ...ZOOKEEPER_ENTRIES,
];

const BY_SCOPE: Readonly<Record<ConfigScope, ReadonlyMap<string, ConfigEntry>>> = {
  broker: entriesIn('broker'),
  controller: entriesIn('controller'),
  topic: entriesIn('topic'),
  producer: entriesIn('producer'),
  consumer: entriesIn('consumer'),
};

/** The entry of that name in the first of `scopes` that has it. */
export function findConfigEntry(scopes: readonly ConfigScope[], name: string): ConfigEntry | null {
  for (const scope of scopes) {
    const entry = BY_SCOPE[scope].get(name);
    if (entry !== undefined) return entry;
  }
  return null;
}

export function configEntriesOf(scope: ConfigScope): readonly ConfigEntry[] {
  return [...BY_SCOPE[scope].values()];
}

const ZOOKEEPER_ONLY: ReadonlySet<string> = new Set(ZOOKEEPER_ENTRIES.map(({ name }) => name));
const KRAFT_ONLY = /^(broker\.(heartbeat|session)\.|initial\.broker\.registration\.|controller\.quorum\.|metadata\.(log|max)\.)/;

/** Whether an entry means anything to a cluster that has its metadata there. */
export function hasMeaning(name: string, metadata: 'kraft' | 'zookeeper'): boolean {
  return metadata === 'kraft' ? !ZOOKEEPER_ONLY.has(name) : !KRAFT_ONLY.test(name);
}

/** Why `name` is not an entry of `scopes`, in one sentence with the likeliest remedy. */
export function explainUnknownEntry(scopes: readonly ConfigScope[], name: string): string {
  const whose = scopes.length === 1 && scopes[0] !== undefined ? scopes[0] : 'server';
  const elsewhere = CONFIG_TABLE.filter((entry) => entry.name === name);
  if (elsewhere.length === 0) {
    const names = scopes.flatMap((scope) => [...BY_SCOPE[scope].keys()]);
    return words.unknown(whose, nearest(name, names));
  }
  const serverDefault = CONFIG_TABLE.find((entry) => entry.topicEntry === name && entry.scopes.some((s) => scopes.includes(s)));
  if (serverDefault !== undefined) return words.ofTopics(serverDefault.name);
  const topicName = elsewhere.find((entry) => entry.topicEntry !== null)?.topicEntry;
  if (typeof topicName === 'string' && scopes.includes('topic')) return words.ofServers(topicName);
  return words.ofOthers(
    elsewhere.flatMap((entry) => entry.scopes),
    whose,
  );
}

function entriesIn(scope: ConfigScope): ReadonlyMap<string, ConfigEntry> {
  return new Map(CONFIG_TABLE.filter((entry) => entry.scopes.includes(scope)).map((entry) => [entry.name, entry]));
}
