import {
  judge,
  noteFacts,
  watchExpectations,
  type ParsedScenario,
} from '../scenarios/index.ts';
import { playOn, startRun } from '../scenarios/play.ts';
import { stateView } from '../sim/index.ts';

type Parsed = Extract<ParsedScenario, { ok: true }>;

/** How often state is looked at while nothing that an expectation asks about happens. */
const LOOK_EVERY_US = 50_000;
/** A story is played this long past its last step, unless its expectations ask for more. */
const AFTERMATH_US = 30_000_000;
const LONGEST_US = 600_000_000;

/** One line for each expectation that failed; none when all held. */
export function checkExpectations(parsed: Parsed, seed: number | null): string[] {
  const { story } = parsed;
  if (story === null) return [];
  const run = startRun(parsed, seed);
  const watch = watchExpectations(story);
  if (watch.watched.length === 0) return [];
  const beganAt = (): readonly number[] => run.story?.beganAt ?? [];
  const state = (): unknown => stateView(run.sim);
  let untilUs = LOOK_EVERY_US;
  while (untilUs <= endOf(parsed, beganAt())) {
    for (let progress = playOn(run, untilUs); progress !== null; progress = playOn(run, untilUs)) {
      noteFacts(watch, progress.facts);
      const asked = progress.facts.some(({ fact }) => watch.wanted.has(fact.type));
      if (asked || progress.began) judge(watch, run.sim.state.now, beganAt(), state, false);
    }
    judge(watch, run.sim.state.now, beganAt(), state, false);
    untilUs += LOOK_EVERY_US;
  }
  judge(watch, run.sim.state.now, beganAt(), state, true);
  return watch.watched
    .filter(({ verdict, expectation }) => verdict === 'failed' && (seed === null || expectation.anySeed))
    .map(({ expectation, step, at }) => {
      const where = step < 0 ? 'the run' : `step ${step + 1} (${story.steps[step]?.title ?? ''})`;
      return `${where}: "${expectation.text}" did not hold (${at / 1_000_000} s, seed ${run.sim.world.spec.seed})`;
    });
}

function endOf({ story }: Parsed, beganAt: readonly number[]): number {
  if (story === null) return 0;
  if (beganAt.length < story.steps.length) return LONGEST_US;
  const last = beganAt.at(-1) ?? 0;
  let end = last + AFTERMATH_US;
  story.steps.forEach((step, index) => {
    for (const { withinUs } of step.expect) end = Math.max(end, (beganAt[index] ?? 0) + (withinUs ?? 0) + 1);
  });
  return Math.min(end, LONGEST_US);
}
