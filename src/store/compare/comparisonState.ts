import type { TimeUs } from '../../base/flavor.ts';
import type { ComparedView, Other, OutcomeView } from '../../protocol/compare.ts';
import type { Problem } from '../../protocol/messages.ts';
import * as words from '../../words/run/differences.ts';
import { NO_DIFFERENCES, type BothDifferences } from './differences.ts';

export type { ComparedView, CountedView, DivergenceView, Other, OutcomeRowView, OutcomeView, TwinScope, TwinSuggestion } from '../../protocol/compare.ts';

export interface Titles {
  readonly left: string;
  readonly right: string;
}

/** What the reader wants to see beside the run. */
export interface Choice {
  readonly other: Other;
  /** Null where they follow from a change that was written by hand. */
  readonly titles: Titles | null;
  /** Of a run that is another future of this one: which. */
  readonly branch?: number;
}

/** All that the page knows of a comparison. */
export interface ComparisonState {
  /** The run on the right can be seen. */
  readonly ready: boolean;
  readonly titles: Titles;
  readonly kind: Other['kind'];
  /** The run has gone further than the other one is known, which will follow. */
  readonly isBehind: boolean;
  /** How far the computing of it has come; null while nothing is computed. */
  readonly progress: { readonly at: TimeUs; readonly to: TimeUs } | null;
  /** Where the two part, up to some time; null before it was first computed. */
  readonly compared: ComparedView | null;
  /** What came out up to the moment that both are at, or were a little before; null before it was first told. */
  readonly outcome: OutcomeView | null;
  /** What differs in the two pictures now. */
  readonly differences: BothDifferences;
  /** The run is shown on the right and the other one on the left. */
  readonly swapped: boolean;
  /** Why the other run cannot be had. */
  readonly problems: readonly Problem[] | null;
  readonly failure: string | null;
}

export function initialComparison({ titles, other }: Choice): ComparisonState {
  return {
    ready: false,
    titles: titles ?? { left: words.thisRun, right: words.theOther },
    kind: other.kind,
    isBehind: false,
    progress: null,
    compared: null,
    outcome: null,
    differences: NO_DIFFERENCES,
    swapped: false,
    problems: null,
    failure: null,
  };
}

const SECOND = 1_000_000;

/** Until when to compare a run that is known so far: some way ahead of what is seen, in whole tens of seconds, and further the longer it is. */
export function horizonOf(end: TimeUs): TimeUs {
  return Math.max(30, Math.ceil((end / SECOND) * 0.13 + 1.5) * 10) * SECOND;
}
