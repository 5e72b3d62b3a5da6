import { useState } from 'react';
import * as words from '../../words/shell.ts';

/** Copies text, and says how that went: the words are empty until somebody has asked. */
export function useCopy(): { readonly copied: string; readonly copy: (text: string) => void } {
  const [copied, setCopied] = useState('');
  const copy = (text: string): void => {
    copyText(text).then(
      () => setCopied(words.copied),
      () => setCopied(words.copyNotAllowed),
    );
  };
  return { copied, copy };
}

/** Rejects, too, where there is no clipboard at all, as on a page that was not served over HTTPS. */
async function copyText(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}
