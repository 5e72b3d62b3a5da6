import { lazy, Suspense } from 'react';
import type { ReactNode } from 'react';
import type { RunInfo } from '../../store/facts.ts';
import * as words from '../../words/story.ts';
import { firstSteps } from '../build/firstSteps.ts';
import { shelfWordOf } from '../shell/shelves.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';

const FirstSteps = lazy(() => import('../build/FirstSteps.tsx'));

/** Without a story: what this is, and what one could do. */
export function TryIt({ run }: { readonly run: RunInfo }): ReactNode {
  const { actions } = useSimulator();
  const steps = useAppState(({ frame, source }) => firstSteps(frame, source, run));
  return (
    <>
      <p className="story-count">{shelfWordOf(run)}</p>
      <h2 className="story-title">{run.title}</h2>
      {run.summary !== '' && <p className="story-text">{run.summary}</p>}
      {steps.length > 0 && (
        <Suspense fallback={null}>
          <FirstSteps steps={steps} />
        </Suspense>
      )}
      {!steps.includes('topic') && <p className="story-text">{words.howToTry}</p>}
      {run.actions.length > 0 && (
        <section className="try-actions" aria-label={words.thingsToTry}>
          <h3>{words.thingsToTry}</h3>
          {run.actions.map(({ label, command }) => (
            <button key={label} type="button" className="button" onClick={() => actions.command(command)}>
              {label}
            </button>
          ))}
        </section>
      )}
      <p className="story-seed">{words.seedIs(run.seed)}</p>
    </>
  );
}
