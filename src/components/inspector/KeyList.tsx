import type { ReactNode } from 'react';
import { Told } from '../glossary/Told.tsx';
import type { KeyEntry } from './keyEntry.ts';

/** What is drawn, and what it means. */
export function KeyList({ entries }: { readonly entries: readonly KeyEntry[] }): ReactNode {
  return (
    <ul className="key-list">
      {entries.map(({ id, glyph, meaning }) => (
        <li key={id}>
          <svg viewBox="0 0 40 24" width="40" height="24" aria-hidden="true">
            {glyph}
          </svg>
          <span>
            <Told words={meaning} />
          </span>
        </li>
      ))}
    </ul>
  );
}
