import type { KafkaSimulation } from '../../sim/index.ts';

type KafkaEvent = KafkaSimulation['state']['queue'][number];
type Body = Extract<KafkaEvent, { readonly kind: 'deliver' }>['payload']['body'];

/** Records in requests that no broker has dealt with yet: on the wire, waiting on it, or with a broker that is slow or paused. */
export function recordsOnTheWay({ state: { queue, nodes, network } }: KafkaSimulation): ReadonlySet<string> {
  const ids = new Set<string>();
  const add = (body: Body): void => {
    if (body.type !== 'request' || body.request.api !== 'Produce') return;
    for (const { batch } of body.request.partitions) for (const { id } of batch.records) ids.add(id);
  };
  for (const event of queue) {
    if (event.kind === 'deliver' || (event.kind === 'handle' && nodes[event.node]?.incarnation === event.incarnation)) add(event.payload.body);
  }
  for (const { deferred } of nodes) for (const event of deferred) if (event.kind === 'deliver' || event.kind === 'handle') add(event.payload.body);
  for (const { toServer } of network.connections.values()) for (const { envelope } of toServer.waiting) add(envelope.body);
  return ids;
}
