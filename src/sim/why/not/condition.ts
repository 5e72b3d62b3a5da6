/** One condition of a rule, with its present value in the words: `Broker 3 has fetched up to offset 12.` */
export interface Condition {
  readonly text: string;
  readonly met: boolean;
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

export function condition(met: boolean, whenMet: string, otherwise: string): Condition {
  return { met, text: met ? whenMet : otherwise };
}

/** What is asked for together: it holds when each of the conditions does. */
export function allOf(asked: string, conditions: readonly Condition[], whenAll: string, otherwise: string): WhyNot {
  const holds = conditions.every(({ met }) => met);
  return { asked, holds, sentence: holds ? whenAll : otherwise, conditions };
}
