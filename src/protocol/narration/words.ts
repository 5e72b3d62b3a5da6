import type { Fact, FactType } from '../../sim/index.ts';

/** `notable`: what a reader would want to stop at. `routine`: the work itself. `detail`: how the work is done. */
export type FactLevel = 'notable' | 'routine' | 'detail';

export type FactOf<Type extends FactType, All = Fact> = All extends { readonly type: infer Own }
  ? Type extends Own
    ? All
    : never
  : never;

/** How one type of fact is told. `node` is where it became true, as a subject: `Broker 2`. */
export interface Narration<Type extends FactType> {
  readonly level: FactLevel | ((fact: FactOf<Type>) => FactLevel);
  readonly say: (fact: FactOf<Type>, node: string) => string;
}

/** A narration for every type of fact in the family: leaving one out does not compile. */
export type Narrations<Type extends FactType> = { readonly [Each in Type]: Narration<Each> };

interface OfPartition {
  readonly topic: string;
  readonly partition: number;
}

export function nameOf({ topic, partition }: OfPartition): string {
  return `${topic}-${partition}`;
}

/** Kafka's own topics begin with two underscores; what happens in them is seldom the point. */
function isInternal({ topic }: { readonly topic: string }): boolean {
  return topic.startsWith('__');
}

/** The level, one step further down for Kafka's own topics. */
export function unlessInternal(level: 'notable' | 'routine'): (fact: OfPartition) => FactLevel {
  return (fact) => {
    if (!isInternal(fact)) return level;
    return level === 'notable' ? 'routine' : 'detail';
  };
}

/** A node's name in the middle of a sentence: `broker-1` is `broker 1`, `consumer:c1` is `consumer c1`. */
export function nodeName(node: string): string {
  if (node === 'admin') return 'the admin client';
  return node.replace(/^zookeeper-/, 'ZooKeeper server ').replace(/^(broker|controller)-/, '$1 ').replace(/^(producer|consumer):/, '$1 ');
}

export function asSubject(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `offset 7`, `offsets 7 to 9`; `last` is one of them. */
export function offsets(first: number, last: number): string {
  return first >= last ? `offset ${first}` : `offsets ${first} to ${last}`;
}

/** `1 record`, `3 records`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** `2, 3` or `nobody`. */
export function ids(list: readonly number[]): string {
  return list.length === 0 ? 'nobody' : list.join(', ');
}

export function brokers(list: readonly number[]): string {
  return list.length === 1 ? `broker ${list[0]}` : `brokers ${list.join(', ')}`;
}

/** At most six names, and how many more there are. */
export function names(list: readonly OfPartition[]): string {
  const shown = list.slice(0, 6).map(nameOf).join(', ');
  return list.length > 6 ? `${shown} and ${list.length - 6} more` : shown;
}
