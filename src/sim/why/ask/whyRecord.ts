import type { FactView } from '../../kafka/factView.ts';
import { because, given, NOTHING, type Antecedent } from '../antecedent.ts';
import { explainAs, type ChainLink } from '../chain.ts';
import { latest, latestOf, moment, samePartition, type Told } from '../past.ts';
import type { Recording } from '../recording.ts';
import { idsInWords } from '../words.ts';
import type { RecordPlace, SeenRecord } from './seenRecord.ts';

/** Where the record at an offset comes from, why it is there twice, or where it went. */
export function whyRecord(past: Recording, place: RecordPlace, seen: SeenRecord, at: number): ChainLink {
  const { topic, partition } = place;
  const before = moment(past, at);
  const gone = seen.record === null ? lossOf(past, place, seen.broker, before) : null;
  const known = seen.record?.id ?? idBefore(past, place, gone ?? before);
  const entities = seen.broker < 0 ? [`${topic}-${partition}`] : [`broker-${seen.broker}`, `${topic}-${partition}`];
  const of = { kind: 'state', words: words(place, seen, known, gone !== null), entities } as const;
  return explainAs(past, of, at, null, seen.record === null ? whyAbsent(past, place, seen, before, gone) : whyPresent(past, place, seen, before));
}

function words({ topic, partition, offset, broker: asked }: RecordPlace, seen: SeenRecord, id: string | null, isGone: boolean): string {
  const name = `${topic}-${partition}`;
  const { record, broker, same, other, again } = seen;
  const here = asked === null && broker < 0 ? 'nowhere' : asked === null ? `not in the leader's log (broker ${broker})` : `not in broker ${broker}'s log`;
  const named = id === null ? '' : ` held record ${id} and`;
  if (record === null) {
    const elsewhere = other.length === 0 ? '' : ` Broker ${idsInWords(other)} ${other.length === 1 ? 'has' : 'have'} one there.`;
    return `Offset ${offset} of ${name}${isGone ? named : ''} is ${here}${isGone ? ' any more' : offset >= seen.logEnd ? ' yet' : ''}.${elsewhere}`;
  }
  const where = `on broker${same.length === 1 ? '' : 's'} ${idsInWords(same)}`;
  const differs = other.length === 0 ? '' : ` Broker ${idsInWords(other)} ${other.length === 1 ? 'has' : 'have'} another record there.`;
  const twice = again.length === 0 ? '' : ` The same record is at offset ${again.join(', ')}, too.`;
  const committed = offset < seen.highWatermark ? '' : ' It is not known to be committed.';
  return `Offset ${offset} of ${name} holds record ${record.id}${record.key === null ? '' : ` with key ${record.key}`}, ${where}.${committed}${differs}${twice}`;
}

type Partition = { readonly topic: string; readonly partition: number };

function whyPresent(past: Recording, place: RecordPlace, seen: SeenRecord, before: FactView): readonly Antecedent[] {
  const { offset } = place;
  const same = samePartition(place);
  const holds = (fact: Partition & { readonly baseOffset: number; readonly lastOffset: number }): boolean => same(fact) && fact.baseOffset <= offset && offset <= fact.lastOffset;
  const written = latest(past, 'RecordsAppended', before, (fact) => holds(fact) && fact.leaderEpoch === seen.record?.leaderEpoch);
  const copied = latest(past, 'RecordsReplicated', before, (fact) => holds(fact) && fact.broker === seen.broker && fact.leader !== seen.broker);
  const isCopy = copied !== null && written?.fact.broker !== seen.broker;
  const earlier = written === null ? null : lossOf(past, place, null, written);
  return [
    ...whyTwice(past, place, seen, written),
    ...(isCopy ? because(copied, 'It was copied from the leader.') : because(written, 'There it was written, at the end of the log.')),
    ...given(latest(past, 'RecordSent', before, ({ id }) => id === seen.record?.id), 'That is when its application sent it.'),
    ...(earlier === null ? NOTHING : because(earlier, 'Another record had had that offset, and was lost, so the offset was free.')),
  ];
}

