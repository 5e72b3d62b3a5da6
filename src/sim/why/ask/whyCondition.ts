import { assertNever } from '../../../base/assert.ts';
import * as words from '../../../words/why/conditions.ts';
import type { FactView } from '../../kafka/factView.ts';
import { because, byCommand, byTroubles, firstOf, NOTHING, type Antecedent } from '../antecedent.ts';
import { explainAs, type ChainLink } from '../chain.ts';
import type { ConditionSource } from '../not/condition.ts';
import { latest, latestCommand, latestOf, moment, samePartition } from '../past.ts';
import type { Recording } from '../recording.ts';
import { troublesOfNode } from '../troubles.ts';
import { causesOfLag } from './whyReplica.ts';
import type { SeenReplica } from './seenReplica.ts';

interface Unmet {
  readonly text: string;
  readonly source: ConditionSource;
}

/** What made it so that a condition of a rule is not met. `seen`: the copy, where it is about one. */
export function whyCondition(past: Recording, { text, source }: Unmet, seen: SeenReplica | null, at: number): ChainLink {
  return explainAs(past, { kind: 'state', words: text, entities: entitiesOf(source) }, at, null, causes(past, source, seen, at));
}

function entitiesOf(source: ConditionSource): readonly string[] {
  switch (source.kind) {
    case 'node':
      return [source.node];
    case 'broker':
      return [`broker-${source.broker}`];
    case 'leader':
    case 'isr':
      return [`${source.topic}-${source.partition}`];
    case 'replica':
      return [`broker-${source.broker}`, `${source.topic}-${source.partition}`];
    case 'member':
    case 'paused':
      return [`consumer:${source.consumer}`];
    case 'producer':
      return [`producer:${source.producer}`];
    default:
      return assertNever(source);
  }
}

function causes(past: Recording, source: ConditionSource, seen: SeenReplica | null, at: number): readonly Antecedent[] {
  const before = moment(past, at);
  switch (source.kind) {
    case 'node':
      return ofNode(past, source.node, before);
    case 'broker':
      return ofBroker(past, source.broker, before);
    case 'leader':
      return because(latest(past, 'LeaderElected', before, samePartition(source)), words.lastDecided);
    case 'isr':
      return because(latest(past, 'IsrShrunk', before, samePartition(source)), words.becameSoFew);
    case 'replica':
      return seen === null ? NOTHING : causesOfLag(past, source, seen, at);
    case 'member':
      return ofMember(past, source, before);
    case 'paused':
      return byCommand(latestCommand(past, 'pauseConsumer', at, ({ consumer }) => consumer === source.consumer), words.fetchesNothing);
    case 'producer':
      return ofProducer(past, source, before);
    default:
      return assertNever(source);
  }
}

function ofNode(past: Recording, node: string, before: FactView): readonly Antecedent[] {
  const failed = latest(past, 'ConsumerFailed', before, (_, view) => view.node === node);
  return firstOf(() => byTroubles(troublesOfNode(past, node, before).slice(0, 1), words.andNotBack), () => because(failed, words.ended));
}

/** Its session ended, it left in order, or it has not come back yet. */
function ofBroker(past: Recording, broker: number, before: FactView): readonly Antecedent[] {
  const isIt = (fact: { readonly broker: number }): boolean => fact.broker === broker;
  const out = latestOf(latest(past, 'BrokerFenced', before, isIt), latest(past, 'BrokerShutdownBegan', before, isIt));
  return because(out, words.notCountedOn);
}

function ofMember(past: Recording, { consumer, group }: Extract<ConditionSource, { kind: 'member' }>, before: FactView): readonly Antecedent[] {
  const isOfGroup = (fact: { readonly group: string }): boolean => fact.group === group;
  const isIts = (fact: { readonly consumer: string }): boolean => fact.consumer === consumer;
  const last = latestOf(
    latest(past, 'RebalanceStarted', before, isOfGroup),
    latest(past, 'MemberRemoved', before, (fact) => isOfGroup(fact) && fact.client === consumer),
    latest(past, 'PartitionsLost', before, isIts),
    latest(past, 'PartitionsRevoked', before, isIts),
    latest(past, 'PollTimeoutExceeded', before, isIts),
    latest(past, 'CommitFailed', before, isIts),
    latest(past, 'ConsumerFailed', before, isIts),
    latest(past, 'PartitionsAssigned', before, isIts),
    latest(past, 'ConnectionLost', before, (_, view) => view.node === `consumer:${consumer}`),
  );
  return because(last, words.lastInGroup);
}

/** What it was told last of its batches, or of whom it talks to. */
function ofProducer(past: Recording, { producer, topic, partition }: Extract<ConditionSource, { kind: 'producer' }>, before: FactView): readonly Antecedent[] {
  const isIts = (fact: { readonly producer: string; readonly topic: string; readonly partition: number }): boolean => fact.producer === producer && (partition === null || samePartition({ topic, partition })(fact));
  const here = (_: unknown, view: FactView): boolean => view.node === `producer:${producer}`;
  const acked = latest(past, 'BatchAcked', before, isIts)?.seq ?? -1;
  const last = latestOf(latest(past, 'BatchRetried', before, isIts), latest(past, 'RequestTimedOut', before, here), latest(past, 'ConnectionLost', before, here));
  if (last !== null && last.seq > acked) return because(last, words.nothingAcknowledged);
  return because(latest(past, 'BatchSent', before, isIts), words.sentUnanswered);
}
