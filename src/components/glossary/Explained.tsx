import type { ReactNode } from 'react';
import type { LibraryEntry } from '../../store/facts.ts';
import * as words from '../../words/glossary/explained.ts';
import type { TermEntry } from '../../words/glossary/termEntry.ts';
import { Said } from '../format/Said.tsx';
import { useLibrary } from '../shell/useLibrary.ts';
import { useAppState, useSimulator } from '../simulatorContext.tsx';

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
          <Said
            words={words.dependsOn}
            parts={{
              config: config.map((key, index) => (
                <span key={key}>
                  {index > 0 && ', '}
                  <code>{key}</code>
                </span>
              )),
            }}
          />
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
  if (isHere) return <span className="term-see">{words.shownHere}</span>;
  const open = (): void => {
    onLeave();
    actions.openLibrary(id);
  };
  const scenario = (
    <button type="button" className="term-scenario" onClick={open}>
      {title}
    </button>
  );
  return (
    <span className="term-see">
      <Said words={words.seeItIn} parts={{ scenario }} />
    </span>
  );
}
