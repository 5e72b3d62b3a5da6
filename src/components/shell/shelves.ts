import type { LibraryEntry } from '../../store/facts.ts';
import * as words from '../../words/shell.ts';

/** A group of the list of scenarios, in the list's own order. */
export interface Shelf {
  readonly title: string;
  readonly entries: readonly LibraryEntry[];
}

/** Easiest first. */
const ORDER: readonly string[] = ['basics', 'core', 'advanced', 'history', 'own'];

/** Documents of the time machine stand on a shelf of their own, whatever their level. */
function shelfNameOf({ level, concepts }: Pick<LibraryEntry, 'level' | 'concepts'>): string {
  return concepts.includes('history') ? 'history' : level;
}

/** The same in a word, as it stands before the title of what is running. */
export function shelfWordOf(entry: Pick<LibraryEntry, 'level' | 'concepts'>): string {
  const name = shelfNameOf(entry);
  return words.shelves[name]?.word ?? name;
}

/**
 * Groups scenarios by level. Those of the time machine stand apart, so that nobody takes a rule of the past for today's. A level without
 * a title of its own keeps its name.
 */
export function shelvesOf(library: readonly LibraryEntry[]): readonly Shelf[] {
  const shelves = new Map<string, LibraryEntry[]>();
  for (const entry of library) {
    const name = shelfNameOf(entry);
    const shelf = shelves.get(name);
    if (shelf === undefined) shelves.set(name, [entry]);
    else shelf.push(entry);
  }
  return [...shelves]
    .toSorted(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b))
    .map(([name, entries]) => ({ title: words.shelves[name]?.title ?? name, entries }));
}
