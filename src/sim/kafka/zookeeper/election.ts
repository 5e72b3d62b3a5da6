import { reply, type ReplyTo } from '../net/requestTable.ts';
import type { ZabNotificationRequest, ZabNotificationResponse } from '../protocol/zookeeper.ts';
import { majorityOf, type ZooKeeperContext, type ZooKeeperNode } from './ensembleState.ts';
import { follow } from './follower.ts';
import { lead } from './leader.ts';
import { hasMajority, leave, ownVote, takeIn } from './looking.ts';

/** Somebody looks. A member that looks, too, takes in the vote; any other says whom it follows. */
export function onNotification(node: ZooKeeperNode, ctx: ZooKeeperContext, replyTo: ReplyTo, request: ZabNotificationRequest): void {
  takeIn(node, ctx, request.server, request.round, request.vote);
  const { member } = node;
  const vote = member.kind === 'looking' ? member.vote : { ...ownVote(node), leader: member.kind === 'leading' ? node.id : member.leader };
  reply(ctx, replyTo, { api: 'ZabNotification', server: node.id, state: member.kind, round: member.round, vote });
}

export function onNotificationAnswer(node: ZooKeeperNode, ctx: ZooKeeperContext, answer: ZabNotificationResponse): void {
  const { member } = node;
  if (member.kind !== 'looking') return;
  if (answer.state === 'looking') {
    takeIn(node, ctx, answer.server, answer.round, answer.vote);
    return;
  }
  // A leader that a majority has, itself among them, is joined without an election.
  const { leader } = answer.vote;
  member.settled.set(answer.server, leader);
  const behind = [...member.settled.values()].filter((other) => other === leader).length;
  if (behind >= majorityOf(node) && member.settled.get(leader) === leader) join(node, ctx, leader);
}

export function onDecide(node: ZooKeeperNode, ctx: ZooKeeperContext): void {
  const { member } = node;
  if (member.kind !== 'looking') return;
  member.decideTimer = null;
  if (hasMajority(node)) join(node, ctx, member.vote.leader);
}

function join(node: ZooKeeperNode, ctx: ZooKeeperContext, leader: number): void {
  const { round } = node.member;
  leave(node, ctx);
  if (leader === node.id) lead(node, ctx, round);
  else follow(node, ctx, leader, round);
}
