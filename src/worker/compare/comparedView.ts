import type { ComparedView, DivergenceView } from '../../protocol/compare.ts';
import { formatDuration } from '../../base/units.ts';
import type { FactView } from '../../protocol/messages.ts';
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
      // What reads the same is the same: nobody did better by a microsecond.
      const isSame = text(left) === text(right);
      const more = isSame || better === null ? null : left[key] > right[key] ? 'left' : 'right';
      const less = more === null ? null : more === 'left' ? 'right' : 'left';
      return { key, label, meaning, left: text(left), right: text(right), better: better === 'more' ? more : less };
    }),
  };
}

function divergenceView(divergence: Divergence | null): DivergenceView | null {
  if (divergence === null) return null;
  const { at, left, right } = divergence;
  const [one, other] = [left === null ? null : sentence(left), right === null ? null : sentence(right)];
  if (left === null || right === null || one !== other) return { at, left: one, right: other };
  // The same words: then the time is what differs, or where it happened, or something that has no words.
  const words = (fact: FactView): string => `${sentence(fact)} At ${formatDuration(fact.at)}${left.node === right.node ? '' : `, ${fact.node}`}.`;
  return { at, left: words(left), right: words(right) };
}
