import { isInternalTopic } from '../../base/internalTopic.ts';
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

/** A narration for every type of fact: leaving one out does not compile. */
export type Narrations = { readonly [Type in FactType]: Narration<Type> };

/** Those of some types that belong together; all families make up the whole. */
export type NarrationFamily = Partial<Narrations>;

export interface OfPartition {
  readonly topic: string;
  readonly partition: number;
}

export function nameOf({ topic, partition }: OfPartition): string {
  return `${topic}-${partition}`;
}

/** The level, one step further down for Kafka's own topics. */
export function unlessInternal(level: 'notable' | 'routine'): (fact: OfPartition) => FactLevel {
  return (fact) => {
    if (!isInternalTopic(fact.topic)) return level;
    return level === 'notable' ? 'routine' : 'detail';
  };
}
