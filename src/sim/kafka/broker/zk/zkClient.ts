import { assert } from '../../../../base/assert.ts';
import { isReady, sendRequest, type PendingRequest } from '../../net/requestTable.ts';
import type { ZkConnectResponse, ZkOp, ZkResponse, ZkResult, ZkWatchEvent } from '../../protocol/zookeeper.ts';
import { CHANNEL } from '../../types.ts';
import type { BrokerContext, BrokerNode } from '../brokerState.ts';
import { freshZkClient, type ZkBroker, type ZkContinuation } from './zkBrokerState.ts';

/** After all servers were tried in vain; ZooKeeper's client waits at random up to this. */
const RETRY_US = 1_000_000;

/** What the broker has to do after news of its client. */
export type ZkNews =
  | { readonly kind: 'none' }
  /** A session has begun that was not there before. */
  | { readonly kind: 'newSession' }
  /** ZooKeeper has ended the session: what was under way is lost, ephemeral znodes are gone, and a new one is asked for. */
  | { readonly kind: 'expired' }
  /** All answers of a group are there. */
  | { readonly kind: 'answered'; readonly next: ZkContinuation; readonly results: readonly ZkResult[] };

const NO_NEWS: ZkNews = { kind: 'none' };

/** Asks ZooKeeper, at most `zookeeper.max.in.flight.requests` at a time and in order (`ZooKeeperClient.handleRequests`). */
export function submitOps(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext, ops: readonly ZkOp[], next: ZkContinuation): void {
  assert(ops.length > 0, 'nothing asked is never answered');
  const { client } = zk;
  const batch = client.nextBatch;
  client.nextBatch += 1;
  client.batches.set(batch, { next, results: ops.map(() => null), left: ops.length });
  ops.forEach((op, index) => client.unsent.push({ batch, index, op, correlationId: null }));
  sendOps(broker, zk, ctx);
}

function sendOps(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext): void {
  const { client, settings } = zk;
  if (client.state !== 'connected') return;
  const room = settings.maxInFlightRequests - client.inFlight.length;
  if (room <= 0 || client.unsent.length === 0) return;
  const to = serverOf(zk);
  for (const pending of client.unsent.splice(0, room)) {
    const request = { api: 'ZkRequest', op: pending.op } as const;
    const correlationId = sendRequest(ctx, broker.requests, to, CHANNEL.zookeeper, request, readTimeoutUs(zk));
    client.inFlight.push({ ...pending, correlationId });
  }
  client.lastSentAt = ctx.now;
}

function serverOf({ servers, client }: ZkBroker): number {
  return servers[client.server % servers.length] ?? -1;
}

/** A server not heard of for two thirds of the session is left for another (`ClientCnxn`). */
function readTimeoutUs({ settings }: ZkBroker): number {
  return Math.floor((settings.sessionTimeoutUs * 2) / 3);
}

/** Connects with the session that the client has, or asks for one. */
export function connectZk(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext): void {
  const { client, settings, servers } = zk;
  client.state = 'connecting';
  client.connection = null;
  for (let tried = 0; tried < servers.length; tried += 1) {
    const to = serverOf(zk);
    if (isReady(broker.requests, ctx.now, to, CHANNEL.zookeeper)) {
      const { session, lastZxid } = client;
      const request = { api: 'ZkConnect', session, timeoutUs: settings.sessionTimeoutUs, lastZxid, broker: broker.id } as const;
      sendRequest(ctx, broker.requests, to, CHANNEL.zookeeper, request, Math.floor(settings.sessionTimeoutUs / servers.length));
      return;
    }
    client.server += 1;
  }
  retryLater(zk, ctx);
}

function retryLater({ client }: ZkBroker, ctx: BrokerContext): void {
  client.timer ??= ctx.setTimer(RETRY_US, { kind: 'zkReconnect' });
}

export function onZkReconnect(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext): void {
  zk.client.timer = null;
  if (zk.client.state === 'connecting') connectZk(broker, zk, ctx);
}

export function onZkConnected(
  broker: BrokerNode,
  zk: ZkBroker,
  ctx: BrokerContext,
  pending: PendingRequest,
  answer: ZkConnectResponse,
): ZkNews {
  const { client } = zk;
  if (client.state !== 'connecting') return NO_NEWS;
  if (answer.session === 0) {
    expire(broker, zk, ctx);
    return { kind: 'expired' };
  }
  const isNew = client.session === 0;
  client.session = answer.session;
  client.state = 'connected';
  client.connection = pending.connection;
  client.failures = 0;
  // As of what this client has seen: the server may be further, and has to tell what came in between.
  setWatchesAgain(broker, zk, ctx);
  sendOps(broker, zk, ctx);
  client.lastSentAt = ctx.now;
  armPing(zk, ctx, Math.floor(zk.settings.sessionTimeoutUs / 3));
  return isNew ? { kind: 'newSession' } : NO_NEWS;
}

