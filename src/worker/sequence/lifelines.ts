import type { KafkaSimulation, NodeStatus } from '../../sim/index.ts';
import type { SequenceNode } from '../../protocol/sequence.ts';

type Span = { readonly from: number; to: number | null; readonly paused: boolean };

/** When each node's process ran, from the beginning of a recording on. */
export interface Lifeline {
  status: NodeStatus;
  spans: Span[];
}

export function startLifelines(sim: KafkaSimulation): Lifeline[] {
  const lines: Lifeline[] = [];
  noteLifelines(lines, sim, () => {});
  return lines;
}

/** To be called after every event that may stop or start a process; `died` hears of those that did. */
export function noteLifelines(lines: Lifeline[], { state: { nodes, now } }: KafkaSimulation, died: (node: number) => void): void {
  nodes.forEach(({ status }, index) => {
    const line = (lines[index] ??= { status: 'dead', spans: [] });
    if (line.status === status) return;
    const last = line.spans.at(-1);
    if (last !== undefined && last.to === null) last.to = now;
    if (status !== 'dead') line.spans.push({ from: now, to: null, paused: status === 'paused' });
    else died(index);
    line.status = status;
  });
}

/** All nodes that have been there, with their spans. */
export function tellNodes(lines: readonly Lifeline[], sim: KafkaSimulation, from: number, to: number): SequenceNode[] {
  return sim.world.nodes.flatMap((node, index): SequenceNode[] => {
    const name = sim.state.nodes[index]?.name ?? '';
    const spans = (lines[index]?.spans ?? []).filter((span) => span.from <= to && (span.to === null || span.to >= from)).map((span) => ({ ...span, from: Math.max(span.from, from), to: span.to !== null && span.to <= to ? span.to : null }));
    const about = { name, spans, group: node.role === 'consumer' ? node.spec.group : null };
    switch (node.role) {
      case 'controller':
      case 'zookeeper':
        return [{ ...about, family: 'controllers' }];
      case 'broker':
        return [{ ...about, family: 'brokers' }];
      case 'producer':
        return [{ ...about, family: 'producers' }];
      case 'consumer':
        return [{ ...about, family: 'groups' }];
      case 'admin':
      case 'remoteStorage':
        return [{ ...about, family: 'others' }];
    }
  });
}
