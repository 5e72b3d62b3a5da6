import type { LibraryEntry } from '../scenarios/library.ts';

export type { LibraryEntry } from '../scenarios/library.ts';

/** The built-in scenarios. Fetched when somebody wants to choose: the page starts without the documents. */
export async function loadLibrary(): Promise<readonly LibraryEntry[]> {
  const { SCENARIO_LIBRARY } = await import('../scenarios/library.ts');
  return SCENARIO_LIBRARY;
}
