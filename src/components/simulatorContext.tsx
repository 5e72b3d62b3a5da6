import { createContext, use } from 'react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Simulator } from '../store/createSimulator.ts';
import type { AppState } from '../store/state.ts';

const SimulatorContext = createContext<Simulator | null>(null);

export function SimulatorProvider({ simulator, children }: { simulator: Simulator; children: ReactNode }): ReactNode {
  return <SimulatorContext value={simulator}>{children}</SimulatorContext>;
}

/** The simulator of the nearest provider: every embed on a page has its own. Throws where there is none. */
export function useSimulator(): Simulator {
  const simulator = use(SimulatorContext);
  if (simulator === null) throw new Error('useSimulator needs a SimulatorProvider above it.');
  return simulator;
}

/** The part of the state that `selector` picks; renders again when that part is another value. */
export function useAppState<T>(selector: (state: AppState) => T): T {
  return useStore(useSimulator().store, selector);
}
