import type { KafkaSimulation } from '../../kafka/createCluster.ts';
import { explain, type ChainLink } from '../chain.ts';
import type { Recording } from '../recording.ts';
import { messageOnItsWay, type SeenMessage } from './seenMessage.ts';
import { lookAtLost, lookAtRecord, type LostRecord, type SeenRecord } from './seenRecord.ts';
import { lookAtReplica, type SeenReplica } from './seenReplica.ts';
import type { ConditionSource } from '../not/condition.ts';
import { whyCondition } from './whyCondition.ts';
import { whyLost } from './whyLost.ts';
import { whyMessage } from './whyMessage.ts';
import { whyRecord } from './whyRecord.ts';
import { whyReplica } from './whyReplica.ts';

/** What somebody may ask the causes of. */
export type WhySubject =
  | { readonly kind: 'fact'; readonly seq: number; readonly at: number }
  /** A message by its number: the envelope's, or the event's in which it arrived. */
  | { readonly kind: 'message'; readonly id: number }
  /** What is, was or might be at an offset: of one broker's copy, or (null) of the partition as its leader has it. */
  | { readonly kind: 'record'; readonly topic: string; readonly partition: number; readonly offset: number; readonly broker: number | null }
  /** A broker's copy of a partition: how it stands to the leader's. */
  | { readonly kind: 'replica'; readonly topic: string; readonly partition: number; readonly broker: number }
  /** A record that was acknowledged, or counted as sent with acks=0, and is not in the partition's log. */
  | ({ readonly kind: 'lost' } & LostRecord)
  /** A condition of a rule that is not met, in its words. */
  | { readonly kind: 'condition'; readonly text: string; readonly source: ConditionSource };

/** What of it could be seen in the state at the moment of the question; the rest is known from what happened up to then. */
export interface Seen {
  readonly subject: WhySubject;
  /** Of a fact, when it was told; else the moment of the question. */
  readonly at: number;
  readonly message: SeenMessage | null;
  readonly record: SeenRecord | null;
  readonly replica: SeenReplica | null;
}

const UNSEEN = { message: null, record: null, replica: null } as const;

/** Looks at what is asked about. A run that is at another moment later on can then be asked what led to it. */
export function lookAt(sim: KafkaSimulation, subject: WhySubject): Seen {
  const at = sim.state.now;
  switch (subject.kind) {
    case 'fact':
      return { ...UNSEEN, subject, at: subject.at };
    case 'message':
      return { ...UNSEEN, subject, at, message: messageOnItsWay(sim, subject.id) };
    case 'record':
      return { ...UNSEEN, subject, at, record: lookAtRecord(sim, subject) };
    case 'replica':
      return { ...UNSEEN, subject, at, replica: lookAtReplica(sim, subject) };
    case 'lost':
      return { ...UNSEEN, subject, at, record: lookAtLost(sim, subject) };
    case 'condition':
      return { ...UNSEEN, subject, at, replica: subject.source.kind === 'replica' ? lookAtReplica(sim, subject.source) : null };
  }
}

/** The chain of causes; null when the run has no such thing. */
export function explainSeen(past: Recording, { subject, at, message, record, replica }: Seen): ChainLink | null {
  switch (subject.kind) {
    case 'fact': {
      const view = past.facts.find(({ seq }) => seq === subject.seq);
      return view === undefined ? null : explain(past, view);
    }
    case 'message':
      return whyMessage(past, subject.id, message, at);
    case 'record':
      return record === null ? null : whyRecord(past, subject, record, at);
    case 'replica':
      return replica === null ? null : whyReplica(past, subject, replica, at);
    case 'lost':
      return record === null ? null : whyLost(past, subject, record, at);
    case 'condition':
      return whyCondition(past, subject, replica, at);
  }
}
