import { useEffect, useState } from 'react';
import type { Frame } from '../../scene/frame.ts';
import type { AppState } from '../../store/state.ts';
import { useSimulator } from '../simulatorContext.tsx';

/** Structure is drawn again at most ten times a second: what moves in between does not go through React. */
const INTERVAL_MS = 100;
/** Of a large cluster so much is drawn that four times have to do. */
const INTERVAL_LARGE_MS = 250;

/** The newest frame, thinned out while the run plays; a step or a pause shows at once. */
export function useStageFrame(): Frame | null {
  return useStageMoment().frame;
}

/** What is seen of one moment: the frame, what the lens asked for besides, and what has happened up to then. */
type Moment = Pick<AppState, 'frame' | 'detail' | 'facts'>;

export function useStageMoment(): Moment {
  const { store } = useSimulator();
  const [moment, setMoment] = useState(() => momentIn(store.getState()));
  useEffect(() => {
    let shownAt = 0;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const show = (): void => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      shownAt = performance.now();
      setMoment(momentIn(store.getState()));
    };
    const unsubscribe = store.subscribe((state, before) => {
      if (state.frame === before.frame && state.detail === before.detail && state.facts === before.facts && state.playing === before.playing) return;
      const isLarge = state.frame !== null && state.frame.heat.length > 0;
      const due = shownAt + (isLarge ? INTERVAL_LARGE_MS : INTERVAL_MS) - performance.now();
      if (!state.playing || due <= 0 || state.run !== before.run) show();
      else timer ??= setTimeout(show, due);
    });
    show();
    return () => {
      unsubscribe();
      if (timer !== null) clearTimeout(timer);
    };
  }, [store]);
  return moment;
}

function momentIn({ frame, detail, facts }: AppState): Moment {
  return { frame, detail, facts };
}
