import { useEffect } from 'react';
import { useSimulator } from '../components/simulatorContext.tsx';
import { keepsLastVisit, keepVisit } from '../store/lastVisit.ts';

const EVERY_MS = 4_000;

/** Keeps the run as it is every few seconds: a page that is closed has no time to ask its worker. */
export function useLastVisit(): void {
  const { store, actions } = useSimulator();
  useEffect(() => {
    let kept = store.getState().frame;
    const timer = setInterval(() => {
      const { frame, failure } = store.getState();
      if (frame === null || frame === kept || failure !== null || !keepsLastVisit()) return;
      kept = frame;
      actions.save();
    }, EVERY_MS);
    const unsubscribe = store.subscribe(({ saved }, before) => {
      if (saved !== before.saved && saved !== null) keepVisit(saved);
    });
    return () => {
      clearInterval(timer);
      unsubscribe();
    };
  }, [store, actions]);
}
