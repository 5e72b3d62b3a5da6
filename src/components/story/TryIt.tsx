import type { ReactNode } from 'react';
import type { RunInfo } from '../../store/facts.ts';
import * as words from '../../words/story.ts';
import { useSimulator } from '../simulatorContext.tsx';

/** Without a story: what this is, and what one could do. */
export function TryIt({ run }: { readonly run: RunInfo }): ReactNode {
  const { actions } = useSimulator();
  return (
    <>
      <p className="story-count">{words.levels[run.level] ?? run.level}</p>
      <h2 className="story-title">{run.title}</h2>
      {run.summary !== '' && <p className="story-text">{run.summary}</p>}
      <p className="story-text">{words.howToTry}</p>
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
