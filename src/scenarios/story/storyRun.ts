import { emptyList, listAt, listClone, listLength, listPush, type ChunkedList } from '../../base/chunkedList.ts';
import type { Command, Fact } from '../kafka.ts';
import { conditionHolds, factPasses, type Moment } from './evaluate.ts';
import type { Condition, Story } from './types.ts';

/** A story under way: plain data that changes in place, one for every run. */
export interface StoryRun {
  readonly story: Story;
  /** When each step that has begun did so; the last one is the current. */
  readonly beganAt: number[];
  readonly predictions: PredictionRun[];
  /** The reader asked for the next step. */
  wentOn: boolean;
  /** Facts so far that some condition asks about; a long run has many, and copies share them. */
  readonly facts: ChunkedList<ToldFact>;
  readonly wanted: ReadonlySet<string>;
}

interface PredictionRun {
  readonly step: number;
  chosen: number | null;
  /** The option that came true; null until the outcome is settled. */
  truth: number | null;
}

/** A fact as conditions see it: its fields, and when and where it came about. */
export interface ToldFact {
  readonly at: number;
  readonly fact: Fact;
  readonly fields: Readonly<Record<string, unknown>>;
}

export function startStory(story: Story): StoryRun {
  const wanted = new Set<string>();
  const collect = (condition: Condition | null): void => {
    if (condition === null) return;
    if (condition.kind === 'fact') wanted.add(condition.type);
    if (condition.kind === 'not') collect(condition.of);
    if (condition.kind === 'all' || condition.kind === 'any') condition.of.forEach(collect);
  };
  for (const step of story.steps) {
    collect(step.when);
    collect(step.predict?.settled ?? null);
    for (const option of step.predict?.options ?? []) collect(option.holds);
  }
  return { story, beganAt: [], predictions: [], wentOn: true, facts: emptyList(), wanted };
}

/** An independent copy. */
export function cloneStory(run: StoryRun): StoryRun {
  return {
    story: run.story,
    beganAt: run.beganAt.slice(),
    predictions: run.predictions.map((prediction) => ({ ...prediction })),
    wentOn: run.wentOn,
    facts: listClone(run.facts),
    wanted: run.wanted,
  };
}

/** Remembers the facts that conditions ask about. Returns whether there were any. */
export function hearFacts(run: StoryRun, facts: readonly ToldFact[]): boolean {
  if (isOver(run)) return false;
  const before = listLength(run.facts);
  for (const told of facts) if (run.wanted.has(told.fact.type)) listPush(run.facts, told);
  return listLength(run.facts) > before;
}

/** Every step has begun and every question is settled: nothing is asked any more. */
function isOver({ story, beganAt, predictions }: StoryRun): boolean {
  return beganAt.length >= story.steps.length && predictions.every(({ truth }) => truth !== null);
}

/** What the story looks at: the virtual time, and the contract's state when a condition asks for it. */
export interface StoryMoment {
  readonly nowUs: number;
  readonly state: () => unknown;
}

/**
 * Begins the next step if it is due and settles predictions. Returns the commands that the step gives; they are to be done at this
 * very moment, so that a run with a story is the same however it is played.
 */
export function advanceStory(run: StoryRun, moment: StoryMoment): readonly Command[] {
  for (const prediction of run.predictions) settle(run, prediction, moment);
  const step = run.story.steps[run.beganAt.length];
  if (step === undefined) return [];
  const due = step.when === null ? run.wentOn : holds(run, step.when, moment);
  if (!due) return [];
  run.wentOn = false;
  if (step.predict !== null) run.predictions.push({ step: run.beganAt.length, chosen: null, truth: null });
  run.beganAt.push(moment.nowUs);
  return step.commands;
}

function settle(run: StoryRun, prediction: PredictionRun, moment: StoryMoment): void {
  const asked = run.story.steps[prediction.step]?.predict;
  if (prediction.truth !== null || asked === null || asked === undefined) return;
  const beganUs = run.beganAt[prediction.step] ?? 0;
  if (!holds(run, asked.settled, moment, beganUs)) return;
  const truth = asked.options.findIndex((option) => holds(run, option.holds, moment, beganUs));
  prediction.truth = truth >= 0 ? truth : asked.options.length;
}

function holds(
  run: StoryRun,
  condition: Condition,
  moment: StoryMoment,
  beganUs: number = run.beganAt.at(-1) ?? 0,
): boolean {
  const look: Moment = {
    nowUs: moment.nowUs,
    beganUs,
    get state() {
      return moment.state();
    },
    countFacts: (type, where, sinceUs) => {
      let count = 0;
      for (let index = listLength(run.facts) - 1; index >= 0; index -= 1) {
        const { at, fact, fields } = listAt(run.facts, index);
        // They came in the order of their times.
        if (at < sinceUs) break;
        if (fact.type === type && factPasses(fields, where)) count += 1;
      }
      return count;
    },
  };
  return conditionHolds(condition, look);
}

/** The next time at which a condition about time alone may come true; the run has to stop there to look. */
export function nextStoryTime(run: StoryRun, nowUs: number): number | null {
  const beganUs = run.beganAt.at(-1) ?? 0;
  const times: number[] = [];
  const collect = (condition: Condition | null, began: number): void => {
    if (condition === null) return;
    if (condition.kind === 'at') times.push(condition.atUs);
    if (condition.kind === 'after') times.push(began + condition.afterUs);
    if (condition.kind === 'not') collect(condition.of, began);
    if (condition.kind === 'all' || condition.kind === 'any') condition.of.forEach((part) => collect(part, began));
  };
  collect(run.story.steps[run.beganAt.length]?.when ?? null, beganUs);
  for (const { step, truth } of run.predictions) {
    if (truth === null) collect(run.story.steps[step]?.predict?.settled ?? null, run.beganAt[step] ?? 0);
  }
  const later = times.filter((time) => time > nowUs);
  return later.length === 0 ? null : Math.min(...later);
}

/** Notes the reader's guess. It cannot be changed once the outcome is known. */
export function answerPrediction(run: StoryRun, step: number, option: number): void {
  const prediction = run.predictions.find((one) => one.step === step);
  const options = run.story.steps[step]?.predict?.options.length ?? 0;
  if (prediction === undefined || prediction.truth !== null || option < 0 || option >= options) return;
  prediction.chosen = option;
}

/** The reader asks for the next step; it matters only where the step waits for nothing else. */
export function goOn(run: StoryRun): void {
  if (run.story.steps[run.beganAt.length]?.when === null) run.wentOn = true;
}
