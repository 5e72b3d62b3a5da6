import type { ReactNode } from 'react';
import type { LibraryEntry } from '../../store/facts.ts';
import { useLibrary } from '../shell/useLibrary.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';
import type { TermEntry } from './terms.ts';

interface ExplainedProps {
  readonly entry: TermEntry;
  /** Called when the reader goes to the scenario. */
  readonly onLeave: () => void;
}

/** A word, what it means, what configuration it depends on, and where to see it. */
export function Explained({ entry: { name, text, config, seeIn }, onLeave }: ExplainedProps): ReactNode {
  return (
    <>
      <strong>{name}</strong> {text}
      {config !== undefined && (
        <span className="term-config">
          Depends on{' '}
          {config.map((key, index) => (
            <span key={key}>
              {index > 0 && ', '}
              <code>{key}</code>
            </span>
          ))}
        </span>
      )}
      {seeIn !== undefined && <SeeIn id={seeIn} onLeave={onLeave} />}
    </>
  );
}

function SeeIn({ id, onLeave }: { readonly id: string; readonly onLeave: () => void }): ReactNode {
  const { actions } = useSimulator();
  const library = useLibrary();
  const isHere = useAppState(({ source }) => source?.kind === 'library' && source.id === id);
  const title = Array.isArray(library) ? (library as readonly LibraryEntry[]).find((entry) => entry.id === id)?.title : undefined;
  if (title === undefined) return null;
  if (isHere) return <span className="term-see">This scenario shows it.</span>;
  const open = (): void => {
    onLeave();
    actions.openLibrary(id);
  };
  return (
    <span className="term-see">
      See it in{' '}
      <button type="button" className="term-scenario" onClick={open}>
        {title}
      </button>
    </span>
  );
}
