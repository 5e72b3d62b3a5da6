import { createContext, use } from 'react';
import { createStore } from 'zustand/vanilla';
import { useStore } from 'zustand';
import type { Comparison } from '../../store/compare/createComparison.ts';
import type { ComparisonState } from '../../store/compare/comparisonState.ts';

/** The comparison that is shown; null while there is none. */
export const ComparisonContext = createContext<Comparison | null>(null);

const NONE = createStore<ComparisonState | null>(() => null);

/** The part of what is compared that `selector` picks; null while nothing is. */
export function useCompared<T>(selector: (state: ComparisonState) => T): T | null {
  const comparison = use(ComparisonContext);
  return useStore(comparison?.store ?? NONE, (state) => (state === null ? null : selector(state)));
}
