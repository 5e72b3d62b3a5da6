/**
 * What is measured of a run. `rate`: occurrences, told per second. `gauge`: a value read from the state at regular times, by whoever
 * would report it; `total` says how the values of several are told as one. `times`: durations, told as percentiles.
 */
export type MetricKind = { readonly kind: 'rate' } | { readonly kind: 'gauge'; readonly total: 'sum' | 'max' } | { readonly kind: 'times' };

const RATE = { kind: 'rate' } as const;
const SUM = { kind: 'gauge', total: 'sum' } as const;
const MAX = { kind: 'gauge', total: 'max' } as const;
const TIMES = { kind: 'times' } as const;

/** The names under which Kafka has them are in `src/protocol/metrics/catalogue.ts`. */
export const METRICS = {
  messagesIn: RATE,
  bytesIn: RATE,
  bytesOut: RATE,
  replicationBytesOut: RATE,
  recordSend: RATE,
  produceTime: TIMES,
  fetchConsumerTime: TIMES,
  requestLatency: TIMES,
  endToEnd: TIMES,
  underReplicated: SUM,
  underMinIsr: SUM,
  atMinIsr: SUM,
  isrShrinks: RATE,
  isrExpands: RATE,
  maxLag: MAX,
  leaderCount: SUM,
  activeController: SUM,
  offlinePartitions: MAX,
  preferredReplicaImbalance: MAX,
  fencedBrokers: MAX,
  leaderElections: RATE,
  uncleanLeaderElections: RATE,
  groupLag: SUM,
  recordsLagMax: MAX,
  completedRebalances: RATE,
  groupsRebalancing: SUM,
  requests: RATE,
  errors: RATE,
  recordRetry: RATE,
  recordError: RATE,
} as const satisfies Readonly<Record<string, MetricKind>>;

export type MetricId = keyof typeof METRICS;

export const METRIC_IDS = Object.keys(METRICS) as readonly MetricId[];

export function kindOf(metric: MetricId): MetricKind {
  return METRICS[metric];
}
