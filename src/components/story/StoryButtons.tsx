import type { ReactNode } from 'react';
import type { RunInfo } from '../../store/facts.ts';
import * as words from '../../words/story.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import { Icon } from '../shell/Icon.tsx';

interface StoryButtonsProps {
  readonly run: RunInfo;
  /** Opens the list of scenarios. */
  readonly onChoose: () => void;
}

/** On with the story, or out of it. */
export function StoryButtons({ run, onChoose }: StoryButtonsProps): ReactNode {
  const { actions } = useSimulator();
  const guided = useAppState((state) => state.guided);
  const over = useAppState(({ story }) => story === null || story.current >= run.story.length - 1);
  const paused = useAppState(({ playing }) => !playing);
  const answered = useAppState(({ story }) => story?.predictions.some(({ step, chosen, truth }) => step === story.current && chosen !== null && truth === null) === true);
  if (run.story.length === 0) return null;
  if (!guided) {
    return (
      <div className="story-buttons">
        <button type="button" className="button" onClick={() => actions.setGuided(true)}>
          {words.backToStory}
        </button>
      </div>
    );
  }
  return (
    <div className="story-buttons">
      {over && !paused ? (
        <button type="button" className="button primary" onClick={onChoose}>
          {words.moreScenarios}
        </button>
      ) : (
        <button type="button" className="button primary" onClick={() => actions.continueStory()}>
          {answered && paused ? words.seeWhatHappens : over ? words.goOn : words.next} <Icon name="right" />
        </button>
      )}
      <button type="button" className="button" onClick={() => actions.setGuided(false)}>
        {words.tryYourself}
      </button>
    </div>
  );
}
