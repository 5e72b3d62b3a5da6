import { formatDuration } from '../../base/units.ts';
import type { Inspection } from '../../protocol/messages.ts';
import type { Frame } from '../../protocol/views.ts';
import { batchAt, brokersOf, firstIndexFrom, lookAtRecord, replicaOf, type KafkaSimulation, type LogRecord, type RecordBatch, type SeenRecord } from '../../sim/index.ts';

type Row = Inspection['rows'][number];
type Thing = Omit<Inspection, 'whyNot'>;

/** `orders-0@12`, as the leader has it, or `1/orders-0@12`, as broker 1 has it. */
const TARGET = /^(?:(\d+)\/)?(.+)-(\d+)@(\d+)$/;

interface Place {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly broker: number;
}

/** What is at an offset; null when the target names none, or no partition that is there. */
export function inspectRecord(sim: KafkaSimulation, frame: Frame, target: string): Thing | null {
  const place = placeOf(frame, target);
  const seen = place === null ? null : lookAtRecord(sim, place);
  if (place === null || seen === null) return null;
  const name = `${place.topic}-${place.partition}`;
  const leader = frame.partitions.find(({ key }) => key === name)?.leader ?? -1;
  const found = foundAt(sim, place);
  return {
    target,
    kind: 'record',
    title: `${name}@${place.offset}`,
    status: statusOf(place.offset, seen, leader),
    rows: [
      row('Partition', name, 'partition'),
      row('Offset', place.offset, 'offset'),
      ...(found === null ? [] : recordRows(found, place.offset)),
      row('Read from the copy of', `broker ${seen.broker}`, 'replica'),
      ...(seen.record === null ? [] : [row('Also held by', idList(seen.same.filter((id) => id !== seen.broker)))]),
      ...(seen.other.length === 0 ? [] : [row('Something else there on', idList(seen.other), 'truncation')]),
      ...(seen.again.length === 0 ? [] : [row('Written again at', idList(seen.again), 'idempotent producer')]),
    ],
    config: [],
    configTarget: null,
    actions: [],
  };
}

/** Where nobody leads, the longest copy stands for the partition, as in the picture. */
function placeOf(frame: Frame, target: string): Place | null {
  const [, broker, topic, partition, offset] = TARGET.exec(target) ?? [];
  const view = frame.partitions.find(({ key }) => key === `${topic}-${partition}`);
  if (topic === undefined || view === undefined) return null;
  const copies = frame.replicas.filter((replica) => replica.topic === topic && replica.partition === view.partition);
  const longest = copies.reduce<Frame['replicas'][number] | undefined>((best, copy) => (best === undefined || copy.endOffset > best.endOffset ? copy : best), undefined);
  const of = broker !== undefined ? Number(broker) : view.leader >= 0 ? view.leader : (longest?.broker ?? -1);
  return { topic, partition: view.partition, offset: Number(offset), broker: of };
}

function statusOf(offset: number, { broker, record, logStart, logEnd, highWatermark, other }: SeenRecord, leader: number): Thing['status'] {
  if (record === null) {
    if (offset >= logEnd) return { text: 'not written in this copy', tone: 'plain' };
    if (offset < logStart) return { text: 'deleted: before the log start offset', tone: 'plain' };
    return { text: 'taken out by compaction', tone: 'plain' };
  }
  if (leader >= 0 && broker !== leader && other.includes(leader)) return { text: 'diverged: the leader has something else there', tone: 'bad' };
  return offset < highWatermark ? { text: 'committed', tone: 'good' } : { text: 'not committed yet', tone: 'warn' };
}

interface Found {
  readonly batch: RecordBatch;
  readonly record: LogRecord;
}

function foundAt(sim: KafkaSimulation, { topic, partition, offset, broker }: Place): Found | null {
  const node = brokersOf(sim.world).find(({ id }) => id === broker);
  const log = node === undefined ? undefined : replicaOf(node, topic, partition)?.log;
  const batch = log === undefined ? undefined : batchAt(log, offset);
  const index = batch === undefined ? 0 : firstIndexFrom(batch, offset);
  const record = batch?.records[index];
  const isThere = batch !== undefined && batch.baseOffset + (batch.offsetDeltas?.[index] ?? index) === offset;
  return record === undefined || !isThere ? null : { batch, record };
}

function recordRows({ batch, record }: Found, offset: number): Row[] {
  const { baseOffset, lastOffset, bytes, leaderEpoch, producerId, producerEpoch, baseSequence } = batch;
  const tombstone = record.key !== null && record.value === null;
  return [
    row('Key', record.key ?? 'none', 'key'),
    row('Value', record.value ?? (tombstone ? 'none: a tombstone' : 'none'), tombstone ? 'tombstone' : null),
    row('Size', `${record.bytes} B with its key`),
    row('Timestamp', formatDuration(record.timestamp), 'timestamp'),
    ...(record.headers ?? []).map(({ key, value }) => row(`Header ${key}`, value)),
    row('Leader epoch', leaderEpoch, 'leader epoch'),
    row('Batch', baseOffset === lastOffset ? `${baseOffset}, ${bytes} B` : `${baseOffset} to ${lastOffset}, ${bytes} B`, 'batch'),
    ...(producerId < 0 ? [row('Producer id', 'none: not idempotent', 'idempotent producer')] : [row('Producer id', `${producerId}, epoch ${producerEpoch}`, 'producer id'), row('Sequence', (baseSequence + offset - baseOffset) % 2 ** 31, 'sequence number')]),
  ];
}

function row(label: string, value: string | number, term: string | null = null): Row {
  return { label, value: String(value), term };
}

function idList(ids: readonly number[]): string {
  return ids.length === 0 ? 'nobody' : ids.join(', ');
}
