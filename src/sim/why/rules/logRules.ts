import * as words from '../../../words/why/log.ts';
import type { FactView } from '../../kafka/factView.ts';
import { CONSUMER_OFFSETS_TOPIC } from '../../kafka/types.ts';
import { because, byCommand, firstOf, given, NOTHING, type Antecedent, type RuleFamily } from '../antecedent.ts';
import { causesOf, latest, latestCommand, latestOf, samePartition, together, type Before, type Told } from '../past.ts';
import type { Recording } from '../recording.ts';
import { troublesOfTalk } from '../troubles.ts';
import { historySettings } from './settings.ts';

/** From the request back to what sent it there are its delivery and its handling. */
const MOST_STEPS = 4;

/** The event that sent the Produce request with these records; null where nobody knows it any more, or it was no producer. */
function sendingEvent(past: Recording, { cause, fact }: Told<'RecordsAppended'>): number | null {
  const isTheir = ({ fact: sent }: FactView): boolean => sent.type === 'BatchSent' && samePartition(fact)(sent);
  return causesOf(past, cause, MOST_STEPS).find(({ seq }) => past.byEvent.get(seq)?.some(isTheir) === true)?.seq ?? null;
}

/** The batch that these records came in. Of batches of one size that were sent at once the broker appended the first one first. */
function batchOf(past: Recording, view: Told<'RecordsAppended'>): FactView | null {
  const event = sendingEvent(past, view);
  if (event === null) return null;
  const { fact } = view;
  const count = fact.lastOffset - fact.baseOffset + 1;
  const batches = (past.byEvent.get(event) ?? []).filter(({ fact: sent }) => sent.type === 'BatchSent' && samePartition(fact)(sent) && sent.records === count);
  if (batches.length < 2) return batches[0] ?? null;
  const alike = (past.byType.get('RecordsAppended') ?? []).filter((other): other is Told<'RecordsAppended'> => {
    const { fact: appended, seq } = other;
    return seq < view.seq && appended.type === 'RecordsAppended' && samePartition(fact)(appended) && appended.lastOffset - appended.baseOffset + 1 === count;
  });
  const before = alike.filter((other) => sendingEvent(past, other) === event).length;
  return batches[Math.min(before, batches.length - 1)] ?? null;
}

/** What a coordinator was asked or had decided; no producer writes into its topic. */
function whyCoordinatorWrote(view: Told<'RecordsAppended'>, past: Recording): readonly Antecedent[] {
  if (view.fact.topic !== CONSUMER_OFFSETS_TOPIC) return NOTHING;
  const events = causesOf(past, view.cause, MOST_STEPS);
  const request = events.find(({ from, node, label }) => from >= 0 && past.nodes[node] === view.node && !label.endsWith('Response'));
  const began = events.flatMap(({ seq }) => past.byEvent.get(seq) ?? []).find(({ fact, node }) => fact.type === 'GenerationStarted' && node === view.node) ?? null;
  return firstOf(
    () => because(began, words.coordinatorKeepsGroup),
    () => (request === undefined ? NOTHING : [{ kind: 'message', message: request, how: request.label === 'OffsetCommit' ? words.coordinatorKeepsOffsets : words.coordinatorKeepsGroup }]),
    () => [{ kind: 'state', words: words.coordinatorKeepsGroup }],
  );
}

type Partition = { readonly topic: string; readonly partition: number };

