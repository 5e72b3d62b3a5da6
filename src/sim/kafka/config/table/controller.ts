import * as words from '../../../../words/config/controller.ts';
import { entriesOf } from '../entry.ts';
import type { ConfigEntry } from '../entry.ts';

const { int, long, flag } = entriesOf('controller');
const shared = entriesOf('broker', 'controller');
const modelled = { modelled: true } as const;

/** The KRaft quorum and what the active controller decides. Ranges: QuorumConfig, MetadataLogConfig, ReplicationConfigs. */
export const CONTROLLER_ENTRIES: readonly ConfigEntry[] = [
  int('controller.quorum.election.timeout.ms', 1000, words.controllerQuorumElectionTimeoutMs, { ...modelled, min: 1 }),
  int('controller.quorum.election.backoff.max.ms', 1000, words.controllerQuorumElectionBackoffMaxMs, modelled),
  int('controller.quorum.append.linger.ms', 25, words.controllerQuorumAppendLingerMs, modelled),
  flag('controller.quorum.auto.join.enable', false, words.controllerQuorumAutoJoinEnable, modelled),
  int('metadata.max.idle.interval.ms', 500, words.metadataMaxIdleIntervalMs, modelled),
  shared.long('metadata.log.max.record.bytes.between.snapshots', 20971520, words.metadataLogMaxRecordBytesBetweenSnapshots, {
    ...modelled,
    unit: 'bytes',
    min: 1,
  }),
  shared.long('metadata.log.max.snapshot.interval.ms', 3600000, words.metadataLogMaxSnapshotIntervalMs, modelled),
  shared.long('metadata.max.retention.bytes', 104857600, words.metadataMaxRetentionBytes, { ...modelled, min: -1 }),
  shared.long('metadata.max.retention.ms', 604800000, words.metadataMaxRetentionMs, { ...modelled, min: -1 }),

  flag('auto.leader.rebalance.enable', true, words.autoLeaderRebalanceEnable, modelled),
  long('leader.imbalance.check.interval.seconds', 300, words.leaderImbalanceCheckIntervalSeconds, {
    ...modelled,
    min: 1,
  }),
  long('unclean.leader.election.interval.ms', 300000, words.uncleanLeaderElectionIntervalMs, {
    ...modelled,
    min: 1,
  }),
  int('default.replication.factor', 1, words.defaultReplicationFactor, { ...modelled, min: 1, max: 32767 }),
  int('num.partitions', 1, words.numPartitions, { ...modelled, min: 1 }),
];
