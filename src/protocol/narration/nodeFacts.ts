import { formatDuration } from '../../base/units.ts';
import { nodeName, withinSentence } from '../../words/narration/names.ts';
import * as words from '../../words/narration/nodes.ts';
import type { NarrationFamily } from './telling.ts';

/** Machines, wires and requests that came to nothing. */
export const NODE_FACTS = {
  NodeStarted: { level: 'notable', say: (_, node) => words.nodeStarts(node) },
  NodeKilled: { level: 'notable', say: (_, node) => words.nodeKilled(node) },
  NodeHalted: { level: 'notable', say: (fact, node) => words.nodeHalts(node, fact.reason) },
  NodePaused: {
    level: 'notable',
    say: (fact, node) => (fact.forUs === null ? words.nodePaused(node) : words.nodePausedFor(node, formatDuration(fact.forUs))),
  },
  NodeResumed: { level: 'notable', say: (_, node) => words.nodeRunsAgain(node) },
  NodeSlowed: {
    level: 'notable',
    say: ({ cpu, disk, network }, node) => (cpu === 1 && disk === 1 && network === 1 ? words.nodeFastAgain(node) : words.nodeSlowed(node, cpu, disk, network)),
  },
  DiskWiped: { level: 'notable', say: (_, node) => words.diskWiped(withinSentence(node)) },
  LinkCut: { level: 'notable', say: (fact) => words.linkCut(nodeName(fact.from), nodeName(fact.to)) },
  LinkHealed: { level: 'notable', say: (fact) => words.linkHealed(nodeName(fact.from), nodeName(fact.to)) },
  LinkHeld: { level: 'notable', say: (fact) => words.linkHeld(nodeName(fact.from), nodeName(fact.to), fact.api, fact.count) },
  LinkReleased: { level: 'notable', say: (fact) => words.linkReleased(nodeName(fact.from), nodeName(fact.to), fact.api, fact.count) },
  CommandRefused: { level: 'notable', say: (fact) => words.commandRefused(fact.command, fact.reason) },
  RequestTimedOut: {
    level: (fact) => (fact.api === 'Produce' ? 'notable' : 'routine'),
    say: (fact, node) => words.requestTimedOut(node, fact.api, nodeName(fact.to)),
  },
  ConnectionLost: { level: 'routine', say: (fact, node) => words.connectionLost(node, nodeName(fact.to), fact.api) },
  BrokerStateChanged: {
    // The others come of what is told already: that it was killed, started or fenced.
    level: (fact) => (fact.state === 'stopped' ? 'notable' : 'routine'),
    say: (fact) => words.brokerIs(fact.broker, fact.state),
  },
} satisfies NarrationFamily;
