import { VISIBLE_CELLS, type CellView, type PartitionView, type ReplicaView } from '../../protocol/views.ts';
import {
  batchAt,
  epochAt,
  firstIndexFrom,
  isReassignmentInProgress,
  localLogStartOffset,
  offsetOf,
  replicaOf,
  type BrokerNode,
  type MetadataImage,
  type PartitionRegistration,
  type Replica,
  type TopicImage,
  type UnifiedLog,
} from '../../sim/index.ts';
import { createHeatCache, type HeatCache } from './heat.ts';
import { createHoldingsCache, type HoldingsCache } from './holdings.ts';
import type { CellColours } from './hues.ts';
import type { Near } from './large.ts';

/** Beyond this many replicas a frame has no cells: nobody could see them. */
const MOST_REPLICAS_WITH_CELLS = 400;

/** Views kept from frame to frame, by topic: what has not changed is the same object again, and so costs nothing to compare. */
export interface FrameCache {
  readonly partitions: Map<string, CachedPartition[]>;
  /** By topic and partition, in the order of the partition's replicas. */
  readonly replicas: Map<string, CachedReplica[][]>;
  readonly heat: HeatCache;
  readonly holdings: HoldingsCache;
}

interface CachedPartition {
  readonly registration: PartitionRegistration;
  readonly view: PartitionView;
}

/** What a replica's view was made of. */
interface CachedReplica {
  readonly partitionEpoch: number;
  readonly leaderEpoch: number;
  readonly alive: boolean;
  readonly role: Replica['role'] | undefined;
  readonly withCells: boolean;
  readonly log: LogBounds | null;
  /** How far the leader's log goes, as seen from a follower; -1 for the leader itself. */
  readonly leaderEndOffset: number;
  readonly leaderEpochs: number;
  readonly view: ReplicaView;
}

interface LogBounds {
  readonly logStartOffset: number;
  readonly logEndOffset: number;
  readonly highWatermark: number;
  readonly epochs: number;
  readonly held: number;
}

export function createFrameCache(): FrameCache {
  return { partitions: new Map(), replicas: new Map(), heat: createHeatCache(), holdings: createHoldingsCache() };
}

export function replicaViews(
  image: MetadataImage,
  brokers: ReadonlyMap<number, { readonly broker: BrokerNode; readonly alive: boolean }>,
  colours: CellColours,
  near: Near,
  cache: FrameCache,
): ReplicaView[] {
  let total = 0;
  for (const { name, partitions } of topicsNear(image, near)) {
    for (const [partition, { replicas }] of partitions.entries()) if (near.has(name, partition)) total += replicas.length;
  }
  const withCells = total <= MOST_REPLICAS_WITH_CELLS;
  const views: ReplicaView[] = [];
  for (const topic of topicsNear(image, near)) {
    const known = cache.replicas.get(topic.name) ?? [];
    cache.replicas.set(topic.name, known);
    topic.partitions.forEach((registration, partition) => {
      if (!near.has(topic.name, partition)) return;
      const slots = (known[partition] ??= []);
      const leaderNode = brokers.get(registration.leader);
      const leader = leaderNode === undefined ? undefined : replicaOf(leaderNode.broker, topic.name, partition);
      registration.replicas.forEach((id, index) => {
        const at = brokers.get(id);
        if (at === undefined) return;
        const replica = replicaOf(at.broker, topic.name, partition);
        const source = { topic: topic.name, partition, id, registration, replica, leader, alive: at.alive, withCells, colours };
        const slot = slots[index];
        const kept = slot !== undefined && slot.view.broker === id && isStill(slot, source) ? slot : cached(source);
        slots[index] = kept;
        views.push(kept.view);
      });
    });
  }
  return views;
}

/** Whether there are few enough replicas to look into each of them for every frame. */
export function hasCells(image: MetadataImage): boolean {
  let total = 0;
  for (const topic of image.topics.values()) total += topic.partitions.length * (topic.partitions[0]?.replicas.length ?? 0);
  return total <= MOST_REPLICAS_WITH_CELLS;
}

function topicsNear(image: MetadataImage, near: Near): TopicImage[] {
  return [...image.topics.values()].filter(({ name }) => near.hasTopic(name));
}

interface Source {
  readonly topic: string;
  readonly partition: number;
  readonly id: number;
  readonly registration: PartitionRegistration;
  readonly replica: Replica | undefined;
  readonly leader: Replica | undefined;
  readonly alive: boolean;
  readonly withCells: boolean;
  readonly colours: CellColours;
}

function isStill(known: CachedReplica, { registration, replica, leader, alive, withCells }: Source): boolean {
  const ahead = leader === replica ? undefined : leader?.log;
  return (
    known.partitionEpoch === registration.partitionEpoch &&
    known.leaderEpoch === registration.leaderEpoch &&
    known.alive === alive &&
    known.role === replica?.role &&
    known.withCells === withCells &&
    known.leaderEndOffset === (ahead?.logEndOffset ?? -1) &&
    known.leaderEpochs === (ahead?.epochs.length ?? -1) &&
    hasBounds(known.log, replica)
  );
}

