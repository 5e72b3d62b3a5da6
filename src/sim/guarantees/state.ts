import { emptyList, listClone, type ChunkedList } from '../../base/chunkedList.ts';
import type { TimeUs } from '../../base/flavor.ts';
import type { PartitionState } from '../kafka/broker/isrRules.ts';
import type { PartitionRegistration } from '../kafka/controller/partitionChange.ts';
import type { ElectionState } from '../kafka/controller/raft/raftState.ts';
import type { GuaranteeId } from '../kafka/guaranteeId.ts';
import type { RecordBatch } from '../kafka/log/recordBatch.ts';
import { EMPTY_IMAGE, type MetadataImage } from '../kafka/metadata/image.ts';
import type { MetadataBatch } from '../kafka/metadata/records.ts';
import type { BrokerId, LeaderEpoch, Offset, TopicPartitionName } from '../kafka/types.ts';

/*
 * What an onlooker remembers of a run so that broken promises can be told: the ghost variables of the specifications, and of every
 * node what was seen of it last, so that only what an event changed is looked at. No node's code sees any of this.
 */

/** A promise that does not hold. `event` is the sequence number of the event that broke it. */
export interface Violation {
  readonly guarantee: GuaranteeId;
  readonly place: string;
  readonly sentence: string;
  readonly at: TimeUs;
  readonly event: number;
}

/** Offsets `from` up to but not including `to`. */
export interface OffsetRange {
  readonly from: Offset;
  readonly to: Offset;
}

/** A copy that lost records which it had told of: a wiped disk, or power lost before they were flushed. */
export interface LossyCopy {
  readonly broker: BrokerId;
  /** It has been out of the ISR since, so that a return means it has caught up. */
  hasLeft: boolean;
}

export interface PartitionGhost {
  readonly name: TopicPartitionName;
  readonly topic: string;
  readonly partition: number;
  readonly topicId: number;
  /** Everything that was ever below a high watermark, as it was then: what consumers could read. */
  committed: ChunkedList<RecordBatch>;
  /** The highest high watermark there has been: where `committed` ends. */
  trueHighWatermark: Offset;
  /** What leaders have answered to acks=all with success. */
  acked: ChunkedList<OffsetRange>;
  /** Likewise, but not committed at that time. Empty unless a leader answered too early. */
  ackedEarly: RecordBatch[];
  /** Everything below was once deleted on purpose (retention, DeleteRecords), so it may be gone. */
  logStartOffset: Offset;
  /** Below, compaction may have taken records out of copies, each by itself, and so out of what others copied from them. */
  compactedUpTo: Offset;
  /** The next offset of what any consumer was given. */
  readUpTo: Offset;
  /** Who has led, by leader epoch. */
  leaders: Map<LeaderEpoch, BrokerId>;
  lossy: LossyCopy[];
  /**
   * Members of the ELR that a leader did not wait for because it had not heard of a raised min.insync.replicas yet, as in Kafka, or that a
   * reassignment removed.
   */
  excused: BrokerId[];
  /** Since the leader of this epoch, committed records have been given up knowingly; copies of earlier epochs prove nothing. */
  startsAtEpoch: LeaderEpoch;
  /** Ids of the records that were given up. Messages with them may be under way still. */
  givenUp: Set<string>;
  /** The first offset at which a copy showed something else than what was committed. */
  contradictedAt: Offset | null;
  /** Effective min.insync.replicas, as the controller has it. */
  minIsr: number;
  /** The controller's committed state of the partition. */
  registration: PartitionRegistration | null;
}

/** One copy of a partition as it was seen last. */
export interface ReplicaView {
  ghost: PartitionGhost;
  endOffset: Offset;
  highWatermark: Offset;
  /** The highest high watermark that this copy ever had. */
  topHighWatermark: Offset;
  /** Up to here the log holds what was committed. */
  verified: Offset;
  leaderEpoch: LeaderEpoch;
  partitionEpoch: number;
  isLeader: boolean;
  isr: PartitionState | null;
  /** With which committed state the ISR was compared. */
  comparedWith: PartitionRegistration | null;
  /** Sequence number of the event after which it was looked at. */
  seenAfter: number;
}

export interface BrokerGhost {
  readonly kind: 'broker';
  incarnation: number;
  /** Messages that it sent before are of a disk that may be another, or of a copy that is gone. */
  beganAt: TimeUs;
  image: MetadataImage;
  views: Map<TopicPartitionName, ReplicaView>;
}