/** The later of two: its producer sent the batch again, and the broker could not tell. */
function whyTwice(past: Recording, place: RecordPlace, { again, record }: SeenRecord, written: Told<'RecordsAppended'> | null): readonly Antecedent[] {
  const first = again.find((offset) => offset < place.offset);
  if (first === undefined || written === null || record === null) return NOTHING;
  const same = samePartition(place);
  const producer = latest(past, 'RecordSent', written, ({ id }) => id === record.id)?.fact.producer ?? null;
  const retried = latest(past, 'BatchRetried', written, (fact) => same(fact) && (producer === null || fact.producer === producer));
  const before = latest(past, 'RecordsAppended', written, (fact) => same(fact) && fact.baseOffset <= first && first <= fact.lastOffset);
  const spec = past.spec.producers.find(({ id }) => id === producer);
  const value = spec?.overrides['enable.idempotence'];
  return [
    ...because(retried, 'The producer had no answer and sent it again, without knowing that it had been written.'),
    ...given(before, `That was the first time, at offset ${first}.`),
    ...(value === undefined ? NOTHING : [{ kind: 'setting' as const, name: 'enable.idempotence', value: String(value), how: 'Without sequence numbers a broker cannot tell a batch that is sent again from another one.' }]),
  ];
}

function whyAbsent(past: Recording, place: RecordPlace, seen: SeenRecord, before: FactView, gone: FactView | null): readonly Antecedent[] {
  if (gone?.fact.type === 'LogCompacted') return because(gone, 'It was taken out by this compaction or an earlier one: a later record has its key.');
  if (gone !== null) return because(gone, 'That is where it went.');
  if (seen.broker < 0) return because(latest(past, 'LeaderElected', before, (fact) => samePartition(place)(fact) && fact.leader === -1), 'Nobody leads the partition.');
  if (place.offset >= seen.logEnd) return [{ kind: 'state', words: `The log ends at offset ${seen.logEnd}: nothing has been written there yet.` }];
  return [{ kind: 'state', words: 'The offset holds no record: it was taken out by compaction, or is the mark of the end of a transaction.' }];
}

/** What took the offset out of the log, the last of such things: of one broker's, or of any. */
function lossOf(past: Recording, place: RecordPlace, broker: number | null, before: FactView): FactView | null {
  const { offset, topic } = place;
  const same = samePartition(place);
  const isOf = (id: number): boolean => broker === null || broker < 0 || id === broker;
  const here = (fact: Partition & { readonly broker: number }): boolean => same(fact) && isOf(fact.broker);
  return latestOf(
    latest(past, 'LogTruncated', before, (fact) => here(fact) && fact.to <= offset && offset < fact.from),
    latest(past, 'UnflushedRecordsLost', before, (fact) => here(fact) && fact.from <= offset && offset < fact.to),
    latest(past, 'LogStartedAnew', before, (fact) => here(fact) && offset < fact.startOffset),
    latest(past, 'LogStartOffsetAdvanced', before, (fact) => here(fact) && fact.from <= offset && offset < fact.to),
    latest(past, 'LogCompacted', before, (fact) => here(fact) && offset < fact.to && fact.removed > 0),
    latest(past, 'ReplicaDeleted', before, here),
    latest(past, 'TopicDeleted', before, (fact) => fact.topic === topic),
    latest(past, 'DiskWiped', before, (_, view) => broker !== null && view.node === `broker-${broker}`),
  );
}

/** Which record had the offset, as far as its producer or a consumer was told: the last one before it was lost. */
function idBefore(past: Recording, { offset, ...place }: RecordPlace, before: FactView): string | null {
  const same = samePartition(place);
  const acked = latest(past, 'BatchAcked', before, (fact) => same(fact) && fact.baseOffset >= 0 && fact.baseOffset <= offset && offset < fact.baseOffset + fact.recordIds.length);
  const polled = latest(past, 'RecordsPolled', before, (fact) => same(fact) && fact.offsets === null && fact.from <= offset && offset < fact.from + fact.ids.length);
  if (acked !== null && (polled === null || acked.seq > polled.seq)) return acked.fact.recordIds[offset - acked.fact.baseOffset] ?? null;
  return polled === null ? null : (polled.fact.ids[offset - polled.fact.from] ?? null);
}
