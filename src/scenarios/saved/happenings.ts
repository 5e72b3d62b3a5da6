import { kafkaModel, type FactView, type KafkaSimulation } from '../../sim/index.ts';
import type { Progress } from '../play.ts';

/** A message that came to where it was sent, or was lost on the last stretch. */
export interface ToldMessage {
  readonly from: string;
  readonly to: string;
  readonly sentAt: number;
  readonly at: number;
  /** `Fetch`, `FetchResponse`. */
  readonly label: string;
  readonly isAnswer: boolean;
  readonly lost: boolean;
}

/** What happened in a window of time, in its order. */
export interface Happenings {
  readonly fromUs: number;
  readonly toUs: number;
  readonly list: Happening[];
}

export type Happening = { readonly kind: 'message'; readonly message: ToldMessage } | { readonly kind: 'fact'; readonly view: FactView };

export function startHappenings(fromUs: number, toUs: number): Happenings {
  return { fromUs, toUs, list: [] };
}

/** Writes down what one step brought, if it lies in the window. To be called right after that step: whether a message is lost is seen then. */
export function noteHappening({ fromUs, toUs, list }: Happenings, sim: KafkaSimulation, { event, facts }: Progress): void {
  if (event === null || event.at < fromUs || event.at > toUs) return;
  if (event.kind === 'deliver') {
    const { from, to, sentAt, body } = event.payload;
    list.push({
      kind: 'message',
      message: { from: nameOf(sim, from), to: nameOf(sim, to), sentAt, at: event.at, label: kafkaModel.label(body), isAnswer: body.type === 'response', lost: isLost(sim, event.payload) },
    });
  }
  list.push(...facts.map((view): Happening => ({ kind: 'fact', view })));
}

type Payload = Extract<NonNullable<Progress['event']>, { kind: 'deliver' }>['payload'];

/** It waits to be sent again, as if it had never left. */
function isLost({ state: { network } }: KafkaSimulation, { id, connection, toServer }: Payload): boolean {
  const lanes = network.connections.get(connection);
  const lane = toServer ? lanes?.toServer : lanes?.toClient;
  return lane?.waiting.some(({ envelope }) => envelope.id === id) ?? false;
}

function nameOf({ state }: KafkaSimulation, node: number): string {
  return state.nodes[node]?.name ?? '';
}
