import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { Lens } from '../base/lens.ts';
import { LiveRegion } from '../components/shell/LiveRegion.tsx';
import { useAppState, useSimulator } from '../components/simulatorContext.tsx';
import { Stage } from '../components/stage/Stage.tsx';
import * as words from '../words/embed.ts';
import { EmbedBar } from './EmbedBar.tsx';
import { useRootState } from './useRootState.ts';
import { useRunWhenSeen } from './useRunWhenSeen.ts';

/** A run inside an article: one lens, a bar to drive it, a link to the full page. */
export function Embed({ scenario, lens }: { readonly scenario: string; readonly lens: Lens }): ReactNode {
  const { actions } = useSimulator();
  useEffect(() => {
    actions.setLens(lens);
    actions.openLibrary(scenario);
  }, [actions, scenario, lens]);
  useUnguided();
  const run = useAppState((state) => state.run);
  const problems = useAppState((state) => state.problems);
  const failure = useAppState((state) => state.failure);
  if (run === null && failure !== null) return <EmbedProblem text={failure} />;
  if (run === null && problems !== null) return <EmbedProblem text={sentence(problems.title, problems.list[0]?.message)} />;
  return <Running scenario={scenario} title={run?.title ?? ''} />;
}

function Running({ scenario, title }: { readonly scenario: string; readonly title: string }): ReactNode {
  const root = useRef<HTMLDivElement>(null);
  useRunWhenSeen(root);
  useRootState(root);
  return (
    <main className="embed" ref={root}>
      <header className="embed-header">
        <h1>{title}</h1>
        <Step />
        <a href={`index.html?scenario=${encodeURIComponent(scenario)}`} target="_blank" rel="noopener">
          {words.openFullPage}
          <svg viewBox="0 0 12 12" width="11" height="11" aria-hidden="true">
            <path d="M3 9l6-6M4.5 3H9v4.5" />
          </svg>
        </a>
      </header>
      <Stage embedded />
      <EmbedBar />
      <Notice />
      <LiveRegion />
    </main>
  );
}

/** One sentence instead of the picture. */
export function EmbedProblem({ text }: { readonly text: string }): ReactNode {
  return (
    <main className="embed embed-empty">
      <p role="alert">{text}</p>
    </main>
  );
}

/** What went wrong while the run goes on, or why it ended. */
function Notice(): ReactNode {
  const { actions } = useSimulator();
  const problems = useAppState((state) => state.problems);
  const failure = useAppState((state) => state.failure);
  if (failure !== null) {
    return (
      <p className="embed-notice" role="alert">
        {failure}
      </p>
    );
  }
  if (problems === null) return null;
  return (
    <p className="embed-notice" role="alert">
      {sentence(problems.title, problems.list[0]?.message)}
      <button type="button" onClick={() => actions.dismissProblems()}>
        {words.close}
      </button>
    </p>
  );
}

function sentence(title: string, message: string | undefined): string {
  return message === undefined ? words.problem(title) : words.problemOf(title, message);
}

/** Nobody answers questions in an embed: its story goes on by itself. */
function useUnguided(): void {
  const { store, actions } = useSimulator();
  const run = useAppState((state) => state.run);
  useEffect(() => {
    if (run !== null && store.getState().guided) actions.setGuided(false);
  }, [run, store, actions]);
}

/** What the story is at, in a line. */
function Step(): ReactNode {
  const current = useAppState(({ story }) => story?.current ?? -1);
  const steps = useAppState(({ run }) => run?.story.length ?? 0);
  const title = useAppState(({ run, story }) => run?.story[story?.current ?? -1]?.title ?? null);
  return (
    <p className="embed-story">
      {title !== null && <span>{words.stepOf(current + 1, steps)}</span>}
      {title}
    </p>
  );
}
