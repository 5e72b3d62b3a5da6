import * as v from 'valibot';
import { didYouMean } from '../../base/nearest.ts';
import { showValue } from '../../base/show.ts';

/** The sentence for what is wrong with an object as such: not an object, a field too many, or a field missing. */
export function objectProblem(give: string, entries: v.ObjectEntries, issue: v.StrictObjectIssue): string {
  const at = issue.path?.at(-1);
  if (at === undefined || Array.isArray(at.input)) return give;
  const names = Object.keys(entries);
  if (issue.expected === 'never') {
    const key = String(issue.input);
    return `unknown field${didYouMean(key, names) || `; the fields here are ${names.join(', ')}`}`;
  }
  const schema = entries[String(at.key)];
  const hint = schema === undefined ? undefined : v.getDescription(schema as v.GenericSchema);
  return `is missing; ${hint === undefined ? 'it has to be there' : `give ${hint}`}`;
}

/** `showValue` for the front half of a message: what was found where something else was expected. */
export function notValid(input: unknown): string {
  return `${showValue(input)} is not valid`;
}
