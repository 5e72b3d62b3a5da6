import type { KafkaEvent, KafkaSimulation } from '../kafka/createCluster.ts';
import { nameOf } from '../kafka/cluster.ts';
import type { FactView } from '../kafka/factView.ts';
import type { ApiResponse } from '../kafka/protocol/messages.ts';
import { count, time, type Meter } from './meterState.ts';
import { errorsIn, isLost, openRequest, requestName, takeRequest, type OpenRequest } from './requests.ts';

/**
 * A request has come to a broker, from where on `RequestMetrics` counts its time (`Request.startTimeNanos`), or an answer to its producer
 * (`NetworkClient`: `requestLatencyMs`). What a slowed broker has before it is worked through later, and belongs to the time.
 */
export function noteArrival(meter: Meter, sim: KafkaSimulation, event: KafkaEvent): void {
  if (event.kind !== 'deliver' || sim.state.nodes[event.node]?.status !== 'running') return;
  const envelope = event.payload;
  const node = sim.world.nodes[event.node];
  const { body } = envelope;
  if (body.type === 'request') {
    if (node?.role === 'broker' && envelope.toServer) openRequest(meter.received, envelope.connection, body.correlationId, { at: event.at, request: body.request });
    return;
  }
  if (node?.role !== 'producer' || body.response.api !== 'Produce' || isLost(sim, envelope)) return;
  const sent = takeRequest(meter.produced, envelope.connection, body.correlationId);
  if (sent !== undefined) time(meter, 'requestLatency', event.at - sent.at, nameOf(node));
}

/** A Produce request with acks=0 is done when it has been worked through: nothing is sent back (`NoOpResponse`). */
export function noteUnanswered(meter: Meter, sim: KafkaSimulation, event: KafkaEvent, facts: readonly FactView[]): void {
  if ((event.kind !== 'deliver' && event.kind !== 'handle') || facts.length === 0) return;
  const { body, connection } = event.payload;
  if (body.type !== 'request' || body.request.api !== 'Produce' || body.request.acks !== 0) return;
  const node = sim.world.nodes[event.node];
  if (node?.role !== 'broker') return;
  const received = takeRequest(meter.received, connection, body.correlationId);
  if (received === undefined) return;
  const name = nameOf(node);
  complete(meter, name, received, event.at);
  for (const { fact } of facts) if (fact.type === 'ProduceRefused') count(meter, 'errors', 1, name, `Produce ${fact.error}`);
}

/** What was sent in this step: answers of brokers, with which their requests are done, and the requests of producers. */
export function noteSent(meter: Meter, sim: KafkaSimulation): void {
  const { sent } = sim;
  if (sent === null || sent.length === 0) return;
  for (const { from, connection, toServer, body, sentAt } of sent) {
    const node = sim.world.nodes[from];
    if (body.type === 'request') {
      const isTimed = node?.role === 'producer' && toServer && body.request.api === 'Produce' && body.request.acks !== 0;
      if (isTimed) openRequest(meter.produced, connection, body.correlationId, { at: sentAt, request: body.request });
    } else if (node?.role === 'broker' && !toServer) {
      const received = takeRequest(meter.received, connection, body.correlationId);
      if (received !== undefined) answered(meter, nameOf(node), received, body.response, sentAt);
    }
  }
  sim.sent = [];
}

function answered(meter: Meter, source: string, received: OpenRequest, response: ApiResponse, at: number): void {
  complete(meter, source, received, at);
  for (const error of errorsIn(response)) count(meter, 'errors', 1, source, `${response.api} ${error}`);
  if (response.api !== 'Fetch' || received.request.api !== 'Fetch') return;
  let bytes = 0;
  for (const { batches } of response.partitions) for (const batch of batches) bytes += batch.bytes;
  if (bytes > 0) count(meter, received.request.replicaId >= 0 ? 'replicationBytesOut' : 'bytesOut', bytes, source);
}

function complete(meter: Meter, source: string, { at, request }: OpenRequest, doneAt: number): void {
  const name = requestName(request);
  count(meter, 'requests', 1, source, name);
  if (name === 'Produce') time(meter, 'produceTime', doneAt - at, source);
  if (name === 'FetchConsumer') time(meter, 'fetchConsumerTime', doneAt - at, source);
}