export interface ControllerGhost {
  readonly kind: 'controller';
  incarnation: number;
  election: ElectionState;
  endOffset: Offset;
  lastEpoch: number;
  highWatermark: Offset | null;
  /** Up to here the log holds what was committed. */
  verified: Offset;
  committed: MetadataImage;
  /** Epoch in which it was last seen to lead. */
  ledEpoch: number;
  /** Which disk it was. Another one is empty, and another voter where voters are known by their disks. */
  directoryId: string;
  /** The only voter, by its own log: alone in counting what it has not flushed. */
  isAlone: boolean;
  /** It may have forgotten what it was counted on for, and has not caught up since. */
  isForgetful: boolean;
}

export interface QuorumGhost {
  /** Every batch that was ever committed. */
  committed: ChunkedList<MetadataBatch>;
  endOffset: Offset;
  /** Highest high watermark of a leader, and the latest epoch in which one moved. */
  highWatermark: Offset;
  newestEpoch: number;
  /** Who has led, by epoch. */
  leaders: Map<number, number>;
}

/** Stands for all in `uncleanAsked`. No topic can be called so. */
export const EVERY_TOPIC = '*';

export interface Guarantees {
  readonly seed: number;
  /** The furthest committed metadata: what is true of the cluster. */
  truth: MetadataImage;
  /** There is a quorum of controllers, so that K1 to K8 have something to look at. */
  readonly hasQuorum: boolean;
  partitions: Map<TopicPartitionName, PartitionGhost>;
  /** By kernel index; null for clients. */
  nodes: (BrokerGhost | ControllerGhost | null)[];
  quorum: QuorumGhost;
  /** Topics for which somebody asked for an unclean election, so that from then on one may happen. */
  uncleanAsked: Set<string>;
  broken: Violation[];
  /** The event that is being looked at, its node, and the facts that were seen. */
  event: number;
  node: number;
  factSeq: number;
}

export function emptyGuarantees(seed: number, hasQuorum: boolean): Guarantees {
  return {
    seed,
    truth: EMPTY_IMAGE,
    hasQuorum,
    partitions: new Map(),
    nodes: [],
    quorum: { committed: emptyList(), endOffset: 0, highWatermark: 0, newestEpoch: 0, leaders: new Map() },
    uncleanAsked: new Set(),
    broken: [],
    event: -1,
    node: -1,
    factSeq: 0,
  };
}

export function newPartitionGhost(topic: string, partition: number, name: TopicPartitionName, topicId: number): PartitionGhost {
  return {
    name,
    topic,
    partition,
    topicId,
    committed: emptyList(),
    trueHighWatermark: 0,
    acked: emptyList(),
    ackedEarly: [],
    logStartOffset: 0,
    compactedUpTo: 0,
    readUpTo: 0,
    leaders: new Map(),
    lossy: [],
    excused: [],
    startsAtEpoch: -1,
    givenUp: new Set(),
    contradictedAt: null,
    minIsr: 1,
    registration: null,
  };
}

/** An independent copy, as cheap as a checkpoint of the logs: full chunks are shared. */
export function cloneGuarantees(guarantees: Guarantees): Guarantees {
  const partitions = new Map<TopicPartitionName, PartitionGhost>();
  for (const [name, ghost] of guarantees.partitions) partitions.set(name, clonePartition(ghost));
  const { quorum } = guarantees;
  return {
    ...guarantees,
    partitions,
    nodes: guarantees.nodes.map((node) => cloneNode(node, partitions)),
    quorum: { ...quorum, committed: listClone(quorum.committed), leaders: new Map(quorum.leaders) },
    uncleanAsked: new Set(guarantees.uncleanAsked),
    broken: guarantees.broken.slice(),
  };
}

function clonePartition(ghost: PartitionGhost): PartitionGhost {
  return {
    ...ghost,
    committed: listClone(ghost.committed),
    acked: listClone(ghost.acked),
    ackedEarly: ghost.ackedEarly.slice(),
    leaders: new Map(ghost.leaders),
    givenUp: new Set(ghost.givenUp),
    excused: ghost.excused.slice(),
    lossy: ghost.lossy.map((copy) => ({ ...copy })),
  };
}

function cloneNode(
  node: BrokerGhost | ControllerGhost | null,
  partitions: ReadonlyMap<TopicPartitionName, PartitionGhost>,
): BrokerGhost | ControllerGhost | null {
  if (node === null || node.kind === 'controller') return node === null ? null : { ...node };
  const views = new Map<TopicPartitionName, ReplicaView>();
  for (const [name, view] of node.views) views.set(name, { ...view, ghost: partitions.get(name) ?? view.ghost });
  return { ...node, views };
}
