import type { FactView } from '../../sim/index.ts';
import { conditionHolds, factPasses } from './evaluate.ts';
import type { Condition, Expectation, Story } from './types.ts';

/** One expectation being watched over a run. */
export interface WatchedExpectation {
  readonly expectation: Expectation;
  /** Index of its step; -1 for one of the whole run. */
  readonly step: number;
  verdict: 'open' | 'met' | 'failed';
  /** Virtual time at which the verdict fell. */
  at: number;
}

/** All expectations of a story over one run. Steps are watched from the moment they begin. */
export interface ExpectationWatch {
  readonly watched: WatchedExpectation[];
  readonly facts: FactView[];
  readonly wanted: ReadonlySet<string>;
}

export function watchExpectations(story: Story | null): ExpectationWatch {
  const watched: WatchedExpectation[] = [];
  const add = (expectation: Expectation, step: number): void => {
    watched.push({ expectation, step, verdict: 'open', at: -1 });
  };
  story?.steps.forEach((step, index) => step.expect.forEach((expectation) => add(expectation, index)));
  story?.expect.forEach((expectation) => add(expectation, -1));
  const wanted = new Set<string>();
  for (const { expectation } of watched) collectTypes(expectation.holds, wanted);
  return { watched, facts: [], wanted };
}

function collectTypes(condition: Condition, types: Set<string>): void {
  if (condition.kind === 'fact') types.add(condition.type);
  else if (condition.kind === 'not') collectTypes(condition.of, types);
  else if (condition.kind === 'all' || condition.kind === 'any') {
    for (const part of condition.of) collectTypes(part, types);
  }
}

export function noteFacts(watch: ExpectationWatch, facts: readonly FactView[]): void {
  for (const view of facts) if (watch.wanted.has(view.fact.type)) watch.facts.push(view);
}

/**
 * Looks at every expectation whose verdict is open. `beganAt` are the times at which the steps so far began. With `ended` the run is
 * over: what had to hold always has held, what had to come true has not.
 */
export function judge(
  watch: ExpectationWatch,
  nowUs: number,
  beganAt: readonly number[],
  state: () => unknown,
  ended: boolean,
): void {
  for (const one of watch.watched) {
    if (one.verdict !== 'open') continue;
    const beganUs = one.step < 0 ? 0 : beganAt[one.step];
    if (beganUs === undefined) {
      if (ended) settle(one, 'failed', nowUs);
      continue;
    }
    const { mode, withinUs } = one.expectation;
    const over = ended || (withinUs !== null && nowUs > beganUs + withinUs);
    const holds = holdsNow(watch, one.expectation.holds, nowUs, beganUs, state);
    if (mode === 'eventually' && holds && !(withinUs !== null && nowUs > beganUs + withinUs)) settle(one, 'met', nowUs);
    else if (mode === 'always' && !holds && !(withinUs !== null && nowUs > beganUs + withinUs)) settle(one, 'failed', nowUs);
    else if (over) settle(one, mode === 'always' ? 'met' : 'failed', nowUs);
  }
}

function settle(one: WatchedExpectation, verdict: 'met' | 'failed', at: number): void {
  one.verdict = verdict;
  one.at = at;
}

function holdsNow(
  watch: ExpectationWatch,
  condition: Condition,
  nowUs: number,
  beganUs: number,
  state: () => unknown,
): boolean {
  return conditionHolds(condition, {
    nowUs,
    beganUs,
    get state() {
      return state();
    },
    countFacts: (type, where, sinceUs) =>
      watch.facts.filter(
        ({ fact, at, node, seq }) => fact.type === type && at >= sinceUs && factPasses({ ...fact, at, node, seq }, where),
      ).length,
  });
}
