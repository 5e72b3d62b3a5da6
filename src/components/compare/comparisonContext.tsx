import { createContext, use } from 'react';
import { createStore } from 'zustand/vanilla';
import { useStore } from 'zustand';
import type { Comparison } from '../../store/compare/createComparison.ts';
import type { ComparisonState } from '../../store/compare/comparisonState.ts';
import type { Simulator } from '../../store/createSimulator.ts';
import { WHY, type AppState } from '../../store/state.ts';

/** The comparison that is shown; null while there is none. */
export const ComparisonContext = createContext<Comparison | null>(null);

const NONE = createStore<ComparisonState | null>(() => null);

/** The part of what is compared that `selector` picks; null while nothing is. */
export function useCompared<T>(selector: (state: ComparisonState) => T): T | null {
  const comparison = use(ComparisonContext);
  return useStore(comparison?.store ?? NONE, (state) => (state === null ? null : selector(state)));
}

const NOT_ASKED = createStore<Pick<AppState, 'why' | 'selected'>>(() => ({ why: null, selected: null }));

/** The run whose causes are looked at: the one beside it, when that was asked last. */
export function useAsked(comparison: Comparison | null, run: Simulator): Simulator {
  const isOther = useStore(comparison?.other.store ?? NOT_ASKED, ({ why, selected }) => why !== null && selected === WHY);
  return comparison !== null && isOther ? comparison.other : run;
}

/** What the run, or the one beside it, is called while they are compared. */
export function useNameOf(comparison: Comparison | null, isRun: boolean): string | null {
  return useStore(comparison?.store ?? NONE, (state) => (state === null ? null : isRun ? state.titles.left : state.titles.right));
}
