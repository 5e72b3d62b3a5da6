import { durationText } from '../format/readersNumbers.ts';
import type { ComparedView, OutcomeView, Titles } from '../../store/compare/comparisonState.ts';
import * as words from '../../words/compare/outcome.ts';
import type { Places } from './usePlaces.ts';

/** What came out differently in one breath, for who hears it. */
export function outcomeWords({ firstTelling }: ComparedView, { rows, at }: OutcomeView, titles: Titles, places: Places): string {
  const different = rows.filter(({ left, right }) => left !== right);
  const told = different.map(({ label, left, right, better }) => (better === null ? words.row(label, left, right) : words.rowBetter(label, left, right, places[better])));
  return [
    words.runsUpTo(titles.left, places.left, titles.right, places.right, durationText(at)),
    firstTelling === null ? words.nothingMatters : words.partAt(durationText(firstTelling.at)),
    told.length === 0 ? words.sameSoFar : words.rows(told.join('; ')),
  ].join(' ');
}
