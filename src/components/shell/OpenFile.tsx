import { useRef } from 'react';
import type { ReactNode } from 'react';
import * as words from '../../words/shell.ts';
import { Said } from '../format/Said.tsx';
import { useSimulator } from '../simulatorContext.tsx';
import { readDocument } from './readDocument.ts';

/** A button that runs a scenario document from the reader's disk. */
export function OpenFile(): ReactNode {
  const { actions } = useSimulator();
  const input = useRef<HTMLInputElement>(null);
  const open = (file: File | undefined): void => {
    if (file !== undefined) void readDocument(file).then((text) => actions.openText(text, file.name));
    // The same file may be chosen again after it was changed.
    if (input.current !== null) input.current.value = '';
  };
  return (
    <>
      <button type="button" className="button" onClick={() => input.current?.click()}>
        <span>
          <Said words={words.openFile} parts={{ file: <span className="wide-only">{words.openFileWide}</span> }} />
        </span>
      </button>
      <input
        ref={input}
        type="file"
        className="visually-hidden"
        accept=".json,application/json"
        aria-label={words.scenarioDocument}
        tabIndex={-1}
        onChange={(event) => open(event.target.files?.[0])}
      />
    </>
  );
}
