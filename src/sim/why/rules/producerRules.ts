import { nameInWords } from '../../../words/narration/names.ts';
import * as words from '../../../words/why/producers.ts';
import type { FactView } from '../../kafka/factView.ts';
import { because, BEGINNING, byCommand, byTroubles, firstOf, given, NOTHING, type Antecedent, type RuleFamily } from '../antecedent.ts';
import { causesOf, latest, latestCommand, latestOf, samePartition, together, type Told } from '../past.ts';
import type { Recording } from '../recording.ts';
import { troublesOfTalk } from '../troubles.ts';
import { appendOf } from './logRules.ts';
import { unreplicated } from './nodeRules.ts';

type Partition = { readonly topic: string; readonly partition: number };

/** What a producer sends, and what comes back. */
export const PRODUCER_RULES = {
  ProducerIdAssigned: (view, past) => {
    const started = latest(past, 'NodeStarted', view, (_, other) => other.node === view.node);
    return started === null ? BEGINNING : because(started, words.idBeforeFirst);
  },
  RecordSent: whySent,
  BatchSent: (view, past) => {
    const { fact } = view;
    const mine = own(fact);
    if (fact.attempt > 1) return because(latest(past, 'BatchRetried', view, mine), words.triesAgain);
    return because(latest(past, 'RecordSent', view, mine), words.batchHolds);
  },
  BatchAcked: (view, past) => {
    const { fact } = view;
    const last = fact.baseOffset + fact.recordIds.length - 1;
    const sent = (): readonly Antecedent[] => because(latest(past, 'BatchSent', view, own(fact)), fact.acks === 0 ? words.sentIsDone : words.hadBeenSent);
    if (fact.acks === 0) return sent();
    const same = samePartition(fact);
    if (fact.acks === 1) return firstOf(() => because(appendOf(past, view, fact, last), words.leaderIsEnough), sent);
    return firstOf(() => because(latest(past, 'CommitAnswered', view, (other) => same(other) && other.baseOffset <= last && last <= other.lastOffset), words.everybodyHasIt), sent);
  },
  BatchRetried: (view, past) => whyError(view, past, view.fact.error),
  BatchFailed: (view, past) => whyError(view, past, view.fact.error),
  SendBlocked: (view, past) =>
    view.fact.reason === 'buffer'
      ? [...whyFull(view, past), ...whyLoad(past, view, view.fact.producer)]
      : firstOf(
          () => because(lossOf(past, view, 'Metadata'), words.questionCameToNothing),
          () => because(latest(past, 'NodeStarted', view, (_, other) => other.node === view.node), words.topicUnknownYet),
        ),
  MetadataRefreshed: (view, past) => {
    const here = (_: unknown, other: FactView): boolean => other.node === view.node && view.at - other.at < SOON_US;
    return because(
      latestOf(latest(past, 'BatchRetried', view, here), latest(past, 'ConnectionLost', view, here), latest(past, 'RequestTimedOut', view, here), latest(past, 'SendBlocked', view, here)),
      words.askedWhoLeads,
    );
  },
  ProduceRefused: (view, past) => whyRefused(view, past, view.fact.error, view.fact),
  DuplicateBatchIgnored: (view, past) => {
    const { fact } = view;
    const owner = latest(past, 'ProducerIdAssigned', view, ({ producerId }) => producerId === fact.producerId);
    const again = latest(past, 'BatchRetried', view, (other) => samePartition(fact)(other) && (owner === null || other.producer === owner.fact.producer));
    return [
      ...because(again, words.sentAgainUnanswered),
      ...given(appendOf(past, view, fact, fact.baseOffset), words.firstTryWritten),
    ];
  },
} satisfies RuleFamily;

/** Told to send it; or the producer sends at a rate, which was set by a command or by the document. */
function whySent(view: Told<'RecordSent'>, past: Recording): readonly Antecedent[] {
  const { producer } = view.fact;
  const told = causesOf(past, view.cause, 12).find(({ seq }) => past.commands.get(seq)?.kind === 'send');
  if (told !== undefined) return byCommand(told, told.seq === view.cause ? null : words.toldToSend);
  return whyLoad(past, view, producer);
}

/** Who has the producer send so much. */
function whyLoad(past: Recording, { at }: FactView, producer: string): readonly Antecedent[] {
  const set = latestCommand(past, 'setProducerRate', at, (command) => command.producer === producer);
  const added = latestCommand(past, 'addProducer', at, (command) => command.producer.id === producer);
  const latter = set === null || (added !== null && added.at > set.at) ? added : set;
  if (latter !== null) return byCommand(latter, words.sendsAtRateSince(producer));
  const spec = past.spec.producers.find(({ id }) => id === producer);
  if (spec === undefined || spec.ratePerSecond === 0) return NOTHING;
  return [{ kind: 'setting', name: `producers.${producer}.rate`, value: `${spec.ratePerSecond} a second`, how: words.steadyRate }];
}

/** What keeps what is in the buffer from being acknowledged. */
function whyFull(view: Told<'SendBlocked'>, past: Recording): readonly Antecedent[] {
  const { producer } = view.fact;
  const sent = latest(past, 'BatchSent', view, (fact) => fact.producer === producer);
  const leader = sent === null ? null : `broker-${sent.fact.leader}`;
  const how = words.soBufferFull;
  return firstOf(
    () => because(latest(past, 'BatchRetried', view, (fact, other) => fact.producer === producer && view.at - other.at < LONG_US), words.bufferUnacknowledged),
    () => (leader === null ? NOTHING : byTroubles(troublesOfTalk(past, view.node, leader, view, 'Produce'), how)),
    () => (leader === null ? NOTHING : unreplicated(view, past, leader)),
  );
}

