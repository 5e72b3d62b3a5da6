import * as words from '../../words/compare/stage.ts';
import { useNarrow } from '../useNarrow.ts';

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
