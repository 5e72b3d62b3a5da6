import { entriesOf } from '../entry.ts';
import type { ConfigEntry } from '../entry.ts';

const { int, long, flag } = entriesOf('controller');
const shared = entriesOf('broker', 'controller');
const modelled = { modelled: true } as const;

/** The KRaft quorum and what the active controller decides. Ranges: QuorumConfig, MetadataLogConfig, ReplicationConfigs. */
export const CONTROLLER_ENTRIES: readonly ConfigEntry[] = [
  int(
    'controller.quorum.election.timeout.ms',
    1000,
    'A voter waits between this and twice this for an election before it tries again.',
    { ...modelled, min: 1 },
  ),
  int('controller.quorum.election.backoff.max.ms', 1000, 'Longest wait of a successor after the leader resigned.', modelled),
  int('controller.quorum.append.linger.ms', 25, 'How long the leader gathers metadata records before it writes them.', modelled),
  flag('controller.quorum.auto.join.enable', false, 'A controller that is no voter asks by itself to become one.', modelled),
  int('metadata.max.idle.interval.ms', 500, 'Pause after which a quiet metadata log gets a no-op record; 0 writes none.', modelled),
  shared.long('metadata.log.max.record.bytes.between.snapshots', 20971520, 'New metadata after which a snapshot is taken.', {
    ...modelled,
    unit: 'bytes',
    min: 1,
  }),
  shared.long('metadata.log.max.snapshot.interval.ms', 3600000, 'Longest time between snapshots while metadata changes; 0 has no limit.', modelled),
  shared.long(
    'metadata.max.retention.bytes',
    104857600,
    'Size of metadata log and snapshots from which the log begins at a later snapshot; -1 has no limit.',
    { ...modelled, min: -1 },
  ),
  shared.long(
    'metadata.max.retention.ms',
    604800000,
    'Age of the earliest snapshot from which the log begins at a later one; -1 has no limit.',
    { ...modelled, min: -1 },
  ),

  flag('auto.leader.rebalance.enable', true, 'The controller moves leadership back to preferred replicas by itself.', modelled),
  long('leader.imbalance.check.interval.seconds', 300, 'How often it looks for leaders that are not the preferred replica.', {
    ...modelled,
    min: 1,
  }),
  long('unclean.leader.election.interval.ms', 300000, 'How often it looks for leaderless partitions that allow an unclean election.', {
    ...modelled,
    min: 1,
  }),
  int('default.replication.factor', 1, 'Replicas of a topic created without saying how many.', { ...modelled, min: 1, max: 32767 }),
  int('num.partitions', 1, 'Partitions of a topic created without saying how many.', { ...modelled, min: 1 }),
];
