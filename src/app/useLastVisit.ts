import { useEffect, useRef } from 'react';
import { useSimulator } from '../components/simulatorContext.tsx';
import type { Comparison } from '../store/compare/createComparison.ts';
import { keepsLastVisit, keepVisit } from '../store/lastVisit.ts';
import type { AppState } from '../store/state.ts';

const EVERY_MS = 2_000;
/** What was just done is kept at once; what is done in quick succession, so often at most. */
const SELDOM_MS = 200;

/**
 * Keeps the run as it is every few seconds, after whatever is done, and when the page is left: a page that is closed has no time to ask
 * its worker.
 */
export function useLastVisit(comparison: Comparison | null): void {
  const { store, actions } = useSimulator();
  const beside = comparison?.beside ?? null;
  const compared = useRef(beside);
  useEffect(() => {
    compared.current = beside;
  }, [beside]);
  useEffect(() => {
    let kept: unknown = null;
    let soon: ReturnType<typeof setTimeout> | undefined;
    let keptAt = -Infinity;
    const keep = (): void => {
      keptAt = performance.now();
      const { frame, failure } = store.getState();
      if (frame === null || failure !== null || !keepsLastVisit()) return;
      kept = frame;
      actions.save(compared.current);
    };
    const timer = setInterval(() => {
      if (store.getState().frame !== kept) keep();
    }, EVERY_MS);
    const unsubscribe = store.subscribe((state, before) => {
      if (isOther(state, before)) {
        clearTimeout(soon);
        soon = setTimeout(keep, Math.max(0, keptAt + SELDOM_MS - performance.now()));
      }
      if (state.saved !== before.saved && state.saved !== null) keepVisit(state.saved);
    });
    const leave = (): void => {
      if (document.visibilityState === 'hidden') keep();
    };
    document.addEventListener('visibilitychange', leave);
    return () => {
      document.removeEventListener('visibilitychange', leave);
      clearInterval(timer);
      clearTimeout(soon);
      unsubscribe();
    };
  }, [store, actions]);
}

/** Something was done or opened, or the run stopped. */
function isOther(state: AppState, before: AppState): boolean {
  return state.timeline !== before.timeline || state.run !== before.run || (before.playing && !state.playing);
}
