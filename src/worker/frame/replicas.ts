import { VISIBLE_CELLS, type CellView, type PartitionView, type ReplicaView } from '../../protocol/views.ts';
import {
  batchAt,
  replicaOf,
  type BrokerNode,
  type MetadataImage,
  type PartitionRegistration,
  type Replica,
} from '../../sim/index.ts';
import type { Hues } from './hues.ts';

/** Beyond this many replicas a frame has no cells: nobody could see them. */
const MOST_REPLICAS_WITH_CELLS = 400;

/** Views kept from frame to frame: an unchanged replica is the same object again, and so costs nothing to compare. */
export type ReplicaCache = Map<string, { readonly signature: string; readonly view: ReplicaView }>;

export function replicaViews(
  image: MetadataImage,
  brokers: ReadonlyMap<number, { readonly broker: BrokerNode; readonly alive: boolean }>,
  hues: Hues,
  cache: ReplicaCache,
): ReplicaView[] {
  let total = 0;
  for (const topic of image.topics.values()) total += topic.partitions.length * (topic.partitions[0]?.replicas.length ?? 0);
  const withCells = total <= MOST_REPLICAS_WITH_CELLS;
  const views: ReplicaView[] = [];
  for (const topic of image.topics.values()) {
    topic.partitions.forEach((registration, partition) => {
      const leaderNode = brokers.get(registration.leader);
      const leader = leaderNode === undefined ? undefined : replicaOf(leaderNode.broker, topic.name, partition);
      for (const id of registration.replicas) {
        const at = brokers.get(id);
        if (at === undefined) continue;
        const replica = replicaOf(at.broker, topic.name, partition);
        views.push(
          cached(cache, { topic: topic.name, partition, id, registration, replica, leader, alive: at.alive, withCells, hues }),
        );
      }
    });
  }
  return views;
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
  readonly hues: Hues;
}

function cached(cache: ReplicaCache, source: Source): ReplicaView {
  const { registration, replica, leader } = source;
  const key = `${source.id}/${source.topic}-${source.partition}`;
  const log = replica?.log;
  const signature = [
    registration.partitionEpoch,
    registration.leaderEpoch,
    source.alive,
    replica?.role,
    log?.logEndOffset,
    log?.highWatermark,
    log?.logStartOffset,
    log?.epochs.length,
    leader === replica ? '' : `${leader?.log.logEndOffset} ${leader?.log.epochs.length}`,
  ].join(' ');
  const known = cache.get(key);
  if (known?.signature === signature) return known.view;
  const view = viewOf(key, source);
  cache.set(key, { signature, view });
  return view;
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
    cells: replica === undefined || !source.withCells ? [] : cellsOf(replica, isLeader ? undefined : leader, source.hues),
  };
}

function cellsOf(replica: Replica, leader: Replica | undefined, hues: Hues): CellView[] {
  const { log } = replica;
  const cells: CellView[] = [];
  const from = Math.max(log.logStartOffset, log.logEndOffset - VISIBLE_CELLS);
  for (let offset = from; offset < log.logEndOffset; ) {
    const batch = batchAt(log, offset);
    if (batch === undefined) break;
    const diverged = leader !== undefined && batchAt(leader.log, offset)?.leaderEpoch !== batch.leaderEpoch;
    for (; offset <= batch.lastOffset; offset += 1) {
      const record = batch.records[offset - batch.baseOffset];
      cells.push({ offset, hue: hues.of(record?.key ?? null), epoch: batch.leaderEpoch, diverged });
    }
  }
  return cells;
}

export function partitionViews(
  image: MetadataImage,
  minInsyncReplicas: (topic: string, partition: number) => number,
): PartitionView[] {
  const views: PartitionView[] = [];
  for (const topic of image.topics.values()) {
    topic.partitions.forEach((registration, partition) => {
      views.push({
        key: `${topic.name}-${partition}`,
        topic: topic.name,
        partition,
        leader: registration.leader,
        leaderEpoch: registration.leaderEpoch,
        partitionEpoch: registration.partitionEpoch,
        replicas: registration.replicas,
        isr: registration.isr,
        elr: registration.elr,
        minInsyncReplicas: minInsyncReplicas(topic.name, partition),
      });
    });
  }
  return views;
}
