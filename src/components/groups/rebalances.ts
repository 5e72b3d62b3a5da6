import type { TimeUs } from '../../base/flavor.ts';
import type { FactView } from '../../store/facts.ts';

/** The rebalances of a group up to now. */
export interface Rebalances {
  readonly count: number;
  /** When the last one began, why, and how long it took; null while it lasts or when its end is not known. */
  readonly last: { readonly at: TimeUs; readonly reason: string; readonly tookUs: TimeUs | null } | null;
}

const NONE: Rebalances = { count: 0, last: null };

/** From the facts of the branch up to `now`, by group; a rebalance ends when the group is stable or empty. */
export function rebalancesUntil(facts: readonly FactView[], now: TimeUs): ReadonlyMap<string, Rebalances> {
  const groups = new Map<string, Rebalances>();
  for (const { at, fact } of facts) {
    if (at > now) break;
    if (fact.type === 'RebalanceStarted') {
      const { count } = groups.get(fact.group) ?? NONE;
      groups.set(fact.group, { count: count + 1, last: { at, reason: fact.reason, tookUs: null } });
    } else if (fact.type === 'GroupStable' || fact.type === 'GroupEmptied') {
      const known = groups.get(fact.group);
      if (known?.last?.tookUs === null) groups.set(fact.group, { ...known, last: { ...known.last, tookUs: at - known.last.at } });
    }
  }
  return groups;
}
