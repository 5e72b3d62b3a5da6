import { behind } from '../../base/behind.ts';
import { endWindow } from '../../base/endWindow.ts';
import { MOST_SLOTS, MOST_WINDOWS, type BatchView, type GroupReading, type LogWindow, type PartitionLog, type PartitionsDetail } from '../../protocol/partitionsDetail.ts';
import type { PartitionView } from '../../protocol/views.ts';
import { brokersOf, coordinatedGroups, replicaOf, type BrokerNode, type RecordBatch, type UnifiedLog } from '../../sim/index.ts';
import type { Shown } from './buildDetail.ts';
import { copyView, epochBands, type LogCopy } from './copies.ts';
import { findKey } from './keyIndex.ts';

/** The logs of partitions in windows of offsets, and where a key is. Windows of what is not there are left out. */
export function partitionsDetail(shown: Shown, windows: readonly LogWindow[], highlightKey: string | null): PartitionsDetail {
  const brokers = new Map(brokersOf(shown.sim.world).map((broker) => [broker.id, broker]));
  const committed = committedOffsets(shown);
  const logs = windows.slice(0, MOST_WINDOWS).flatMap((window) => {
    const partition = shown.frame.partitions.find(({ key }) => key === window.partition);
    return partition === undefined ? [] : [partitionLog(shown, partition, window, copiesOf(partition, brokers), committed)];
  });
  return { kind: 'partitions', logs, found: highlightKey === null ? null : findKey(shown.cache.keys, highlightKey, ledCopies(shown, brokers)) };
}

function copiesOf(partition: PartitionView, brokers: ReadonlyMap<number, BrokerNode>): LogCopy[] {
  return partition.replicas.flatMap((id) => {
    const broker = brokers.get(id);
    const replica = broker === undefined ? undefined : replicaOf(broker, partition.topic, partition.partition);
    return replica === undefined ? [] : [{ key: `${id}/${partition.key}`, broker: id, log: replica.log }];
  });
}

/** Of each partition the leader's copy, or else the longest. */
function* ledCopies({ frame }: Shown, brokers: ReadonlyMap<number, BrokerNode>): Generator<{ readonly partition: string; readonly log: UnifiedLog }> {
  for (const partition of frame.partitions) {
    const copies = copiesOf(partition, brokers);
    const best = leadingCopy(partition, copies);
    if (best !== undefined) yield { partition: partition.key, log: best.log };
  }
}

function leadingCopy({ leader }: PartitionView, copies: readonly LogCopy[]): LogCopy | undefined {
  const led = copies.find(({ broker }) => broker === leader);
  return led ?? copies.reduce<LogCopy | undefined>((best, copy) => (best === undefined || copy.log.logEndOffset > best.log.logEndOffset ? copy : best), undefined);
}

function partitionLog(shown: Shown, partition: PartitionView, window: LogWindow, copies: readonly LogCopy[], committed: Committed): PartitionLog {
  const slots = Math.max(1, Math.min(MOST_SLOTS, Math.floor(window.slots)));
  const start = copies.reduce((least, { log }) => Math.min(least, log.logStartOffset), copies[0]?.log.logStartOffset ?? 0);
  const end = copies.reduce((most, { log }) => Math.max(most, log.logEndOffset), 0);
  const from = window.from === null ? endWindow(start, end, slots) : Math.max(0, Math.floor(window.from));
  const to = from + slots;
  const reference = leadingCopy(partition, copies);
  const leader = copies.find(({ broker }) => broker === partition.leader)?.log;
  const batches = new Map<RecordBatch, BatchView>();
  return {
    key: partition.key,
    from,
    slots,
    start,
    end,
    epochs: reference === undefined ? [] : epochBands(reference.log, from, to),
    epochsOf: reference?.broker ?? -1,
    copies: copies.map((copy) => copyView(copy, { from, to, leader: copy.log === leader ? undefined : leader, reference, hues: shown.hues, batches })),
    readers: readersOf(shown, partition, committed, leader),
  };
}

/** By group and partition. */
type Committed = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** From the coordinators that the frame names: what others still remember does not count. */
function committedOffsets({ sim }: Shown): Committed {
  const groups = [...coordinatedGroups(sim)];
  return new Map(groups.map(([group, { shard }]) => [group, new Map(Array.from(shard.offsets.get(group) ?? [], ([partition, { offset }]) => [partition, offset]))]));
}

function readersOf({ frame }: Shown, partition: PartitionView, committed: Committed, leader: UnifiedLog | undefined): GroupReading[] {
  const readings: GroupReading[] = [];
  for (const group of new Set([...frame.groups.map((one) => one.group), ...committed.keys()])) {
    const offset = committed.get(group)?.get(partition.key) ?? -1;
    const members = frame.consumers.flatMap(({ id, group: of, assigned, status }) => {
      if (of !== group || status === 'dead' || status === 'closed') return [];
      const at = assigned.find(({ topic, partition: number }) => topic === partition.topic && number === partition.partition);
      return at === undefined || at.position < 0 ? [] : [{ consumer: id, position: at.position }];
    });
    if (offset < 0 && members.length === 0) continue;
    readings.push({ group, committed: offset, coordinated: committed.has(group), lag: behind(leader?.highWatermark ?? -1, offset), members });
  }
  return readings;
}
