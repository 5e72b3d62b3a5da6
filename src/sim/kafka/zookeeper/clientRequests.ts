import { assertNever } from '../../../base/assert.ts';
import { push, reply, sendOneWay, type ReplyTo } from '../net/requestTable.ts';
import type { ZkClientRequest, ZkConnectRequest, ZkSetWatchesRequest, ZkTxn } from '../protocol/zookeeper.ts';
import { CHANNEL } from '../types.ts';
import { answerInOrder, watch } from './apply.ts';
import { isServing, type ZkConnection, type ZooKeeperContext, type ZooKeeperNode } from './ensembleState.ts';
import { propose } from './leader.ts';
import { touchSession } from './sessions.ts';

/** A client's request. A member without a working leader serves nobody. */
export function handleClient(node: ZooKeeperNode, ctx: ZooKeeperContext, replyTo: ReplyTo, request: ZkClientRequest): void {
  if (!isServing(node)) {
    ctx.disconnect(replyTo.connection);
    return;
  }
  if (request.api === 'ZkConnect') {
    connect(node, ctx, replyTo, request);
    return;
  }
  const client = node.clients.get(replyTo.connection);
  if (client === undefined || client.session === 0) {
    ctx.disconnect(replyTo.connection);
    return;
  }
  touchSession(node, ctx, client.session);
  switch (request.api) {
    case 'ZkPing':
      reply(ctx, replyTo, { api: 'ZkPing', zxid: node.disk.database.zxid });
      return;
    case 'ZkRequest':
      client.queue.push({ replyTo, op: request.op, result: null });
      if (request.op.op === 'multi') submit(node, ctx, client, replyTo, { kind: 'writes', writes: request.op.writes });
      else answerInOrder(node, ctx, client);
      return;
    case 'ZkSetWatches':
      setWatches(node, ctx, replyTo, request);
      return;
    case 'ZkCloseSession':
      submit(node, ctx, client, replyTo, { kind: 'closeSession', expired: false });
      return;
    default:
      assertNever(request);
  }
}

function connect(node: ZooKeeperNode, ctx: ZooKeeperContext, replyTo: ReplyTo, request: ZkConnectRequest): void {
  const { database } = node.disk;
  if (request.lastZxid > database.zxid) {
    // This member lags behind what the client has seen; time must not go back for it.
    ctx.disconnect(replyTo.connection);
    return;
  }
  const { session, timeoutUs, broker } = request;
  if (session !== 0 && !database.sessions.has(session)) {
    reply(ctx, replyTo, { api: 'ZkConnect', session: 0 });
    return;
  }
  const client: ZkConnection = { session, queue: [] };
  node.clients.set(replyTo.connection, client);
  if (session === 0) {
    submit(node, ctx, client, replyTo, { kind: 'createSession', timeoutUs, broker });
    return;
  }
  touchSession(node, ctx, session);
  reply(ctx, replyTo, { api: 'ZkConnect', session });
}

/** Every change goes through the leader. */
function submit(
  node: ZooKeeperNode,
  ctx: ZooKeeperContext,
  { session }: ZkConnection,
  { connection, correlationId }: ReplyTo,
  change: ZkTxn['change'],
): void {
  const origin = { server: node.id, connection, correlationId };
  if (node.member.kind !== 'following') {
    propose(node, ctx, session, change, origin);
    return;
  }
  const to = node.members.get(node.member.leader) ?? -1;
  sendOneWay(ctx, node.requests, to, CHANNEL.zab, { api: 'ZabForward', server: node.id, session, change, origin });
}

/** The watches of a client that has come from another member. What changed meanwhile is told at once (`DataTree.setWatches`). */
function setWatches(node: ZooKeeperNode, ctx: ZooKeeperContext, replyTo: ReplyTo, request: ZkSetWatchesRequest): void {
  const { znodes, zxid } = node.disk.database;
  const since = request.relativeZxid;
  const { connection } = replyTo;
  const tell = (path: string, event: 'created' | 'deleted' | 'changed' | 'childrenChanged'): void => {
    push(ctx, connection, { api: 'ZkWatchEvent', path, event, zxid });
  };
  for (const path of request.data) {
    const znode = znodes.get(path);
    if (znode === undefined) tell(path, 'deleted');
    else if (znode.mzxid > since) tell(path, 'changed');
    else watch(node.watches.data, path, connection);
  }
  for (const path of request.absent) {
    if (znodes.has(path)) tell(path, 'created');
    else watch(node.watches.data, path, connection);
  }
  for (const path of request.children) {
    const znode = znodes.get(path);
    if (znode !== undefined && znode.pzxid > since) tell(path, 'childrenChanged');
    else watch(node.watches.children, path, connection);
  }
  reply(ctx, replyTo, { api: 'ZkSetWatches' });
}
