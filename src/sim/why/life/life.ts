import type { FactView } from '../../kafka/factView.ts';

/** What happened to a record. Offsets are those of the copy that is meant. */
export type LifeStep =
  | { readonly kind: 'sent'; readonly producer: string; readonly key: string | null }
  /** A request with its batch came to a broker. `attempt` counts from 1. */
  | { readonly kind: 'arrived'; readonly producer: string; readonly broker: number; readonly records: number; readonly attempt: number; readonly sentAt: number }
  | { readonly kind: 'refused'; readonly broker: number; readonly error: string }
  /** The broker had it already and stored it no second time. */
  | { readonly kind: 'recognised'; readonly broker: number; readonly offset: number }
  /** `again`: it is stored at another offset besides. */
  | { readonly kind: 'appended'; readonly broker: number; readonly offset: number; readonly leaderEpoch: number; readonly again: boolean }
  | { readonly kind: 'replicated'; readonly broker: number; readonly offset: number }
  /** Below the high watermark of the leader for the first time. */
  | { readonly kind: 'committed'; readonly broker: number; readonly offset: number }
  | { readonly kind: 'acknowledged'; readonly producer: string; readonly acks: 0 | 1 | -1 }
  | { readonly kind: 'failed'; readonly producer: string; readonly error: string }
  | { readonly kind: 'read'; readonly consumer: string; readonly group: string; readonly offset: number; readonly again: boolean }
  | { readonly kind: 'processed'; readonly consumer: string; readonly group: string }
  | { readonly kind: 'offsetCommitted'; readonly group: string; readonly offset: number }
  | { readonly kind: 'copyGone'; readonly broker: number; readonly offset: number; readonly how: LossKind }
  /** No broker has it any more. */
  | { readonly kind: 'gone'; readonly wasAcknowledged: boolean; readonly how: LossKind };

export type LossKind = 'truncated' | 'power' | 'wiped' | 'emptied' | 'compacted' | 'retention' | 'replicaDeleted' | 'topicDeleted';

export interface LifeEntry {
  readonly at: number;
  /** Number of the event in which it happened, and of the fact that tells of it; null where none does. */
  readonly event: number;
  readonly fact: number | null;
  readonly step: LifeStep;
}

/** One record from `send` to its end, as far as it was played. Written while a run is played once more for whoever follows it. */
export interface RecordLife {
  readonly id: string;
  readonly topic: string;
  readonly partition: number;
  readonly entries: LifeEntry[];
  /** Offsets at which a broker has it. */
  readonly copies: Map<number, number[]>;
  producer: string | null;
  attempts: number;
  isCommitted: boolean;
  isAcknowledged: boolean;
  readonly readBy: Set<string>;
  readonly committedBy: Set<string>;
  /** Consumers that were handed it and are at work on what they were handed with it. */
  readonly atWork: Map<string, string>;
}

export function createRecordLife(id: string, topic: string, partition: number): RecordLife {
  return {
    id,
    topic,
    partition,
    entries: [],
    copies: new Map(),
    producer: null,
    attempts: 0,
    isCommitted: false,
    isAcknowledged: false,
    readBy: new Set(),
    committedBy: new Set(),
    atWork: new Map(),
  };
}

/** Notes a step at the time of its fact. */
export function note(life: RecordLife, { at, cause, seq }: Pick<FactView, 'at' | 'cause' | 'seq'>, step: LifeStep): void {
  life.entries.push({ at, event: cause, fact: seq, step });
}

/** Whether a fact is of the record's partition. */
export function isOfPartition({ topic, partition }: RecordLife, of: { readonly topic: string; readonly partition: number }): boolean {
  return of.topic === topic && of.partition === partition;
}
