import { assertNever } from '../../base/assert.ts';
import { keysOf } from './draft.ts';
import { freeName } from './freeName.ts';

/** What there is already. */
export interface Present {
  readonly brokers: readonly number[];
  readonly controllers: readonly number[];
  readonly topics: readonly string[];
  readonly producers: readonly string[];
  readonly consumers: readonly string[];
  readonly groups: readonly string[];
}

export const ADDITIONS = ['broker', 'topic', 'producer', 'consumer', 'controller'] as const;
export type AdditionKind = (typeof ADDITIONS)[number];

export type Addition =
  | { readonly kind: 'broker'; readonly id: number; readonly rack: string }
  | { readonly kind: 'controller'; readonly id: number }
  | { readonly kind: 'topic'; readonly name: string; readonly partitions: number; readonly replicationFactor: number; readonly minInsyncReplicas: number }
  | { readonly kind: 'producer'; readonly id: string; readonly topic: string; readonly ratePerSecond: number; readonly acks: 'all' | '1' | '0'; readonly keys: number }
  | { readonly kind: 'consumer'; readonly id: string; readonly group: string; readonly topic: string };

/** The likeliest thing of a kind, with a name that is free. */
export function firstOf(kind: AdditionKind, { brokers, controllers, topics, producers, consumers, groups }: Present): Addition {
  const topic = topics[0] ?? '';
  switch (kind) {
    case 'broker':
      return { kind, id: Math.max(0, ...brokers) + 1, rack: '' };
    case 'controller':
      return { kind, id: Math.max(2999, ...controllers) + 1 };
    case 'topic': {
      const replicationFactor = Math.max(1, Math.min(3, brokers.length));
      return { kind, name: freeName('orders', topics), partitions: 3, replicationFactor, minInsyncReplicas: Math.min(2, replicationFactor) };
    }
    case 'producer':
      return { kind, id: freeName('producer', producers), topic, ratePerSecond: 10, acks: 'all', keys: 8 };
    case 'consumer':
      return { kind, id: freeName('consumer', consumers), group: groups[0] ?? 'analytics', topic };
    default:
      return assertNever(kind);
  }
}

/** Whether there is one of that name or number already. */
export function isTaken(addition: Addition, { brokers, controllers, topics, producers, consumers }: Present): boolean {
  switch (addition.kind) {
    case 'broker':
      return brokers.includes(addition.id);
    case 'controller':
      return controllers.includes(addition.id);
    case 'topic':
      return topics.includes(addition.name.trim());
    case 'producer':
      return producers.includes(addition.id.trim());
    case 'consumer':
      return consumers.includes(addition.id.trim());
    default:
      return assertNever(addition);
  }
}

/** The command in the contract's form. */
export function commandOf(addition: Addition): unknown {
  switch (addition.kind) {
    case 'broker': {
      const rack = addition.rack.trim();
      return { kind: 'addBroker', broker: addition.id, ...(rack === '' ? {} : { rack }) };
    }
    case 'controller':
      return { kind: 'addController', controller: addition.id };
    case 'topic':
      return { kind: 'createTopic', topic: addition.name.trim(), partitions: addition.partitions, replicationFactor: addition.replicationFactor, config: { 'min.insync.replicas': addition.minInsyncReplicas } };
    case 'producer':
      return { kind: 'addProducer', producer: { id: addition.id.trim(), topic: addition.topic, rate: addition.ratePerSecond, keys: keysOf(addition.keys), config: { acks: addition.acks } } };
    case 'consumer':
      return { kind: 'addConsumer', consumer: { id: addition.id.trim(), group: addition.group.trim(), topics: [addition.topic], config: { 'auto.offset.reset': 'earliest' } } };
    default:
      return assertNever(addition);
  }
}
