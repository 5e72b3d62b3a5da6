import type { ComparedView, CountedView, DivergenceView, OutcomeRowView, OutcomeView } from '../../protocol/compare.ts';
import { formatDuration } from '../../base/units.ts';
import type { FactView } from '../../protocol/messages.ts';
import { sentence } from '../../protocol/narration.ts';
import type { Comparison } from '../../scenarios/compare/comparison.ts';
import type { Divergence } from '../../scenarios/compare/divergence.ts';
import { COUNTED, type CountedKey, type CountedRecord, type OutcomeAt } from '../../scenarios/compare/outcomeAt.ts';
import { outcomeRows, type OutcomeRow } from '../../scenarios/compare/outcomeRows.ts';
import * as words from '../../words/comparedRuns.ts';

/** More records than these are not listed. */
const MOST_LISTED = 40;

/** Where two runs part, in words. */
export function comparedView({ watch, difference, nowUs }: Pick<Comparison, 'watch' | 'difference' | 'nowUs'>): ComparedView {
  return { until: nowUs, first: divergenceView(watch.found), firstTelling: divergenceView(difference.found) };
}

/** What came out up to a time, in words. */
export function outcomeView(at: number, left: OutcomeAt, right: OutcomeAt): OutcomeView {
  return { at, rows: outcomeRows(left.outcome, right.outcome).map((row) => rowView(row, left, right)) };
}

function rowView({ key, label, meaning, better, text }: OutcomeRow, left: OutcomeAt, right: OutcomeAt): OutcomeRowView {
  const [one, other] = [text(left.outcome), text(right.outcome)];
  // What reads the same is the same: nobody did better by a microsecond.
  const isSame = one === other;
  const more = isSame || better === null ? null : left.outcome[key] > right.outcome[key] ? 'left' : 'right';
  const less = more === null ? null : more === 'left' ? 'right' : 'left';
  const counted = COUNTED.find((each) => each === key) ?? null;
  const records = counted === null ? null : { left: countedViews(counted, left), right: countedViews(counted, right) };
  return { key, label, meaning, left: one, right: other, better: better === 'more' ? more : less, records };
}

function countedViews(key: CountedKey, { records }: OutcomeAt): CountedView[] {
  return records[key].slice(0, MOST_LISTED).map((record) => ({ id: record.id, words: wordsOf(record), subject: subjectOf(key, record) }));
}

function wordsOf({ topic, partition, offset, atUs, group }: CountedRecord): string {
  if (offset < 0) return words.countedAsSent(`${topic}-${partition}`, formatDuration(atUs ?? 0));
  const place = words.place(`${topic}-${partition}`, offset);
  if (atUs === null) return words.onceMore(place);
  return group === null ? words.acknowledged(place, formatDuration(atUs)) : words.handedAgain(place, group, formatDuration(atUs));
}

function subjectOf(key: CountedKey, { id, topic, partition, offset, atUs, fact }: CountedRecord): CountedView['subject'] {
  if (fact !== null) return { kind: 'fact', seq: fact, at: atUs ?? 0 };
  return key === 'lost' || key === 'lostUnacknowledged' ? { kind: 'lost', topic, partition, offset, id } : { kind: 'record', topic, partition, offset, broker: null };
}

function divergenceView(divergence: Divergence | null): DivergenceView | null {
  if (divergence === null) return null;
  const { at, left, right } = divergence;
  const [one, other] = [left === null ? null : sentence(left), right === null ? null : sentence(right)];
  if (left === null || right === null || one !== other) return { at, left: one, right: other };
  // The same words: then the time is what differs, or where it happened, or something that has no words.
  const told = (fact: FactView): string =>
    left.node === right.node ? words.atTime(sentence(fact), formatDuration(fact.at)) : words.atTimeAndNode(sentence(fact), formatDuration(fact.at), fact.node);
  return { at, left: told(left), right: told(right) };
}
