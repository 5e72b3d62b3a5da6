import type { ComparedView, DivergenceView } from '../../protocol/compare.ts';
import { sentence } from '../../protocol/narration.ts';
import type { Compared } from '../../scenarios/compare/comparison.ts';
import type { Divergence } from '../../scenarios/compare/divergence.ts';
import { OUTCOME_ROWS } from '../../scenarios/compare/outcomeRows.ts';

/** What a comparison has come to, in words. */
export function comparedView({ atUs, first, firstTelling, left, right }: Compared): ComparedView {
  return {
    until: atUs,
    first: divergenceView(first),
    firstTelling: divergenceView(firstTelling),
    rows: OUTCOME_ROWS.map(({ key, label, meaning, better, text }) => {
      const more = left[key] === right[key] || better === null ? null : left[key] > right[key] ? 'left' : 'right';
      const less = more === null ? null : more === 'left' ? 'right' : 'left';
      return { key, label, meaning, left: text(left), right: text(right), better: better === 'more' ? more : less };
    }),
  };
}

function divergenceView(divergence: Divergence | null): DivergenceView | null {
  if (divergence === null) return null;
  const { at, left, right } = divergence;
  return { at, left: left === null ? null : sentence(left), right: right === null ? null : sentence(right) };
}
