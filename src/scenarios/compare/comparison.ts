import { momentOf, playNext, seekTime, type FactView } from '../../sim/index.ts';
import type { ScenarioTimeline } from '../scenarioPlayer.ts';
import { hearBoth, watchDivergence, type Divergence, type DivergenceWatch } from './divergence.ts';
import { hearDifference, watchDifference, type DifferenceWatch } from './difference.ts';
import { hearOutcome, watchOutcome, type Outcome, type OutcomeWatch } from './outcome.ts';
import { outcomeAt, type OutcomeAt } from './outcomeAt.ts';
import { takeTaped, type Tape } from './tape.ts';

/** Two runs on their way from time 0, side by side. */
export interface Comparison {
  readonly left: Side;
  readonly right: Side;
  /** What the left run told, where it has been played before; null where both are played together. */
  readonly tape: Tape | null;
  readonly watch: DivergenceWatch;
  /** The same for what matters, whenever it happens; the first difference of all is often a microsecond of an answer. */
  readonly difference: DifferenceWatch;
  /** Gets what the right run tells, and after how many events. */
  readonly hearRight: ((fact: FactView, events: number) => void) | null;
  /** Both have been compared up to here. */
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

export interface ComparisonParts {
  readonly left: ScenarioTimeline;
  readonly right: ScenarioTimeline;
  readonly tape?: Tape;
  readonly hearRight?: (fact: FactView, events: number) => void;
}

/** Facts are compared in stretches, so that neither run's have to be kept. */
const STRETCH_US = 100_000;

/** The right timeline is at time 0, and so is the left one unless `tape` holds what it told; nobody else plays them on meanwhile. */
export function startComparison({ left, right, tape, hearRight }: ComparisonParts): Comparison {
  return {
    left: { timeline: left, outcome: tape?.outcome ?? watchOutcome(left.run.sim) },
    right: { timeline: right, outcome: watchOutcome(right.run.sim) },
    tape: tape ?? null,
    watch: watchDivergence(),
    difference: watchDifference(),
    hearRight: hearRight ?? null,
    nowUs: -1,
  };
}

/** Plays both on up to `untilUs`; stops early when `outOfTime` says so, which is asked after every stretch. Returns whether it is reached. */
export function compareOn(comparison: Comparison, untilUs: number, outOfTime: () => boolean): boolean {
  while (comparison.nowUs < untilUs) {
    const to = Math.min(untilUs, Math.max(0, comparison.nowUs) + STRETCH_US);
    const left = factsOfLeft(comparison, to);
    const right = playSide(comparison.right, to, comparison.hearRight);
    hearBoth(comparison.watch, left, right, to);
    hearDifference(comparison.difference, left, right, to);
    comparison.nowUs = to;
    if (outOfTime()) return comparison.nowUs >= untilUs;
  }
  return true;
}

function factsOfLeft({ left, tape, watch, nowUs }: Comparison, to: number): FactView[] {
  if (tape === null) return playSide(left, to, null);
  const taped = takeTaped(tape, to);
  if (watch.found !== null || to <= tape.wholeUntilUs) return taped;
  // Two runs that have not parted for so long are compared fact by fact, for which this one is played once more.
  if (momentOf(left.timeline).at > nowUs) seekTime(left.timeline, nowUs);
  return playTimeline(left.timeline, to, () => undefined);
}

function playSide({ timeline, outcome }: Side, to: number, hear: Comparison['hearRight']): FactView[] {
  return playTimeline(timeline, to, (fact, events) => {
    hearOutcome(outcome, fact);
    hear?.(fact, events);
  });
}

function playTimeline(timeline: ScenarioTimeline, to: number, hear: (fact: FactView, events: number) => void): FactView[] {
  const told: FactView[] = [];
  for (let progress = playNext(timeline, to); progress !== null; progress = playNext(timeline, to)) {
    for (const fact of progress.facts) {
      hear(fact, timeline.run.sim.state.processed);
      told.push(fact);
    }
  }
  return told;
}

/** What came of both up to a time up to which they were compared. Both timelines are there then. */
export function outcomesAt({ left, right }: Pick<Comparison, 'left' | 'right'>, atUs: number): { readonly left: OutcomeAt; readonly right: OutcomeAt } {
  for (const { timeline } of [left, right]) if (momentOf(timeline).at !== atUs) seekTime(timeline, atUs);
  return { left: outcomeAt(left.outcome, left.timeline.run.sim), right: outcomeAt(right.outcome, right.timeline.run.sim) };
}

/** What the comparison has come to so far. */
export function comparedSoFar(comparison: Comparison): Compared {
  const { watch, difference, nowUs } = comparison;
  const { left, right } = outcomesAt(comparison, nowUs);
  return { atUs: nowUs, first: watch.found, firstTelling: difference.found, left: left.outcome, right: right.outcome };
}
