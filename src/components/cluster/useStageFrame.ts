import { useEffect, useState } from 'react';
import type { Frame } from '../../scene/frame.ts';
import { useSimulator } from '../simulatorContext.tsx';

/** Structure is drawn again at most ten times a second: what moves in between does not go through React. */
const INTERVAL_MS = 100;

/** The newest frame, thinned out while the run plays; a step or a pause shows at once. */
export function useStageFrame(): Frame | null {
  const { store } = useSimulator();
  const [frame, setFrame] = useState(() => store.getState().frame);
  useEffect(() => {
    let shownAt = 0;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const show = (): void => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      shownAt = performance.now();
      setFrame(store.getState().frame);
    };
    const unsubscribe = store.subscribe((state, before) => {
      if (state.frame === before.frame && state.playing === before.playing) return;
      const due = shownAt + INTERVAL_MS - performance.now();
      if (!state.playing || due <= 0 || state.run !== before.run) show();
      else timer ??= setTimeout(show, due);
    });
    show();
    return () => {
      unsubscribe();
      if (timer !== null) clearTimeout(timer);
    };
  }, [store]);
  return frame;
}
