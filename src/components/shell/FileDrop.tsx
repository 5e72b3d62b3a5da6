import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import * as words from '../../words/shell.ts';
import { useSimulator } from '../simulatorContext.tsx';
import { readDocument } from './readDocument.ts';

/** A file dropped anywhere on the page is run. */
export function FileDrop(): ReactNode {
  const { actions } = useSimulator();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const onOver = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes('Files') !== true) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (file === undefined) return;
      event.preventDefault();
      void readDocument(file).then((text) => actions.openText(text, file.name));
    };
    addEventListener('dragover', onOver);
    addEventListener('dragleave', onLeave);
    addEventListener('drop', onDrop);
    return () => {
      removeEventListener('dragover', onOver);
      removeEventListener('dragleave', onLeave);
      removeEventListener('drop', onDrop);
    };
  }, [actions]);
  if (!over) return null;
  return (
    <div className="file-drop">
      <p>{words.dropHere}</p>
    </div>
  );
}
