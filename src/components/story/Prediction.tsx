import { useId } from 'react';
import type { ReactNode } from 'react';
import type { PredictionState, RunInfo, StoryStepInfo } from '../../store/facts.ts';
import * as words from '../../words/story.ts';
import { Said } from '../format/Said.tsx';
import { useAppState, useSimulator } from '../simulatorContext.tsx';

interface PredictionProps {
  readonly step: number;
  readonly prediction: NonNullable<StoryStepInfo['prediction']>;
}

/** A question about what will happen. Nobody has marked an answer: the run decides. */
export function Prediction({ step, prediction }: PredictionProps): ReactNode {
  const { actions } = useSimulator();
  const name = useId();
  const state = usePredictionOf(step);
  const settled = state !== undefined && state.truth !== null;
  return (
    <fieldset className="prediction" data-testid="prediction">
      <legend>{words.predict}</legend>
      <p className="prediction-question">{prediction.question}</p>
      {prediction.options.map((option, index) => (
        <label key={option} className="prediction-option" data-verdict={verdictOf(state, index)}>
          <input
            type="radio"
            name={name}
            checked={state?.chosen === index}
            disabled={settled}
            onChange={() => actions.answer(step, index)}
          />
          <span>
            {option}
            <Verdict state={state} option={index} />
          </span>
        </label>
      ))}
      {settled && state.explain !== null && <p className="prediction-explain">{state.explain}</p>}
    </fieldset>
  );
}

function usePredictionOf(step: number): PredictionState | undefined {
  return useAppState(({ story }) => story?.predictions.find((each) => each.step === step));
}

function verdictOf(state: PredictionState | undefined, option: number): 'right' | 'wrong' | undefined {
  if (state === undefined || state.truth === null) return undefined;
  if (state.truth === option) return 'right';
  return state.chosen === option ? 'wrong' : undefined;
}

function Verdict({ state, option }: { readonly state: PredictionState | undefined; readonly option: number }): ReactNode {
  const verdict = verdictOf(state, option);
  if (verdict === undefined) return null;
  const told = verdict === 'right' ? (state?.chosen === option ? words.happenedAsYouSaid : words.happened) : words.yourAnswer;
  return <span className="verdict">{told}</span>;
}

/** How the last question turned out that was asked at an earlier step. */
export function SettledPrediction({ run, before }: { readonly run: RunInfo; readonly before: number }): ReactNode {
  const state = useAppState(({ story }) => story?.predictions.findLast((each) => each.step < before && each.truth !== null));
  if (state === undefined || state.truth === null) return null;
  const prediction = run.story[state.step]?.prediction ?? null;
  if (prediction === null) return null;
  const right = state.chosen === state.truth;
  return (
    <section className="settled" data-verdict={state.chosen === null ? undefined : right ? 'right' : 'wrong'} aria-label={words.yourPrediction}>
      <h3>{prediction.question}</h3>
      <p>
        <Said words={words.whatHappened} parts={{ answer: <strong>{prediction.options[state.truth]}</strong> }} />
      </p>
      {state.chosen !== null && <p>{right ? words.asYouSaid : words.youSaid(prediction.options[state.chosen] ?? '')}</p>}
      {state.explain !== null && <p>{state.explain}</p>}
    </section>
  );
}
