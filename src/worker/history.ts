import { configEntriesOf, type ClusterSpec } from '../sim/index.ts';
import * as words from '../words/run.ts';

/** The rules of earlier versions of Kafka that a cluster has, as clauses. Empty for Kafka of today. */
export function historyOf({ clusterOverrides, metadata }: ClusterSpec): string[] {
  const clauses: string[] = metadata === 'zookeeper' ? [words.zooKeeper] : [];
  for (const { name, default: today, meaning } of configEntriesOf('broker')) {
    const value = name.startsWith('model.') ? clusterOverrides[name] : undefined;
    if (value === undefined || value === today) continue;
    clauses.push(words.truncation[String(value)] ?? clauseOf(meaning));
  }
  return clauses;
}

function clauseOf(meaning: string): string {
  return meaning.replace(/^History: /, '').replace(/\.$/, '');
}
