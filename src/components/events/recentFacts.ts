import { factLevel } from '../../store/facts.ts';
import type { FactView } from '../../store/facts.ts';

export type Filter = 'notable' | 'all';

export interface RecentFacts {
  readonly shown: readonly FactView[];
  /** There are older ones. */
  readonly more: boolean;
}

/** Of a known future, so many facts are shown. */
const MOST_AHEAD = 150;

/**
 * The newest facts that pass the filter, oldest first: at most `most` of those before index `ahead`, which are past, and some of those
 * from there on, which lie ahead.
 */
export function recentFacts(facts: readonly FactView[], filter: Filter, most: number, ahead: number): RecentFacts {
  const passes = ({ fact }: FactView): boolean => filter === 'all' || factLevel(fact) === 'notable';
  const shown: FactView[] = [];
  let more = false;
  for (let index = ahead - 1; index >= 0 && !more; index -= 1) {
    const view = facts[index];
    if (view === undefined || !passes(view)) continue;
    if (shown.length === most) more = true;
    else shown.push(view);
  }
  shown.reverse();
  const past = shown.length;
  for (let index = ahead; index < facts.length && shown.length < past + MOST_AHEAD; index += 1) {
    const view = facts[index];
    if (view !== undefined && passes(view)) shown.push(view);
  }
  return { shown, more };
}

/** How many facts the page was not told, or did not keep, right before one of those that are shown of all. Facts are numbered one by one. */
export function leftOutBefore(shown: readonly FactView[], index: number): number {
  const before = shown[index - 1];
  const view = shown[index];
  return before === undefined || view === undefined ? 0 : view.seq - before.seq - 1;
}

/** Index of the first fact after `now`; facts are in order. */
export function firstAhead(facts: readonly FactView[], now: number): number {
  let [low, high] = [0, facts.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((facts[middle]?.at ?? 0) <= now) low = middle + 1;
    else high = middle;
  }
  return low;
}
