import type { ReactNode } from 'react';
import { Dialog } from './Dialog.tsx';
import { embedSnippet } from './embedSnippet.ts';
import { useCopy } from './useCopy.ts';

interface EmbedDialogProps {
  readonly id: string;
  readonly title: string;
  readonly onClose: () => void;
}

/** The snippet to paste into an article. */
export function EmbedDialog({ id, title, onClose }: EmbedDialogProps): ReactNode {
  const { copied, copy } = useCopy();
  const snippet = embedSnippet(id, title, document.baseURI);
  return (
    <Dialog title="Embed this scenario" onClose={onClose}>
      <p>Paste this where it should appear. It needs no script on your page.</p>
      <textarea className="snippet" readOnly rows={4} value={snippet} aria-label="HTML to paste" onFocus={(event) => event.target.select()} />
      <div className="dialog-actions">
        <output>{copied}</output>
        <button type="button" className="button primary" onClick={() => copy(snippet)}>
          Copy
        </button>
      </div>
    </Dialog>
  );
}
