import * as words from '../../words/outcomes.ts';
import type { Outcome } from './outcome.ts';

export interface OutcomeRow {
  readonly key: keyof Outcome;
  readonly label: string;
  /** What the number counts, in a sentence. */
  readonly meaning: string;
  /** The lower, the better; records that are sent are neither. */
  readonly better: 'more' | 'less' | null;
  readonly text: (outcome: Outcome) => string;
}

function count(key: keyof typeof words.outcomes, better: OutcomeRow['better']): OutcomeRow {
  return { key, ...words.outcomes[key], better, text: (outcome) => String(outcome[key]) };
}

/** What two runs are compared by, in the order in which it is read. */
const OUTCOME_ROWS: readonly OutcomeRow[] = [
  count('sent', null),
  count('acknowledged', 'more'),
  count('failed', 'less'),
  count('lost', 'less'),
  count('lostUnacknowledged', 'less'),
  count('duplicated', 'less'),
  count('read', 'more'),
  count('readTwice', 'less'),
  {
    key: 'unavailableUs',
    ...words.outcomes.unavailableUs,
    better: 'less',
    text: ({ unavailableUs }) => words.seconds((unavailableUs / 1_000_000).toFixed(1)),
  },
  count('elections', 'less'),
  count('uncleanElections', 'less'),
  count('rebalances', 'less'),
];

/** The rows that two outcomes are told in: nobody asks what was lost without acknowledgement where everybody waits for one. */
export function outcomeRows(...outcomes: readonly Outcome[]): readonly OutcomeRow[] {
  const hasSuch = outcomes.some(({ unacknowledged }) => unacknowledged > 0);
  return OUTCOME_ROWS.filter(({ key }) => key !== 'lostUnacknowledged' || hasSuch);
}
