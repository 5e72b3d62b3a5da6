import type * as v from 'valibot';
import { showValue } from '../../words/showValue.ts';
import * as words from '../../words/documents/parts.ts';
import { child } from '../problems.ts';
import type { ProblemList } from '../problems.ts';

type Issue = v.BaseIssue<unknown>;

/** Writes valibot's findings as problems, one readable line each. */
export function addIssues(issues: readonly Issue[], base: string, problems: ProblemList): void {
  for (const issue of issues) addIssue(issue, base, problems);
}

function addIssue(issue: Issue, base: string, problems: ProblemList): void {
  const inner = issuesOfLikeliest(issue);
  const items = issue.path ?? [];
  if (inner.length > 0) {
    addIssues(inner, pathOf(base, items), problems);
    return;
  }
  const last = items.at(-1);
  if (last !== undefined && last.origin === 'key') {
    // An object's own complaint about a field: complete as it is, unless the object turns out to be a list.
    if (!Array.isArray(last.input)) problems.add(pathOf(base, items), issue.message);
    else problems.add(pathOf(base, items.slice(0, -1)), words.notValid(showValue(last.input), issue.message));
    return;
  }
  // A list may have holes, where it comes from a program and not from JSON.
  if (issue.input === undefined && typeof last?.key === 'number') {
    problems.add(pathOf(base, items), words.isMissing(null));
    return;
  }
  // A list that is too long or too short is right but for its length.
  const isLength = (issue.type === 'min_length' || issue.type === 'max_length') && Array.isArray(issue.input);
  const found = isLength ? words.aListOf(issue.input.length) : showValue(issue.input);
  problems.add(pathOf(base, items), words.notValid(found, issue.message));
}

/** Of a union's alternatives, the findings inside the one whose outer shape fits: those say more than the union can. */
function issuesOfLikeliest(issue: Issue): readonly Issue[] {
  if (issue.type !== 'union' || typeof issue.input !== 'object' || issue.input === null) return [];
  return (issue.issues ?? []).filter((inner) => (inner.path?.length ?? 0) > 0);
}

function pathOf(base: string, items: readonly v.IssuePathItem[]): string {
  return items.reduce((path, item) => child(path, typeof item.key === 'number' ? item.key : String(item.key)), base);
}
