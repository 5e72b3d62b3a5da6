import type { ReactNode } from 'react';
import type { RunInfo } from '../../store/facts.ts';
import * as words from '../../words/story.ts';
import { shelfWordOf } from '../shell/shelves.ts';
import { useAppState } from '../simulatorContext.tsx';
import { Prediction, SettledPrediction } from './Prediction.tsx';
import { StoryButtons } from './StoryButtons.tsx';
import { StorySteps } from './StorySteps.tsx';
import { TryIt } from './TryIt.tsx';

/** The words beside the picture: the story's step, its question, and where the story goes. */
export function StoryPanel({ onChoose }: { readonly onChoose: () => void }): ReactNode {
  const run = useAppState((state) => state.run);
  const guided = useAppState((state) => state.guided);
  if (run === null) return <aside className="story" aria-label={words.story} />;
  const told = guided && run.story.length > 0;
  return (
    <aside className="story" aria-label={words.story}>
      {/* It scrolls, so it has to be reached with the keyboard even when nothing in it can be. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section className="story-scroller" aria-label={words.text} tabIndex={0}>
        {told ? <GuidedStory run={run} /> : <TryIt run={run} />}
      </section>
      <StoryButtons run={run} onChoose={onChoose} />
    </aside>
  );
}

function GuidedStory({ run }: { readonly run: RunInfo }): ReactNode {
  const current = useAppState(({ story }) => story?.current ?? -1);
  const step = run.story[current];
  const title = step?.title ?? run.title;
  const text = step?.text ?? run.summary;
  const prediction = step?.prediction ?? null;
  return (
    <>
      <p className="story-count">{step === undefined ? shelfWordOf(run) : words.stepOf(current + 1, run.story.length)}</p>
      <h2 className="story-title">{title}</h2>
      {paragraphs(text).map((paragraph) => (
        <p key={paragraph} className="story-text">
          {paragraph}
        </p>
      ))}
      {prediction !== null && <Prediction step={current} prediction={prediction} />}
      <SettledPrediction run={run} before={current} />
      <StorySteps steps={run.story} current={current} />
    </>
  );
}

function paragraphs(text: string): readonly string[] {
  return text.split(/\n{2,}/).filter((paragraph) => paragraph.trim() !== '');
}
