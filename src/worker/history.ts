import { configEntriesOf, type ClusterSpec } from '../sim/index.ts';

/** How followers cut their logs by each of the earlier rules. */
const TRUNCATION: Readonly<Record<string, string>> = {
  'kip-320-draft': 'followers cut nothing when a leader changes, and only the epochs of records are compared (a draft of KIP-320, never released)',
  'kip-279': 'followers cut after the last offset and epoch that both logs have, asked of whoever believes to lead (Kafka 2.0)',
  'kip-101': "followers cut where the leader's log of their last epoch ends, or else at their own high watermark (Kafka 0.11 to 1.1)",
  'high-watermark': 'followers cut their logs at their own high watermark (before Kafka 0.11)',
};

/** The rules of earlier versions of Kafka that a cluster has, as clauses. Empty for Kafka of today. */
export function historyOf({ clusterOverrides, metadata }: ClusterSpec): string[] {
  const clauses: string[] = metadata === 'zookeeper' ? ['ZooKeeper keeps the metadata, and a broker is the controller (Kafka before 4.0)'] : [];
  for (const { name, default: today, meaning } of configEntriesOf('broker')) {
    const value = name.startsWith('model.') ? clusterOverrides[name] : undefined;
    if (value === undefined || value === today) continue;
    clauses.push(TRUNCATION[String(value)] ?? clauseOf(meaning));
  }
  return clauses;
}

function clauseOf(meaning: string): string {
  return meaning.replace(/^History: /, '').replace(/\.$/, '');
}
