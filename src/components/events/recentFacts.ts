import { factLevel } from '../../store/facts.ts';
import type { FactView } from '../../store/facts.ts';

export type Filter = 'notable' | 'all';

/** The newest facts that pass the filter, oldest first, at most `most`; and whether there are older ones. */
export function recentFacts(facts: readonly FactView[], filter: Filter, most: number): { readonly shown: readonly FactView[]; readonly more: boolean } {
  const shown: FactView[] = [];
  for (let index = facts.length - 1; index >= 0; index -= 1) {
    const view = facts[index];
    if (view === undefined || (filter === 'notable' && factLevel(view.fact) !== 'notable')) continue;
    if (shown.length === most) return { shown: shown.reverse(), more: true };
    shown.push(view);
  }
  return { shown: shown.reverse(), more: false };
}
