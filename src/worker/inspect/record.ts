import { logNameOf } from '../../base/logName.ts';
import { formatDuration } from '../../base/units.ts';
import type { Inspection } from '../../protocol/messages.ts';
import type { Frame } from '../../protocol/views.ts';
import * as words from '../../words/inspected/record.ts';
import { batchAt, brokersOf, firstIndexFrom, lookAtRecord, replicaOf, type KafkaSimulation, type LogRecord, type RecordBatch, type SeenRecord } from '../../sim/index.ts';

type Row = Inspection['rows'][number];
type Thing = Omit<Inspection, 'whyNot'>;

interface Place {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly broker: number;
}

/** What is at an offset, of `orders-0@12` as the leader has it, of `1/orders-0@12` as broker 1 has it; null when the target names none, or no partition that is there. */
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
      row(words.partition, name, { term: 'partition' }),
      row(words.offset, place.offset, { term: 'offset' }),
      ...(found === null ? [] : recordRows(found, place.offset)),
      row(words.readFrom, words.broker(seen.broker), { term: 'replica' }),
      ...(seen.record === null ? [] : [row(words.heldBy, idList(seen.same.filter((id) => id !== seen.broker)))]),
      ...(seen.other.length === 0 ? [] : [row(words.somethingElseOn, idList(seen.other), { term: 'truncation' })]),
      ...(seen.again.length === 0 ? [] : [row(words.writtenAgain, idList(seen.again), { term: 'idempotent producer' })]),
    ],
    config: [],
    configTarget: null,
    actions: [],
    record: seen.record?.id ?? null,
  };
}

/** Where nobody leads, the longest copy stands for the partition, as in the picture. */
function placeOf(frame: Frame, target: string): Place | null {
  const log = logNameOf(target);
  const view = frame.partitions.find(({ key }) => key === log?.name);
  if (log === null || log.offset === null || view === undefined) return null;
  const { topic, partition, offset } = log;
  const copies = frame.replicas.filter((replica) => replica.topic === topic && replica.partition === partition);
  const longest = copies.reduce<Frame['replicas'][number] | undefined>((best, copy) => (best === undefined || copy.endOffset > best.endOffset ? copy : best), undefined);
  return { topic, partition, offset, broker: log.broker ?? (view.leader >= 0 ? view.leader : (longest?.broker ?? -1)) };
}

function statusOf(offset: number, { broker, record, logStart, logEnd, highWatermark, other }: SeenRecord, leader: number): Thing['status'] {
  if (record === null) {
    if (offset >= logEnd) return { text: words.notWritten, tone: 'plain' };
    if (offset < logStart) return { text: words.deleted, tone: 'plain' };
    return { text: words.compacted, tone: 'plain' };
  }
  if (leader >= 0 && broker !== leader && other.includes(leader)) return { text: words.diverged, tone: 'bad' };
  return offset < highWatermark ? { text: words.committed, tone: 'good' } : { text: words.notCommitted, tone: 'warn' };
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
    row(words.key, record.key ?? words.none, { term: 'key' }),
    row(words.value, record.value ?? (tombstone ? words.noneATombstone : words.none), { term: tombstone ? 'tombstone' : null }),
    row(words.size, words.sizeWithKey(record.bytes)),
    row(words.timestamp, formatDuration(record.timestamp), { term: 'timestamp' }),
    ...(record.headers ?? []).map(({ key, value }) => row(words.header(key), value)),
    row(words.leaderEpoch, leaderEpoch, { term: 'leader epoch' }),
    row(words.batch, baseOffset === lastOffset ? words.batchOfOne(baseOffset, bytes) : words.batchOf(baseOffset, lastOffset, bytes), { term: 'batch' }),
    ...(producerId < 0 ? [row(words.producerId, words.notIdempotent, { term: 'idempotent producer' })] : [row(words.producerId, words.idAndEpoch(producerId, producerEpoch), { term: 'producer id' }), row(words.sequence, (baseSequence + offset - baseOffset) % 2 ** 31, { term: 'sequence number' })]),
  ];
}

/** `term` is an entry of the glossary. */
function row(label: string, value: string | number, { term = null }: { readonly term?: string | null } = {}): Row {
  return { label, value: String(value), term };
}

function idList(ids: readonly number[]): string {
  return ids.length === 0 ? words.nobody : ids.join(', ');
}
