import type { ReactNode } from 'react';
import type { RunInfo } from '../../store/facts.ts';
import { useSimulator } from '../simulatorContext.tsx';

/** Without a story: what this is, and what one could do. */
export function TryIt({ run }: { readonly run: RunInfo }): ReactNode {
  const { actions } = useSimulator();
  return (
    <>
      <p className="story-count">{run.level}</p>
      <h2 className="story-title">{run.title}</h2>
      {run.summary !== '' && <p className="story-text">{run.summary}</p>}
      <p className="story-text">
        Select a broker, a replica, a producer or a consumer to see its state and what can be done to it. Kill a broker, and watch who takes over.
      </p>
      {run.actions.length > 0 && (
        <section className="try-actions" aria-label="Things to try">
          <h3>Things to try</h3>
          {run.actions.map(({ label, command }) => (
            <button key={label} type="button" className="button" onClick={() => actions.command(command)}>
              {label}
            </button>
          ))}
        </section>
      )}
      <p className="story-seed">Seed {run.seed}</p>
    </>
  );
}
