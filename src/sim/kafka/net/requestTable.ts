import { removeAt } from '../../../base/arrays.ts';
import type { DurationUs, TimeUs } from '../../../base/flavor.ts';
import { scaleToBound } from '../../kernel/rng.ts';
import { channelKey, serverOfChannel, type ConnectionId } from '../../kernel/networkTypes.ts';
import type { NodeContext, NodeIndex, TimerId } from '../../kernel/types.ts';
import type { Fact } from '../facts.ts';
import { requestBytes, responseBytes } from '../protocol/sizes.ts';
import type { ApiRequest, ApiResponse, Message, ResponseMessage } from '../protocol/messages.ts';
import type { Channel } from '../types.ts';

/** A request on its way. What is needed to go on when its answer comes is in the request itself. */
export interface PendingRequest {
  readonly correlationId: number;
  readonly to: NodeIndex;
  readonly channel: Channel;
  readonly connection: ConnectionId;
  readonly request: ApiRequest;
  readonly sentAt: TimeUs;
  readonly expiresAt: TimeUs;
}

/** Where to send an answer. Kept in a table when the answer has to wait. */
export interface ReplyTo {
  readonly connection: ConnectionId;
  readonly correlationId: number;
}

export type RequestTimer =
  | { readonly kind: 'requestTimeout' }
  /** A message of a node to itself arrives. */
  | { readonly kind: 'loopback'; readonly message: Message };

/** What a node sends to itself passes no wire; each message takes this long. Ours: Kafka goes through its own socket. */
const LOOPBACK_US = 50;
/** Stands for the connection of a node to itself. */
export const LOOPBACK: ConnectionId = -1;

/** A broken connection is not tried again at once (`ClusterConnectionStates`). */
interface Backoff {
  /** In a row, without an answer in between. */
  readonly failures: number;
  readonly until: TimeUs;
  /** This end closed the connection itself, since an answer did not come in time. */
  readonly timedOut: boolean;
}

/** A node's unanswered requests (Kafka's `NetworkClient` and `InFlightRequests`). */
export interface RequestTable {
  next: number;
  /** In the order they were sent, which is that of their ids. */
  pending: PendingRequest[];
  /** Fires at the earliest expiry or before; null when nothing is pending. */
  timer: TimerId | null;
  timerAt: TimeUs;
  backoff: Map<number, Backoff>;
}

type Ctx = NodeContext<Message, RequestTimer, Fact>;

const RECONNECT_BACKOFF_US = 50_000;
const RECONNECT_BACKOFF_MAX_US = 1_000_000;

export function emptyRequestTable(): RequestTable {
  return { next: 1, pending: [], timer: null, timerAt: 0, backoff: new Map() };
}

export function cloneRequestTable(table: RequestTable): RequestTable {
  return {
    next: table.next,
    pending: table.pending.slice(),
    timer: table.timer,
    timerAt: table.timerAt,
    backoff: new Map(table.backoff),
  };
}

/**
 * Sends a request and remembers it until it is answered, its connection breaks or `timeoutUs` has
 * passed. Returns its correlation id.
 */
export function sendRequest(
  ctx: Ctx,
  table: RequestTable,
  to: NodeIndex,
  channel: Channel,
  request: ApiRequest,
  timeoutUs: DurationUs,
): number {
  const correlationId = table.next;
  table.next += 1;
  const message: Message = { type: 'request', correlationId, request };
  const connection = to === ctx.self ? loopBack(ctx, message) : ctx.send(to, channel, message, requestBytes(request));
  const expiresAt = ctx.now + timeoutUs;
  const sentAt = ctx.now;
  table.pending.push({ correlationId, to, channel, connection, request, sentAt, expiresAt });
  scheduleTimeout(ctx, table, expiresAt);
  return correlationId;
}

/** Sends a request that is never answered (Produce with acks=0). */
export function sendOneWay(
  ctx: Ctx,
  table: RequestTable,
  to: NodeIndex,
  channel: Channel,
  request: ApiRequest,
): void {
  const correlationId = table.next;
  table.next += 1;
  ctx.send(to, channel, { type: 'request', correlationId, request }, requestBytes(request));
}

export function reply(ctx: Ctx, replyTo: ReplyTo, response: ApiResponse): void {
  const message: Message = { type: 'response', correlationId: replyTo.correlationId, response };
  if (replyTo.connection === LOOPBACK) loopBack(ctx, message);
  else ctx.reply(replyTo.connection, message, responseBytes(response));
}

function loopBack(ctx: Ctx, message: Message): ConnectionId {
  ctx.setTimer(LOOPBACK_US, { kind: 'loopback', message });
  return LOOPBACK;
}

/** Tells something, unasked, on a connection that the other side opened. It is not answered. */
export function push(ctx: Ctx, connection: ConnectionId, request: ApiRequest): void {
  ctx.reply(connection, { type: 'request', correlationId: 0, request }, requestBytes(request));
}

/** The request that this answers, now no longer pending; undefined when it had been given up. */
export function takePending(
  table: RequestTable,
  message: ResponseMessage,
): PendingRequest | undefined {
  const index = indexOf(table, message.correlationId);
  const pending = table.pending[index];
  if (pending === undefined) return undefined;
  removeAt(table.pending, index);
  if (table.backoff.size > 0) table.backoff.delete(backoffKey(pending.to, pending.channel));
  return pending;
}

