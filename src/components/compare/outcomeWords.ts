import { formatDuration } from '../../base/units.ts';
import type { ComparedView, Titles } from '../../store/compare/comparisonState.ts';

/** What came out differently in one sentence, for who hears it: `Up to 30 s: lost after that 1 and 0, right is better.` */
export function outcomeWords({ rows, until, firstTelling }: ComparedView, titles: Titles): string {
  const different = rows.filter(({ left, right }) => left !== right);
  const told = different.map(({ label, left, right, better }) => `${label} ${left} and ${right}${better === null ? '' : `, ${better} is better`}`);
  const parted = firstTelling === null ? 'No difference that matters.' : `They part at ${formatDuration(firstTelling.at)}.`;
  const rest = told.length === 0 ? 'The same came out.' : `${told.join('; ')}.`;
  return `Left ${titles.left}, right ${titles.right}, up to ${formatDuration(until)}. ${parted} ${rest}`;
}
