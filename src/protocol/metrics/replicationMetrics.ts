import * as words from '../../words/metrics/replication.ts';
import { GROUPS, narrowed } from '../../words/metrics/names.ts';
import type { MetricInfo } from './metricInfo.ts';

const REPLICATION = { group: GROUPS.replication, instead: '', definedBy: 'ReplicaManager' } as const;
const SHOULD_BE_NONE = { limit: { kind: 'above', value: 0 } } as const;

export const REPLICATION_METRICS = {
  underReplicated: {
    ...REPLICATION,
    ...SHOULD_BE_NONE,
    ...words.underReplicated,
    title: 'UnderReplicatedPartitions',
    mbean: 'kafka.server:type=ReplicaManager,name=UnderReplicatedPartitions',
    unit: 'partitions',
    tone: 'warn',
  },
  underMinIsr: {
    ...REPLICATION,
    ...SHOULD_BE_NONE,
    ...words.underMinIsr,
    title: 'UnderMinIsrPartitionCount',
    mbean: 'kafka.server:type=ReplicaManager,name=UnderMinIsrPartitionCount',
    unit: 'partitions',
    tone: 'bad',
  },
  atMinIsr: {
    ...REPLICATION,
    ...words.atMinIsr,
    title: 'AtMinIsrPartitionCount',
    mbean: 'kafka.server:type=ReplicaManager,name=AtMinIsrPartitionCount',
    unit: 'partitions',
    limit: null,
    tone: 'warn',
  },
  isrShrinks: {
    ...REPLICATION,
    ...SHOULD_BE_NONE,
    ...words.isrShrinks,
    title: 'IsrShrinksPerSec',
    mbean: 'kafka.server:type=ReplicaManager,name=IsrShrinksPerSec',
    unit: 'events/s',
    tone: 'warn',
  },
  isrExpands: {
    ...REPLICATION,
    ...words.isrExpands,
    title: 'IsrExpandsPerSec',
    mbean: 'kafka.server:type=ReplicaManager,name=IsrExpandsPerSec',
    unit: 'events/s',
    limit: null,
    tone: 'warn',
  },
  maxLag: {
    ...REPLICATION,
    ...words.maxLag,
    definedBy: 'AbstractFetcherManager',
    title: narrowed('MaxLag', 'Replica'),
    mbean: 'kafka.server:type=ReplicaFetcherManager,name=MaxLag,clientId=Replica',
    unit: 'records',
    limit: null,
    tone: 'warn',
  },
  leaderCount: {
    ...REPLICATION,
    ...words.leaderCount,
    title: 'LeaderCount',
    mbean: 'kafka.server:type=ReplicaManager,name=LeaderCount',
    unit: 'partitions',
    limit: null,
    tone: 'warn',
  },
} as const satisfies Readonly<Record<string, MetricInfo>>;
