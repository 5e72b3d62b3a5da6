import { useCallback, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { createComparison, type Comparison } from '../../store/compare/createComparison.ts';
import type { Choice } from '../../store/compare/comparisonState.ts';
import { useSimulator } from '../simulatorContext.tsx';

interface Chosen {
  /** Begins a comparison; the one before it, if it is not ready yet, is given up. */
  readonly choose: (choice: Choice) => void;
  /** The comparison that is being made; null while nothing is chosen. */
  readonly making: Comparison | null;
}

/** Makes a comparison and hands it on when it can be seen. It is given up when the component goes before that. */
export function useChosen(onReady: (comparison: Comparison) => void, onLeave: () => void): Chosen {
  const simulator = useSimulator();
  const [making, setMaking] = useState<Comparison | null>(null);
  const unfinished = useRef<Comparison | null>(null);
  useEffect(
    () => () => {
      unfinished.current?.dispose();
      unfinished.current = null;
    },
    [],
  );
  const choose = useCallback(
    (choice: Choice) => {
      unfinished.current?.dispose();
      const comparison = createComparison(simulator, choice, { onLeave });
      unfinished.current = comparison;
      setMaking(comparison);
      const stop = comparison.store.subscribe(({ ready }) => {
        if (!ready || unfinished.current !== comparison) return;
        stop();
        unfinished.current = null;
        onReady(comparison);
      });
    },
    [simulator, onReady, onLeave],
  );
  return { choose, making };
}

/** What can be said of a comparison that is being made. */
export function useMaking(making: Comparison): { readonly progress: { readonly at: number; readonly to: number } | null; readonly refusal: readonly { readonly path: string; readonly message: string }[] } {
  const progress = useStore(making.store, (state) => state.progress);
  const problems = useStore(making.store, (state) => state.problems);
  const failure = useStore(making.store, (state) => state.failure);
  return { progress, refusal: failure === null ? (problems ?? NONE) : [{ path: '', message: failure }] };
}

const NONE: readonly never[] = [];