/** Whether that request is still unanswered. */
export function isPending(table: RequestTable, correlationId: number): boolean {
  return indexOf(table, correlationId) >= 0;
}

/** -1 when it is not pending. */
function indexOf(table: RequestTable, correlationId: number): number {
  const { pending } = table;
  let low = 0;
  let high = pending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((pending[middle] as PendingRequest).correlationId < correlationId) low = middle + 1;
    else high = middle;
  }
  return pending[low]?.correlationId === correlationId ? low : -1;
}

/** Whether a request may be sent there now, or the last connection broke too recently. */
export function isReady(
  table: RequestTable,
  now: TimeUs,
  to: NodeIndex,
  channel: Channel,
): boolean {
  return readyAt(table, to, channel) <= now;
}

/** When a request may be sent there; 0 when at once. */
export function readyAt(table: RequestTable, to: NodeIndex, channel: Channel): TimeUs {
  if (table.backoff.size === 0) return 0;
  return table.backoff.get(backoffKey(to, channel))?.until ?? 0;
}

/** The connection broke: takes out its requests, in the order they were sent. */
export function failConnection(
  ctx: Ctx,
  table: RequestTable,
  connection: ConnectionId,
  peer: NodeIndex,
): PendingRequest[] {
  const failed = table.pending.filter((pending) => pending.connection === connection);
  if (failed.length > 0) table.pending = table.pending.filter((pending) => pending.connection !== connection);
  const channel = failed[0]?.channel;
  if (channel !== undefined) backOff(ctx, table, peer, channel, false);
  return failed;
}

/**
 * The timer fired. A request that ran out of time closes its connection, so all requests on it fail,
 * as in `NetworkClient.handleTimedOutRequests`.
 */
export function expireRequests(ctx: Ctx, table: RequestTable): PendingRequest[] {
  table.timer = null;
  const failed: PendingRequest[] = [];
  const closed = new Set<ConnectionId>();
  for (const pending of table.pending) {
    if (pending.expiresAt <= ctx.now) closed.add(pending.connection);
  }
  let earliest = Number.MAX_SAFE_INTEGER;
  for (const pending of table.pending) {
    if (closed.has(pending.connection)) failed.push(pending);
    else earliest = Math.min(earliest, pending.expiresAt);
  }
  if (failed.length > 0) table.pending = table.pending.filter((pending) => !closed.has(pending.connection));
  for (const connection of closed) {
    const first = failed.find((pending) => pending.connection === connection);
    ctx.disconnect(connection);
    if (first !== undefined) backOff(ctx, table, first.to, first.channel, true);
  }
  if (earliest < Number.MAX_SAFE_INTEGER) scheduleTimeout(ctx, table, earliest);
  return failed;
}

function scheduleTimeout(ctx: Ctx, table: RequestTable, expiresAt: TimeUs): void {
  if (table.timer !== null) {
    if (table.timerAt <= expiresAt) return;
    ctx.cancelTimer(table.timer);
  }
  table.timer = ctx.setTimer(expiresAt - ctx.now, { kind: 'requestTimeout' });
  table.timerAt = expiresAt;
}

function backOff(ctx: Ctx, table: RequestTable, to: NodeIndex, channel: Channel, timedOut: boolean): void {
  const key = backoffKey(to, channel);
  const failures = (table.backoff.get(key)?.failures ?? 0) + 1;
  let delayUs = RECONNECT_BACKOFF_US;
  for (let round = 1; round < failures && delayUs < RECONNECT_BACKOFF_MAX_US; round += 1) {
    delayUs = Math.min(delayUs * 2, RECONNECT_BACKOFF_MAX_US);
  }
  // 20 % either way, so that clients do not return all at once, but never above the maximum (`ExponentialBackoff`).
  const jitter = scaleToBound(ctx.random('reconnect'), Math.floor(delayUs * 0.4) + 1);
  const pauseUs = Math.min(Math.floor(delayUs * 0.8) + jitter, RECONNECT_BACKOFF_MAX_US);
  table.backoff.set(key, { failures, until: ctx.now + pauseUs, timedOut });
}

/** A peer whose last connection broke with requests under way, and that has answered nothing since. */
export interface BrokenConnection extends Backoff {
  readonly to: NodeIndex;
}

/** That of one peer and channel; null where the last one answered, or none was tried. */
export function brokenConnection(table: RequestTable, to: NodeIndex, channel: Channel): Omit<BrokenConnection, 'to'> | null {
  return table.backoff.get(backoffKey(to, channel)) ?? null;
}

/** By the order in which the first of them broke; one a peer, that which is tried again last. */
export function brokenConnections(table: RequestTable): BrokenConnection[] {
  const found = new Map<NodeIndex, BrokenConnection>();
  for (const [key, backoff] of table.backoff) {
    const to = serverOfChannel(key);
    const known = found.get(to);
    if (known === undefined || known.until < backoff.until) found.set(to, { ...backoff, to });
  }
  return [...found.values()];
}

function backoffKey(to: NodeIndex, channel: Channel): number {
  return channelKey(0, to, channel);
}
