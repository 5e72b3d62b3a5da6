import { use, useState } from 'react';
import type { ReactNode } from 'react';
import * as words from '../../words/glossary/dialog.ts';
import { SHELVES } from '../../words/glossary/shelves.ts';
import { Dialog } from '../shell/Dialog.tsx';
import { TypedAheadContext } from '../shell/dialogContext.ts';
import { focusFirst } from '../shell/focusFirst.ts';
import { Explained } from './Explained.tsx';
import { matching } from './matching.ts';
import '../styles/glossary.css';

/** Every word of the glossary, to read or to search. */
export default function GlossaryDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const typedAhead = use(TypedAheadContext);
  const [typed, setTyped] = useState<string | null>(null);
  const sought = typed ?? typedAhead.text;
  const shelves = SHELVES.map(({ title, terms }) => ({ title, terms: matching(terms, sought) })).filter(({ terms }) => terms.length > 0);
  const count = shelves.reduce((sum, { terms }) => sum + terms.length, 0);
  return (
    <Dialog title={words.title} onClose={onClose}>
      <label className="glossary-search">
        <span className="visually-hidden">{words.search}</span>
        <input ref={focusFirst} type="search" value={sought} placeholder={words.searchHint} onChange={(event) => setTyped(event.target.value)} />
      </label>
      <output className="glossary-count">{count === 0 ? words.nothingFound : words.found(count)}</output>
      {shelves.map(({ title, terms }) => (
        <section key={title} aria-label={title}>
          <h3 className="shelf">{title}</h3>
          {terms.map((entry) => (
            <p key={entry.name} className="glossary-entry">
              <Explained entry={entry} onLeave={onClose} />
            </p>
          ))}
        </section>
      ))}
    </Dialog>
  );
}
