import type { ReactNode } from 'react';
import type { StoryStepInfo } from '../../store/facts.ts';
import * as words from '../../words/story.ts';

interface StoryStepsProps {
  readonly steps: readonly StoryStepInfo[];
  readonly current: number;
}

/** The whole story at a glance: what was, what is, what comes. */
export function StorySteps({ steps, current }: StoryStepsProps): ReactNode {
  return (
    <section className="story-steps" aria-label={words.steps}>
      <h3>{words.steps}</h3>
      <ol>
        {steps.map(({ title }, index) => (
          <li key={title} data-state={index < current ? 'done' : index === current ? 'current' : 'ahead'} aria-current={index === current ? 'step' : undefined}>
            {title}
          </li>
        ))}
      </ol>
    </section>
  );
}
