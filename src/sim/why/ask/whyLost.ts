import * as words from '../../../words/why/lost.ts';
import type { FactView } from '../../kafka/factView.ts';
import { because, byTroubles, firstOf, given, NOTHING, type Antecedent } from '../antecedent.ts';
import { explainAs, type ChainLink } from '../chain.ts';
import { eventAt } from '../eventTable.ts';
import { first, latest, moment, samePartition, type Told } from '../past.ts';
import type { Recording } from '../recording.ts';
import { troublesOfTalk, troublesSince } from '../troubles.ts';
import type { LostRecord, SeenRecord } from './seenRecord.ts';

type Acked = Told<'BatchAcked'> | null;
type Written = Told<'RecordsAppended'> | null;

/** Where a record went that its producer was told is safe, or counted as sent: who leads now never had it, or has it no more. */
export function whyLost(past: Recording, asked: LostRecord, seen: SeenRecord, at: number): ChainLink {
  const { topic, partition, id } = asked;
  const before = moment(past, at);
  const same = samePartition(asked);
  const name = `${topic}-${partition}`;
  const entities = seen.broker < 0 ? [name] : [`broker-${seen.broker}`, name];
  const explained = (told: string, causes: readonly Antecedent[]): ChainLink => explainAs(past, { kind: 'state', words: told, entities }, at, null, causes);
  if (seen.record?.id === id) return explained(words.isThere(id, seen.offset, name), NOTHING);
  const acked = latest(past, 'BatchAcked', before, (fact) => same(fact) && fact.recordIds.includes(id));
  if (acked?.fact.acks === 0) {
    const { written, refused, leader } = deliveryOf(past, acked);
    const offset = written === null ? -1 : written.fact.baseOffset + acked.fact.recordIds.indexOf(id);
    const why = written === null ? whyNotWritten(past, acked, leader, refused, before) : causes(past, { ...asked, offset }, seen, before, acked, written);
    return explained(words.isLostUnacknowledged(id, name, whoLeads(offset, seen)), [...why, ...given(acked, words.countedAsSent), ...acksSetting(past, acked, words.nobodyWouldHaveTold)]);
  }
  const offset = asked.offset < 0 && acked !== null ? acked.fact.baseOffset + acked.fact.recordIds.indexOf(id) : asked.offset;
  if (acked === null) {
    const failed = latest(past, 'BatchFailed', before, (fact) => same(fact) && fact.recordIds.includes(id));
    const gaveUp = because(failed, words.gaveUp);
    return explained(words.isNotAcknowledged(id, name, whoLeads(offset, seen)), [...causes(past, { ...asked, offset }, seen, before, null, null), ...gaveUp, ...given(latest(past, 'RecordSent', before, (fact) => fact.id === id), words.whenSent)]);
  }
  const written = latest(past, 'RecordsAppended', acked, (fact) => same(fact) && fact.baseOffset <= offset && offset <= fact.lastOffset);
  return explained(words.isLost(id, offset, name, whoLeads(offset, seen)), [
    ...causes(past, { ...asked, offset }, seen, before, acked, written),
    ...given(acked, acked.fact.acks === 1 ? words.toldByLeaderAlone : words.toldSafe),
    ...(acked.fact.acks === 1 ? acksSetting(past, acked, words.allWouldHaveWaited) : NOTHING),
  ]);
}

/** Of an offset at which nobody looked only that is known that the leader has the record nowhere. */
function whoLeads(offset: number, { broker, record, logEnd, offset: lookedAt }: SeenRecord): string {
  if (broker < 0) return words.nobodyLeads;
  if (offset < 0 || offset !== lookedAt) return words.leaderHasItNowhere(broker);
  if (record !== null) return words.leaderHasAnother(broker, record.id);
  return offset >= logEnd ? words.leaderEnds(broker, logEnd) : words.leaderHasNone(broker);
}

