import * as words from '../../../words/config/values.ts';
import { checkConfigValue } from './checkValue.ts';
import type { ConfigScope } from './entry.ts';
import { explainUnknownEntry, findConfigEntry } from './table.ts';
import type { ConfigOverrides, ConfigValue } from './types.ts';

/** What is wrong with one entry: the message is to be read after the entry's name. */
export interface ConfigProblem {
  readonly name: string;
  readonly message: string;
}

export interface CheckedOverrides {
  readonly overrides: ConfigOverrides;
  readonly problems: readonly ConfigProblem[];
  /** Entries that were accepted and that the simulator does not act on. */
  readonly notModelled: readonly string[];
}

export const SERVER_SCOPES: readonly ConfigScope[] = ['broker', 'controller'];
const MAX_ENTRIES = 200;

/** Checks each entry by itself: known name, right type, in range. How entries go together is for the resolvers. */
export function checkOverrides(scopes: readonly ConfigScope[], raw: Readonly<Record<string, unknown>>): CheckedOverrides {
  const overrides: Record<string, ConfigValue> = {};
  const problems: ConfigProblem[] = [];
  const notModelled: string[] = [];
  const names = Object.keys(raw);
  if (names.length > MAX_ENTRIES) {
    return { overrides: {}, problems: [{ name: '', message: words.tooManyEntries(MAX_ENTRIES) }], notModelled };
  }
  for (const name of names) {
    const entry = findConfigEntry(scopes, name);
    if (entry === null) {
      problems.push({ name, message: explainUnknownEntry(scopes, name) });
      continue;
    }
    const checked = checkConfigValue(entry, raw[name]);
    if (!checked.ok) {
      problems.push({ name, message: checked.message });
      continue;
    }
    overrides[name] = checked.value;
    if (!entry.modelled) notModelled.push(name);
  }
  return { overrides, problems, notModelled };
}
