import type { MetricId } from '../../sim/index.ts';
import { CONTROLLER_METRICS } from './controllerMetrics.ts';
import { GROUP_METRICS } from './groupMetrics.ts';
import type { MetricInfo } from './metricInfo.ts';
import { LATENCY_METRICS, TRAFFIC_METRICS } from './trafficMetrics.ts';
import { REPLICATION_METRICS } from './replicationMetrics.ts';
import { REQUEST_METRICS } from './requestMetrics.ts';

export const CATALOGUE: Readonly<Record<MetricId, MetricInfo>> = {
  ...TRAFFIC_METRICS,
  ...LATENCY_METRICS,
  ...REPLICATION_METRICS,
  ...CONTROLLER_METRICS,
  ...GROUP_METRICS,
  ...REQUEST_METRICS,
};

/** In the order in which they are shown. */
export const CATALOGUE_ORDER = Object.keys(CATALOGUE) as readonly MetricId[];

/** The name to be told where one is needed: Kafka's, or the tool's. */
export function metricName({ mbean, instead }: MetricInfo): string {
  return mbean ?? instead;
}

export function isWorrying({ limit }: MetricInfo, value: number | null): boolean {
  if (limit === null || value === null) return false;
  return limit.kind === 'above' ? value > limit.value : value !== limit.value;
}
