import type { FactView } from '../../protocol/messages.ts';
import * as words from '../../words/run/lanes.ts';
import { close, open } from './spans.ts';
import type { Rows } from './spans.ts';

/** When a group's members were without their partitions. */
export function foldGroup(rows: Rows, { at, fact }: FactView): Rows {
  switch (fact.type) {
    case 'RebalanceStarted':
      return open(rows, `group:${fact.group}`, { from: at, tone: 'warn', hue: null, label: words.rebalances(fact.group) });
    case 'GroupEmptied':
      return open(rows, `group:${fact.group}`, { from: at, tone: 'plain', hue: null, label: words.noMembers(fact.group) });
    case 'GroupStable':
      return close(rows, `group:${fact.group}`, at);
    default:
      return rows;
  }
}
