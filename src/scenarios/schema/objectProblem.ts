import * as v from 'valibot';
import { nearest } from '../../base/nearest.ts';
import * as words from '../../words/documents/parts.ts';

/** The sentence for what is wrong with an object as such: not an object, a field too many, or a field missing. */
export function objectProblem(give: string, entries: v.ObjectEntries, issue: v.StrictObjectIssue): string {
  const at = issue.path?.at(-1);
  if (at === undefined || Array.isArray(at.input)) return give;
  const names = Object.keys(entries);
  if (issue.expected === 'never') {
    const key = String(issue.input);
    return words.unknownField(nearest(key, names), names.join(', '));
  }
  const schema = entries[String(at.key)];
  const hint = schema === undefined ? undefined : v.getDescription(schema as v.GenericSchema);
  return words.isMissing(hint ?? null);
}
