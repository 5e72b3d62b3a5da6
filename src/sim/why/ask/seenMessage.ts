import type { KafkaSimulation } from '../../kafka/createCluster.ts';
import { kafkaModel } from '../../kafka/model.ts';
import { errorIn, type ErrorIn } from '../../kafka/protocol/errorIn.ts';
import type { Message } from '../../kafka/protocol/messages.ts';
import type { Envelope } from '../../kernel/networkTypes.ts';

/** A message that has not arrived yet. */
export interface SeenMessage {
  readonly id: number;
  readonly label: string;
  readonly from: string;
  readonly to: string;
  readonly sentAt: number;
  /** `behind`: it waits for one before it on its connection. */
  readonly fate: 'travelling' | 'lost' | 'held' | 'behind';
  readonly error: ErrorIn | null;
}

/** The message of that number, while it travels or waits; null when it is not on its way. */
export function messageOnItsWay(sim: KafkaSimulation, id: number): SeenMessage | null {
  for (const event of sim.state.queue) {
    if ((event.kind === 'deliver' || event.kind === 'handle') && event.payload.id === id) return seen(sim, event.payload, 'travelling');
  }
  for (const { toServer, toClient } of sim.state.network.connections.values()) {
    const waiting = toServer.waiting.find(({ envelope }) => envelope.id === id) ?? toClient.waiting.find(({ envelope }) => envelope.id === id);
    if (waiting !== undefined) return seen(sim, waiting.envelope, waiting.reason);
  }
  return null;
}

function seen(sim: KafkaSimulation, { id, from, to, sentAt, body }: Envelope<Message>, fate: SeenMessage['fate']): SeenMessage {
  const nameOf = (node: number): string => sim.state.nodes[node]?.name ?? '';
  return { id, label: kafkaModel.label(body), from: nameOf(from), to: nameOf(to), sentAt, fate, error: errorIn(body) };
}
