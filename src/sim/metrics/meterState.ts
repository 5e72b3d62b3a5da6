import type { PendingPartitionState } from '../kafka/broker/isrRules.ts';
import type { MetadataImage } from '../kafka/metadata/image.ts';
import type { TopicPartition } from '../kafka/types.ts';
import { seriesKey, type Bucket } from './buckets.ts';
import { kindOf, type MetricId } from './metricIds.ts';
import type { OpenRequests } from './requests.ts';
import { addTime, emptyTimes } from './times.ts';

/** An ISR that a leader has asked the controller for. */
export interface Proposal extends TopicPartition {
  readonly node: number;
  readonly state: PendingPartitionState;
}

/** What partitions and brokers a controller's metadata comes to. */
export interface MetadataCounts {
  readonly image: MetadataImage;
  readonly offline: number;
  readonly notPreferred: number;
  readonly fenced: number;
}

/**
 * An onlooker that measures a run as Kafka's own metrics would, from its events, messages, facts and states. No node sees it, and a run that
 * is measured is the run that is not. Plain data with a clone of its own.
 */
export interface Meter {
  /** The stretch of time that is being measured. */
  open: Bucket;
  readonly levels: Bucket[][];
  /** Requests that brokers have received and not answered. */
  readonly received: OpenRequests;
  /** Produce requests that producers have sent. */
  readonly produced: OpenRequests;
  readonly proposals: Map<string, Proposal>;
  /** By controller, of the image it had when it was last asked. */
  readonly counted: Map<number, MetadataCounts>;
}

export function count({ open }: Meter, metric: MetricId, by: number, source: string, label = ''): void {
  const key = seriesKey(metric, source, label);
  open.counts.set(key, (open.counts.get(key) ?? 0) + by);
}

export function time({ open }: Meter, metric: MetricId, us: number, source: string): void {
  const key = seriesKey(metric, source);
  const times = open.times.get(key);
  if (times !== undefined) addTime(times, us);
  else {
    const fresh = emptyTimes();
    addTime(fresh, us);
    open.times.set(key, fresh);
  }
}

/** A gauge as one of those who report it has it, and as all of them together have it by now. */
export function read({ open }: Meter, metric: MetricId, value: number, source: string, label = ''): void {
  open.gauges.set(seriesKey(metric, source, label), { last: value, low: value, high: value });
  const key = seriesKey(metric, '', label);
  const before = open.gauges.get(key)?.last;
  const kind = kindOf(metric);
  const isSum = kind.kind === 'gauge' && kind.total === 'sum';
  const total = before === undefined ? value : isSum ? before + value : Math.max(before, value);
  open.gauges.set(key, { last: total, low: total, high: total });
}
