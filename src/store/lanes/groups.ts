import type { FactView } from '../../protocol/messages.ts';
import { close, open } from './spans.ts';
import type { Rows } from './spans.ts';

/** When a group's members were without their partitions. */
export function foldGroup(rows: Rows, { at, fact }: FactView): Rows {
  switch (fact.type) {
    case 'RebalanceStarted':
      return open(rows, `group:${fact.group}`, { from: at, tone: 'warn', hue: null, label: `${fact.group} rebalances` });
    case 'GroupEmptied':
      return open(rows, `group:${fact.group}`, { from: at, tone: 'plain', hue: null, label: `${fact.group} has no members` });
    case 'GroupStable':
      return close(rows, `group:${fact.group}`, at);
    default:
      return rows;
  }
}
