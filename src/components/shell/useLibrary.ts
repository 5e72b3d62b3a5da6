import { useEffect } from 'react';
import type { AppState } from '../../store/state.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';

/** The list of built-in scenarios, asked for by whoever wants to show it first; null until it is there. */
export function useLibrary(): AppState['library'] {
  const { actions } = useSimulator();
  const library = useAppState((state) => state.library);
  useEffect(() => actions.readLibrary(), [actions]);
  return library;
}
