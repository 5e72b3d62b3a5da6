import type { FactView, KafkaSimulation } from '../../sim/index.ts';
import { isTelling } from './difference.ts';
import { hearOutcome, watchOutcome, type OutcomeWatch } from './outcome.ts';

/**
 * What a run told that had to be played before the one beside it could begin, so that it need not be played again. Two runs mostly part
 * early; of what is told later only that is kept which matters then.
 */
export interface Tape {
  readonly outcome: OutcomeWatch;
  readonly facts: FactView[];
  /** Up to here it is all that was told. */
  wholeUntilUs: number;
  /** What comes next. */
  next: number;
}

const MOST_WHOLE = 60_000;

/** `sim` is at time 0. */
export function createTape(sim: KafkaSimulation): Tape {
  return { outcome: watchOutcome(sim), facts: [], wholeUntilUs: Infinity, next: 0 };
}

export function tapeFacts(tape: Tape, told: readonly FactView[], mostWhole = MOST_WHOLE): void {
  for (const fact of told) {
    hearOutcome(tape.outcome, fact);
    // What else is told at this time may be cut off as well.
    if (tape.wholeUntilUs === Infinity && tape.facts.length >= mostWhole) tape.wholeUntilUs = fact.at - 1;
    if (tape.wholeUntilUs === Infinity || isTelling(fact)) tape.facts.push(fact);
  }
}

/** What was told from where it was left off up to the end of a time. */
export function takeTaped(tape: Tape, toUs: number): FactView[] {
  const from = tape.next;
  while ((tape.facts[tape.next]?.at ?? Infinity) <= toUs) tape.next += 1;
  return tape.facts.slice(from, tape.next);
}
