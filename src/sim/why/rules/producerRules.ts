import type { FactView } from '../../kafka/factView.ts';
import { because, byCommand, firstOf, followEvents, given, NOTHING, type Antecedent, type Rules } from '../antecedent.ts';
import { latest, latestCommand, latestOf, samePartition, together, type Told } from '../past.ts';
import type { Recording } from '../recording.ts';
import { nameInWords } from '../words.ts';
import { appendOf } from './logRules.ts';
import { unreplicated } from './nodeRules.ts';

type Partition = { readonly topic: string; readonly partition: number };

/** What a producer sends, and what comes back. */
export const PRODUCER_RULES: Rules<
  | 'ProducerIdAssigned'
  | 'RecordSent'
  | 'BatchSent'
  | 'BatchAcked'
  | 'BatchRetried'
  | 'BatchFailed'
  | 'SendBlocked'
  | 'MetadataRefreshed'
  | 'ProduceRefused'
  | 'DuplicateBatchIgnored'
> = {
  ProducerIdAssigned: (view, past) => because(latest(past, 'NodeStarted', view, (_, other) => other.node === view.node), 'It asked for an id before its first record (enable.idempotence).'),
  RecordSent: followEvents,
  BatchSent: (view, past) => {
    const { fact } = view;
    const mine = own(fact);
    if (fact.attempt > 1) return because(latest(past, 'BatchRetried', view, mine), 'It tries again.');
    return because(latest(past, 'RecordSent', view, mine), 'The batch holds what the application has sent since.');
  },
  BatchAcked: (view, past) => {
    const { fact } = view;
    const last = fact.baseOffset + fact.recordIds.length - 1;
    const sent = (): readonly Antecedent[] => because(latest(past, 'BatchSent', view, own(fact)), fact.acks === 0 ? 'With acks=0 what is sent counts as done.' : 'It had been sent.');
    if (fact.acks === 0) return sent();
    const same = samePartition(fact);
    if (fact.acks === 1) return firstOf(() => because(appendOf(past, view, fact, last), 'With acks=1 it is enough that the leader has it.'), sent);
    return firstOf(() => because(latest(past, 'CommitAnswered', view, (other) => same(other) && other.baseOffset <= last && last <= other.lastOffset), 'Everybody in sync has it.'), sent);
  },
  BatchRetried: (view, past) => whyError(view, past, view.fact.error),
  BatchFailed: (view, past) => whyError(view, past, view.fact.error),
  SendBlocked: (view, past) =>
    view.fact.reason === 'buffer'
      ? because(latest(past, 'BatchRetried', view, ({ producer }) => producer === view.fact.producer), 'What it has in its buffer (buffer.memory) is not acknowledged, so there is no room.')
      : firstOf(
          () => because(lossOf(past, view, 'Metadata'), 'Its question for metadata came to nothing.'),
          () => because(latest(past, 'NodeStarted', view, (_, other) => other.node === view.node), 'It has only started, and does not know the topic yet.'),
        ),
  MetadataRefreshed: followEvents,
  ProduceRefused: (view, past) => whyRefused(view, past, view.fact.error, view.fact),
  DuplicateBatchIgnored: (view, past) => {
    const { fact } = view;
    const owner = latest(past, 'ProducerIdAssigned', view, ({ producerId }) => producerId === fact.producerId);
    const again = latest(past, 'BatchRetried', view, (other) => samePartition(fact)(other) && (owner === null || other.producer === owner.fact.producer));
    return [
      ...because(again, 'The producer did not get the answer and sent the batch again.'),
      ...given(appendOf(past, view, fact, fact.baseOffset), 'The first try had been written.'),
    ];
  },
};

function own(one: Partition & { readonly producer: string }): (other: Partition & { readonly producer: string }) => boolean {
  const same = samePartition(one);
  return (other) => other.producer === one.producer && same(other);
}

function lossOf(past: Recording, view: FactView, api: string): FactView | null {
  const here = (fact: { readonly api: string }, other: FactView): boolean => other.node === view.node && fact.api === api;
  return latestOf(latest(past, 'ConnectionLost', view, here), latest(past, 'RequestTimedOut', view, here));
}

