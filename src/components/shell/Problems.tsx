import type { ReactNode } from 'react';
import * as words from '../../words/shell.ts';
import { startAgain } from '../../words/transport.ts';
import { durationText } from '../format/readersNumbers.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import { Icon } from './Icon.tsx';
import { ScenarioList } from './ScenarioPicker.tsx';

/** What was wrong with the last document or command. The run in progress goes on underneath; without one, here is what can be run. */
export function Problems(): ReactNode {
  const { actions } = useSimulator();
  const problems = useAppState((state) => state.problems);
  const idle = useAppState(({ run }) => run === null);
  if (problems === null) return null;
  const { places = [] } = problems;
  return (
    <section className="problems" role="alert" aria-label={words.problems}>
      <header>
        <h2>{problems.title}</h2>
        <button type="button" className="button icon-button" aria-label={words.dismiss} onClick={() => actions.dismissProblems()}>
          <Icon name="close" />
        </button>
      </header>
      <ul>
        {problems.list.map(({ path, message }) => (
          <li key={`${path} ${message}`}>
            {path !== '' && <code>{path}</code>} {message}
          </li>
        ))}
      </ul>
      {places.map((place) => (
        <button key={place} type="button" className="button" onClick={() => actions.seekTo(place)}>
          {words.goTo(durationText(place))}
        </button>
      ))}
      {idle && <ScenarioList />}
    </section>
  );
}

/** The simulator itself failed: seed and event number are in the words, so that it can be seen again. */
export function Failure(): ReactNode {
  const { actions } = useSimulator();
  const failure = useAppState((state) => state.failure);
  const known = useAppState(({ source }) => source !== null);
  if (failure === null) return null;
  return (
    <section className="failure" role="alert" aria-label={words.simulatorStopped}>
      <h2>{words.simulatorStopped}</h2>
      <p>{failure}</p>
      <p>{words.faultOfSimulator}</p>
      {!known && <ScenarioList />}
      {known && (
        <button type="button" className="button primary" onClick={() => actions.restart()}>
          {startAgain}
        </button>
      )}
    </section>
  );
}
