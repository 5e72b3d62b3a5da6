import { isReady, sendRequest } from '../net/requestTable.ts';
import type { ZabVote } from '../protocol/zookeeper.ts';
import { CHANNEL } from '../types.ts';
import { lastZxid, lookingRole, majorityOf, type ZooKeeperContext, type ZooKeeperNode } from './ensembleState.ts';

/** How long enough votes have to stand, in case a better one is on its way (`finalizeWait`). */
const FINALIZE_WAIT_US = 200_000;
const MAX_RESEND_US = 60_000_000;
/** `cnxTimeout`: after this an unanswered question was asked of nobody. */
const CONNECT_TIMEOUT_US = 5_000_000;

/**
 * Looks for a leader (`FastLeaderElection`): everybody proposes itself and takes over any better vote it hears of. What it served
 * as before is over: its clients and followers have to find somebody else.
 */
export function look(node: ZooKeeperNode, ctx: ZooKeeperContext): void {
  leave(node, ctx);
  const vote = ownVote(node);
  const role = lookingRole(node.member.round + 1, vote);
  if (node.member.kind !== 'looking') ctx.emit({ type: 'ZooKeeperRoleChanged', server: node.id, role: 'looking', epoch: node.disk.currentEpoch });
  node.member = role;
  ask(node, ctx);
  consider(node, ctx);
}

/** Ends what a member did in its role. */
export function leave(node: ZooKeeperNode, ctx: ZooKeeperContext): void {
  for (const connection of node.clients.keys()) ctx.disconnect(connection);
  node.clients.clear();
  node.watches = { data: new Map(), children: new Map() };
  const { member } = node;
  const timers = [];
  if (member.kind === 'looking') timers.push(member.resendTimer, member.decideTimer);
  else timers.push(member.timer);
  if (member.kind === 'leading') {
    timers.push(member.sessionTimer);
    for (const { connection } of member.learners.values()) ctx.disconnect(connection);
    for (const { replyTo } of member.joining.values()) ctx.disconnect(replyTo.connection);
  }
  if (member.kind === 'following' && member.connection !== null) ctx.disconnect(member.connection);
  for (const timer of timers) if (timer !== null) ctx.cancelTimer(timer);
}

export function ownVote(node: ZooKeeperNode): ZabVote {
  return { leader: node.id, epoch: node.disk.currentEpoch, zxid: lastZxid(node.disk) };
}

/** `FastLeaderElection.totalOrderPredicate`. */
export function isBetter(a: ZabVote, b: ZabVote): boolean {
  if (a.epoch !== b.epoch) return a.epoch > b.epoch;
  if (a.zxid !== b.zxid) return a.zxid > b.zxid;
  return a.leader > b.leader;
}

/** Tells all others this member's vote and asks for theirs; again later, ever more seldom, while it looks. */
function ask(node: ZooKeeperNode, ctx: ZooKeeperContext): void {
  const { member } = node;
  if (member.kind !== 'looking') return;
  for (const [id, to] of node.members) {
    if (id === node.id || !isReady(node.requests, ctx.now, to, CHANNEL.zabElection)) continue;
    const request = { api: 'ZabNotification', server: node.id, round: member.round, vote: member.vote } as const;
    sendRequest(ctx, node.requests, to, CHANNEL.zabElection, request, CONNECT_TIMEOUT_US);
  }
  if (member.resendTimer !== null) ctx.cancelTimer(member.resendTimer);
  member.resendTimer = ctx.setTimer(member.resendUs, { kind: 'zabResend' });
}

export function onResend(node: ZooKeeperNode, ctx: ZooKeeperContext): void {
  const { member } = node;
  if (member.kind !== 'looking') return;
  member.resendTimer = null;
  member.resendUs = Math.min(member.resendUs * 2, MAX_RESEND_US);
  ask(node, ctx);
}

/** Another member's vote: one that is better is taken over, one of an older round counts for nothing. */
export function takeIn(node: ZooKeeperNode, ctx: ZooKeeperContext, server: number, round: number, vote: ZabVote): void {
  const { member } = node;
  if (member.kind !== 'looking' || round < member.round) return;
  let changed = false;
  if (round > member.round) {
    member.round = round;
    member.votes.clear();
    member.vote = isBetter(vote, ownVote(node)) ? vote : ownVote(node);
    changed = true;
  } else if (isBetter(vote, member.vote)) {
    member.vote = vote;
    changed = true;
  }
  member.votes.set(server, vote);
  if (changed) ask(node, ctx);
  consider(node, ctx);
}

/** Whether a majority votes as this member does, by now. */
export function hasMajority(node: ZooKeeperNode): boolean {
  const { member } = node;
  if (member.kind !== 'looking') return false;
  let count = 1;
  for (const [server, vote] of member.votes) if (server !== node.id && vote.leader === member.vote.leader) count += 1;
  return count >= majorityOf(node);
}

function consider(node: ZooKeeperNode, ctx: ZooKeeperContext): void {
  const { member } = node;
  if (member.kind !== 'looking') return;
  if (member.decideTimer !== null) ctx.cancelTimer(member.decideTimer);
  member.decideTimer = hasMajority(node) ? ctx.setTimer(FINALIZE_WAIT_US, { kind: 'zabDecide' }) : null;
}
