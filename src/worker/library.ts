import type { LibraryEntry } from '../protocol/messages.ts';
import { parseScenario, problemLine, type ParsedScenario } from '../scenarios/index.ts';
import { LOADERS } from '../scenarios/library/onDemand.ts';

type Accepted = Extract<ParsedScenario, { readonly ok: true }>;

/** A built-in document by its id, or null when there is none of that name. */
export type FindDocument = (id: string) => Accepted | null;

/** The built-in documents, of which only those are read that are wanted. What was read once needs no server any more. */
export interface Library {
  /** Of what was read. */
  readonly find: FindDocument;
  has(id: string): boolean;
  /** Whether all of them could be read; those that there are not count as read. */
  read(ids: readonly string[]): Promise<boolean>;
  /** Reads them all, one after another so as to be in nobody's way; null when one could not be read. */
  list(): Promise<readonly LibraryEntry[] | null>;
}

export function createLibrary(loaders: typeof LOADERS = LOADERS): Library {
  const documents = new Map<string, unknown>();
  const read = async (id: string): Promise<boolean> => {
    if (documents.has(id)) return true;
    try {
      const loaded = await loaders.get(id)?.();
      if (loaded !== undefined) documents.set(id, loaded.default);
      return true;
    } catch {
      return false;
    }
  };
  return {
    has: (id) => documents.has(id) || !loaders.has(id),
    read: async (ids) => (await Promise.all(ids.map(read))).every(Boolean),
    find(id) {
      if (!documents.has(id)) return null;
      const parsed = parseScenario(documents.get(id));
      if (!parsed.ok) throw new Error(`The built-in scenario ${id} is not valid: ${parsed.problems.map(problemLine).join(' · ')}`);
      return parsed;
    },
    async list() {
      const entries: LibraryEntry[] = [];
      for (const id of loaders.keys()) {
        if (!(await read(id))) return null;
        const { title, summary, level, concepts } = documents.get(id) as LibraryEntry;
        entries.push({ id, title, summary, level, concepts });
      }
      return entries;
    },
  };
}
