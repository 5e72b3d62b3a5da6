import * as words from '../../../words/why/records.ts';
import type { FactView } from '../../kafka/factView.ts';
import { partitionName } from '../../kafka/types.ts';
import { because, given, NOTHING, type Antecedent } from '../antecedent.ts';
import { explainAs, type ChainLink } from '../chain.ts';
import { latest, latestOf, moment, samePartition, type Told } from '../past.ts';
import type { Recording } from '../recording.ts';
import type { RecordPlace, SeenRecord } from './seenRecord.ts';

/** Where the record at an offset comes from, why it is there twice, or where it went. */
export function whyRecord(past: Recording, place: RecordPlace, seen: SeenRecord, at: number): ChainLink {
  const { topic, partition } = place;
  const before = moment(past, at);
  const gone = seen.record === null ? lossOf(past, place, seen.broker, before) : null;
  const known = seen.record?.id ?? idBefore(past, place, gone ?? before);
  const entities = seen.broker < 0 ? [`${topic}-${partition}`] : [`broker-${seen.broker}`, `${topic}-${partition}`];
  const of = { kind: 'state', words: whatIsThere(place, seen, known, gone !== null), entities } as const;
  return explainAs(past, of, at, null, seen.record === null ? whyAbsent(past, place, seen, before, gone) : whyPresent(past, place, seen, before));
}

function whatIsThere(place: RecordPlace, { record, broker, logEnd, highWatermark, same, other, again }: SeenRecord, id: string | null, isGone: boolean): string {
  const { offset } = place;
  const name = partitionName(place.topic, place.partition);
  if (record === null) {
    const log = place.broker === null && broker < 0 ? null : { broker, isLeaders: place.broker === null };
    const now = isGone ? 'gone' : offset >= logEnd ? 'notYet' : 'none';
    return [words.absent(offset, name, log, now, id), ...(other.length === 0 ? [] : [words.othersHaveOne(other)])].join(' ');
  }
  return [
    words.holds(offset, name, record.id, record.key, same),
    ...(offset < highWatermark ? [] : [words.notKnownCommitted]),
    ...(other.length === 0 ? [] : [words.othersHaveAnother(other)]),
    ...(again.length === 0 ? [] : [words.sameRecordAt(again.join(', '))]),
  ].join(' ');
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
    ...(isCopy ? because(copied, words.copiedFromLeader) : because(written, words.writtenThere)),
    ...given(latest(past, 'RecordSent', before, ({ id }) => id === seen.record?.id), words.whenSent),
    ...(earlier === null ? NOTHING : because(earlier, words.offsetWasFree)),
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
    ...because(retried, words.sentAgainUnknowing),
    ...given(before, words.firstTime(first)),
    ...(value === undefined ? NOTHING : [{ kind: 'setting' as const, name: 'enable.idempotence', value: String(value), how: words.withoutSequenceNumbers }]),
  ];
}

function whyAbsent(past: Recording, place: RecordPlace, seen: SeenRecord, before: FactView, gone: FactView | null): readonly Antecedent[] {
  if (gone?.fact.type === 'LogCompacted') return whyCompacted(past, place, gone as Told<'LogCompacted'>);
  if (gone !== null) return because(gone, words.whereItWent);
  if (seen.broker < 0) return because(latest(past, 'LeaderElected', before, (fact) => samePartition(place)(fact) && fact.leader === -1), words.nobodyLeads);
  if (place.offset >= seen.logEnd) return [{ kind: 'state', words: words.nothingWrittenYet(seen.logEnd) }];
  return [{ kind: 'state', words: words.holdsNoRecord }];
}

/** The pass that took it out, and the later record of its key for which it did. */
function whyCompacted(past: Recording, place: RecordPlace, pass: Told<'LogCompacted'>): readonly Antecedent[] {
  const { key, supersededBy } = pass.fact.removedRecords.find(({ offset }) => offset === place.offset) ?? { key: null, supersededBy: null };
  if (key === null) return because(pass, words.compactedWithoutKey);
  if (supersededBy === null) return because(pass, words.compactedAsTombstone);
  const later = latest(past, 'RecordsAppended', pass, (fact) => samePartition(place)(fact) && fact.baseOffset <= supersededBy && supersededBy <= fact.lastOffset);
  return [...because(pass, words.compactedForLater(key, supersededBy)), ...given(later, words.laterRecord(key, supersededBy))];
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
    latest(past, 'LogCompacted', before, (fact) => here(fact) && fact.removedRecords.some((removed) => removed.offset === offset)),
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
