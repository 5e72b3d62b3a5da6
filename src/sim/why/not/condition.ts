import { US_PER_SECOND } from '../../../base/flavor.ts';

/** A broker holds a fetch for so long as its configuration says; what takes this much longer is not on its way any more. */
export const WAY_AND_BACK_US = US_PER_SECOND;

/** What a condition that is not met is about: where to look for what made it so. */
export type ConditionSource =
  /** A process that does not run. */
  | { readonly kind: 'node'; readonly node: string }
  /** A broker that the controller does not count on. */
  | { readonly kind: 'broker'; readonly broker: number }
  /** The leader of a partition, or that there is none. */
  | { readonly kind: 'leader'; readonly topic: string; readonly partition: number }
  /** The in-sync replicas of a partition, which are too few. */
  | { readonly kind: 'isr'; readonly topic: string; readonly partition: number }
  /** A copy that lacks something. */
  | { readonly kind: 'replica'; readonly topic: string; readonly partition: number; readonly broker: number }
  /** A consumer and its place in its group. */
  | { readonly kind: 'member'; readonly consumer: string; readonly group: string }
  /** A consumer that somebody has paused. */
  | { readonly kind: 'paused'; readonly consumer: string }
  /** A producer whose batches wait; null for what it waits for with all of them. */
  | { readonly kind: 'producer'; readonly producer: string; readonly topic: string; readonly partition: number | null };

/** One condition of a rule, with its present value in the words: `Broker 3 has fetched up to offset 12.` */
export interface Condition {
  readonly text: string;
  readonly met: boolean;
  /** Null where it is met, and where nothing that happened makes it so. */
  readonly source: ConditionSource | null;
}

/** What keeps something from happening, read from the state at a moment. */
export interface WhyNot {
  /** What was asked about: `leader:orders-0`. */
  readonly asked: string;
  /** Whether it happens, or may happen, as the model's own rule decides. */
  readonly holds: boolean;
  readonly sentence: string;
  /** All that the rule asks for; what is not met is in the way. */
  readonly conditions: readonly Condition[];
}

export function condition(met: boolean, whenMet: string, otherwise: string, source: ConditionSource | null = null): Condition {
  return { met, text: met ? whenMet : otherwise, source: met ? null : source };
}

/** What is asked for together: it holds when each of the conditions does. */
export function allOf(asked: string, conditions: readonly Condition[], whenAll: string, otherwise: string): WhyNot {
  const holds = conditions.every(({ met }) => met);
  return { asked, holds, sentence: holds ? whenAll : otherwise, conditions };
}
