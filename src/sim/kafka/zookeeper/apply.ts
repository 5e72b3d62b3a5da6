import { push, reply } from '../net/requestTable.ts';
import type { ZkOp, ZkTxn } from '../protocol/zookeeper.ts';
import { applyTxn, readChildren, readZnode, type ZnodeEvent } from './database.ts';
import type { QueuedOp, ZkConnection, ZooKeeperContext, ZooKeeperNode } from './ensembleState.ts';
import { touchSession } from './sessions.ts';

/** Of a log longer than this, the older half that is applied is dropped; who lacks it gets a snapshot. */
const LOG_LIMIT = 1_000;

/** Applies what is committed, in order: tells who watches, answers who asked here (`CommitProcessor`, `FinalRequestProcessor`). */
export function applyUpTo(node: ZooKeeperNode, ctx: ZooKeeperContext, zxid: number): void {
  const { disk } = node;
  let from = disk.log.length;
  while (from > 0 && (disk.log[from - 1]?.zxid ?? 0) > disk.database.zxid) from -= 1;
  for (let index = from; index < disk.log.length; index += 1) {
    const txn = disk.log[index];
    if (txn === undefined || txn.zxid > zxid) break;
    apply(node, ctx, txn);
  }
  if (disk.log.length > LOG_LIMIT && (disk.log[LOG_LIMIT / 2]?.zxid ?? 0) <= disk.database.zxid) {
    disk.baseZxid = disk.log[LOG_LIMIT / 2 - 1]?.zxid ?? disk.baseZxid;
    disk.log = disk.log.slice(LOG_LIMIT / 2);
  }
}

function apply(node: ZooKeeperNode, ctx: ZooKeeperContext, txn: ZkTxn): void {
  const { disk, member } = node;
  const { result, events, facts } = applyTxn(disk.database, txn);
  if (member.kind === 'leading') for (const fact of facts) ctx.emit(fact);
  for (const event of events) tellWatchers(node, ctx, event);
  const mine = txn.origin?.server === node.id ? txn.origin : null;
  if (txn.change.kind === 'createSession') {
    touchSession(node, ctx, txn.zxid);
    const client = mine === null ? undefined : node.clients.get(mine.connection);
    if (client !== undefined) client.session = txn.zxid;
    if (mine !== null) reply(ctx, mine, { api: 'ZkConnect', session: txn.zxid });
    return;
  }
  if (txn.change.kind === 'closeSession') {
    if (member.kind === 'leading') member.expiry.delete(txn.session);
    if (mine !== null) reply(ctx, mine, { api: 'ZkCloseSession' });
    hangUp(node, ctx, txn.session, mine?.connection ?? null);
    return;
  }
  if (mine === null) return;
  const client = node.clients.get(mine.connection);
  const queued = client?.queue.find(({ replyTo }) => replyTo.correlationId === mine.correlationId);
  if (client === undefined || queued === undefined) return;
  queued.result = result;
  answerInOrder(node, ctx, client);
}

/** A session is over: so are its connections here. `answered` is left to the client, which has asked for it. */
function hangUp(node: ZooKeeperNode, ctx: ZooKeeperContext, session: number, answered: number | null): void {
  for (const [connection, client] of [...node.clients]) {
    if (client.session !== session) continue;
    forgetClient(node, connection);
    if (connection !== answered) ctx.disconnect(connection);
  }
}

/** Answers of one session come in the order of its requests: a read behind a write waits for it. */
export function answerInOrder(node: ZooKeeperNode, ctx: ZooKeeperContext, client: ZkConnection): void {
  for (let head = client.queue[0]; head !== undefined; head = client.queue[0]) {
    if (head.result === null && head.op?.op === 'multi') return;
    client.queue.shift();
    answer(node, ctx, head);
  }
}

function answer(node: ZooKeeperNode, ctx: ZooKeeperContext, { replyTo, op, result }: QueuedOp): void {
  const { database } = node.disk;
  const found = result ?? (op === null ? null : read(node, op, replyTo.connection));
  if (found !== null) reply(ctx, replyTo, { api: 'ZkRequest', result: found, zxid: database.zxid });
}

function read(node: ZooKeeperNode, op: ZkOp, connection: number) {
  const { database } = node.disk;
  if (op.op === 'multi') return null;
  if (op.watch) watch(op.op === 'getData' ? node.watches.data : node.watches.children, op.path, connection);
  return op.op === 'getData' ? readZnode(database, op.path) : readChildren(database, op.path);
}

export function watch(watches: Map<string, Set<number>>, path: string, connection: number): void {
  const known = watches.get(path);
  if (known === undefined) watches.set(path, new Set([connection]));
  else known.add(connection);
}

/** A watch is told once. Since the news goes the way of the answers, no client reads a change before it is told of it. */
function tellWatchers(node: ZooKeeperNode, ctx: ZooKeeperContext, { path, event }: ZnodeEvent): void {
  const { data, children } = node.watches;
  if (event !== 'childrenChanged') tell(node, ctx, data, path, event);
  if (event === 'childrenChanged' || event === 'deleted') tell(node, ctx, children, path, event);
}

function tell(
  node: ZooKeeperNode,
  ctx: ZooKeeperContext,
  watches: Map<string, Set<number>>,
  path: string,
  event: ZnodeEvent['event'],
): void {
  const watchers = watches.get(path);
  if (watchers === undefined) return;
  watches.delete(path);
  const { zxid } = node.disk.database;
  for (const connection of watchers) push(ctx, connection, { api: 'ZkWatchEvent', path, event, zxid });
}

/** A client is gone, or its session is: nobody here waits for its watches. */
export function forgetClient(node: ZooKeeperNode, connection: number): void {
  if (!node.clients.delete(connection)) return;
  for (const watches of [node.watches.data, node.watches.children]) {
    for (const [path, watchers] of watches) {
      if (watchers.delete(connection) && watchers.size === 0) watches.delete(path);
    }
  }
}
