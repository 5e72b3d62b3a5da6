import { push, reply, type ReplyTo } from '../net/requestTable.ts';
import type { ZabAck, ZabFollowRequest, ZabForward, ZabPong, ZkOrigin, ZkTxn } from '../protocol/zookeeper.ts';
import { applyUpTo } from './apply.ts';
import { snapshotOf } from './database.ts';
import { look } from './looking.ts';
import {
  INIT_LIMIT_US,
  lastZxid,
  majorityOf,
  SYNC_LIMIT_US,
  TICK_US,
  type Joining,
  type ZooKeeperContext,
  type ZooKeeperNode,
} from './ensembleState.ts';
import { startSessions, touchSession } from './sessions.ts';

/** A transaction id is the leader's epoch and a counter, 32 bits each. */
const EPOCH_SHIFT = 0x1_0000_0000;

export function zxidOf(epoch: number, counter: number): number {
  return epoch * EPOCH_SHIFT + counter;
}

/** Leads once a majority has come and has what this member has (`Leader.lead`). */
export function lead(node: ZooKeeperNode, ctx: ZooKeeperContext, round: number): void {
  node.member = {
    kind: 'leading',
    round,
    epoch: null,
    joining: new Map(),
    learners: new Map(),
    established: false,
    nextCounter: 1,
    expiry: new Map(),
    since: ctx.now,
    timer: ctx.setTimer(TICK_US / 2, { kind: 'zabTick' }),
    sessionTimer: null,
  };
  begin(node, ctx);
}

/** The leader of a cluster that was formed before the run began: only its timers are missing. */
export function resumeLeading(node: ZooKeeperNode, ctx: ZooKeeperContext): void {
  const { member } = node;
  if (member.kind !== 'leading') return;
  member.timer = ctx.setTimer(TICK_US / 2, { kind: 'zabTick' });
  startSessions(node, ctx);
}

export function onFollow(node: ZooKeeperNode, ctx: ZooKeeperContext, replyTo: ReplyTo, request: ZabFollowRequest): void {
  const { member, disk } = node;
  if (member.kind !== 'leading' || (member.epoch !== null && request.acceptedEpoch > member.epoch)) {
    reply(ctx, replyTo, { api: 'ZabFollow', accepted: false, epoch: -1, truncateAfter: -1, snapshot: null, txns: [] });
    return;
  }
  const { acceptedEpoch, currentEpoch } = request;
  const isAhead = currentEpoch > disk.currentEpoch || (currentEpoch === disk.currentEpoch && request.lastZxid > lastZxid(disk));
  if (!member.established && isAhead) {
    // Whoever knows more has to lead, or what was committed could be lost.
    ctx.disconnect(replyTo.connection);
    look(node, ctx);
    return;
  }
  member.joining.set(request.server, { replyTo, acceptedEpoch, currentEpoch, lastZxid: request.lastZxid });
  begin(node, ctx);
}

/** Begins the epoch when a majority is there, and brings in whoever has come. */
function begin(node: ZooKeeperNode, ctx: ZooKeeperContext): void {
  const { member, disk } = node;
  if (member.kind !== 'leading') return;
  if (member.epoch === null) {
    if (member.joining.size + 1 < majorityOf(node)) return;
    member.epoch = Math.max(disk.acceptedEpoch, ...[...member.joining.values()].map(({ acceptedEpoch }) => acceptedEpoch)) + 1;
    disk.acceptedEpoch = member.epoch;
    disk.currentEpoch = member.epoch;
  }
  for (const [server, joining] of member.joining) bringIn(node, ctx, server, joining, member.epoch);
  member.joining.clear();
  maybeEstablish(node, ctx);
}

/** What the newcomer lacks, or all of it; proposals follow on the same connection (`LearnerHandler.syncFollower`). */
function bringIn(node: ZooKeeperNode, ctx: ZooKeeperContext, server: number, joining: Joining, epoch: number): void {
  const { member, disk } = node;
  if (member.kind !== 'leading') return;
  const { log, baseZxid, database } = disk;
  member.learners.set(server, { connection: joining.replyTo.connection, acked: -1, lastHeardAt: ctx.now });
  if (joining.lastZxid < baseZxid) {
    const txns = log.filter(({ zxid }) => zxid > database.zxid);
    reply(ctx, joining.replyTo, { api: 'ZabFollow', accepted: true, epoch, truncateAfter: -1, snapshot: snapshotOf(database), txns });
    return;
  }
  const common = log.findLast(({ zxid }) => zxid <= joining.lastZxid)?.zxid ?? baseZxid;
  const txns = log.filter(({ zxid }) => zxid > common);
  reply(ctx, joining.replyTo, { api: 'ZabFollow', accepted: true, epoch, truncateAfter: common, snapshot: null, txns });
}

