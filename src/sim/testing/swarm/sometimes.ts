import { brokersOf, type Cluster } from '../../kafka/cluster.ts';
import { replicaOf } from '../../kafka/broker/brokerState.ts';
import type { Fact } from '../../kafka/facts.ts';
import type { Message } from '../../kafka/protocol/messages.ts';
import { partitionName } from '../../kafka/types.ts';

/** States that no test of ours would be worth much without. Each has to occur somewhere in a full run of the swarm. */
export const SOMETIMES = [
  'two brokers lead a partition at once',
  'a follower is ahead of its leader and truncates',
  'the ISR is empty and the ELR is not',
  'a leader is elected from the ELR',
  'a leader is elected uncleanly',
  'a new leader has a high watermark below what was committed',
  'AlterPartition is refused: FENCED_LEADER_EPOCH',
  'AlterPartition is refused: INVALID_UPDATE_VERSION',
  'AlterPartition is refused: INELIGIBLE_REPLICA',
  'AlterPartition is refused: NOT_CONTROLLER',
  'a duplicate batch is recognised',
  'a batch is refused: NOT_ENOUGH_REPLICAS',
  'a batch is refused: OUT_OF_ORDER_SEQUENCE_NUMBER',
  'a consumer is out of range',
  'a pre-vote is refused',
  'a vote is refused',
  'a controller resigns',
  'a controller takes over',
  'a broker is fenced because its session ended',
  'a member is removed because its session ended',
  'a coordinator takes over',
  'a commit is refused',
  'a snapshot is taken',
  'a snapshot is loaded',
  'a reassignment is done',
  'a segment is deleted',
  'a log is compacted',
  'a follower serves a consumer',
  'a log loses what was not flushed',
] as const;

export type Sometimes = (typeof SOMETIMES)[number];

export interface SometimesWatch {
  readonly seen: Set<Sometimes>;
  readonly committed: Map<string, number>;
  readonly elr: Map<string, readonly number[]>;
}

export function watchSometimes(): SometimesWatch {
  return { seen: new Set(), committed: new Map(), elr: new Map() };
}

/** Reads a fact right after the event that made it. */
export function noteFact(watch: SometimesWatch, cluster: Cluster, fact: Fact): void {
  const see = (what: Sometimes): void => void watch.seen.add(what);
  switch (fact.type) {
    case 'HighWatermarkAdvanced': {
      const name = partitionName(fact.topic, fact.partition);
      watch.committed.set(name, Math.max(fact.to, watch.committed.get(name) ?? 0));
      return;
    }
    case 'ReplicaBecameLeader':
      noteLeader(watch, cluster, fact);
      return;
    case 'LogTruncated':
      if (fact.to < fact.from) see('a follower is ahead of its leader and truncates');
      return;
    case 'IsrShrunk':
    case 'IsrExpanded':
      if (fact.isr.length === 0 && fact.elr.length > 0) see('the ISR is empty and the ELR is not');
      watch.elr.set(partitionName(fact.topic, fact.partition), fact.elr);
      return;
    case 'LeaderElected':
      if (!fact.clean) see('a leader is elected uncleanly');
      if (fact.clean && watch.elr.get(partitionName(fact.topic, fact.partition))?.includes(fact.leader) === true) see('a leader is elected from the ELR');
      return;
    case 'DuplicateBatchIgnored':
      see('a duplicate batch is recognised');
      return;
    case 'ProduceRefused':
      if (fact.error === 'NOT_ENOUGH_REPLICAS') see('a batch is refused: NOT_ENOUGH_REPLICAS');
      if (fact.error === 'OUT_OF_ORDER_SEQUENCE_NUMBER') see('a batch is refused: OUT_OF_ORDER_SEQUENCE_NUMBER');
      return;
    case 'OffsetOutOfRange':
      see('a consumer is out of range');
      return;
    case 'VoteCast':
      if (!fact.granted) see(fact.preVote ? 'a pre-vote is refused' : 'a vote is refused');
      return;
    case 'QuorumRoleChanged':
      if (fact.role === 'resigned') see('a controller resigns');
      return;
    case 'ControllerElected':
      see('a controller takes over');
      return;
    case 'BrokerFenced':
      if (fact.reason === 'session') see('a broker is fenced because its session ended');
      return;
    case 'MemberRemoved':
      if (fact.reason === 'session expired') see('a member is removed because its session ended');
      return;
    case 'CoordinatorLoaded':
      see('a coordinator takes over');
      return;
    case 'CommitFailed':
      see('a commit is refused');
      return;
    case 'SnapshotTaken':
      see('a snapshot is taken');
      return;
    case 'SnapshotLoaded':
      see('a snapshot is loaded');
      return;
    case 'ReassignmentCompleted':
      see('a reassignment is done');
      return;
    case 'SegmentFilesDeleted':
      see('a segment is deleted');
      return;
    case 'LogCompacted':
      see('a log is compacted');
      return;
    case 'ReadReplicaChosen':
      if (fact.nearest) see('a follower serves a consumer');
      return;
    case 'UnflushedRecordsLost':
      see('a log loses what was not flushed');
      return;
    default:
  }
}

function noteLeader(watch: SometimesWatch, cluster: Cluster, fact: Fact & { type: 'ReplicaBecameLeader' }): void {
  const { topic, partition, broker } = fact;
  for (const other of brokersOf(cluster)) {
    const replica = replicaOf(other, topic, partition);
    if (other.id !== broker && replica?.role === 'leader') watch.seen.add('two brokers lead a partition at once');
    if (other.id === broker && replica !== undefined && replica.log.highWatermark < (watch.committed.get(partitionName(topic, partition)) ?? 0)) {
      watch.seen.add('a new leader has a high watermark below what was committed');
    }
  }
}

const REFUSALS = ['FENCED_LEADER_EPOCH', 'INVALID_UPDATE_VERSION', 'INELIGIBLE_REPLICA', 'NOT_CONTROLLER'] as const;

/** Answers that tell of nothing in a fact. */
export function noteMessage(watch: SometimesWatch, message: Message): void {
  if (message.type !== 'response' || message.response.api !== 'AlterPartition') return;
  const { error, partitions } = message.response;
  for (const refusal of REFUSALS) {
    if (error === refusal || partitions.some((one) => one.error === refusal)) watch.seen.add(`AlterPartition is refused: ${refusal}`);
  }
}
