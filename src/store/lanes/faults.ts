import type { FactView } from '../../protocol/messages.ts';
import { close, open } from './spans.ts';
import type { Rows } from './spans.ts';

/** What was done to machines and links, from when it began to when it was undone; and what came of it, from when a guarantee broke. */
export function foldFault(rows: Rows, { node, at, fact }: FactView): Rows {
  const name = node.replace(/[-:]/, ' ');
  switch (fact.type) {
    case 'NodeKilled':
      return open(rows, node, { from: at, tone: 'bad', hue: null, label: `${name} is dead` });
    case 'NodeHalted':
      return open(rows, node, { from: at, tone: 'bad', hue: null, label: `${name} has halted` });
    case 'NodePaused':
      return open(rows, node, { from: at, tone: 'warn', hue: null, label: `${name} is paused` });
    case 'NodeSlowed': {
      const usual = fact.cpu === 1 && fact.disk === 1 && fact.network === 1;
      return usual ? close(rows, node, at) : open(rows, node, { from: at, tone: 'warn', hue: null, label: `${name} is slow` });
    }
    case 'BrokerStateChanged':
      return fact.state === 'stopped' ? open(rows, node, { from: at, tone: 'warn', hue: null, label: `${name} is shut down` }) : rows;
    case 'GuaranteeBroken':
      return open(rows, `guarantee ${fact.place}`, { from: at, tone: 'bad', hue: null, label: `a guarantee is broken: ${fact.sentence}` });
    case 'NodeStarted':
    case 'NodeResumed':
      return close(rows, node, at);
    case 'LinkCut':
      return open(rows, `${fact.from} > ${fact.to}`, { from: at, tone: 'bad', hue: null, label: `${fact.from} to ${fact.to} is cut` });
    case 'LinkHeld':
      return open(rows, `${fact.from} > ${fact.to}`, { from: at, tone: 'warn', hue: null, label: `${fact.from} to ${fact.to} is held` });
    case 'LinkHealed':
    case 'LinkReleased':
      return close(rows, `${fact.from} > ${fact.to}`, at);
    default:
      return rows;
  }
}
