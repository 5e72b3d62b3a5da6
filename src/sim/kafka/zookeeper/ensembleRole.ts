import { assertNever } from '../../../base/assert.ts';
import type { ReplyTo } from '../net/requestTable.ts';
import type { ApiRequest } from '../protocol/messages.ts';
import type { RoleHandlers } from '../role.ts';
import { forgetClient } from './apply.ts';
import { handleClient } from './clientRequests.ts';
import { onDecide, onNotification, onNotificationAnswer } from './election.ts';
import {
  cloneMember,
  crashMember,
  type ZooKeeperContext,
  type ZooKeeperNode,
  type ZooKeeperTimer,
} from './ensembleState.ts';
import { connect, onCommit, onFollowAnswer, onFollowFailure, onFollowerTick, onPing, onProposal, resumeFollowing } from './follower.ts';
import { onAck, onFollow, onForward, onLeaderTick, onPong, resumeLeading } from './leader.ts';
import { look, onResend } from './looking.ts';
import { onSessionBucket } from './sessionExpiry.ts';

/** A member of a ZooKeeper ensemble (`QuorumPeer`). */
export const zooKeeperRole: RoleHandlers<ZooKeeperNode, ZooKeeperTimer> = {
  start(node, ctx) {
    if (node.member.kind === 'leading') resumeLeading(node, ctx);
    else if (node.member.kind === 'following') resumeFollowing(node, ctx);
    else look(node, ctx);
  },
  onRequest(node, ctx, replyTo, request) {
    receive(node, ctx, replyTo, request);
  },
  onResponse(node, ctx, pending, response) {
    if (response.api === 'ZabNotification') onNotificationAnswer(node, ctx, response);
    else if (response.api === 'ZabFollow') onFollowAnswer(node, ctx, pending, response);
  },
  onFailure(node, ctx, pending) {
    if (pending.request.api === 'ZabFollow') onFollowFailure(node, ctx, pending);
  },
  onTimer(node, ctx, timer) {
    switch (timer.kind) {
      case 'zabResend':
        return onResend(node, ctx);
      case 'zabDecide':
        return onDecide(node, ctx);
      case 'zabFollow':
        return connect(node, ctx);
      case 'zabTick':
        return node.member.kind === 'leading' ? onLeaderTick(node, ctx) : onFollowerTick(node, ctx);
      case 'zkSessions':
        return onSessionBucket(node, ctx);
      default:
        assertNever(timer);
    }
  },
  onDisconnect(node, ctx, peer) {
    const { member } = node;
    if (member.kind === 'following' && member.connection !== null && peer === node.members.get(member.leader)) look(node, ctx);
  },
  onPeerGone(node, connection) {
    forgetClient(node, connection);
    const { member } = node;
    if (member.kind !== 'leading') return;
    for (const [id, learner] of member.learners) if (learner.connection === connection) member.learners.delete(id);
    for (const [id, { replyTo }] of member.joining) if (replyTo.connection === connection) member.joining.delete(id);
  },
  crash: crashMember,
  clone: cloneMember,
};

function receive(node: ZooKeeperNode, ctx: ZooKeeperContext, replyTo: ReplyTo, request: ApiRequest): void {
  switch (request.api) {
    case 'ZkConnect':
    case 'ZkRequest':
    case 'ZkPing':
    case 'ZkSetWatches':
    case 'ZkCloseSession':
      return handleClient(node, ctx, replyTo, request);
    case 'ZabNotification':
      return onNotification(node, ctx, replyTo, request);
    case 'ZabFollow':
      return onFollow(node, ctx, replyTo, request);
    case 'ZabAck':
      return onAck(node, ctx, request);
    case 'ZabForward':
      return onForward(node, ctx, request);
    case 'ZabPong':
      return onPong(node, ctx, request);
    case 'ZabProposal':
      return onProposal(node, ctx, replyTo, request);
    case 'ZabCommit':
      return onCommit(node, ctx, replyTo, request);
    case 'ZabPing':
      return onPing(node, ctx, replyTo);
    default:
      // Nobody asks a ZooKeeper server about anything else.
      return;
  }
}