function own(one: Partition & { readonly producer: string }): (other: Partition & { readonly producer: string }) => boolean {
  const same = samePartition(one);
  return (other) => other.producer === one.producer && same(other);
}

function lossOf(past: Recording, view: FactView, api: string): FactView | null {
  const here = (fact: { readonly api: string }, other: FactView): boolean => other.node === view.node && fact.api === api;
  return latestOf(latest(past, 'ConnectionLost', view, here), latest(past, 'RequestTimedOut', view, here));
}

function countOf(fact: Told<'BatchRetried' | 'BatchFailed'>['fact']): number {
  return fact.type === 'BatchRetried' ? fact.records : fact.recordIds.length;
}

function whyError(view: Told<'BatchRetried' | 'BatchFailed'>, past: Recording, error: string): readonly Antecedent[] {
  const { fact } = view;
  const mine = own(fact);
  switch (error) {
    case 'NETWORK_EXCEPTION': {
      const lost = together(past, 'ConnectionLost', view) ?? together(past, 'RequestTimedOut', view) ?? lossOf(past, view, 'Produce');
      return because(lost, words.nobodyKnowsIfWritten);
    }
    case 'TIMEOUT':
      return firstOf(
        () => because(latest(past, 'BatchRetried', view, (other) => mine(other) && other.records === countOf(fact)), words.triedUntilTimeout),
        () => because(latest(past, 'LeaderElected', view, samePartition(fact)), words.waitedForLeader),
        () => because(latest(past, 'SendBlocked', view, ({ producer }) => producer === fact.producer), words.hadToWait),
        () => because(lossOf(past, view, 'Produce') ?? lossOf(past, view, 'Metadata'), words.noAnswerInTime),
      );
    case 'REQUEST_TIMED_OUT': {
      // The client's own request.timeout.ms, or what the broker answered when its purgatory had waited for so long.
      const unanswered = together(past, 'RequestTimedOut', view);
      if (unanswered !== null) return because(unanswered, words.unansweredRequest);
      const sent = latest(past, 'BatchSent', view, mine);
      return sent === null ? NOTHING : firstOf(() => unreplicated(view, past, `broker-${sent.fact.leader}`), () => because(sent, words.tookTooLong(sent.fact.leader)));
    }
    default: {
      const refused = latest(past, 'ProduceRefused', view, (other) => samePartition(fact)(other) && other.error === error);
      const isSame = refused !== null && view.at - refused.at < SOON_US;
      return isSame ? because(refused, words.thatWasTheAnswer) : whyRefused(view, past, error, fact);
    }
  }
}

/** An answer is under way no longer than this, or it was another one. */
const SOON_US = 5_000_000;
/** With Kafka's defaults nothing stays in a producer's buffer longer (delivery.timeout.ms). */
const LONG_US = 120_000_000;

/** From the state that the answer of a broker speaks of to what made it so. */
export function whyRefused(view: FactView, past: Recording, error: string, of: Partition): readonly Antecedent[] {
  const same = samePartition(of);
  switch (error) {
    case 'NOT_ENOUGH_REPLICAS':
    case 'NOT_ENOUGH_REPLICAS_AFTER_APPEND': {
      const minimum = latest(past, 'ConfigChanged', view, ({ key, resource }) => key === 'min.insync.replicas' && (resource === `topic ${of.topic}` || resource === 'broker '));
      return [
        ...because(latest(past, 'IsrShrunk', view, same), words.tooFewInSync),
        ...because(minimum, words.minimumChanged),
      ];
    }
    case 'UNKNOWN_TOPIC_OR_PARTITION':
    case 'UNKNOWN_TOPIC_ID':
      return because(latestOf(latest(past, 'TopicDeleted', view, ({ topic }) => topic === of.topic), latest(past, 'TopicCreated', view, ({ topic }) => topic === of.topic)), words.noSuchTopic);
    case 'NOT_LEADER_OR_FOLLOWER':
    case 'FENCED_LEADER_EPOCH':
    case 'UNKNOWN_LEADER_EPOCH':
    case 'LEADER_NOT_AVAILABLE':
      return whyOtherLeader(latest(past, 'LeaderElected', view, same));
    case 'OUT_OF_ORDER_SEQUENCE_NUMBER':
    case 'UNKNOWN_PRODUCER_ID':
      return because(
        latestOf(latest(past, 'LogTruncated', view, same), latest(past, 'UnflushedRecordsLost', view, same), latest(past, 'BatchFailed', view, same), latest(past, 'LeaderElected', view, (fact) => same(fact) && !fact.clean)),
        words.earlierBatchMissing,
      );
    case 'RECORD_LIST_TOO_LARGE':
    case 'MESSAGE_TOO_LARGE':
    case 'INVALID_RECORD':
      return firstOf(
        () => because(latest(past, 'BatchSent', view, same), words.notAllowed),
        () => byCommand(latestCommand(past, 'send', view.at), words.nodeWasTold(nameInWords(view.node))),
      );
    default:
      return NOTHING;
  }
}

/** An epoch ends also where the leader stays. */
function whyOtherLeader(elected: Told<'LeaderElected'> | null): readonly Antecedent[] {
  return because(elected, elected !== null && elected.fact.leader === elected.fact.previousLeader ? words.epochIsAnother : words.leaderIsAnother);
}
