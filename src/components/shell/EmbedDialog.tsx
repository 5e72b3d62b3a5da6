import { useState } from 'react';
import type { ReactNode } from 'react';
import { Dialog } from './Dialog.tsx';
import { embedSnippet } from './embedSnippet.ts';

interface EmbedDialogProps {
  readonly id: string;
  readonly title: string;
  readonly onClose: () => void;
}

/** The snippet to paste into an article. */
export function EmbedDialog({ id, title, onClose }: EmbedDialogProps): ReactNode {
  const [outcome, setOutcome] = useState('');
  const snippet = embedSnippet(id, title, document.baseURI);
  const copy = (): void => {
    copyText(snippet).then(
      () => setOutcome('Copied.'),
      () => setOutcome('Copying is not allowed here. Select the text and copy it.'),
    );
  };
  return (
    <Dialog title="Embed this scenario" onClose={onClose}>
      <p>Paste this where it should appear. It needs no script on your page.</p>
      <textarea className="snippet" readOnly rows={4} value={snippet} aria-label="HTML to paste" onFocus={(event) => event.target.select()} />
      <div className="dialog-actions">
        <output>{outcome}</output>
        <button type="button" className="button primary" onClick={copy}>
          Copy
        </button>
      </div>
    </Dialog>
  );
}

/** Rejects, too, where there is no clipboard at all, as on a page that was not served over HTTPS. */
async function copyText(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}
