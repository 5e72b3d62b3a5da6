import type { RunInfo, StoryState } from '../protocol/messages.ts';
import type { CameraFocus, Story, StoryRun } from '../scenarios/index.ts';

/** What a story says, for the page. */
export function storyInfo(story: Story): RunInfo['story'] {
  return story.steps.map((step) => ({
    title: step.title,
    text: step.text,
    ...(step.camera === null || step.camera.lens === null ? {} : { lens: step.camera.lens }),
    focus: (step.camera?.focus ?? []).map(keyOf),
    prediction:
      step.predict === null
        ? null
        : { question: step.predict.question, options: step.predict.options.map((option) => option.text) },
  }));
}

/** How far it has come. */
export function storyState(run: StoryRun): StoryState {
  const next = run.story.steps[run.beganAt.length];
  return {
    current: run.beganAt.length - 1,
    reachedAt: run.beganAt.slice(),
    predictions: run.predictions.map(({ step, chosen, truth }) => ({
      step,
      chosen,
      truth,
      explain: truth === null ? null : (run.story.steps[step]?.predict?.explain ?? null),
    })),
    waits: next !== undefined && next.when === null && !run.wentOn,
  };
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
