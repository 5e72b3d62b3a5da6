import type { NodeIndex } from '../../kernel/types.ts';
import type { KafkaNode } from '../cluster.ts';
import type { LinkSpec } from '../spec.ts';
import type { Execution } from './executeCommand.ts';
import { isMeant } from './linkEnds.ts';

/** Adds a node to a running world, with the links its document gives to nodes of its kind, and starts it. */
export function join(
  execution: Execution,
  name: string,
  create: (node: NodeIndex) => KafkaNode,
): NodeIndex {
  const { cluster, world } = execution;
  const index = world.addNode(name);
  const node = create(index);
  cluster.nodes.push(node);
  cluster.byName.set(name, index);
  for (const link of cluster.spec.network.links) connectLikeOthers(execution, link, node, index);
  execution.ctxFor(index).emit({ type: 'NodeStarted' });
  world.startNode(index);
  return index;
}

function connectLikeOthers(
  { cluster, world }: Execution,
  link: LinkSpec,
  node: KafkaNode,
  index: NodeIndex,
): void {
  const quality = {
    latencyUs: link.latencyUs,
    jitterUs: link.jitterUs,
    bytesPerSecond: link.bandwidthBytesPerSecond,
    lossPermille: link.lossPermille,
  };
  cluster.nodes.forEach((other, otherIndex) => {
    if (otherIndex === index) return;
    const forward = isMeant(node, link.from) && isMeant(other, link.to);
    const backward = isMeant(other, link.from) && isMeant(node, link.to);
    if (forward || (backward && !link.oneWay)) world.setLink(index, otherIndex, quality);
    if (backward || (forward && !link.oneWay)) world.setLink(otherIndex, index, quality);
  });
}
