import type { TimeUs } from '../../base/flavor.ts';
import type { ConnectionId, Envelope } from '../kernel/networkTypes.ts';
import type { KafkaSimulation } from '../kafka/createCluster.ts';
import type { ApiRequest, ApiResponse, Message } from '../kafka/protocol/messages.ts';

/** A request that a broker has received and not answered, or that a producer has sent. */
export interface OpenRequest {
  readonly at: TimeUs;
  readonly request: ApiRequest;
}

/** Open requests by connection, then by correlation id. */
export type OpenRequests = Map<ConnectionId, Map<number, OpenRequest>>;

export function cloneOpenRequests(open: OpenRequests): OpenRequests {
  return new Map([...open].map(([connection, requests]) => [connection, new Map(requests)]));
}

export function openRequest(open: OpenRequests, connection: ConnectionId, correlationId: number, request: OpenRequest): void {
  const known = open.get(connection);
  if (known === undefined) open.set(connection, new Map([[correlationId, request]]));
  else known.set(correlationId, request);
}

export function takeRequest(open: OpenRequests, connection: ConnectionId, correlationId: number): OpenRequest | undefined {
  const requests = open.get(connection);
  const request = requests?.get(correlationId);
  requests?.delete(correlationId);
  if (requests?.size === 0) open.delete(connection);
  return request;
}

/** Of connections that are gone nothing will be answered. */
export function forgetClosed(open: OpenRequests, sim: KafkaSimulation): void {
  for (const connection of open.keys()) {
    if (!sim.state.network.connections.has(connection)) open.delete(connection);
  }
}

/** The name that `RequestMetrics` has for a request: fetches of followers and of consumers have names of their own. */
export function requestName(request: ApiRequest): string {
  if (request.api !== 'Fetch') return request.api;
  return request.replicaId >= 0 ? 'FetchFollower' : 'FetchConsumer';
}

/** The errors that a response tells (`AbstractResponse.errorCounts`), without NONE. */
export function errorsIn(response: ApiResponse): string[] {
  const errors: string[] = [];
  noteError(response, errors);
  if ('partitions' in response) for (const partition of response.partitions) noteError(partition, errors);
  if (response.api === 'Metadata') for (const topic of response.topics) noteError(topic, errors);
  return errors;
}

function noteError(part: object, errors: string[]): void {
  if ('error' in part && typeof part.error === 'string' && part.error !== 'NONE') errors.push(part.error);
}

/** It came to the end of its way and was lost there: it waits to be sent again, as if it had never left. */
export function isLost({ state: { network } }: KafkaSimulation, { id, connection, toServer }: Envelope<Message>): boolean {
  const lanes = network.connections.get(connection);
  const lane = toServer ? lanes?.toServer : lanes?.toClient;
  return lane?.waiting.some(({ envelope }) => envelope.id === id) ?? false;
}