/** What becomes of one replica's log. */
export const LOG_RULES = {
  RecordsAppended: (view, past) => firstOf(() => because(batchOf(past, view), words.producerSent), () => whyCoordinatorWrote(view, past)),
  RecordsReplicated: (view, past) =>
    because(appendOf(past, view, view.fact, view.fact.baseOffset), words.followerFetches),
  HighWatermarkAdvanced: whyCommitted,
  LogTruncated: whyTruncated,
  UnflushedRecordsLost: (view, past) => {
    const how = words.powerBeforeDisk;
    const killed = latest(past, 'NodeKilled', view, (_, other) => other.node === view.node);
    return past.commands.has(view.cause) ? byCommand({ seq: view.cause }, how) : because(killed, how);
  },
  ReplicaFetchFailed: (view, past) => {
    const { fact } = view;
    const anew = latest(past, 'LogStartedAnew', view, atBroker(fact));
    const cut = latest(past, 'LogStartOffsetAdvanced', view, samePartition(fact));
    return because(latestOf(anew, cut), words.insideOfBatch);
  },
  LogStartedAnew: (view, past) =>
    because(
      latest(past, 'LogStartOffsetAdvanced', view, (fact) => samePartition(view.fact)(fact) && fact.broker !== view.fact.broker),
      words.leaderBeginsLater,
    ),
  SegmentRolled: (view, past) => {
    const here = atBroker(view.fact);
    return because(
      together(past, 'RecordsAppended', view, here) ?? together(past, 'RecordsReplicated', view, here),
      words.segmentFull,
    );
  },
  SegmentsDropped: (view, past) =>
    firstOf(
      () => (view.fact.reason === 'logStart' ? because(latest(past, 'LogStartOffsetAdvanced', view, (fact) => atBroker(view.fact)(fact)), words.logStartsLater) : NOTHING),
      () => because(latest(past, 'SegmentRolled', view, atBroker(view.fact)), words.mayGo(view.fact.reason)),
    ),
  LogStartOffsetAdvanced: (view, past) => {
    const { fact } = view;
    switch (fact.reason) {
      case 'deleteRecords':
        return byCommand(latestCommand(past, 'deleteRecords', view.at, samePartition(fact)), words.askedToDelete);
      case 'retention':
        return because(latest(past, 'SegmentsDropped', { ...view, seq: view.seq + 2 }, (other) => atBroker(fact)(other)), words.oldSegmentsDropped);
      case 'leader':
        return because(latest(past, 'LogStartOffsetAdvanced', view, (other) => samePartition(fact)(other) && other.broker !== fact.broker), words.leaderStartsThere);
    }
  },
  SegmentFilesDeleted: (view, past) => because(latest(past, 'SegmentsDropped', view, atBroker(view.fact)), words.filesStay),
  ReplicaBecameLeader: whyRole,
  ReplicaBecameFollower: whyRole,
  ReplicaDeleted: (view, past) => {
    const completed = latest(past, 'ReassignmentCompleted', view, samePartition(view.fact));
    const deleted = latest(past, 'TopicDeleted', view, ({ topic }) => topic === view.fact.topic);
    return because(latestOf(completed, deleted), words.noReplicaAnyMore);
  },
  CommitAnswered: (view, past) =>
    because(latest(past, 'HighWatermarkAdvanced', view, (fact) => atBroker(view.fact)(fact) && fact.to > view.fact.lastOffset), words.belowHighWatermark),
  LogCompacted: (view, past) =>
    because(
      latest(past, 'SegmentRolled', view, (fact) => atBroker(view.fact)(fact) && fact.baseOffset >= view.fact.to),
      words.dueForCompaction,
    ),
  SegmentCopiedToRemote: (view, past) =>
    because(latest(past, 'SegmentRolled', view, (fact) => atBroker(view.fact)(fact) && fact.baseOffset > view.fact.to), words.canBeCopied),
  RemoteSegmentsDeleted: (view, past) =>
    firstOf(
      () => because(latest(past, 'TopicDeleted', view, ({ topic }) => topic === view.fact.topic), words.topicGone),
      () => because(latest(past, 'LogStartOffsetAdvanced', view, (fact) => atBroker(view.fact)(fact) && fact.reason !== 'leader'), words.logStartsLater),
      () => because(latest(past, 'SegmentCopiedToRemote', view, samePartition(view.fact)), words.moreThanIsKept),
    ),
  RemoteSegmentRead: (view, past) =>
    firstOf(
      () => because(latest(past, 'SegmentsDropped', view, (fact) => atBroker(view.fact)(fact) && fact.startOffset > view.fact.from), words.onlyRemote),
      () => because(latest(past, 'TierStateRebuilt', view, atBroker(view.fact)), words.neverOnItsDisk),
    ),
  TierStateRebuilt: (view, past) =>
    because(latest(past, 'ReplicaBecameFollower', view, atBroker(view.fact)), words.firstPartIsRemote),
} satisfies RuleFamily;

function atBroker(one: Partition & { readonly broker: number }): (other: Partition & { readonly broker: number }) => boolean {
  const same = samePartition(one);
  return (other) => other.broker === one.broker && same(other);
}

/** The latest append of a leader that holds the offset. */
export function appendOf(past: Recording, before: Before, of: Partition, offset: number): Told<'RecordsAppended'> | null {
  const same = samePartition(of);
  return latest(past, 'RecordsAppended', before, (fact) => same(fact) && fact.baseOffset <= offset && offset <= fact.lastOffset);
}

/** The last of those that had to have the records, or the ISR that no longer asks for who has not. */
function whyCommitted(view: Told<'HighWatermarkAdvanced'>, past: Recording): readonly Antecedent[] {
  const { fact } = view;
  const same = samePartition(fact);
  const ofLeader = latest(past, 'HighWatermarkAdvanced', view, (other) => same(other) && other.broker !== fact.broker && other.to >= fact.to);
  if (ofLeader !== null) return because(ofLeader, words.leaderTellsHighWatermark);
  const shrunk = latest(past, 'IsrShrunk', view, same);
  const copied = latest(past, 'RecordsReplicated', view, (other) => same(other) && other.lastOffset >= fact.to - 1);
  const last = latestOf(shrunk, copied);
  if (last !== null && last === shrunk) return because(shrunk, words.notWaitedFor);
  return firstOf(
    () => because(copied, words.everybodyHadThem),
    () => because(appendOf(past, view, fact, fact.to - 1), words.aloneInSync),
  );
}

