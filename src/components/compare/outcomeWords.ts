import { durationText } from '../format/readersNumbers.ts';
import type { ComparedView, OutcomeView, Titles } from '../../store/compare/comparisonState.ts';
import type { Places } from './usePlaces.ts';

/** What came out differently in one breath, for who hears it. */
export function outcomeWords({ firstTelling }: ComparedView, { rows, at }: OutcomeView, titles: Titles, places: Places): string {
  const different = rows.filter(({ left, right }) => left !== right);
  const told = different.map(({ label, left, right, better }) => `${label} ${left} and ${right}${better === null ? '' : `, ${places[better]} is better`}`);
  const parted = firstTelling === null ? 'No difference that matters.' : `They part at ${durationText(firstTelling.at)}.`;
  const rest = told.length === 0 ? 'So far the same came out.' : `${told.join('; ')}.`;
  return `${titles.left} ${places.left}, ${titles.right} ${places.right}, up to ${durationText(at)}. ${parted} ${rest}`;
}
