import { configEntriesOf, type ClusterSpec } from '../sim/index.ts';
import * as words from '../words/config/history.ts';
import * as runWords from '../words/run.ts';

const RULES: Readonly<Record<string, string>> = words.rules;

/** The rules of earlier versions of Kafka that a cluster has, as clauses. Empty for Kafka of today. */
export function historyOf({ clusterOverrides, metadata }: ClusterSpec): string[] {
  const clauses: string[] = metadata === 'zookeeper' ? [runWords.zooKeeper] : [];
  for (const { name, default: today } of configEntriesOf('broker')) {
    const rule = RULES[name];
    const value = clusterOverrides[name];
    if (rule === undefined || value === undefined || value === today) continue;
    clauses.push(runWords.truncation[String(value)] ?? rule);
  }
  return clauses;
}
