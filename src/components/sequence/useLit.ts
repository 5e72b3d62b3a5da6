import { useMemo } from 'react';
import { WHY } from '../../store/state.ts';
import { useAppState } from '../simulatorContext.tsx';
import { litBy, litByLife, type Lit } from './items.ts';

/** The causes that are shown, or the life of the record that is followed; null where there is neither. */
export function useLit(): Lit | null {
  const chain = useAppState(({ why, selected }) => (selected === WHY ? (why?.chain ?? null) : null));
  const steps = useAppState(({ followed }) => followed?.record?.steps ?? null);
  return useMemo(() => (chain !== null ? litBy(chain) : steps === null || steps.length === 0 ? null : litByLife(steps)), [chain, steps]);
}
