import { useEffect } from 'react';
import type { RefObject } from 'react';
import { useSimulator } from '../components/simulatorContext.tsx';

/** Pauses a run that nobody can see (another tab, scrolled away) and lets it go on when it is seen again. */
export function useRunWhenSeen(element: RefObject<Element | null>): void {
  const { store, actions } = useSimulator();
  useEffect(() => {
    const { current } = element;
    if (current === null) return undefined;
    let inView = true;
    let pausedHere = false;
    const follow = (): void => {
      const seen = inView && !document.hidden;
      const { playing } = store.getState();
      if (!seen && playing) {
        pausedHere = true;
        actions.pause();
      } else if (seen && pausedHere) {
        pausedHere = false;
        if (!playing) actions.play();
      }
    };
    const observer = new IntersectionObserver((entries) => {
      inView = entries.at(-1)?.isIntersecting ?? true;
      follow();
    });
    observer.observe(current);
    document.addEventListener('visibilitychange', follow);
    // A run that begins while nobody looks waits, too.
    const unsubscribe = store.subscribe((state, before) => {
      if (state.playing && !before.playing) follow();
    });
    return () => {
      observer.disconnect();
      document.removeEventListener('visibilitychange', follow);
      unsubscribe();
    };
  }, [element, store, actions]);
}
