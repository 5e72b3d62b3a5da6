import * as words from '../../words/metrics/requests.ts';
import { GROUPS, attributeOf } from '../../words/metrics/names.ts';
import type { MetricInfo } from './metricInfo.ts';

const REQUESTS = { group: GROUPS.requests, instead: '' } as const;

export const REQUEST_METRICS = {
  requests: {
    ...REQUESTS,
    ...words.requests,
    title: 'RequestsPerSec',
    mbean: 'kafka.network:type=RequestMetrics,name=RequestsPerSec,request=…,version=…',
    definedBy: 'RequestMetrics',
    unit: 'requests/s',
    limit: null,
    tone: 'warn',
  },
  errors: {
    ...REQUESTS,
    ...words.errors,
    title: 'ErrorsPerSec',
    mbean: 'kafka.network:type=RequestMetrics,name=ErrorsPerSec,request=…,error=…',
    definedBy: 'RequestMetrics',
    unit: 'errors/s',
    limit: { kind: 'above', value: 0 },
    tone: 'warn',
  },
  recordRetry: {
    ...REQUESTS,
    ...words.recordRetry,
    title: 'record-retry-rate',
    mbean: attributeOf('kafka.producer:type=producer-metrics,client-id=…', 'record-retry-rate'),
    definedBy: 'SenderMetricsRegistry',
    unit: 'records/s',
    limit: { kind: 'above', value: 0 },
    tone: 'warn',
  },
  recordError: {
    ...REQUESTS,
    ...words.recordError,
    title: 'record-error-rate',
    mbean: attributeOf('kafka.producer:type=producer-metrics,client-id=…', 'record-error-rate'),
    definedBy: 'SenderMetricsRegistry',
    unit: 'records/s',
    limit: { kind: 'above', value: 0 },
    tone: 'bad',
  },
} as const satisfies Readonly<Record<string, MetricInfo>>;