function hasBounds(known: LogBounds | null, replica: Replica | undefined): boolean {
  if (known === null || replica === undefined) return known === null && replica === undefined;
  const { log } = replica;
  return (
    known.logEndOffset === log.logEndOffset &&
    known.highWatermark === log.highWatermark &&
    known.logStartOffset === log.logStartOffset &&
    known.epochs === log.epochs.length &&
    known.held === heldOf(replica)
  );
}

function cached(source: Source): CachedReplica {
  const { registration, replica, leader, alive, withCells } = source;
  const ahead = leader === replica ? undefined : leader?.log;
  return {
    partitionEpoch: registration.partitionEpoch,
    leaderEpoch: registration.leaderEpoch,
    alive,
    role: replica?.role,
    withCells,
    log: boundsOf(replica),
    leaderEndOffset: ahead?.logEndOffset ?? -1,
    leaderEpochs: ahead?.epochs.length ?? -1,
    view: viewOf(`${source.id}/${source.topic}-${source.partition}`, source),
  };
}

function boundsOf(replica: Replica | undefined): LogBounds | null {
  if (replica === undefined) return null;
  const { logStartOffset, logEndOffset, highWatermark, epochs } = replica.log;
  return { logStartOffset, logEndOffset, highWatermark, epochs: epochs.length, held: heldOf(replica) };
}

/** Changes whenever records are taken out of the middle of a log or off its disk: its ends tell nothing of that. */
function heldOf({ cleanerCheckpoint, log }: Replica): number {
  return (cleanerCheckpoint ?? 0) + localLogStartOffset(log);
}

function viewOf(key: string, source: Source): ReplicaView {
  const { id, topic, partition, registration, replica, leader, alive } = source;
  const isLeader = registration.leader === id;
  const log = replica?.log;
  const inSync = registration.isr.includes(id);
  const staleLeader = alive && !isLeader && replica?.role === 'leader';
  return {
    key,
    broker: id,
    topic,
    partition,
    role: isLeader ? 'leader' : 'follower',
    staleLeader,
    sync: !alive ? 'offline' : inSync ? 'in-sync' : 'lagging',
    leaderEpoch: staleLeader ? replica.leaderEpoch : registration.leaderEpoch,
    logStartOffset: log?.logStartOffset ?? 0,
    endOffset: log?.logEndOffset ?? 0,
    highWatermark: log?.highWatermark ?? 0,
    cells: replica === undefined || !source.withCells ? [] : cellsOf(replica, isLeader ? undefined : leader, source.colours),
  };
}

function cellsOf(replica: Replica, leader: Replica | undefined, { hues, highlightKey }: CellColours): CellView[] {
  const { log } = replica;
  const cells: CellView[] = [];
  const from = Math.max(log.logStartOffset, log.logEndOffset - VISIBLE_CELLS);
  for (let offset = from; offset < log.logEndOffset; ) {
    const batch = batchAt(log, offset);
    if (batch === undefined) break;
    const diverged = leader !== undefined && !isOnLeader(leader.log, offset, batch.leaderEpoch);
    for (let index = firstIndexFrom(batch, offset); index < batch.records.length; index += 1) {
      const key = batch.records[index]?.key ?? null;
      const isLit = highlightKey !== null && key === highlightKey;
      cells.push({ offset: offsetOf(batch, index), hue: hues.of(key), epoch: batch.leaderEpoch, diverged, ...(isLit && { lit: true }) });
    }
    offset = batch.lastOffset + 1;
  }
  return cells;
}

/** Whether the leader's log has, or had, that epoch at the offset: compaction and retention take records out and leave the epochs. */
export function isOnLeader(log: UnifiedLog, offset: number, epoch: number): boolean {
  if (offset >= log.logEndOffset) return false;
  return offset < log.logStartOffset || epochAt(log.epochs, offset) === epoch;
}

export function partitionViews(
  image: MetadataImage,
  minInsyncReplicas: (topic: string, partition: number) => number,
  near: Near,
  cache: FrameCache,
): PartitionView[] {
  const views: PartitionView[] = [];
  for (const topic of topicsNear(image, near)) {
    const known = cache.partitions.get(topic.name) ?? [];
    cache.partitions.set(topic.name, known);
    topic.partitions.forEach((registration, partition) => {
      if (!near.has(topic.name, partition)) return;
      const minIsr = minInsyncReplicas(topic.name, partition);
      const slot = known[partition];
      const still = slot?.registration === registration && slot.view.minInsyncReplicas === minIsr;
      const kept = still ? slot : { registration, view: partitionView(topic.name, partition, registration, minIsr) };
      known[partition] = kept;
      views.push(kept.view);
    });
  }
  return views;
}

function partitionView(topic: string, partition: number, registration: PartitionRegistration, minInsyncReplicas: number): PartitionView {
  const { addingReplicas: adding, removingReplicas: removing } = registration;
  return {
    key: `${topic}-${partition}`,
    topic,
    partition,
    leader: registration.leader,
    leaderEpoch: registration.leaderEpoch,
    partitionEpoch: registration.partitionEpoch,
    replicas: registration.replicas,
    isr: registration.isr,
    elr: registration.elr,
    ...(isReassignmentInProgress({ adding, removing }) && { reassigning: { adding, removing } }),
    minInsyncReplicas,
  };
}
