import type { LibraryEntry } from '../../store/facts.ts';

/** A group of the list of scenarios, in the list's own order. */
export interface Shelf {
  readonly title: string;
  readonly entries: readonly LibraryEntry[];
}

const TITLES: Readonly<Record<string, string>> = {
  basics: 'Basics',
  core: 'Core',
  advanced: 'Advanced',
  history: 'History: Kafka as it was',
};

/** Documents of the time machine stand on a shelf of their own, whatever their level. */
function shelfNameOf({ level, concepts }: Pick<LibraryEntry, 'level' | 'concepts'>): string {
  return concepts.includes('history') ? 'history' : level;
}

/** The same in a word, as it stands before the title of what is running. */
export function shelfWordOf(entry: Pick<LibraryEntry, 'level' | 'concepts'>): string {
  const name = shelfNameOf(entry);
  return (TITLES[name] ?? name).replace(/:.*/, '');
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
  const order = Object.keys(TITLES);
  return [...shelves]
    .toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b))
    .map(([name, entries]) => ({ title: TITLES[name] ?? name, entries }));
}