function whyRole(view: Told<'ReplicaBecameLeader' | 'ReplicaBecameFollower'>, past: Recording): readonly Antecedent[] {
  const { fact } = view;
  const same = samePartition(fact);
  const elected = latest(past, 'LeaderElected', view, (other) => same(other) && other.leaderEpoch === fact.leaderEpoch);
  const placed = latestOf(latest(past, 'TopicCreated', view, ({ topic }) => topic === fact.topic), latest(past, 'ReassignmentStarted', view, same), latest(past, 'NodeStarted', view, (_, other) => other.node === view.node));
  return [
    ...because(elected ?? placed, elected === null ? words.learntItsPart : words.metadataTold),
    ...released(view, past),
  ];
}

/** The news came late: it was held on the wire until somebody let it go. */
function released(view: Told<'ReplicaBecameLeader' | 'ReplicaBecameFollower'>, past: Recording): readonly Antecedent[] {
  const event = causesOf(past, view.cause, 12).find(({ seq }) => past.commands.get(seq)?.kind === 'releaseLink');
  return event === undefined ? NOTHING : byCommand(event, words.newsWasHeld);
}

/**
 * A follower gives up what the leader of a later epoch does not have: whose epoch that is, where the records came from, and what kept
 * them from the others.
 */
function whyTruncated(view: Told<'LogTruncated'>, past: Recording): readonly Antecedent[] {
  const { fact } = view;
  const elected = latest(past, 'LeaderElected', view, (other) => samePartition(fact)(other) && other.leaderEpoch === fact.leaderEpoch);
  const role = latest(past, 'ReplicaBecameFollower', view, atBroker(fact));
  return [
    ...because(elected, words.anotherLeaderOfEpoch(fact.leaderEpoch)),
    ...whyAlone(view, past),
    ...lostByLeader(view, past, elected),
    ...(role === null ? NOTHING : released(role, past)),
    ...historySettings(past.spec, 'truncation'),
  ];
}

type Span = { readonly baseOffset: number; readonly lastOffset: number };

/** What the new leader had and lost, or what kept it from ever having it. */
function lostByLeader({ fact, ...view }: Told<'LogTruncated'>, past: Recording, elected: Told<'LeaderElected'> | null): readonly Antecedent[] {
  if (elected === null) return NOTHING;
  const { leader } = elected.fact;
  const name = `broker-${leader}`;
  const same = samePartition(fact);
  const isLost = (other: Partition & { readonly broker: number }, from: number, to: number): boolean => same(other) && other.broker === leader && from <= fact.to && fact.to < to;
  const lost = latestOf(
    latest(past, 'UnflushedRecordsLost', view, (other) => isLost(other, other.from, other.to)),
    latest(past, 'LogTruncated', view, (other) => isLost(other, other.to, other.from)),
    latest(past, 'DiskWiped', view, (_, other) => other.node === name),
  );
  if (lost !== null) return because(lost, words.brokerLostThem(leader));
  const holds = (other: Span): boolean => other.baseOffset <= fact.to && fact.to <= other.lastOffset;
  const written = latest(past, 'RecordsAppended', view, (other) => same(other) && holds(other) && other.leaderEpoch < fact.leaderEpoch);
  if (written === null || written.node === name) return NOTHING;
  const [trouble] = troublesOfTalk(past, name, written.node, { seq: written.seq + 1, at: written.at });
  return trouble === undefined ? NOTHING : because(trouble.view, words.neverHadThem(trouble.clause, leader));
}

/** How the replica came by what it gives up: from a leader of before, or as the leader that it was. */
function whyAlone(view: Told<'LogTruncated'>, past: Recording): readonly Antecedent[] {
  const { fact } = view;
  const holds = (other: Span): boolean => other.baseOffset <= fact.to && fact.to <= other.lastOffset;
  const here = atBroker(fact);
  const written = latest(past, 'RecordsAppended', view, (other) => here(other) && holds(other));
  const copied = latest(past, 'RecordsReplicated', view, (other) => here(other) && holds(other));
  if (written === null || (copied !== null && copied.seq > written.seq)) return given(copied, words.hadThemFromLeader);
  const same = samePartition(fact);
  const elsewhere = latest(past, 'RecordsReplicated', view, (other) => same(other) && holds(other) && other.leader === fact.broker);
  return given(written, elsewhere !== null && elsewhere.seq > written.seq ? words.wroteThemLeading : words.aloneHadThem);
}
