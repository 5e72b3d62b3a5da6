import { useCallback, useEffect, useRef, useState } from 'react';
import { useSimulator } from '../components/simulatorContext.tsx';
import type { Comparison } from '../store/compare/createComparison.ts';

interface Comparing {
  /** What is shown beside the run; null while the run is alone. */
  readonly comparison: Comparison | null;
  readonly compare: (comparison: Comparison) => void;
  /** Back to the run alone, which went on all the while. */
  readonly leave: () => void;
}

/**
 * One comparison at a time: the one before goes when another begins, and all go with the page. The story, which is not shown beside two
 * pictures, does not hold the run meanwhile.
 */
export function useComparing(): Comparing {
  const { store, actions } = useSimulator();
  const [comparison, setComparison] = useState<Comparison | null>(null);
  const shown = useRef<Comparison | null>(null);
  const wasGuided = useRef(false);
  const compare = useCallback(
    (next: Comparison) => {
      const { guided, playing } = store.getState();
      if (shown.current === null) wasGuided.current = guided;
      shown.current?.dispose();
      shown.current = next;
      setComparison(next);
      actions.setGuided(false);
      if (!playing) actions.pause();
    },
    [store, actions],
  );
  const leave = useCallback(() => {
    if (shown.current === null) return;
    shown.current.dispose();
    shown.current = null;
    setComparison(null);
    actions.setGuided(wasGuided.current);
    document.querySelector<HTMLElement>('.compare-button')?.focus();
  }, [actions]);
  useEffect(() => () => shown.current?.dispose(), []);
  return { comparison, compare, leave };
}