function whyError(view: Told<'BatchRetried' | 'BatchFailed'>, past: Recording, error: string): readonly Antecedent[] {
  const { fact } = view;
  const mine = own(fact);
  switch (error) {
    case 'NETWORK_EXCEPTION': {
      const lost = together(past, 'ConnectionLost', view) ?? together(past, 'RequestTimedOut', view) ?? lossOf(past, view, 'Produce');
      return because(lost, 'So nobody could tell whether the records had been written.');
    }
    case 'TIMEOUT':
      return firstOf(
        () => because(latest(past, 'BatchRetried', view, mine), 'It had been trying since, and delivery.timeout.ms is over.'),
        () => because(latest(past, 'LeaderElected', view, samePartition(fact)), 'It waited for a leader until delivery.timeout.ms was over.'),
        () => because(latest(past, 'SendBlocked', view, ({ producer }) => producer === fact.producer), 'It had to wait, and delivery.timeout.ms or max.block.ms is over.'),
        () => because(lossOf(past, view, 'Produce') ?? lossOf(past, view, 'Metadata'), 'It got no answer until delivery.timeout.ms was over.'),
      );
    case 'REQUEST_TIMED_OUT': {
      const sent = latest(past, 'BatchSent', view, mine);
      return sent === null ? NOTHING : firstOf(() => unreplicated(view, past, `broker-${sent.fact.leader}`), () => because(sent, `The answer of broker ${sent.fact.leader} was that it took too long.`));
    }
    default: {
      const refused = latest(past, 'ProduceRefused', view, (other) => samePartition(fact)(other) && other.error === error);
      const isSame = refused !== null && view.at - refused.at < SOON_US;
      return isSame ? because(refused, 'That was the answer.') : whyRefused(view, past, error, fact);
    }
  }
}

/** An answer is under way no longer than this, or it was another one. */
const SOON_US = 5_000_000;

/** From the state that the answer of a broker speaks of to what made it so. */
function whyRefused(view: FactView, past: Recording, error: string, of: Partition): readonly Antecedent[] {
  const same = samePartition(of);
  switch (error) {
    case 'NOT_ENOUGH_REPLICAS':
    case 'NOT_ENOUGH_REPLICAS_AFTER_APPEND': {
      const isr = latest(past, 'IsrShrunk', view, same) ?? latest(past, 'IsrExpanded', view, same);
      const minimum = latest(past, 'ConfigChanged', view, ({ key, resource }) => key === 'min.insync.replicas' && (resource === of.topic || resource.endsWith(of.topic)));
      return [
        ...because(isr, 'Since then fewer are in sync than min.insync.replicas asks for, and acks=all is refused.'),
        ...because(minimum, 'The minimum was changed.'),
      ];
    }
    case 'UNKNOWN_TOPIC_OR_PARTITION':
    case 'UNKNOWN_TOPIC_ID':
      return because(latestOf(latest(past, 'TopicDeleted', view, ({ topic }) => topic === of.topic), latest(past, 'TopicCreated', view, ({ topic }) => topic === of.topic)), 'This broker has no such topic, or not yet.');
    case 'NOT_LEADER_OR_FOLLOWER':
    case 'FENCED_LEADER_EPOCH':
    case 'UNKNOWN_LEADER_EPOCH':
    case 'LEADER_NOT_AVAILABLE':
      return because(latest(past, 'LeaderElected', view, same), 'The leader is another one since; who is asked or who asks does not know it yet.');
    case 'OUT_OF_ORDER_SEQUENCE_NUMBER':
    case 'UNKNOWN_PRODUCER_ID':
      return because(
        latestOf(latest(past, 'LogTruncated', view, same), latest(past, 'UnflushedRecordsLost', view, same), latest(past, 'BatchFailed', view, same), latest(past, 'LeaderElected', view, (fact) => same(fact) && !fact.clean)),
        'A batch that came before this one is not in the log.',
      );
    case 'RECORD_LIST_TOO_LARGE':
    case 'MESSAGE_TOO_LARGE':
    case 'INVALID_RECORD':
      return firstOf(
        () => because(latest(past, 'BatchSent', view, same), 'The batch is not allowed by the configuration of the topic.'),
        () => byCommand(latestCommand(past, 'send', view.at), `${nameInWords(view.node)} was told to send it.`),
      );
    default:
      return NOTHING;
  }
}
