import type { NodeIndex } from '../../kernel/types.ts';
import type { Cluster, KafkaNode } from '../cluster.ts';
import { nameOf, processOf } from '../cluster.ts';
import type { LinkEnd } from '../spec.ts';

/** The nodes that a link's end stands for now; empty when nothing has that name. */
function nodesOfEnd(cluster: Cluster, end: LinkEnd): NodeIndex[] {
  const found: NodeIndex[] = [];
  cluster.nodes.forEach((node, index) => {
    if (isMeant(node, end)) found.push(index);
  });
  return found;
}

export function isMeant(node: KafkaNode, end: LinkEnd): boolean {
  switch (end) {
    case '*':
      return true;
    case 'brokers':
      return node.role === 'broker';
    case 'controllers':
      return node.role === 'controller' || node.role === 'zookeeper';
    case 'clients':
      return node.role === 'producer' || node.role === 'consumer' || node.role === 'admin';
    default:
      return nameOf(node) === end;
  }
}

/** Every ordered pair of nodes of different processes from one end to the other; both directions unless `oneWay`. */
export function pairsOf(
  cluster: Cluster,
  from: LinkEnd,
  to: LinkEnd,
  oneWay: boolean,
): [NodeIndex, NodeIndex][] {
  const pairs: [NodeIndex, NodeIndex][] = [];
  for (const a of nodesOfEnd(cluster, from)) {
    for (const b of nodesOfEnd(cluster, to)) {
      // Inside a process there is no wire.
      if (processOf(cluster, a).includes(b)) continue;
      pairs.push([a, b]);
      if (!oneWay) pairs.push([b, a]);
    }
  }
  return pairs;
}