function expire(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext): void {
  const { server, timer, pingTimer, nextBatch } = zk.client;
  if (timer !== null) ctx.cancelTimer(timer);
  if (pingTimer !== null) ctx.cancelTimer(pingTimer);
  zk.client = { ...freshZkClient(server), nextBatch };
  connectZk(broker, zk, ctx);
}

function setWatchesAgain(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext): void {
  const { watchedData, watchedChildren, lastZxid } = zk.client;
  if (watchedData.size === 0 && watchedChildren.size === 0) return;
  const data: string[] = [];
  const absent: string[] = [];
  for (const [path, was] of watchedData) (was === 'present' ? data : absent).push(path);
  const request = { api: 'ZkSetWatches', relativeZxid: lastZxid, data, absent, children: [...watchedChildren] } as const;
  sendRequest(ctx, broker.requests, serverOf(zk), CHANNEL.zookeeper, request, readTimeoutUs(zk));
}

export function onZkResponse(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext, pending: PendingRequest, answer: ZkResponse): ZkNews {
  const { client } = zk;
  const index = client.inFlight.findIndex(({ correlationId }) => correlationId === pending.correlationId);
  const op = client.inFlight[index];
  if (op === undefined) return NO_NEWS;
  client.inFlight.splice(index, 1);
  client.lastZxid = Math.max(client.lastZxid, answer.zxid);
  noteWatch(zk, op.op, answer.result);
  sendOps(broker, zk, ctx);
  const batch = client.batches.get(op.batch);
  if (batch === undefined) return NO_NEWS;
  batch.results[op.index] = answer.result;
  batch.left -= 1;
  if (batch.left > 0) return NO_NEWS;
  client.batches.delete(op.batch);
  return { kind: 'answered', next: batch.next, results: batch.results.filter((result) => result !== null) };
}

function noteWatch({ client }: ZkBroker, op: ZkOp, result: ZkResult): void {
  if (op.op === 'multi' || !op.watch) return;
  if (op.op === 'getChildren') client.watchedChildren.add(op.path);
  else client.watchedData.set(op.path, result.code === 'OK' ? 'present' : 'absent');
}

/** A watch told what it had to; false when this client is not waiting for it. */
export function onZkWatchEvent({ client }: ZkBroker, event: ZkWatchEvent): boolean {
  client.lastZxid = Math.max(client.lastZxid, event.zxid);
  if (event.event === 'childrenChanged') return client.watchedChildren.delete(event.path);
  return client.watchedData.delete(event.path);
}

/** The connection is gone, or none came about. What was asked on it is asked of the next server. */
export function onZkFailure(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext, pending: PendingRequest): void {
  const { client } = zk;
  if (client.state === 'closing') return;
  if (client.state === 'connected' && pending.connection !== client.connection) return;
  if (client.state === 'connecting' && pending.request.api !== 'ZkConnect') return;
  loseConnection(broker, zk, ctx);
}

/** The server hung up while nothing was asked. */
export function onZkDisconnect(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext, peer: number): void {
  if (zk.client.state === 'connected' && peer === serverOf(zk)) loseConnection(broker, zk, ctx);
}

function loseConnection(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext): void {
  const { client } = zk;
  client.unsent = [...client.inFlight.map((op) => ({ ...op, correlationId: null })), ...client.unsent];
  client.inFlight = [];
  client.state = 'connecting';
  client.connection = null;
  if (client.pingTimer !== null) ctx.cancelTimer(client.pingTimer);
  client.pingTimer = null;
  client.server += 1;
  client.failures += 1;
  if (client.failures % zk.servers.length === 0) retryLater(zk, ctx);
  else connectZk(broker, zk, ctx);
}

function armPing({ client }: ZkBroker, ctx: BrokerContext, delayUs: number): void {
  if (client.pingTimer !== null) ctx.cancelTimer(client.pingTimer);
  client.pingTimer = ctx.setTimer(delayUs, { kind: 'zkPing' });
}

/** A third of the session without a word: shows that it lives. */
export function onZkPing(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext): void {
  const { client } = zk;
  client.pingTimer = null;
  if (client.state !== 'connected') return;
  const periodUs = Math.floor(zk.settings.sessionTimeoutUs / 3);
  const idleUs = ctx.now - client.lastSentAt;
  if (idleUs >= periodUs) {
    sendRequest(ctx, broker.requests, serverOf(zk), CHANNEL.zookeeper, { api: 'ZkPing' }, periodUs);
    client.lastSentAt = ctx.now;
    armPing(zk, ctx, periodUs);
  } else {
    armPing(zk, ctx, periodUs - idleUs);
  }
}

/** Ends the session in order, so that its znodes go at once. False when no server can be told. */
export function closeZkSession(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext): boolean {
  const { client } = zk;
  if (client.state !== 'connected') return false;
  sendRequest(ctx, broker.requests, serverOf(zk), CHANNEL.zookeeper, { api: 'ZkCloseSession' }, 1_000_000);
  client.state = 'closing';
  return true;
}
