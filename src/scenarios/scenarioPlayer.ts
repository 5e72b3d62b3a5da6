import { checkpointFor, cloneGuarantees, cloneSimulation, committedImage, compareMoments, createTimeline, replicaCount, momentOf, shareConnections, shareGuarantees, shareUnchanged, type Moment, type Player, type TimedInput, type Timeline } from '../sim/index.ts';
import type { Command } from './kafka.ts';
import type { ParsedScenario, WrittenCommand } from './parse.ts';
import { give, lookAtStory, playOn, startRun, type Progress, type ScenarioRun } from './play.ts';
import { answerPrediction, cloneStory, goOn } from './story/storyRun.ts';

/** What a reader can tell a run: something to do to the cluster, that the story is to go on, or a guess. */
export type RunInput =
  /** `written` is the same in the contract's form. `joined`: it was done with the one before, and is taken back with it; a saved run does not keep that. */
  | { readonly kind: 'command'; readonly command: Command; readonly written: WrittenCommand; readonly joined?: true }
  | { readonly kind: 'continue' }
  | { readonly kind: 'answer'; readonly step: number; readonly option: number };

export type ScenarioTimeline = Timeline<ScenarioRun, RunInput, Progress>;

/** A played document, with its story and the checks of Kafka's promises, as something to move about in. */
export const scenarioPlayer: Player<ScenarioRun, RunInput, Progress> = {
  clone(run, like) {
    const copy: ScenarioRun = {
      sim: cloneSimulation(run.sim),
      story: run.story === null ? null : cloneStory(run.story),
      guarantees: cloneGuarantees(run.guarantees),
      recorded: run.recorded,
      recordedGiven: run.recordedGiven,
      names: run.names,
      news: run.news,
      lookedAtUs: run.lookedAtUs,
      storyAtUs: run.storyAtUs,
      marks: run.marks,
      markAt: run.markAt,
    };
    if (like !== null) {
      shareConnections(like.sim, copy.sim);
      shareUnchanged(like.sim.world, copy.sim.world);
      shareGuarantees(like.guarantees, copy.guarantees);
    }
    return copy;
  },
  playOn,
  give: tellRun,
  // Nearly all of a large cluster's state is that of its replicas.
  weightOf: ({ sim }) => replicaCount(committedImage(sim.world)),
  momentOf: ({ sim: { state } }) => ({ events: state.processed, at: state.now }),
};

/** A document's run from time 0, as a timeline. `seed` null is the document's own; `inputs` lie ahead of it, to be told at their moments. */
export function startTimeline(
  parsed: Extract<ParsedScenario, { ok: true }>,
  seed: number | null,
  name: string,
  inputs: readonly TimedInput<RunInput>[] = [],
): ScenarioTimeline {
  const timeline: ScenarioTimeline = createTimeline(scenarioPlayer, startRun(parsed, seed), name);
  timeline.current.inputs.push(...inputs);
  return timeline;
}

const NEVER: Moment = { events: Infinity, at: Infinity };

/**
 * The current branch once more, from the nearest kept moment before a time on, with a present of its own. What is played in it adds nothing
 * to the one that people move about in.
 */
export function playBeside(timeline: ScenarioTimeline, before: number): ScenarioTimeline {
  const first = checkpointFor(timeline.current, ({ events, at }) => at < before || events === 0, Infinity);
  if (first === null) throw new Error('the beginning of a run is kept');
  // A branch that never ends, so that nothing is noted at its end.
  const current = { ...timeline.current, end: NEVER, checkpoints: [first] };
  return { ...timeline, current, run: timeline.player.clone(first.run, null), given: first.given };
}

/** Whether what was played beside a branch is still its past: nothing was done since at a moment that has been passed. */
export function isStillSo(beside: ScenarioTimeline, timeline: ScenarioTimeline): boolean {
  if (beside.current.id !== timeline.current.id) return false;
  const next = beside.current.inputs[beside.given];
  return next === undefined || compareMoments(next.moment, momentOf(beside)) >= 0;
}

function tellRun(run: ScenarioRun, input: RunInput): void {
  switch (input.kind) {
    case 'command':
      give(run, input.command);
      return;
    case 'continue':
      if (run.story === null) return;
      goOn(run.story);
      run.news = true;
      lookAtStory(run);
      return;
    case 'answer':
      if (run.story !== null) answerPrediction(run.story, input.step, input.option);
  }
}
