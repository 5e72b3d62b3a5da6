import { useRef } from 'react';
import type { ReactNode } from 'react';
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
          Open<span className="wide-only"> file</span>
        </span>
      </button>
      <input
        ref={input}
        type="file"
        className="visually-hidden"
        accept=".json,application/json"
        aria-label="Scenario document"
        tabIndex={-1}
        onChange={(event) => open(event.target.files?.[0])}
      />
    </>
  );
}
