import { useEffect } from 'react';
import type { RefObject } from 'react';
import { useSimulator } from '../components/simulatorContext.tsx';

/** What programs that drive the page read from it, kept up to date past React. */
export function useRootState(root: RefObject<HTMLElement | null>): void {
  const { store, playhead } = useSimulator();
  useEffect(() => {
    const { current } = root;
    if (current === null) return undefined;
    const write = (): void => {
      const { frame, playing, scrubbing } = store.getState();
      current.setAttribute('data-playing', String(playing));
      // Nothing glides to its place then: the next one is already wanted.
      current.toggleAttribute('data-scrubbing', scrubbing);
      current.setAttribute('data-trace-hash', frame?.traceHash ?? '');
      current.setAttribute('data-events', String(frame?.events ?? 0));
    };
    const writeNow = (now: number): void => {
      current.setAttribute('data-now', String(Math.floor(now)));
    };
    write();
    writeNow(playhead.now());
    const stop = playhead.subscribe(writeNow);
    const unsubscribe = store.subscribe(write);
    return () => {
      stop();
      unsubscribe();
    };
  }, [root, store, playhead]);
}
