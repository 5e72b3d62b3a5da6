import type { MetricInfo } from './metricInfo.ts';

const REQUESTS = { group: 'Requests', instead: '' } as const;

export const REQUEST_METRICS = {
  requests: {
    ...REQUESTS,
    title: 'RequestsPerSec',
    mbean: 'kafka.network:type=RequestMetrics,name=RequestsPerSec,request=…,version=…',
    definedBy: 'RequestMetrics',
    unit: 'requests/s',
    meaning: 'Requests that brokers have answered, by kind. Fetches of followers and of consumers are told apart. What controllers answer is left out here.',
    worry: 'When one kind grows without cause: Metadata from clients that look for a leader, JoinGroup from a group that cannot settle.',
    limit: null,
    tone: 'warn',
  },
  errors: {
    ...REQUESTS,
    title: 'ErrorsPerSec',
    mbean: 'kafka.network:type=RequestMetrics,name=ErrorsPerSec,request=…,error=…',
    definedBy: 'RequestMetrics',
    unit: 'errors/s',
    meaning: 'Error codes in answers of brokers, one for each partition that has one. Kafka also counts error=NONE, which is left out here. A request that is never answered is no error here.',
    worry: 'MEMBER_ID_REQUIRED is part of every first join. NOT_LEADER_OR_FOLLOWER for a moment is how clients learn of a new leader. NOT_ENOUGH_REPLICAS means that writes are refused.',
    limit: { kind: 'above', value: 0 },
    tone: 'warn',
  },
  recordRetry: {
    ...REQUESTS,
    title: 'record-retry-rate',
    mbean: 'kafka.producer:type=producer-metrics,client-id=…,attribute record-retry-rate',
    definedBy: 'SenderMetricsRegistry',
    unit: 'records/s',
    meaning: 'Records that a producer put back to be sent again, after an error or a lost connection.',
    worry: 'When it lasts longer than an election: something keeps producers from their leaders.',
    limit: { kind: 'above', value: 0 },
    tone: 'warn',
  },
  recordError: {
    ...REQUESTS,
    title: 'record-error-rate',
    mbean: 'kafka.producer:type=producer-metrics,client-id=…,attribute record-error-rate',
    definedBy: 'SenderMetricsRegistry',
    unit: 'records/s',
    meaning: 'Records that a producer gave up and told its application of, after delivery.timeout.ms or an error that no retry cures. Some of them may be stored all the same.',
    worry: 'Whenever it is above 0: the application has to deal with it, or records are lost.',
    limit: { kind: 'above', value: 0 },
    tone: 'bad',
  },
} as const satisfies Readonly<Record<string, MetricInfo>>;
