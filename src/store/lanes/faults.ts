import type { FactView } from '../../protocol/messages.ts';
import { nodeName } from '../../words/narration/names.ts';
import * as words from '../../words/run/lanes.ts';
import { close, open } from './spans.ts';
import type { Rows } from './spans.ts';

/** What was done to machines and links, from when it began to when it was undone; and what came of it, from when a guarantee broke. */
export function foldFault(rows: Rows, { node, at, fact }: FactView): Rows {
  const name = nodeName(node);
  switch (fact.type) {
    case 'NodeKilled':
      return open(rows, node, { from: at, tone: 'bad', hue: null, label: words.dead(name) });
    case 'NodeHalted':
      return open(rows, node, { from: at, tone: 'bad', hue: null, label: words.halted(name) });
    case 'NodePaused':
      return open(rows, node, { from: at, tone: 'warn', hue: null, label: words.paused(name) });
    case 'NodeSlowed': {
      const usual = fact.cpu === 1 && fact.disk === 1 && fact.network === 1;
      return usual ? close(rows, node, at) : open(rows, node, { from: at, tone: 'warn', hue: null, label: words.slow(name) });
    }
    case 'BrokerStateChanged':
      return fact.state === 'stopped' ? open(rows, node, { from: at, tone: 'warn', hue: null, label: words.shutDown(name) }) : rows;
    case 'GuaranteeBroken':
      return open(rows, `guarantee ${fact.place}`, { from: at, tone: 'bad', hue: null, label: words.guaranteeBroken(fact.sentence) });
    case 'NodeStarted':
    case 'NodeResumed':
      return close(rows, node, at);
    case 'LinkCut':
      return open(rows, `${fact.from} > ${fact.to}`, { from: at, tone: 'bad', hue: null, label: words.linkCut(nodeName(fact.from), nodeName(fact.to)) });
    case 'LinkHeld':
      return open(rows, `${fact.from} > ${fact.to}`, { from: at, tone: 'warn', hue: null, label: words.linkHeld(nodeName(fact.from), nodeName(fact.to)) });
    case 'LinkHealed':
    case 'LinkReleased':
      return close(rows, `${fact.from} > ${fact.to}`, at);
    default:
      return rows;
  }
}
