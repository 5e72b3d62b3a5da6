/** What two runs are compared by: the name of a number, and what it counts. */
export const outcomes = {
  sent: { label: 'records sent', meaning: 'Handed to a producer by its application.' },
  acknowledged: { label: 'acknowledged', meaning: 'Answered by the leader as acks asks. With acks=0 nothing is ever acknowledged.' },
  failed: { label: 'given up', meaning: 'The producer told its application that it failed.' },
  lost: { label: 'lost after that', meaning: 'Acknowledged, and gone from the log, though no retention removed them.' },
  lostUnacknowledged: { label: 'sent without acknowledgement, lost', meaning: 'Counted as sent with acks=0, and not in the log: on the way nobody noticed that it was lost.' },
  duplicated: { label: 'stored twice', meaning: 'In a log more than once, as retries without idempotence make them.' },
  read: { label: 'read', meaning: 'Handed to an application, once for every group.' },
  readTwice: { label: 'read again', meaning: 'Handed to the same group once more, since no offset had been committed.' },
  unavailableUs: { label: 'leader not running', meaning: 'For how long partitions had no leader that was running, added up over partitions.' },
  elections: { label: 'leaders elected', meaning: 'Changes of a partition from one leader to another.' },
  uncleanElections: { label: 'of them unclean', meaning: 'The new leader was not in sync: what only others had is gone.' },
  rebalances: { label: 'rebalances', meaning: 'How often a group began to divide its partitions anew.' },
} as const;

/** A length of time, in seconds with one decimal. */
export const seconds = (n: string): string => `${n} s`;

/** The same run with another seed, and a setting that nobody has set. */
export const seeded = (seed: number): string => `seed ${seed}`;
export const notSet = 'not set';
