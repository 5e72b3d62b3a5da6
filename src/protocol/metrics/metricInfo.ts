import { GROUPS } from '../../words/metrics/names.ts';

export const METRIC_GROUPS = [GROUPS.traffic, GROUPS.latency, GROUPS.replication, GROUPS.controller, GROUPS.groups, GROUPS.requests] as const;
export type MetricGroup = (typeof METRIC_GROUPS)[number];

/** What a chart shows, in Kafka's names and in plain words. */
export interface MetricInfo {
  readonly group: MetricGroup;
  /** The last part of the name, as people say it. */
  readonly title: string;
  /** Kafka's name for it; null where Kafka has none and an operator takes a tool instead, which `instead` names. */
  readonly mbean: string | null;
  readonly instead: string;
  /** Class of Kafka 4.3 that defines it. */
  readonly definedBy: string;
  readonly unit: 'records/s' | 'bytes/s' | 'requests/s' | 'errors/s' | 'events/s' | 'time' | 'partitions' | 'records' | 'controllers' | 'brokers' | 'groups';
  /** What it counts, exactly. */
  readonly meaning: string;
  readonly worry: string;
  /** When a value is in the range that is worth worrying about; null where no single value tells. */
  readonly limit: { readonly kind: 'above'; readonly value: number } | { readonly kind: 'not'; readonly value: number } | null;
  readonly tone: 'warn' | 'bad';
}
