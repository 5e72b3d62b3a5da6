import { useCallback, useRef, useSyncExternalStore } from 'react';
import type { AppState } from '../store/state.ts';
import { useSimulator } from './simulatorContext.tsx';

const CALM_MS = 200;

/**
 * Like `useAppState`, for what nobody reads while the playhead is dragged: it follows a few times a second then, and leaves the time to the
 * picture. Once the playhead is let go it is right at once.
 */
export function useCalm<T>(selector: (state: AppState) => T): T {
  const { store } = useSimulator();
  const select = useRef(selector);
  const held = useRef<{ readonly value: T } | null>(null);
  held.current ??= { value: selector(store.getState()) };
  const subscribe = useCallback(
    (notify: () => void) => {
      let timer: ReturnType<typeof setTimeout> | null = null;
      const look = (): void => {
        if (timer !== null) clearTimeout(timer);
        timer = null;
        held.current = { value: select.current(store.getState()) };
        notify();
      };
      const unsubscribe = store.subscribe(({ scrubbing }) => {
        if (!scrubbing) look();
        else timer ??= setTimeout(look, CALM_MS);
      });
      look();
      return () => {
        unsubscribe();
        if (timer !== null) clearTimeout(timer);
      };
    },
    [store],
  );
  return useSyncExternalStore(subscribe, () => (held.current as { readonly value: T }).value);
}
