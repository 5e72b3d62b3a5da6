import * as words from '../../words/metrics/controller.ts';
import { GROUPS } from '../../words/metrics/names.ts';
import type { MetricInfo } from './metricInfo.ts';

const CONTROLLER = { group: GROUPS.controller, instead: '', definedBy: 'ControllerMetadataMetrics' } as const;

export const CONTROLLER_METRICS = {
  activeController: {
    ...CONTROLLER,
    ...words.activeController,
    definedBy: 'QuorumControllerMetrics',
    title: 'ActiveControllerCount',
    mbean: 'kafka.controller:type=KafkaController,name=ActiveControllerCount',
    unit: 'controllers',
    limit: { kind: 'not', value: 1 },
    tone: 'bad',
  },
  offlinePartitions: {
    ...CONTROLLER,
    ...words.offlinePartitions,
    title: 'OfflinePartitionsCount',
    mbean: 'kafka.controller:type=KafkaController,name=OfflinePartitionsCount',
    unit: 'partitions',
    limit: { kind: 'above', value: 0 },
    tone: 'bad',
  },
  preferredReplicaImbalance: {
    ...CONTROLLER,
    ...words.preferredReplicaImbalance,
    title: 'PreferredReplicaImbalanceCount',
    mbean: 'kafka.controller:type=KafkaController,name=PreferredReplicaImbalanceCount',
    unit: 'partitions',
    limit: null,
    tone: 'warn',
  },
  fencedBrokers: {
    ...CONTROLLER,
    ...words.fencedBrokers,
    title: 'FencedBrokerCount',
    mbean: 'kafka.controller:type=KafkaController,name=FencedBrokerCount',
    unit: 'brokers',
    limit: { kind: 'above', value: 0 },
    tone: 'warn',
  },
  leaderElections: {
    ...CONTROLLER,
    ...words.leaderElections,
    mbean: null,
    definedBy: 'none',
    unit: 'events/s',
    limit: null,
    tone: 'warn',
  },
  uncleanLeaderElections: {
    ...CONTROLLER,
    ...words.uncleanLeaderElections,
    title: 'UncleanLeaderElectionsPerSec',
    mbean: 'kafka.controller:type=ControllerStats,name=UncleanLeaderElectionsPerSec',
    unit: 'events/s',
    limit: { kind: 'above', value: 0 },
    tone: 'bad',
  },
} as const satisfies Readonly<Record<string, MetricInfo>>;
