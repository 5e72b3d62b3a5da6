import type { ClusterSpec } from '../../kafka/spec.ts';
import { configEntriesOf } from '../../kafka/config/table.ts';
import { isHistory } from '../../kafka/config/table/history.ts';
import type { Antecedent } from '../antecedent.ts';

/**
 * The rules of earlier versions that the document asks for, as causes of what today's Kafka would not do. `only`: the one about how
 * followers cut their logs.
 */
export function historySettings({ clusterOverrides }: ClusterSpec, only: 'truncation' | 'all'): readonly Antecedent[] {
  return configEntriesOf('broker').flatMap(({ name, default: today, meaning }): Antecedent[] => {
    const value = clusterOverrides[name];
    if (!isHistory(name) || value === undefined || value === today) return [];
    if (only === 'truncation' && name !== 'model.truncation') return [];
    return [{ kind: 'setting', name, value: String(value), how: meaning.replace(/^History: (.)/, (_, first: string) => first.toUpperCase()) }];
  });
}