/** A majority has everything this leader has: all of it is committed, and clients may come. */
function maybeEstablish(node: ZooKeeperNode, ctx: ZooKeeperContext): void {
  const { member, disk } = node;
  if (member.kind !== 'leading' || member.established || member.epoch === null) return;
  const end = lastZxid(disk);
  const ready = [...member.learners.values()].filter(({ acked }) => acked >= end).length + 1;
  if (ready < majorityOf(node)) return;
  member.established = true;
  ctx.emit({ type: 'ZooKeeperRoleChanged', server: node.id, role: 'leading', epoch: member.epoch });
  startSessions(node, ctx);
  applyUpTo(node, ctx, end);
  // Followers wait for the word that the ensemble works, even when nothing was left to commit.
  tell(node, ctx, disk.database.zxid);
}

export function onAck(node: ZooKeeperNode, ctx: ZooKeeperContext, ack: ZabAck): void {
  const { member, disk } = node;
  const learner = member.kind === 'leading' ? member.learners.get(ack.server) : undefined;
  if (member.kind !== 'leading' || learner === undefined) return;
  const isNew = learner.acked < 0;
  learner.acked = Math.max(learner.acked, ack.zxid);
  learner.lastHeardAt = ctx.now;
  if (!member.established) {
    maybeEstablish(node, ctx);
    return;
  }
  if (isNew) push(ctx, learner.connection, { api: 'ZabCommit', zxid: disk.database.zxid });
  advanceCommit(node, ctx);
}

/** Logs a change and has the followers log it. */
export function propose(
  node: ZooKeeperNode,
  ctx: ZooKeeperContext,
  session: number,
  change: ZkTxn['change'],
  origin: ZkOrigin | null,
): void {
  const { member, disk } = node;
  if (member.kind !== 'leading' || !member.established || member.epoch === null) return;
  const txn: ZkTxn = { zxid: zxidOf(member.epoch, member.nextCounter), session, change, origin };
  member.nextCounter += 1;
  disk.log.push(txn);
  for (const { connection } of member.learners.values()) push(ctx, connection, { api: 'ZabProposal', txn });
  advanceCommit(node, ctx);
}

/** The latest transaction that a majority has on disk. */
function advanceCommit(node: ZooKeeperNode, ctx: ZooKeeperContext): void {
  const { member, disk } = node;
  if (member.kind !== 'leading') return;
  const held = [lastZxid(disk), ...[...member.learners.values()].map(({ acked }) => acked)].toSorted((a, b) => b - a);
  const zxid = held[majorityOf(node) - 1] ?? -1;
  if (zxid <= disk.database.zxid) return;
  applyUpTo(node, ctx, zxid);
  tell(node, ctx, zxid);
}

function tell(node: ZooKeeperNode, ctx: ZooKeeperContext, zxid: number): void {
  const { member } = node;
  if (member.kind !== 'leading') return;
  for (const { connection, acked } of member.learners.values()) {
    if (acked >= 0) push(ctx, connection, { api: 'ZabCommit', zxid });
  }
}

export function onForward(node: ZooKeeperNode, ctx: ZooKeeperContext, request: ZabForward): void {
  if (request.session !== 0) touchSession(node, ctx, request.session);
  propose(node, ctx, request.session, request.change, request.origin);
}

export function onPong(node: ZooKeeperNode, ctx: ZooKeeperContext, { server, sessions }: ZabPong): void {
  const { member } = node;
  const learner = member.kind === 'leading' ? member.learners.get(server) : undefined;
  if (learner === undefined) return;
  learner.lastHeardAt = ctx.now;
  for (const session of sessions) touchSession(node, ctx, session);
}

/** Pings, and gives up when a majority has not been heard of for too long. */
export function onLeaderTick(node: ZooKeeperNode, ctx: ZooKeeperContext): void {
  const { member } = node;
  if (member.kind !== 'leading') return;
  member.timer = null;
  const limitUs = member.established ? SYNC_LIMIT_US : INIT_LIMIT_US;
  const alive = [...member.learners.values()].filter(({ lastHeardAt }) => ctx.now - lastHeardAt <= limitUs).length;
  const isTooLate = ctx.now - member.since > limitUs;
  if (alive + 1 < majorityOf(node) && isTooLate) {
    look(node, ctx);
    return;
  }
  for (const { connection } of member.learners.values()) push(ctx, connection, { api: 'ZabPing' });
  member.timer = ctx.setTimer(TICK_US / 2, { kind: 'zabTick' });
}
