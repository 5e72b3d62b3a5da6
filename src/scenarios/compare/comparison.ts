import { momentOf, playNext, type FactView } from '../../sim/index.ts';
import type { ScenarioTimeline } from '../scenarioPlayer.ts';
import { hearBoth, watchDivergence, type Divergence, type DivergenceWatch } from './divergence.ts';
import { hearDifference, watchDifference, type DifferenceWatch } from './difference.ts';
import { hearOutcome, outcomeOf, watchOutcome, type Outcome, type OutcomeWatch } from './outcome.ts';

/** Two runs on their way from time 0, side by side. */
export interface Comparison {
  readonly left: Side;
  readonly right: Side;
  readonly watch: DivergenceWatch;
  /** The same for what matters, whenever it happens; the first difference of all is often a microsecond of an answer. */
  readonly difference: DifferenceWatch;
  /** Both have been played up to here. */
  nowUs: number;
}

interface Side {
  readonly timeline: ScenarioTimeline;
  readonly outcome: OutcomeWatch;
}

export interface Compared {
  readonly atUs: number;
  readonly first: Divergence | null;
  readonly firstTelling: Divergence | null;
  readonly left: Outcome;
  readonly right: Outcome;
}

/** Facts are compared in stretches, so that neither run's have to be kept. */
const STRETCH_US = 100_000;

/** Both timelines are at time 0; nobody else plays them on. */
export function startComparison(left: ScenarioTimeline, right: ScenarioTimeline): Comparison {
  return {
    left: { timeline: left, outcome: watchOutcome(left.run.sim) },
    right: { timeline: right, outcome: watchOutcome(right.run.sim) },
    watch: watchDivergence(),
    difference: watchDifference(),
    nowUs: -1,
  };
}

/** Plays both on up to `untilUs`; stops early when `outOfTime` says so, which is asked after every stretch. Returns whether it is reached. */
export function compareOn(comparison: Comparison, untilUs: number, outOfTime: () => boolean): boolean {
  while (comparison.nowUs < untilUs) {
    const to = Math.min(untilUs, Math.max(0, comparison.nowUs) + STRETCH_US);
    const left = playSide(comparison.left, to);
    const right = playSide(comparison.right, to);
    hearBoth(comparison.watch, left, right, to);
    hearDifference(comparison.difference, left, right, to);
    comparison.nowUs = to;
    if (outOfTime()) return comparison.nowUs >= untilUs;
  }
  return true;
}

function playSide({ timeline, outcome }: Side, to: number): FactView[] {
  const facts: FactView[] = [];
  for (let progress = playNext(timeline, to); progress !== null; progress = playNext(timeline, to)) {
    for (const fact of progress.facts) {
      hearOutcome(outcome, fact);
      facts.push(fact);
    }
  }
  return facts;
}

/** What the comparison has come to so far. */
export function comparedSoFar({ left, right, watch, difference }: Comparison): Compared {
  return {
    atUs: momentOf(left.timeline).at,
    first: watch.found,
    firstTelling: difference.found,
    left: outcomeOf(left.outcome, left.timeline.run.sim),
    right: outcomeOf(right.outcome, right.timeline.run.sim),
  };
}
