import { Fragment, type ReactNode } from 'react';
import { Term } from './Term.tsx';

/**
 * Words of the catalogue with terms among them: `[offset]` explains itself, and `[followers](follower)` is explained by another entry of
 * the glossary than it reads.
 */
export function Told({ words }: { readonly words: string }): ReactNode {
  // What stands between terms, what is shown of a term, and its entry, by turns.
  const pieces = words.split(/\[([^\]]+)\](?:\(([^)]+)\))?/);
  return pieces.map((piece, index) => {
    if (index % 3 === 2) return null;
    return <Fragment key={index}>{index % 3 === 0 ? piece : <Term of={pieces[index + 1] ?? piece}>{piece}</Term>}</Fragment>;
  });
}
