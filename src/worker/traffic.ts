import type { LinkTraffic } from '../protocol/messages.ts';
import type { Frame } from '../protocol/views.ts';
import type { Envelope, KafkaSimulation, Message } from '../sim/index.ts';
import { describeMessage } from './frame/messages.ts';
import type { Hues } from './frame/hues.ts';

/** Counts what travelled since the last frame, for speeds at which single messages cannot be seen. */
export interface Traffic {
  note(sim: KafkaSimulation, hues: Hues, envelope: Envelope<Message>): void;
  take(): LinkTraffic[];
}

/** Links of a large cluster whose traffic is told at most: between brokers that are drawn. */
const MOST_LINKS = 300;

/** Of what travelled, what the frame's picture has room for. */
export function trafficIn(traffic: LinkTraffic[], { heat, replicas }: Frame): LinkTraffic[] {
  if (heat.length === 0) return traffic;
  const drawn = new Set(replicas.map(({ broker }) => `broker-${broker}`));
  const isDrawn = (node: string): boolean => !node.startsWith('broker-') || drawn.has(node);
  return traffic.filter(({ from, to }) => isDrawn(from) && isDrawn(to)).slice(0, drawn.size === 0 ? 0 : MOST_LINKS);
}

export function createTraffic(): Traffic {
  let links = new Map<string, LinkTraffic>();
  return {
    note(sim, hues, envelope) {
      const { category, hue } = describeMessage(sim, hues, envelope);
      const key = `${envelope.from} ${envelope.to} ${category}`;
      const known = links.get(key);
      links.set(key, {
        from: known?.from ?? sim.state.nodes[envelope.from]?.name ?? '',
        to: known?.to ?? sim.state.nodes[envelope.to]?.name ?? '',
        category,
        count: (known?.count ?? 0) + 1,
        hue: hue ?? known?.hue ?? null,
      });
    },
    take() {
      const taken = [...links.values()];
      links = new Map();
      return taken;
    },
  };
}
