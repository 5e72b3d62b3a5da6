import type { ReactNode } from 'react';
import * as words from '../../words/shell.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import { Dialog } from './Dialog.tsx';
import { useOpenDialog } from './dialogContext.ts';
import { focusFirst } from './focusFirst.ts';
import { useLibrary } from './useLibrary.ts';
import { shelvesOf } from './shelves.ts';

/** The built-in scenarios to choose from, over the page. */
export function ScenarioPicker({ onClose }: { readonly onClose: () => void }): ReactNode {
  const open = useOpenDialog();
  return (
    <Dialog title={words.scenarios} onClose={onClose}>
      <button ref={focusFirst} type="button" className="scenario" onClick={() => open('build')}>
        <span className="scenario-title">{words.buildYourOwn}</span>
        <span className="scenario-summary">{words.aboutBuilding}</span>
      </button>
      <ScenarioList onOpen={onClose} />
    </Dialog>
  );
}

/** Opens the scenario that is chosen, and says so. */
export function ScenarioList({ onOpen }: { readonly onOpen?: () => void }): ReactNode {
  const { actions } = useSimulator();
  const current = useAppState(({ source }) => (source?.kind === 'library' ? source.id : null));
  const library = useLibrary();
  const open = (id: string): void => {
    actions.openLibrary(id);
    onOpen?.();
  };
  return (
    <>
      {library === 'failed' && <p>{words.listNotLoaded}</p>}
      {library !== null &&
        library !== 'failed' &&
        shelvesOf(library).map(({ title, entries }) => (
          <section key={title} aria-label={title}>
            <h3 className="shelf">{title}</h3>
            <ul className="scenarios">
              {entries.map((entry) => (
                <li key={entry.id}>
                  <button type="button" className="scenario" aria-current={entry.id === current} onClick={() => open(entry.id)}>
                    <span className="scenario-title">{entry.title}</span>
                    <span className="scenario-summary">{entry.summary}</span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
    </>
  );
}
