import * as words from '../../words/metrics/groups.ts';
import { GROUPS, attributeOf, both, tool } from '../../words/metrics/names.ts';
import type { MetricInfo } from './metricInfo.ts';

const OF_GROUPS = { group: GROUPS.groups, limit: null, tone: 'warn' } as const;

export const GROUP_METRICS = {
  groupLag: {
    ...OF_GROUPS,
    ...words.groupLag,
    mbean: null,
    definedBy: tool('ConsumerGroupCommand'),
    unit: 'records',
  },
  recordsLagMax: {
    ...OF_GROUPS,
    ...words.recordsLagMax,
    title: 'records-lag-max',
    mbean: attributeOf('kafka.consumer:type=consumer-fetch-manager-metrics,client-id=…', 'records-lag-max'),
    instead: '',
    definedBy: 'FetchMetricsManager',
    unit: 'records',
  },
  completedRebalances: {
    ...OF_GROUPS,
    ...words.completedRebalances,
    title: 'group-completed-rebalance-rate',
    mbean: attributeOf('kafka.server:type=group-coordinator-metrics', 'group-completed-rebalance-rate'),
    instead: '',
    definedBy: 'GroupCoordinatorMetrics',
    unit: 'events/s',
  },
  groupsRebalancing: {
    ...OF_GROUPS,
    ...words.groupsRebalancing,
    mbean: both('kafka.server:type=GroupMetadataManager,name=NumGroupsPreparingRebalance', 'NumGroupsCompletingRebalance'),
    instead: '',
    definedBy: 'GroupCoordinatorMetrics',
    unit: 'groups',
  },
} as const satisfies Readonly<Record<string, MetricInfo>>;
