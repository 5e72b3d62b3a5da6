import { useCallback, useSyncExternalStore } from 'react';
import * as words from '../../words/compare/stage.ts';

export const PHONE = '(max-width: 559px)';
/** As in the style sheet: two pictures are above each other then. */
const STACKED = '(max-width: 1199px)';

/** What the places of two pictures are called. */
export interface Places {
  readonly left: string;
  readonly right: string;
}

export function usePlaces(): Places {
  return useNarrow(STACKED) ? words.above : words.beside;
}

/** Whether a media query holds. */
export function useNarrow(media: string): boolean {
  const listen = useCallback(
    (changed: () => void) => {
      const query = matchMedia(media);
      query.addEventListener('change', changed);
      return () => query.removeEventListener('change', changed);
    },
    [media],
  );
  return useSyncExternalStore(listen, () => matchMedia(media).matches);
}
