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

function count(key: keyof Outcome, label: string, better: OutcomeRow['better'], meaning: string): OutcomeRow {
  return { key, label, meaning, better, text: (outcome) => String(outcome[key]) };
}

/** What two runs are compared by, in the order in which it is read. */
export const OUTCOME_ROWS: readonly OutcomeRow[] = [
  count('sent', 'records sent', null, 'Handed to a producer by its application.'),
  count('acknowledged', 'acknowledged', 'more', 'Answered by the leader as acks asks. With acks=0 nothing is ever acknowledged.'),
  count('failed', 'given up', 'less', 'The producer told its application that it failed.'),
  count('lost', 'lost after that', 'less', 'Acknowledged, and gone from the log, though no retention removed them.'),
  count('duplicated', 'stored twice', 'less', 'In a log more than once, as retries without idempotence make them.'),
  count('read', 'read', 'more', 'Handed to an application, once for every group.'),
  count('readTwice', 'read again', 'less', 'Handed to the same group once more, since no offset had been committed.'),
  {
    key: 'unavailableUs',
    label: 'without a leader',
    meaning: 'For how long partitions had no leader that was running, added up over partitions.',
    better: 'less',
    text: ({ unavailableUs }) => `${(unavailableUs / 1_000_000).toFixed(1)} s`,
  },
  count('elections', 'leaders elected', 'less', 'Changes of a partition from one leader to another.'),
  count('uncleanElections', 'of them unclean', 'less', 'The new leader was not in sync: what only others had is gone.'),
  count('rebalances', 'rebalances', 'less', 'How often a group began to divide its partitions anew.'),
];
