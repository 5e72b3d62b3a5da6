import { showValue } from '../../words/showValue.ts';
import { nearest } from '../../base/nearest.ts';
import * as words from '../../words/documents/problems.ts';
import { child } from '../problems.ts';
import type { Findings } from './check.ts';
import { nodeNames } from './names.ts';
import type { KnownNames } from './names.ts';

const GROUPS: readonly string[] = ['brokers', 'controllers', 'clients', '*'];

/** A node that exists or a group of nodes. */
function checkLinkEnd(end: string, path: string, names: KnownNames, findings: Findings): void {
  if (GROUPS.includes(end)) return;
  const nodes = nodeNames(names);
  if (nodes.includes(end)) return;
  findings.problems.add(path, words.noSuchLinkEnd(showValue(end), nearest(end, [...GROUPS, ...nodes])));
}

/** Both ends exist and are not one and the same node. */
export function checkLink(link: { readonly from: string; readonly to: string }, path: string, names: KnownNames, findings: Findings): void {
  checkLinkEnd(link.from, child(path, 'from'), names, findings);
  checkLinkEnd(link.to, child(path, 'to'), names, findings);
  if (link.from === link.to && !GROUPS.includes(link.from)) {
    findings.problems.add(child(path, 'to'), words.linkToItself(link.to));
  }
}
