import * as words from '../../../words/why/lost.ts';
import type { FactView } from '../../kafka/factView.ts';
import { because, byTroubles, given, NOTHING, type Antecedent } from '../antecedent.ts';
import { explainAs, type ChainLink } from '../chain.ts';
import { first, latest, moment, samePartition, type Told } from '../past.ts';
import type { Recording } from '../recording.ts';
import { troublesOfTalk } from '../troubles.ts';
import type { SeenRecord } from './seenRecord.ts';

export interface LostRecord {
  readonly topic: string;
  readonly partition: number;
  /** Where it was acknowledged. */
  readonly offset: number;
  readonly id: string;
}

/** Where a record went that its producer was told is safe: who leads now never had it, or has it no more. */
export function whyLost(past: Recording, lost: LostRecord, seen: SeenRecord, at: number): ChainLink {
  const { topic, partition, offset, id } = lost;
  const before = moment(past, at);
  const name = `${topic}-${partition}`;
  const isThere = seen.record?.id === id;
  const told = isThere ? words.isThere(id, offset, name) : words.isLost(id, offset, name, whoLeads(offset, seen));
  const entities = seen.broker < 0 ? [name] : [`broker-${seen.broker}`, name];
  return explainAs(past, { kind: 'state', words: told, entities }, at, null, isThere ? NOTHING : causes(past, lost, seen, before));
}

function whoLeads(offset: number, { broker, record, logEnd }: SeenRecord): string {
  if (broker < 0) return words.nobodyLeads;
  if (record !== null) return words.leaderHasAnother(broker, record.id);
  return offset >= logEnd ? words.leaderEnds(broker, logEnd) : words.leaderHasNone(broker);
}

function causes(past: Recording, lost: LostRecord, { broker: leader }: SeenRecord, before: FactView): readonly Antecedent[] {
  const { offset, id } = lost;
  const same = samePartition(lost);
  const acked = latest(past, 'BatchAcked', before, (fact) => same(fact) && fact.recordIds.includes(id));
  const written = acked === null ? null : latest(past, 'RecordsAppended', acked, (fact) => same(fact) && fact.baseOffset <= offset && offset <= fact.lastOffset);
  // Another broker was elected, with what it had.
  const elected = first(past, 'LeaderElected', before, (fact, view) => same(fact) && fact.leader >= 0 && view.seq > (written?.seq ?? -1) && fact.leader !== written?.fact.broker);
  const unflushed = latest(past, 'UnflushedRecordsLost', before, (fact) => same(fact) && fact.from <= offset && offset < fact.to && (fact.broker === leader || fact.broker === written?.fact.broker));
  const cut = latest(past, 'LogTruncated', before, (fact) => same(fact) && fact.to <= offset && offset < fact.from);
  const hadIt = elected !== null && latest(past, 'RecordsReplicated', elected, (fact) => same(fact) && fact.broker === elected.fact.leader && fact.baseOffset <= offset && offset <= fact.lastOffset) !== null;
  return [
    ...because(unflushed, words.copyLostIt),
    ...(elected === null || hadIt ? NOTHING : whyNotFetched(past, elected.fact.leader, written, acked)),
    ...because(elected, hadIt ? words.leaderCounts : words.leaderHadNotFetched),
    ...given(cut, words.cutOff),
    ...given(acked, acked?.fact.acks === 1 ? words.toldByLeaderAlone : words.toldSafe),
    ...(acked?.fact.acks === 1 ? acksSetting(past, acked) : NOTHING),
  ];
}

/** What kept the one that was to lead from fetching it in time; with nothing in the way it was too late by a moment only. */
function whyNotFetched(past: Recording, next: number, written: Told<'RecordsAppended'> | null, acked: FactView | null): readonly Antecedent[] {
  if (written === null || acked === null) return NOTHING;
  return byTroubles(troublesOfTalk(past, `broker-${next}`, `broker-${written.fact.broker}`, acked, 'Fetch').slice(0, 1), (trouble) => words.soCouldNotFetch(trouble, next));
}

/** That the document asks for no more than the leader's word. */
function acksSetting(past: Recording, { fact: { producer } }: Told<'BatchAcked'>): readonly Antecedent[] {
  const value = past.spec.producers.find(({ id }) => id === producer)?.overrides['acks'];
  return value === undefined ? NOTHING : [{ kind: 'setting', name: 'acks', value: String(value), how: words.allWouldHaveWaited }];
}
