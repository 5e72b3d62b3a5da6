import { CLIENTS } from './terms/clients.ts';
import { CONTROLLER } from './terms/controller.ts';
import { GROUPS } from './terms/groups.ts';
import { HISTORY } from './terms/history.ts';
import { RECORDS } from './terms/records.ts';
import { REPLICATION } from './terms/replication.ts';
import { SIMULATOR } from './terms/simulator.ts';
import { STORAGE } from './terms/storage.ts';
import type { TermEntry } from './terms/termEntry.ts';

export type { TermEntry } from './terms/termEntry.ts';

/** The whole glossary, fetched when the first word is asked for. */
export const SHELVES: readonly { readonly title: string; readonly terms: readonly TermEntry[] }[] = [
  { title: 'Records and topics', terms: RECORDS },
  { title: 'Replication', terms: REPLICATION },
  { title: 'Controllers and elections', terms: CONTROLLER },
  { title: 'Producers and consumers', terms: CLIENTS },
  { title: 'Consumer groups', terms: GROUPS },
  { title: 'Logs and disks', terms: STORAGE },
  { title: 'Earlier Kafka', terms: HISTORY },
  { title: 'This simulator', terms: SIMULATOR },
];

export const TERMS: readonly TermEntry[] = SHELVES.flatMap(({ terms }) => terms);

/** The entry for a word in any spelling of case, spaces and dashes; undefined when the glossary does not have it. */
export function findTerm(word: string): TermEntry | undefined {
  const wanted = plain(word);
  return TERMS.find(({ name, also }) => plain(name) === wanted || also?.some((other) => plain(other) === wanted) === true);
}

function plain(word: string): string {
  return word.toLowerCase().replace(/[^a-z0-9]/g, '');
}
