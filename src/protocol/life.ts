import type { LifeEntry, LifeStep, LossKind, RecordLife } from '../sim/index.ts';
import { assertNever } from '../base/assert.ts';

/** One thing that happened to a record, as it is shown. */
export interface LifeView {
  readonly at: number;
  /** Sequence numbers of the event in which it happened and of the fact that tells of it; null where none does. */
  readonly event: number;
  readonly fact: number | null;
  readonly kind: LifeStep['kind'];
  readonly tone: 'good' | 'warn' | 'bad' | 'plain';
  readonly sentence: string;
  /** Entity keys of where it happened. */
  readonly entities: readonly string[];
}

export interface FollowedRecord {
  readonly id: string;
  /** `orders-0`. */
  readonly partition: string;
  /** Of what moment the copies are. */
  readonly until: number;
  /** All that is known, also what lies ahead of that moment. */
  readonly steps: readonly LifeView[];
  /** Copies that there are then: `1/orders-0` and the offset. */
  readonly copies: readonly { readonly replica: string; readonly offset: number }[];
}

/** A life in words. */
export function tellLife({ id, topic, partition, entries }: RecordLife, until: number): FollowedRecord {
  const name = `${topic}-${partition}`;
  return {
    id,
    partition: name,
    until,
    steps: entries.map((entry) => viewOf(entry, name)),
    copies: copiesAfter(entries.filter(({ at }) => at <= until)).map(({ broker, offset }) => ({ replica: `${broker}/${name}`, offset })),
  };
}

interface Copy {
  readonly broker: number;
  readonly offset: number;
}

function copiesAfter(entries: readonly LifeEntry[]): readonly Copy[] {
  return entries.reduce<readonly Copy[]>((copies, { step }) => {
    if (step.kind === 'appended' || step.kind === 'replicated') return [...copies, { broker: step.broker, offset: step.offset }];
    return step.kind === 'copyGone' ? copies.filter(({ broker, offset }) => broker !== step.broker || offset !== step.offset) : copies;
  }, []);
}

function viewOf({ at, event, fact, step }: LifeEntry, name: string): LifeView {
  return { at, event, fact, kind: step.kind, tone: toneOf(step), sentence: sentenceOf(step), entities: entitiesOf(step, name) };
}

function sentenceOf(step: LifeStep): string {
  switch (step.kind) {
    case 'sent':
      return `${step.producer} sends it${step.key === null ? ', without a key' : `, with key ${step.key}`}. It waits for its batch.`;
    case 'arrived':
      return `${step.attempt === 1 ? '' : `Attempt ${step.attempt}: `}${step.records === 1 ? 'Alone in its batch it' : `In a batch of ${step.records} it`} comes to broker ${step.broker}.`;
    case 'refused':
      return `Broker ${step.broker} refuses it: ${step.error}.`;
    case 'recognised':
      return `Broker ${step.broker} has it already, at offset ${step.offset}, and stores it no second time.`;
    case 'appended':
      return step.again
        ? `Broker ${step.broker} appends it once more, at offset ${step.offset}: it is stored twice.`
        : `Broker ${step.broker} appends it at offset ${step.offset}, epoch ${step.leaderEpoch}.`;
    case 'replicated':
      return `Broker ${step.broker} has copied it.`;
    case 'committed':
      return `It is committed: the high watermark has passed it, as broker ${step.broker} knows.`;
    case 'acknowledged':
      return `${step.producer} is told that it is done (acks=${step.acks === -1 ? 'all' : step.acks}).`;
    case 'failed':
      return `${step.producer} gives it up: ${step.error}.`;
    case 'read':
      return step.again ? `${step.consumer} reads it, though ${step.group} had read it before.` : `${step.consumer} of ${step.group} reads it.`;
    case 'processed':
      return `${step.consumer} is done with it.`;
    case 'offsetCommitted':
      return `${step.group} has committed offset ${step.offset}: it will not read it again.`;
    case 'copyGone':
      return `Broker ${step.broker} has it no more: ${HOW[step.how]}.`;
    case 'gone':
      return step.wasAcknowledged && isLoss(step.how) ? 'No broker has it any more, though it had been acknowledged. It is lost.' : 'No broker has it any more.';
    default:
      return assertNever(step);
  }
}

const HOW: Readonly<Record<LossKind, string>> = {
  truncated: 'its log was cut back to where it agrees with the leader’s',
  power: 'it had not reached the disk when the power failed',
  wiped: 'the disk was emptied',
  emptied: 'the log was begun anew where the leader’s begins',
  compacted: 'compaction took it',
  retention: 'the log starts after it now',
  replicaDeleted: 'the replica was deleted',
  topicDeleted: 'the topic was deleted',
};

/** What nobody asked for. */
function isLoss(how: LossKind): boolean {
  return how === 'truncated' || how === 'power' || how === 'wiped' || how === 'emptied';
}

function toneOf(step: LifeStep): LifeView['tone'] {
  switch (step.kind) {
    case 'refused':
    case 'recognised':
      return 'warn';
    case 'failed':
      return 'bad';
    case 'committed':
    case 'acknowledged':
      return 'good';
    case 'appended':
    case 'read':
      return step.again ? 'bad' : 'plain';
    case 'copyGone':
      return isLoss(step.how) ? 'warn' : 'plain';
    case 'gone':
      return step.wasAcknowledged && isLoss(step.how) ? 'bad' : 'plain';
    case 'sent':
    case 'arrived':
    case 'replicated':
    case 'processed':
    case 'offsetCommitted':
      return 'plain';
    default:
      return assertNever(step);
  }
}

function entitiesOf(step: LifeStep, name: string): readonly string[] {
  switch (step.kind) {
    case 'sent':
    case 'acknowledged':
    case 'failed':
      return [`producer:${step.producer}`];
    case 'arrived':
      return [`producer:${step.producer}`, `broker-${step.broker}`];
    case 'refused':
    case 'recognised':
    case 'appended':
    case 'replicated':
    case 'committed':
    case 'copyGone':
      return [`${step.broker}/${name}`];
    case 'read':
    case 'processed':
      return [`consumer:${step.consumer}`];
    case 'offsetCommitted':
      return [`group:${step.group}`];
    case 'gone':
      return [name];
    default:
      return assertNever(step);
  }
}
