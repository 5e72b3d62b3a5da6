import { replicaOf } from '../../kafka/broker/brokerState.ts';
import { brokersOf } from '../../kafka/cluster.ts';
import { committedImage } from '../../kafka/clusterImage.ts';
import type { KafkaSimulation } from '../../kafka/createCluster.ts';
import type { FactView } from '../../kafka/factView.ts';
import { firstIndexFrom, offsetOf } from '../../kafka/log/recordBatch.ts';
import { batchAt, type UnifiedLog } from '../../kafka/log/unifiedLog.ts';
import { isOfPartition, note, type LossKind, type RecordLife } from './life.ts';

/** Where the record lies: appended, copied, committed, and gone from one broker or from all. The logs are looked at, so what is told is so. */
export function followCopies(life: RecordLife, sim: KafkaSimulation, facts: readonly FactView[]): void {
  for (const view of facts) {
    const { fact } = view;
    switch (fact.type) {
      case 'RecordsAppended':
      case 'RecordsReplicated':
        if (isOfPartition(life, fact)) arrive(life, sim, view, fact);
        break;
      case 'HighWatermarkAdvanced':
        if (isOfPartition(life, fact)) commit(life, sim, view, fact);
        break;
      case 'LogTruncated':
        if (isOfPartition(life, fact)) leave(life, view, fact.broker, 'truncated', (offset) => offset >= fact.to);
        break;
      case 'UnflushedRecordsLost':
        if (isOfPartition(life, fact)) leave(life, view, fact.broker, 'power', (offset) => offset >= fact.from);
        break;
      case 'LogStartedAnew':
        if (isOfPartition(life, fact)) leave(life, view, fact.broker, 'emptied', () => true);
        break;
      case 'LogStartOffsetAdvanced':
        if (isOfPartition(life, fact)) leave(life, view, fact.broker, 'retention', (offset) => offset < fact.to);
        break;
      case 'LogCompacted':
        if (isOfPartition(life, fact)) compact(life, sim, view, fact.broker);
        break;
      case 'ReplicaDeleted':
        if (isOfPartition(life, fact)) leave(life, view, fact.broker, 'replicaDeleted', () => true);
        break;
      case 'DiskWiped': {
        const broker = Number(/^broker-(\d+)$/.exec(view.node)?.[1] ?? -1);
        leave(life, view, broker, 'wiped', () => true);
        break;
      }
      case 'TopicDeleted':
        if (fact.topic === life.topic) for (const broker of life.copies.keys()) leave(life, view, broker, 'topicDeleted', () => true);
        break;
      default:
    }
  }
}

type Arrival = Extract<FactView['fact'], { readonly type: 'RecordsAppended' | 'RecordsReplicated' }>;

/** A follower's fetch may bring the same batches more than once; a leader's append of its own is told as one, too. */
function arrive(life: RecordLife, sim: KafkaSimulation, view: FactView, fact: Arrival): void {
  const log = logOf(sim, fact.broker, life);
  if (log === null) return;
  for (const offset of offsetsIn(log, life.id, fact.baseOffset, fact.lastOffset)) {
    const known = life.copies.get(fact.broker) ?? [];
    if (known.includes(offset)) continue;
    const again = [...life.copies.values()].some((offsets) => offsets.some((other) => other !== offset));
    life.copies.set(fact.broker, [...known, offset]);
    if (fact.type === 'RecordsAppended') note(life, view, { kind: 'appended', broker: fact.broker, offset, leaderEpoch: fact.leaderEpoch, again });
    else note(life, view, { kind: 'replicated', broker: fact.broker, offset });
  }
}

function commit(life: RecordLife, sim: KafkaSimulation, view: FactView, fact: { readonly broker: number; readonly to: number }): void {
  const offset = life.copies.get(fact.broker)?.[0];
  const leader = committedImage(sim.world).topics.get(life.topic)?.partitions[life.partition]?.leader;
  if (life.isCommitted || offset === undefined || offset >= fact.to || leader !== fact.broker) return;
  life.isCommitted = true;
  note(life, view, { kind: 'committed', broker: fact.broker, offset });
}

/** Compaction may keep a record, so the log is asked. */
function compact(life: RecordLife, sim: KafkaSimulation, view: FactView, broker: number): void {
  const log = logOf(sim, broker, life);
  leave(life, view, broker, 'compacted', (offset) => log === null || offsetsIn(log, life.id, offset, offset).length === 0);
}

function leave(life: RecordLife, view: FactView, broker: number, how: LossKind, isGone: (offset: number) => boolean): void {
  const before = life.copies.get(broker) ?? [];
  const kept = before.filter((offset) => !isGone(offset));
  if (kept.length === before.length) return;
  for (const offset of before.filter(isGone)) note(life, view, { kind: 'copyGone', broker, offset, how });
  if (kept.length > 0) life.copies.set(broker, kept);
  else life.copies.delete(broker);
  if (life.copies.size === 0) note(life, view, { kind: 'gone', wasAcknowledged: life.isAcknowledged, how });
}

function logOf(sim: KafkaSimulation, broker: number, { topic, partition }: RecordLife): UnifiedLog | null {
  const node = brokersOf(sim.world).find(({ id }) => id === broker);
  return node === undefined ? null : (replicaOf(node, topic, partition)?.log ?? null);
}

/** Offsets of a record in a stretch of a log, both ends in it. */
function offsetsIn(log: UnifiedLog, id: string, from: number, to: number): number[] {
  const found: number[] = [];
  for (let at = from; at <= to; ) {
    const batch = batchAt(log, at);
    if (batch === undefined) break;
    for (let index = firstIndexFrom(batch, from); index < batch.records.length && offsetOf(batch, index) <= to; index += 1) {
      if (batch.records[index]?.id === id) found.push(offsetOf(batch, index));
    }
    at = Math.max(at, batch.lastOffset) + 1;
  }
  return found;
}
