import type { TermEntry } from '../../words/glossary/termEntry.ts';

/** Entries that have what is sought in their names or configuration; if none has, those that have it in their text. */
export function matching(terms: readonly TermEntry[], sought: string): readonly TermEntry[] {
  const wanted = sought.trim().toLowerCase();
  if (wanted === '') return terms;
  const has = (text: string): boolean => text.toLowerCase().includes(wanted);
  const named = terms.filter(({ name, also, config }) => [name, ...(also ?? []), ...(config ?? [])].some(has));
  return named.length > 0 ? named : terms.filter(({ text }) => has(text));
}
