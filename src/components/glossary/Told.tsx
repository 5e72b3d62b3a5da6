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
    if (index % 3 === 0) return <Fragment key={index}>{index === 0 ? piece : piece.slice(closing(piece).length)}</Fragment>;
    const term = <Term of={pieces[index + 1] ?? piece}>{piece}</Term>;
    const stop = closing(pieces[index + 2] ?? '');
    if (stop === '') return <Fragment key={index}>{term}</Fragment>;
    return (
      <span key={index} className="term-and-stop">
        {term}
        {stop}
      </span>
    );
  });
}

/** What of a text closes the word before it: no line begins with it. */
function closing(text: string): string {
  return /^[.,;:)”’…]*/.exec(text)?.[0] ?? '';
}
