import { listAt, listLength } from '../../../base/chunkedList.ts';
import { replicaOf } from '../../kafka/broker/brokerState.ts';
import { brokersOf } from '../../kafka/cluster.ts';
import { committedImage } from '../../kafka/clusterImage.ts';
import type { KafkaSimulation } from '../../kafka/createCluster.ts';
import { firstIndexFrom, offsetOf } from '../../kafka/log/recordBatch.ts';
import { batchAt, type UnifiedLog } from '../../kafka/log/unifiedLog.ts';

export interface RecordPlace {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly broker: number | null;
}

export interface LostRecord {
  readonly topic: string;
  readonly partition: number;
  /** Where it was acknowledged; -1 where its producer was not told, or nobody knows. */
  readonly offset: number;
  readonly id: string;
}

export interface FoundRecord {
  readonly id: string;
  readonly key: string | null;
  readonly leaderEpoch: number;
}

/** What the copies of a partition have at an offset. */
export interface SeenRecord {
  readonly offset: number;
  /** The copy that is meant: the one asked about, or the leader's; -1 when nobody leads. */
  readonly broker: number;
  /** In that copy; null where it has none at the offset. */
  readonly record: FoundRecord | null;
  readonly logStart: number;
  readonly logEnd: number;
  readonly highWatermark: number;
  /** Brokers whose copies have the same record there, and those that have another one. */
  readonly same: readonly number[];
  readonly other: readonly number[];
  /** Other offsets of that copy at which the very same record was written again, as its producer's application sent it once. */
  readonly again: readonly number[];
}

/** The same of a record that was acknowledged at an offset (-1: nobody was told where): wherever the leader has it, else there. */
export function lookAtLost(sim: KafkaSimulation, { topic, partition, offset, id }: LostRecord): SeenRecord | null {
  const leader = committedImage(sim.world).topics.get(topic)?.partitions[partition]?.leader ?? -1;
  const broker = brokersOf(sim.world).find((node) => node.id === leader);
  const log = broker === undefined ? undefined : replicaOf(broker, topic, partition)?.log;
  const held = log === undefined ? [] : offsetsOf(log, id);
  return lookAtRecord(sim, { topic, partition, offset: held.includes(offset) ? offset : (held[0] ?? offset), broker: null });
}

/** Looks into the logs; null when there is no such partition. */
export function lookAtRecord(sim: KafkaSimulation, place: RecordPlace): SeenRecord | null {
  const { topic, partition, offset } = place;
  const registration = committedImage(sim.world).topics.get(topic)?.partitions[partition];
  if (registration === undefined && place.broker === null) return null;
  const broker = place.broker ?? registration?.leader ?? -1;
  const logs = brokersOf(sim.world).flatMap((node) => {
    const log = replicaOf(node, topic, partition)?.log;
    return log === undefined ? [] : [{ id: node.id, log }];
  });
  const own = logs.find(({ id }) => id === broker)?.log ?? null;
  const record = own === null ? null : recordAt(own, offset);
  const others = logs.flatMap(({ id, log }) => {
    const found = recordAt(log, offset);
    return found === null ? [] : [{ id, isSame: found.id === record?.id && found.leaderEpoch === record.leaderEpoch }];
  });
  return {
    offset,
    broker,
    record,
    logStart: own?.logStartOffset ?? 0,
    logEnd: own?.logEndOffset ?? 0,
    highWatermark: own?.highWatermark ?? 0,
    same: others.flatMap(({ id, isSame }) => (isSame ? [id] : [])),
    other: others.flatMap(({ id, isSame }) => (isSame ? [] : [id])),
    again: own === null || record === null ? [] : offsetsOf(own, record.id).filter((at) => at !== offset),
  };
}

function recordAt(log: UnifiedLog, offset: number): FoundRecord | null {
  const batch = batchAt(log, offset);
  if (batch === undefined || batch.baseOffset > offset) return null;
  const index = firstIndexFrom(batch, offset);
  const record = batch.records[index];
  if (record === undefined || offsetOf(batch, index) !== offset) return null;
  return { id: record.id, key: record.key, leaderEpoch: batch.leaderEpoch };
}

function offsetsOf(log: UnifiedLog, id: string): number[] {
  const found: number[] = [];
  for (let at = 0; at < listLength(log.batches); at += 1) {
    const batch = listAt(log.batches, at);
    batch.records.forEach((record, index) => {
      if (record.id === id) found.push(offsetOf(batch, index));
    });
  }
  return found;
}
