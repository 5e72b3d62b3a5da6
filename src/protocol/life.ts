import type { LifeEntry, LifeStep, LossKind, RecordLife } from '../sim/index.ts';
import { assertNever } from '../base/assert.ts';
import * as words from '../words/narration/life.ts';

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
  readonly copies: readonly PlaceOfCopy[];
  /** Copies that compaction had taken out by then: the offset stays empty. */
  readonly compacted: readonly PlaceOfCopy[];
}

interface PlaceOfCopy {
  readonly replica: string;
  readonly offset: number;
}

/** A life in words. */
export function tellLife({ id, topic, partition, entries }: RecordLife, until: number): FollowedRecord {
  const name = `${topic}-${partition}`;
  const known = entries.filter(({ at }) => at <= until);
  const placeOf = ({ broker, offset }: Copy): PlaceOfCopy => ({ replica: `${broker}/${name}`, offset });
  return {
    id,
    partition: name,
    until,
    steps: entries.map((entry) => viewOf(entry, name)),
    copies: copiesAfter(known).map(placeOf),
    compacted: known.flatMap(({ step }) => (step.kind === 'copyGone' && step.how === 'compacted' ? [placeOf(step)] : [])),
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
      return step.key === null ? words.sent(step.producer) : words.sentWithKey(step.producer, step.key);
    case 'arrived':
      return words.arrived(step.broker, step.attempt, step.records);
    case 'refused':
      return words.refused(step.broker, step.error);
    case 'recognised':
      return words.recognised(step.broker, step.offset);
    case 'appended':
      return step.again ? words.appendedAgain(step.broker, step.offset) : words.appended(step.broker, step.offset, step.leaderEpoch);
    case 'replicated':
      return words.replicated(step.broker);
    case 'committed':
      return words.committed(step.broker);
    case 'acknowledged':
      return words.acknowledged(step.producer, step.acks === -1 ? 'all' : String(step.acks));
    case 'failed':
      return words.failed(step.producer, step.error);
    case 'read':
      return step.again ? words.readAgain(step.consumer, step.group) : words.read(step.consumer, step.group);
    case 'processed':
      return words.processed(step.consumer);
    case 'offsetCommitted':
      return words.offsetCommitted(step.group, step.offset);
    case 'copyGone':
      return words.copyGone(step.broker, step.how);
    case 'gone':
      return step.wasAcknowledged && isLoss(step.how) ? words.lost : words.gone;
    default:
      return assertNever(step);
  }
}

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
