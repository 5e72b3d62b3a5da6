import type { TimeUs } from '../../base/flavor.ts';
import type { Fact } from './facts.ts';

/** A fact as it leaves the simulator: the node by its name. */
export interface FactView {
  /** Counts the facts of a run. */
  readonly seq: number;
  readonly at: TimeUs;
  /** Sequence number of the event that made it true. */
  readonly cause: number;
  readonly node: string;
  readonly fact: Fact;
}

/** One flat object, as the command line prints it and conditions test it. */
export function flatFact({ seq, at, cause, node, fact }: FactView): Readonly<Record<string, unknown>> {
  return { seq, at, cause, node, ...fact };
}
