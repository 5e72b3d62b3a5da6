import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { loadLibrary } from '../../store/library.ts';
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
  const title = useTitle(id);
  const isHere = useAppState(({ source }) => source?.kind === 'library' && source.id === id);
  if (title === null) return null;
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

function useTitle(id: string): string | null {
  const [title, setTitle] = useState<string | null>(null);
  useEffect(() => {
    let wanted = true;
    void loadLibrary().then((library) => {
      if (wanted) setTitle(library.find((entry) => entry.id === id)?.title ?? null);
    });
    return () => {
      wanted = false;
    };
  }, [id]);
  return title;
}
