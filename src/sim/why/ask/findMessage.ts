import type { KafkaSimulation } from '../../kafka/createCluster.ts';
import { kafkaModel } from '../../kafka/model.ts';
import { eventAt } from '../eventTable.ts';
import type { Recording } from '../recording.ts';

/** Which message is meant: of a kind, `Fetch` or `FetchResponse`, whose ends and error are these where they are given. */
export interface MessageQuestion {
  readonly label: string;
  readonly where: readonly (readonly [name: string, value: string])[];
  /** From 1; null for the last. */
  readonly nth: number | null;
}

/** Its number: of those that have arrived, in that order, and then of those on their way. Null when there is none such. */
export function findMessage({ events, nodes, errors }: Recording, sim: KafkaSimulation, { label, where, nth }: MessageQuestion): number | null {
  const fits = (ends: Readonly<Record<string, string>>): boolean => where.every(([name, value]) => ends[name] === value);
  const found: number[] = [];
  for (let index = 0; index < events.count; index += 1) {
    const event = eventAt(events, events.order[index] as number);
    if (event?.label === label && event.from >= 0 && fits({ from: nodes[event.from] ?? '', to: nodes[event.node] ?? '', error: errors.get(event.seq)?.code ?? 'NONE' })) found.push(event.seq);
  }
  const onTheirWay = [...sim.state.queue].flatMap((event) => (event.kind === 'deliver' ? [event.payload] : []));
  for (const { toServer, toClient } of sim.state.network.connections.values()) onTheirWay.push(...[...toServer.waiting, ...toClient.waiting].map(({ envelope }) => envelope));
  for (const { id, from, to, body } of onTheirWay.toSorted((a, b) => a.id - b.id)) {
    if (kafkaModel.label(body) === label && fits({ from: nodes[from] ?? '', to: nodes[to] ?? '' })) found.push(id);
  }
  return (nth === null ? found.at(-1) : found[nth - 1]) ?? null;
}
