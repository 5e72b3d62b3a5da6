import { useState } from 'react';
import type { ReactNode } from 'react';
import { isLens, type Lens } from '../../base/lens.ts';
import * as words from '../../words/shell.ts';
import { useAppState } from '../simulatorContext.tsx';
import { LENS_VIEWS } from '../stage/lenses.ts';
import { Dialog } from './Dialog.tsx';
import { embedSnippet } from './embedSnippet.ts';
import { focusFirst } from './focusFirst.ts';
import { useCopy } from './useCopy.ts';

interface EmbedDialogProps {
  readonly id: string;
  readonly title: string;
  readonly onClose: () => void;
}

/** The snippet to paste into an article. */
export function EmbedDialog({ id, title, onClose }: EmbedDialogProps): ReactNode {
  const { copied, copy } = useCopy();
  const [lens, setLens] = useState<Lens>(useAppState((state) => state.lens));
  const snippet = embedSnippet(id, title, lens, document.baseURI);
  return (
    <Dialog title={words.embedThis} onClose={onClose}>
      <p>{words.howToEmbed}</p>
      <label className="embed-lens">
        {words.lens}{' '}
        <select ref={focusFirst} value={lens} onChange={({ target }) => setLens(isLens(target.value) ? target.value : lens)}>
          {LENS_VIEWS.map((view) => (
            <option key={view.lens} value={view.lens}>
              {view.title}
            </option>
          ))}
        </select>
      </label>
      <textarea className="snippet" readOnly rows={4} value={snippet} aria-label={words.htmlToPaste} onFocus={(event) => event.target.select()} />
      <div className="dialog-actions">
        <output>{copied}</output>
        <button type="button" className="button primary" onClick={() => copy(snippet)}>
          {words.copy}
        </button>
      </div>
    </Dialog>
  );
}
