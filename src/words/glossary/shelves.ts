import { CLIENTS } from './clients.ts';
import { CONTROLLER } from './controller.ts';
import { GROUPS } from './groups.ts';
import { HISTORY } from './history.ts';
import { RECORDS } from './records.ts';
import { REPLICATION } from './replication.ts';
import { SIMULATOR } from './simulator.ts';
import { STORAGE } from './storage.ts';
import type { TermEntry } from './termEntry.ts';

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
