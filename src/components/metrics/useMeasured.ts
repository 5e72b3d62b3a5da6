import { useEffect } from 'react';
import type { MeasuredView, MeasureWindow } from '../../store/metrics.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';

/** Points that a chart has room for. */
const MOST = 160;
/** A run that plays is measured a few times a second. */
const APART_MS = 200;
const STEP_US = 500_000;

/** What is measured of the stretch that is shown: asked for again whenever more is known, or another future is shown. Null while nothing is known. */
export function useMeasured(from: number, to: number, by: MeasureWindow['by']): MeasuredView | null {
  const { actions } = useSimulator();
  const measured = useAppState((state) => state.measured);
  const branch = useAppState(({ timeline }) => timeline?.current ?? -1);
  const known = useAppState(({ knownTo }) => Math.floor(knownTo / STEP_US) * STEP_US);
  const run = useAppState((state) => state.run);
  const isOfBranch = measured !== null && measured.branch === branch;
  const isAsked = measured?.window.from === from && measured.window.to === to && measured.window.by === by;
  const isCurrent = isOfBranch && isAsked && measured.isComplete && measured.measuredTo >= known;
  useEffect(() => {
    if (isCurrent || run === null) return undefined;
    const ask = (): void => actions.measure({ from, to, most: MOST, by });
    // What is new to the reader is asked for at once; what only goes on, now and then.
    if (!isOfBranch || !isAsked || !measured.isComplete) {
      ask();
      return undefined;
    }
    const timer = setTimeout(ask, APART_MS);
    return () => clearTimeout(timer);
    // An answer that is not the newest any more is a reason to ask again, too.
  }, [actions, from, to, by, isCurrent, isOfBranch, isAsked, run, measured, known]);
  return isOfBranch ? measured : null;
}
