import { assert } from '../../../base/assert.ts';
import { isReady, sendOneWay, sendRequest, type PendingRequest, type ReplyTo } from '../net/requestTable.ts';
import type { ZabCommit, ZabFollowResponse, ZabProposal } from '../protocol/zookeeper.ts';
import { CHANNEL } from '../types.ts';
import { applyUpTo } from './apply.ts';
import { databaseOf, emptyDatabase } from './database.ts';
import { look } from './looking.ts';
import { INIT_LIMIT_US, lastZxid, SYNC_LIMIT_US, TICK_US, type ZooKeeperContext, type ZooKeeperNode } from './ensembleState.ts';

/** A leader that is not ready yet is asked this often, and after this time again (`Learner.connectToLeader`). */
const CONNECT_ATTEMPTS = 5;
const CONNECT_RETRY_US = 100_000;

/** Joins a leader: learns its epoch, gets what it lacks and drops what the leader has not (`Learner`). */
export function follow(node: ZooKeeperNode, ctx: ZooKeeperContext, leader: number, round: number): void {
  node.member = {
    kind: 'following',
    leader,
    round,
    attempts: 0,
    connection: null,
    serving: false,
    lastHeardAt: ctx.now,
    touched: new Set(),
    timer: null,
  };
  connect(node, ctx);
}

/** A follower of a cluster that was formed before the run began: it has everything and only has to connect. */
export function resumeFollowing(node: ZooKeeperNode, ctx: ZooKeeperContext): void {
  const { member } = node;
  if (member.kind !== 'following') return;
  member.lastHeardAt = ctx.now;
  connect(node, ctx);
}

export function connect(node: ZooKeeperNode, ctx: ZooKeeperContext): void {
  const { member, disk } = node;
  if (member.kind !== 'following') return;
  member.timer = null;
  const to = node.members.get(member.leader) ?? -1;
  if (!isReady(node.requests, ctx.now, to, CHANNEL.zab)) {
    tryAgain(node, ctx);
    return;
  }
  const { acceptedEpoch, currentEpoch } = disk;
  const request = { api: 'ZabFollow', server: node.id, acceptedEpoch, currentEpoch, lastZxid: lastZxid(disk) } as const;
  sendRequest(ctx, node.requests, to, CHANNEL.zab, request, INIT_LIMIT_US);
}

function tryAgain(node: ZooKeeperNode, ctx: ZooKeeperContext): void {
  const { member } = node;
  if (member.kind !== 'following') return;
  member.attempts += 1;
  if (member.attempts >= CONNECT_ATTEMPTS) look(node, ctx);
  else member.timer = ctx.setTimer(CONNECT_RETRY_US, { kind: 'zabFollow' });
}

/** The leader cannot be asked, or is none. */
export function onFollowFailure(node: ZooKeeperNode, ctx: ZooKeeperContext, pending: PendingRequest): void {
  const { member } = node;
  if (member.kind !== 'following' || member.connection !== null) return;
  if (pending.to === node.members.get(member.leader) && member.timer === null) tryAgain(node, ctx);
}

export function onFollowAnswer(
  node: ZooKeeperNode,
  ctx: ZooKeeperContext,
  pending: PendingRequest,
  answer: ZabFollowResponse,
): void {
  const { member, disk } = node;
  if (member.kind !== 'following' || member.connection !== null || pending.to !== node.members.get(member.leader)) return;
  if (!answer.accepted) {
    if (member.timer === null) tryAgain(node, ctx);
    return;
  }
  takeHistory(node, answer);
  disk.acceptedEpoch = answer.epoch;
  disk.currentEpoch = answer.epoch;
  member.connection = pending.connection;
  member.lastHeardAt = ctx.now;
  member.timer = ctx.setTimer(TICK_US / 2, { kind: 'zabTick' });
  acknowledge(node, ctx);
}

function takeHistory({ disk }: ZooKeeperNode, answer: ZabFollowResponse): void {
  if (answer.snapshot === null) {
    disk.log = disk.log.filter(({ zxid }) => zxid <= answer.truncateAfter);
    assert(disk.database.zxid <= answer.truncateAfter, 'what is applied was committed, and no leader lacks that');
  } else {
    disk.log = [];
    disk.baseZxid = answer.snapshot.zxid;
    disk.database = databaseOf(answer.snapshot);
  }
  disk.log.push(...answer.txns);
}

/** All this member has is on its disk. */
function acknowledge(node: ZooKeeperNode, ctx: ZooKeeperContext): void {
  const { member, disk } = node;
  if (member.kind !== 'following') return;
  const to = node.members.get(member.leader) ?? -1;
  sendOneWay(ctx, node.requests, to, CHANNEL.zab, { api: 'ZabAck', server: node.id, zxid: lastZxid(disk) });
}

/** Whether that came on the connection to the leader that this member follows. */
function isFromLeader({ member }: ZooKeeperNode, { connection }: ReplyTo): boolean {
  return member.kind === 'following' && member.connection === connection;
}

export function onProposal(node: ZooKeeperNode, ctx: ZooKeeperContext, from: ReplyTo, { txn }: ZabProposal): void {
  if (!isFromLeader(node, from)) return;
  heard(node, ctx);
  node.disk.log.push(txn);
  acknowledge(node, ctx);
}

export function onCommit(node: ZooKeeperNode, ctx: ZooKeeperContext, from: ReplyTo, { zxid }: ZabCommit): void {
  const { member } = node;
  if (!isFromLeader(node, from) || member.kind !== 'following') return;
  heard(node, ctx);
  if (!member.serving) {
    member.serving = true;
    ctx.emit({ type: 'ZooKeeperRoleChanged', server: node.id, role: 'following', epoch: node.disk.currentEpoch });
  }
  applyUpTo(node, ctx, zxid);
}

/** The leader's sign of life; the answer tells which sessions have given one. */
export function onPing(node: ZooKeeperNode, ctx: ZooKeeperContext, from: ReplyTo): void {
  const { member } = node;
  if (!isFromLeader(node, from) || member.kind !== 'following') return;
  heard(node, ctx);
  const to = node.members.get(member.leader) ?? -1;
  sendOneWay(ctx, node.requests, to, CHANNEL.zab, { api: 'ZabPong', server: node.id, sessions: [...member.touched] });
  member.touched.clear();
}

function heard({ member }: ZooKeeperNode, ctx: ZooKeeperContext): void {
  if (member.kind === 'following') member.lastHeardAt = ctx.now;
}

export function onFollowerTick(node: ZooKeeperNode, ctx: ZooKeeperContext): void {
  const { member } = node;
  if (member.kind !== 'following') return;
  member.timer = null;
  if (ctx.now - member.lastHeardAt > SYNC_LIMIT_US) {
    look(node, ctx);
    return;
  }
  member.timer = ctx.setTimer(TICK_US / 2, { kind: 'zabTick' });
}

/** An empty disk in place of the old one. */
export function wipeMember(node: ZooKeeperNode): void {
  node.disk = { acceptedEpoch: 0, currentEpoch: 0, log: [], baseZxid: 0, database: emptyDatabase() };
}
