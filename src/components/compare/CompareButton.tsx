import { lazy, Suspense, useState } from 'react';
import type { ReactNode } from 'react';
import type { Comparison } from '../../store/compare/createComparison.ts';
import { useAppState } from '../simulatorContext.tsx';

const CompareDialog = lazy(() => import('./CompareDialog.tsx'));

interface CompareButtonProps {
  readonly onCompare: (comparison: Comparison) => void;
  readonly onLeave: () => void;
}

/** Puts another run beside the one that is shown. */
export function CompareButton({ onCompare, onLeave }: CompareButtonProps): ReactNode {
  const [choosing, setChoosing] = useState(false);
  const disabled = useAppState(({ run, failure }) => run === null || failure !== null);
  const begin = (comparison: Comparison): void => {
    setChoosing(false);
    onCompare(comparison);
  };
  return (
    <>
      <button type="button" className="button compare-button" aria-haspopup="dialog" disabled={disabled} onClick={() => setChoosing(true)}>
        Compare
      </button>
      {choosing && (
        <Suspense fallback={null}>
          <CompareDialog onCompare={begin} onLeave={onLeave} onClose={() => setChoosing(false)} />
        </Suspense>
      )}
    </>
  );
}
