import type { FactView, RunInfo, StoryState } from '../protocol/messages.ts';
import {
  advanceStory,
  answerPrediction,
  goOn,
  hearFacts,
  nextStoryTime,
  startStory,
  type CameraFocus,
  type Story,
} from '../scenarios/index.ts';
import { stateView, type Command, type KafkaSimulation } from '../sim/index.ts';

/** A story bound to a run: what it has to be told and what it says. */
export interface StoryHost {
  readonly info: RunInfo['story'];
  readonly actions: RunInfo['actions'];
  hear(view: FactView): void;
  nextTime(now: number): number | null;
  /** Commands of a step that begins now; null when none does. */
  look(sim: KafkaSimulation): readonly Command[] | null;
  answer(step: number, option: number): void;
  goOn(): void;
  state(): StoryState;
}

export function createStory(story: Story, actions: RunInfo['actions']): StoryHost {
  const run = startStory(story);
  let news = true;
  /** When the story was last looked at for the time alone. */
  let lookedAt = -1;
  return {
    info: story.steps.map((step) => ({
      title: step.title,
      text: step.text,
      focus: (step.camera?.focus ?? []).map(keyOf),
      prediction:
        step.predict === null
          ? null
          : { question: step.predict.question, options: step.predict.options.map((option) => option.text) },
    })),
    actions,
    hear(view) {
      const { fact, at, node } = view;
      const fields = { ...fact, at, node, seq: view.seq };
      if (hearFacts(run, [{ at, fact, fields }])) news = true;
    },
    nextTime: (now) => nextStoryTime(run, now),
    look(sim) {
      const timed = nextStoryTime(run, lookedAt);
      const due = timed !== null && timed <= sim.state.now;
      if (!news && !due) return null;
      news = false;
      lookedAt = sim.state.now;
      const began = run.beganAt.length;
      const commands = advanceStory(run, { nowUs: sim.state.now, state: () => stateView(sim) });
      if (run.beganAt.length === began) return null;
      // The step after this one may be due as well.
      news = true;
      return commands;
    },
    answer: (step, option) => answerPrediction(run, step, option),
    goOn() {
      goOn(run);
      news = true;
    },
    state: () => ({
      current: run.beganAt.length - 1,
      reachedAt: run.beganAt.slice(),
      predictions: run.predictions.map(({ step, chosen, truth }) => ({
        step,
        chosen,
        truth,
        explain: truth === null ? null : (story.steps[step]?.predict?.explain ?? null),
      })),
      waits: waitsForReader(run),
    }),
  };
}

/** The next step begins when the reader says so, and not by itself. */
function waitsForReader(run: ReturnType<typeof startStory>): boolean {
  const next = run.story.steps[run.beganAt.length];
  return next !== undefined && next.when === null && !run.wentOn;
}

function keyOf(focus: CameraFocus): string {
  switch (focus.kind) {
    case 'node':
      return focus.node;
    case 'topic':
      return `topic:${focus.topic}`;
    case 'partition':
      return `${focus.topic}-${focus.partition}`;
    case 'group':
      return `group:${focus.group}`;
  }
}