/** What came of the one request that brought it, which nobody answered. */
function deliveryOf(past: Recording, acked: Told<'BatchAcked'>): { readonly leader: number; readonly written: Written; readonly refused: FactView | null } {
  const { events, nodes, byEvent } = past;
  const same = samePartition(acked.fact);
  const leader = latest(past, 'BatchSent', acked, (fact) => same(fact) && fact.producer === acked.fact.producer)?.fact.leader ?? -1;
  const [from, to] = [nodes.indexOf(acked.node), nodes.indexOf(`broker-${leader}`)];
  for (let index = events.count - 1; index >= 0; index -= 1) {
    const event = eventAt(events, events.order[index] as number);
    if (event?.label !== 'Produce' || event.from !== from || event.node !== to || event.sentAt !== acked.at) continue;
    const facts = (byEvent.get(event.seq) ?? []).filter(({ fact }) => 'partition' in fact && same(fact as { readonly topic: string; readonly partition: number }));
    const written = facts.find(({ fact }) => fact.type === 'RecordsAppended') as Written | undefined;
    const refused = facts.find(({ fact }) => fact.type === 'ProduceRefused');
    if (written !== undefined || refused !== undefined) return { leader, written: written ?? null, refused: refused ?? null };
  }
  return { leader, written: null, refused: null };
}

/** It was refused, or did not arrive: of neither the producer would hear. */
function whyNotWritten(past: Recording, acked: Told<'BatchAcked'>, leader: number, refused: FactView | null, before: FactView): readonly Antecedent[] {
  const talk = [acked.node, `broker-${leader}`] as const;
  return firstOf(
    () => because(refused, words.refusedUnheard),
    () => byTroubles(troublesOfTalk(past, ...talk, acked, 'Produce').slice(0, 1), words.soNeverArrived),
    () => byTroubles(troublesSince(past, ...talk, before, acked.at), words.soNeverArrived),
    () => [{ kind: 'state', words: words.neverArrived }],
  );
}

/** How the copy that had it stopped being what counts. */
function causes(past: Recording, lost: LostRecord, { broker: leader }: SeenRecord, before: FactView, acked: Acked, written: Written): readonly Antecedent[] {
  const { offset } = lost;
  const same = samePartition(lost);
  // Another broker was elected, with what it had.
  const elected = acked === null ? null : first(past, 'LeaderElected', before, (fact, view) => same(fact) && fact.leader >= 0 && view.seq > (written?.seq ?? -1) && fact.leader !== written?.fact.broker);
  const unflushed = latest(past, 'UnflushedRecordsLost', before, (fact) => same(fact) && fact.from <= offset && offset < fact.to && (fact.broker === leader || fact.broker === written?.fact.broker));
  const cut = latest(past, 'LogTruncated', before, (fact) => same(fact) && fact.to <= offset && offset < fact.from);
  const hadIt = elected !== null && latest(past, 'RecordsReplicated', elected, (fact) => same(fact) && fact.broker === elected.fact.leader && fact.baseOffset <= offset && offset <= fact.lastOffset) !== null;
  return [
    ...because(unflushed, words.copyLostIt),
    ...(elected === null || hadIt ? NOTHING : whyNotFetched(past, elected.fact.leader, written, acked?.fact.acks === 0 ? written : acked)),
    ...because(elected, hadIt ? words.leaderCounts : words.leaderHadNotFetched),
    ...given(cut, words.cutOff),
  ];
}

/** What kept the one that was to lead from fetching it in time; with nothing in the way it was too late by a moment only. */
function whyNotFetched(past: Recording, next: number, written: Written, since: FactView | null): readonly Antecedent[] {
  if (written === null || since === null) return NOTHING;
  return byTroubles(troublesOfTalk(past, `broker-${next}`, `broker-${written.fact.broker}`, since, 'Fetch').slice(0, 1), (trouble) => words.soCouldNotFetch(trouble, next));
}

/** That the document asks for no more than the leader's word, or for nobody's. */
function acksSetting(past: Recording, { fact: { producer } }: Told<'BatchAcked'>, how: string): readonly Antecedent[] {
  const value = past.spec.producers.find(({ id }) => id === producer)?.overrides['acks'];
  return value === undefined ? NOTHING : [{ kind: 'setting', name: 'acks', value: String(value), how }];
}
