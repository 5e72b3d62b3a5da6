import type { MetricInfo } from './metricInfo.ts';

const GROUPS = { group: 'Groups', limit: null, tone: 'warn' } as const;

export const GROUP_METRICS = {
  groupLag: {
    ...GROUPS,
    title: 'lag by group',
    mbean: null,
    instead: 'no MBean: the LAG column of kafka-consumer-groups.sh, summed',
    definedBy: 'ConsumerGroupCommand (a tool)',
    unit: 'records',
    meaning: 'How far the committed offsets of a group are behind the high watermark, over the partitions it has committed. It needs no consumer to be alive, so it grows when all of them are dead. Records that are read and not yet committed still count.',
    worry: 'When it grows and does not come back: the group is too slow, or gone.',
  },
  recordsLagMax: {
    ...GROUPS,
    title: 'records-lag-max',
    mbean: 'kafka.consumer:type=consumer-fetch-manager-metrics,client-id=…,attribute records-lag-max',
    instead: '',
    definedBy: 'FetchMetricsManager',
    unit: 'records',
    meaning: 'How far a consumer’s position is behind the high watermark it saw last, on its slowest partition. Told by the consumer itself: one that is dead, or gets no answers, does not show how far it has fallen behind. Kafka keeps the largest of 30 s; here it is the value at that time.',
    worry: 'When it grows; and when it vanishes, since then nobody reads.',
  },
  completedRebalances: {
    ...GROUPS,
    title: 'group-completed-rebalance-rate',
    mbean: 'kafka.server:type=group-coordinator-metrics,attribute group-completed-rebalance-rate',
    instead: '',
    definedBy: 'GroupCoordinatorMetrics',
    unit: 'events/s',
    meaning: 'Rebalances of classic groups that came to their end: the assignment is stored and the group is stable. One that is begun again before it ends does not count.',
    worry: 'When it goes on without anybody joining or leaving: a member is too slow for session.timeout.ms or max.poll.interval.ms.',
  },
  groupsRebalancing: {
    ...GROUPS,
    title: 'groups rebalancing',
    mbean: 'kafka.server:type=GroupMetadataManager,name=NumGroupsPreparingRebalance and NumGroupsCompletingRebalance',
    instead: '',
    definedBy: 'GroupCoordinatorMetrics',
    unit: 'groups',
    meaning: 'Classic groups that wait for their members to join (preparing), or for the leader’s assignment (completing). With eager assignors nobody reads meanwhile.',
    worry: 'When a group stays there: it waits for a member that does not come, for up to that member’s rebalance timeout.',
  },
} as const satisfies Readonly<Record<string, MetricInfo>>;
