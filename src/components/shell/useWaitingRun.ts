import { useEffect } from 'react';
import { useSimulator } from '../simulatorContext.tsx';

/** A run that plays waits while a form is open, and goes on afterwards, unless another one has begun. */
export function useWaitingRun(isOpen: boolean): void {
  const { actions, store } = useSimulator();
  useEffect(() => {
    const { playing, run } = store.getState();
    if (!isOpen || !playing) return undefined;
    actions.pause();
    return () => {
      if (store.getState().run === run) actions.play();
    };
  }, [isOpen, actions, store]);
}
