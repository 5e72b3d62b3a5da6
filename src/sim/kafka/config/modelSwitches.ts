import type { ConfigValues } from './values.ts';

/** How a follower finds out what of its log to drop when a leader changes. */
export type TruncationRule =
  /** Today: the leader compares epochs in every fetch (KIP-320, KIP-595). */
  | 'current'
  /** Considered and never shipped: epochs are compared in every fetch, but nobody says in which epoch it believes to be. */
  | 'kip-320-draft'
  /** Kafka 2.0: after the last (epoch, offset) both have, asked of whoever presumes to lead (KIP-279). */
  | 'kip-279'
  /** Kafka 0.11 to 1.1: to the leader's end of the follower's last epoch; without one, to the own high watermark (KIP-101). */
  | 'kip-101'
  /** Kafka before 0.11: to the own high watermark. */
  | 'high-watermark';

/**
 * Time-machine switches: rules that Kafka once had, or once lacked. All off is Kafka 4.3. They hold for a whole cluster
 * and are read where the rule is, so that a reader of the rule sees what it was before. Before KIP-320, that is with every
 * truncation but `current`, no fetch says in which epoch its sender believes to be: a leader counts any follower's fetch.
 */
export interface ModelSwitches {
  readonly truncation: TruncationRule;
  /** A follower may join the ISR at the high watermark, wherever the leader's epoch starts (before Kafka 2.1, KAFKA-7128). */
  readonly noEpochStartRule: boolean;
  /** The high watermark counts the committed ISR only, not the one that is proposed (before KIP-497). */
  readonly noMaximalIsr: boolean;
  /** The controller takes an AlterPartition that was made from an older state of the partition. */
  readonly noPartitionEpochCheck: boolean;
  /** Nobody asks which incarnation of a broker fetched (before KIP-903). */
  readonly noBrokerEpochCheck: boolean;
  /** Fenced brokers and those that shut down may join the ISR (before KIP-841). */
  readonly fencedMayJoin: boolean;
  /** The high watermark moves although the ISR is below the minimum (before Kafka 3.7). */
  readonly minIsrNotStrict: boolean;
  /** No eligible leader replicas; the last member of the ISR is never taken out (before Kafka 4.1). */
  readonly elrOff: boolean;
  /** For tests of the tests alone. No document can set it. */
  readonly bug: PlantedBug | null;
}

/** A mistake that is made in this run on purpose, and how often the right rule would have done something else. */
export interface PlantedBug {
  readonly name: SeededBug;
  hits: number;
}

/**
 * Mistakes that a checker must find, each a guard of one line at the place where the mistake would be made. Those that
 * Kafka itself once made are switches above instead.
 */
export const SEEDED_BUGS = [
  // Replication: what a leader counts, acknowledges and gives out, what a follower keeps.
  'NO_FETCH_EPOCH',
  'HW_COUNTS_OTHER_EPOCH',
  'NO_DIVERGENCE_CHECK',
  'TRUNC_SKIPPED',
  'FOLLOWER_HW_AHEAD',
  'CONSUMER_READS_LEO',
  'ACK_BEFORE_HW',
  'ACK_AT_MINISR_NOT_ISR',
  'ISR_EXPAND_BELOW_HW',
  'SHRINK_BEFORE_COMMIT',
  'STALE_FOLLOWER_STATE',
  'STALE_METADATA_APPLIED',
  // The controller's decisions about partitions.
  'ELECT_NON_ISR',
  'NO_LEADER_EPOCH_BUMP',
  'ELR_KEEP_UNCLEAN',
  'FENCED_STAYS_IN_ISR',
  'ANSWER_BEFORE_COMMIT',
  'ACTIVE_BEFORE_COMMIT',
  // The quorum.
  'VOTE_NO_LOG_CHECK',
  'DOUBLE_VOTE',
  'VOTE_NOT_PERSISTED',
  'COMMIT_OLD_EPOCH',
  'HW_MINORITY',
  'TRUNC_BELOW_HW',
  'NO_PREVOTE',
  'NO_CHECK_QUORUM',
  'APPLY_BEFORE_COMMIT',
  // Producers and groups.
  'SEQ_NOT_CHECKED',
  'SEQ_STATE_LOST_ON_FAILOVER',
  'LOSE_OFFSETS_ON_COORD_MOVE',
  'REBALANCE_NEVER_ENDS',
  // The tests' own.
  'CANARY',
] as const;

export type SeededBug = (typeof SEEDED_BUGS)[number];

/** Whether this mistake is to be made here. To be asked last, where the right rule would decide otherwise: it counts. */
export function planted(model: ModelSwitches, name: SeededBug): boolean {
  const { bug } = model;
  if (bug === null || bug.name !== name) return false;
  bug.hits += 1;
  return true;
}

export function modelSwitches(values: ConfigValues): ModelSwitches {
  return {
    truncation: values.text('model.truncation') as TruncationRule,
    noEpochStartRule: values.flag('model.no.epoch.start.rule'),
    noMaximalIsr: values.flag('model.no.maximal.isr'),
    noPartitionEpochCheck: values.flag('model.no.partition.epoch.check'),
    noBrokerEpochCheck: values.flag('model.no.broker.epoch.check'),
    fencedMayJoin: values.flag('model.fenced.may.join.isr'),
    minIsrNotStrict: values.flag('model.min.isr.not.strict'),
    elrOff: values.flag('model.elr.off'),
    bug: null,
  };
}
