import type { ConfigRow } from '../../protocol/messages.ts';
import { configEntriesOf, isHistory, type ConfigOverrides, type ConfigScope } from '../../sim/index.ts';

/** The configuration of something: entries that were set first, then those that the simulator acts on, then the rest, history at the end. */
export function configRows(scope: ConfigScope, overrides: ConfigOverrides): ConfigRow[] {
  const rows = configEntriesOf(scope).map((entry): ConfigRow => {
    const set = overrides[entry.name];
    const value = set ?? entry.default;
    return {
      name: entry.name,
      value: value === null ? 'not set' : String(value),
      isDefault: set === undefined || set === entry.default,
      meaning: entry.meaning,
      modelled: entry.modelled,
      history: isHistory(entry.name),
    };
  });
  const rank = (row: ConfigRow): number => (!row.isDefault ? 0 : row.history ? 3 : row.modelled ? 1 : 2);
  return rows.sort((a, b) => rank(a) - rank(b));
}
