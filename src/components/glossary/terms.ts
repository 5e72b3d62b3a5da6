import { SHELVES } from '../../words/glossary/shelves.ts';
import type { TermEntry } from '../../words/glossary/termEntry.ts';

export const TERMS: readonly TermEntry[] = SHELVES.flatMap(({ terms }) => terms);

/** The entry for a word in any spelling of case, spaces and dashes; undefined when the glossary does not have it. */
export function findTerm(word: string): TermEntry | undefined {
  const wanted = plain(word);
  return TERMS.find(({ name, also }) => plain(name) === wanted || also?.some((other) => plain(other) === wanted) === true);
}

function plain(word: string): string {
  return word.toLowerCase().replace(/[^a-z0-9]/g, '');
}
