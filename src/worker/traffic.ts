import type { LinkTraffic } from '../protocol/messages.ts';
import type { Envelope, KafkaSimulation, Message } from '../sim/index.ts';
import { describeMessage } from './frame/messages.ts';
import type { Hues } from './frame/hues.ts';

/** Counts what travelled since the last frame, for speeds at which single messages cannot be seen. */
export interface Traffic {
  note(sim: KafkaSimulation, hues: Hues, envelope: Envelope<Message>): void;
  take(): LinkTraffic[];
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
