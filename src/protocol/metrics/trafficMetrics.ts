import * as words from '../../words/metrics/traffic.ts';
import { GROUPS, attributeOf, attributesOf, narrowed, tool } from '../../words/metrics/names.ts';
import type { MetricInfo } from './metricInfo.ts';

const TRAFFIC = { group: GROUPS.traffic, instead: '', definedBy: 'BrokerTopicMetrics', limit: null, tone: 'warn' } as const;
const LATENCY = { group: GROUPS.latency, instead: '', unit: 'time', limit: null, tone: 'warn' } as const;

export const TRAFFIC_METRICS = {
  messagesIn: {
    ...TRAFFIC,
    ...words.messagesIn,
    title: 'MessagesInPerSec',
    mbean: 'kafka.server:type=BrokerTopicMetrics,name=MessagesInPerSec',
    unit: 'records/s',
  },
  bytesIn: {
    ...TRAFFIC,
    ...words.bytesIn,
    title: 'BytesInPerSec',
    mbean: 'kafka.server:type=BrokerTopicMetrics,name=BytesInPerSec',
    unit: 'bytes/s',
  },
  bytesOut: {
    ...TRAFFIC,
    ...words.bytesOut,
    title: 'BytesOutPerSec',
    mbean: 'kafka.server:type=BrokerTopicMetrics,name=BytesOutPerSec',
    unit: 'bytes/s',
  },
  replicationBytesOut: {
    ...TRAFFIC,
    ...words.replicationBytesOut,
    title: 'ReplicationBytesOutPerSec',
    mbean: 'kafka.server:type=BrokerTopicMetrics,name=ReplicationBytesOutPerSec',
    unit: 'bytes/s',
  },
  recordSend: {
    ...TRAFFIC,
    ...words.recordSend,
    definedBy: 'SenderMetricsRegistry',
    title: 'record-send-rate',
    mbean: attributeOf('kafka.producer:type=producer-metrics,client-id=…', 'record-send-rate'),
    unit: 'records/s',
  },
} as const satisfies Readonly<Record<string, MetricInfo>>;

export const LATENCY_METRICS = {
  produceTime: {
    ...LATENCY,
    ...words.produceTime,
    definedBy: 'RequestMetrics',
    title: narrowed('TotalTimeMs', 'Produce'),
    mbean: 'kafka.network:type=RequestMetrics,name=TotalTimeMs,request=Produce',
  },
  fetchConsumerTime: {
    ...LATENCY,
    ...words.fetchConsumerTime,
    definedBy: 'RequestMetrics',
    title: narrowed('TotalTimeMs', 'FetchConsumer'),
    mbean: 'kafka.network:type=RequestMetrics,name=TotalTimeMs,request=FetchConsumer',
  },
  requestLatency: {
    ...LATENCY,
    ...words.requestLatency,
    definedBy: 'SenderMetricsRegistry',
    title: 'request-latency-avg, -max',
    mbean: attributesOf('kafka.producer:type=producer-metrics,client-id=…', 'request-latency-avg', 'request-latency-max'),
  },
  endToEnd: {
    ...LATENCY,
    ...words.endToEnd,
    definedBy: tool('EndToEndLatency'),
    mbean: null,
  },
} as const satisfies Readonly<Record<string, MetricInfo>>;
