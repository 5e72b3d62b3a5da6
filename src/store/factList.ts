import type { FactView } from '../protocol/messages.ts';
import { factLevel } from '../protocol/narration.ts';

const KEPT = 2_000;
/** Thinning looks at every fact, so it is done each time the list has grown past another multiple of this. */
const STRIDE = 500;
const NOTABLE_KEPT = 10_000;

/** The list with what is new at its end: at least the last 2,000 facts, and of older ones those that are notable. */
export function appendFacts(list: readonly FactView[], added: readonly FactView[]): readonly FactView[] {
  if (added.length === 0) return list;
  const all = [...list, ...added];
  const due = Math.floor(all.length / STRIDE) > Math.floor(list.length / STRIDE);
  if (!due || all.length <= KEPT) return all;
  const notable = all.slice(0, -KEPT).filter(({ fact }) => factLevel(fact) === 'notable');
  return [...notable.slice(-NOTABLE_KEPT), ...all.slice(-KEPT)];
}
