import { useEffect } from 'react';
import { useAppState, useSimulator } from '../components/simulatorContext.tsx';
import type { Comparison } from '../store/compare/createComparison.ts';
import type { Choice } from '../store/compare/comparisonState.ts';
import type { Simulator } from '../store/createSimulator.ts';
import type { Beside } from '../store/state.ts';

/** Puts beside a saved run what was beside it when it was saved. */
export function useCompareAgain(compare: (comparison: Comparison) => void, leave: () => void): void {
  const simulator = useSimulator();
  const wanted = useAppState(({ toCompare }) => toCompare);
  useEffect(() => {
    if (wanted === null) return undefined;
    let isWanted = true;
    let making: Comparison | null = null;
    const begin = async (): Promise<void> => {
      const [choice, { createComparison }] = await Promise.all([choiceOf(simulator, wanted), import('../store/compare/createComparison.ts')]);
      if (choice === null || !isWanted) return;
      const comparison = createComparison(simulator, choice, { onLeave: leave });
      making = comparison;
      const stop = comparison.store.subscribe(({ ready }) => {
        if (!ready || !isWanted) return;
        stop();
        making = null;
        simulator.store.setState({ toCompare: null });
        compare(comparison);
      });
    };
    void begin();
    return () => {
      isWanted = false;
      making?.dispose();
    };
  }, [simulator, wanted, compare, leave]);
}

async function choiceOf(simulator: Simulator, wanted: Beside): Promise<Choice | null> {
  if (wanted.kind !== 'branch') return { other: { kind: 'twin', change: wanted }, titles: null };
  const recorded = await simulator.record(wanted.branch);
  const { timeline } = simulator.store.getState();
  const nameOf = (branch: number | undefined): string => timeline?.branches.find(({ id }) => id === branch)?.name ?? '';
  if (recorded === null) return null;
  return { other: { kind: 'run', record: recorded.record }, titles: { left: nameOf(timeline?.current), right: nameOf(wanted.branch) }, branch: wanted.branch };
}
