import type { TimeUs } from '../../../../base/flavor.ts';
import type { HeartbeatRequest, HeartbeatResponse } from '../../protocol/groups.ts';
import { NEVER, type ConsumerContext, type ConsumerNode } from './consumerState.ts';
import { ensureCoordinator, markCoordinatorUnknown, sendToCoordinator } from './coordinator.ts';
import { isCurrent, resetMembership } from './membership.ts';
import { CLOCK_TICK_US, retryBackoffUs, wakeHeartbeat } from './timers.ts';

/** The member has just joined a generation: all clocks start anew (`HeartbeatThread.enable`). */
export function enableHeartbeat(node: ConsumerNode, ctx: ConsumerContext): void {
  const { heartbeat } = node;
  const { heartbeatIntervalUs, sessionTimeoutUs } = node.spec.config;
  heartbeat.enabled = true;
  heartbeat.nextAt = ctx.now + heartbeatIntervalUs;
  heartbeat.sessionDeadline = ctx.now + sessionTimeoutUs;
  node.lastPollAt = ctx.now;
  wakeHeartbeat(node, ctx, heartbeat.nextAt);
}

export function stopHeartbeat(node: ConsumerNode, ctx: ConsumerContext): void {
  const { heartbeat } = node;
  heartbeat.enabled = false;
  if (heartbeat.timer !== null) ctx.cancelTimer(heartbeat.timer);
  heartbeat.timer = null;
}

/** The application has left `poll`: from here on it must be back within `max.poll.interval.ms`. */
export function onPollLeft(node: ConsumerNode, ctx: ConsumerContext): void {
  node.lastPollAt = ctx.now;
  wakeHeartbeat(node, ctx, pollDeadline(node));
}

function pollDeadline(node: ConsumerNode): TimeUs {
  return node.application.kind === 'polling' ? NEVER : node.lastPollAt + node.spec.config.maxPollIntervalUs;
}

/**
 * One round of the heartbeat thread, which runs whether the application polls or processes. Kafka's looks every
 * `retry.backoff.ms`; here it is woken when one of its clocks runs out.
 */
export function runHeartbeat(node: ConsumerNode, ctx: ConsumerContext): void {
  const { heartbeat, membership } = node;
  heartbeat.timer = null;
  if (!heartbeat.enabled) return;
  if (membership.state === 'unjoined' || membership.state === 'preparing') {
    heartbeat.enabled = false;
    return;
  }
  if (membership.coordinator !== null && heartbeat.sessionDeadline <= ctx.now) markCoordinatorUnknown(node, ctx);
  if (!ensureCoordinator(node, ctx)) {
    wakeHeartbeat(node, ctx, ctx.now + Math.max(node.spec.config.retryBackoffUs, CLOCK_TICK_US));
    return;
  }
  if (pollDeadline(node) <= ctx.now) {
    ctx.emit({ type: 'PollTimeoutExceeded', consumer: node.id, group: node.spec.group });
    leaveGroup(node, ctx);
    heartbeat.enabled = false;
    return;
  }
  if (heartbeat.nextAt <= ctx.now) sendHeartbeat(node, ctx);
  wakeHeartbeat(node, ctx, Math.min(heartbeat.nextAt, heartbeat.sessionDeadline, pollDeadline(node)));
}

function sendHeartbeat(node: ConsumerNode, ctx: ConsumerContext): void {
  const { membership, spec } = node;
  node.heartbeat.nextAt = ctx.now + spec.config.heartbeatIntervalUs;
  sendToCoordinator(node, ctx, {
    api: 'Heartbeat',
    group: spec.group,
    generation: membership.generation,
    memberId: membership.memberId,
    groupInstanceId: spec.config.groupInstanceId,
  });
}

/**
 * Tells the coordinator that a dynamic member leaves, and forgets the membership; a static member only forgets it
 * (`maybeLeaveGroup`). Returns the request's correlation id, or null when none was sent.
 */
export function leaveGroup(node: ConsumerNode, ctx: ConsumerContext): number | null {
  const { membership, spec } = node;
  const isMember = membership.state !== 'unjoined' && membership.memberId !== '';
  let correlationId: number | null = null;
  if (isMember && spec.config.groupInstanceId === null) {
    correlationId = sendToCoordinator(node, ctx, { api: 'LeaveGroup', group: spec.group, memberId: membership.memberId });
  }
  resetMembership(membership, true);
  return correlationId;
}

export function onHeartbeatResponse(
  node: ConsumerNode,
  ctx: ConsumerContext,
  request: HeartbeatRequest,
  response: HeartbeatResponse,
): void {
  const { membership } = node;
  switch (response.error) {
    case 'NONE':
      heartbeatReceived(node, ctx);
      return;
    case 'REBALANCE_IN_PROGRESS':
      // Heartbeats go on while the group rebalances, so that the session lasts until the application comes to rejoin.
      if (membership.state === 'stable') membership.rejoinNeeded = true;
      heartbeatReceived(node, ctx);
      return;
    case 'ILLEGAL_GENERATION':
    case 'UNKNOWN_MEMBER_ID':
    case 'FENCED_INSTANCE_ID':
      if (!isCurrent(membership, request)) {
        heartbeatReceived(node, ctx);
        return;
      }
      resetMembership(membership, response.error !== 'ILLEGAL_GENERATION');
      if (response.error === 'FENCED_INSTANCE_ID') membership.fatal = response.error;
      else heartbeatFailed(node, ctx);
      return;
    case 'COORDINATOR_NOT_AVAILABLE':
    case 'NOT_COORDINATOR':
      markCoordinatorUnknown(node, ctx);
      heartbeatFailed(node, ctx);
      return;
    default:
      heartbeatFailed(node, ctx);
  }
}

function heartbeatReceived(node: ConsumerNode, ctx: ConsumerContext): void {
  node.heartbeat.attempts = 0;
  node.heartbeat.sessionDeadline = ctx.now + node.spec.config.sessionTimeoutUs;
}

/** The next heartbeat comes after a backoff instead of the interval. */
export function heartbeatFailed(node: ConsumerNode, ctx: ConsumerContext): void {
  const { heartbeat } = node;
  heartbeat.nextAt = ctx.now + retryBackoffUs(node, ctx, heartbeat.attempts);
  heartbeat.attempts += 1;
  wakeHeartbeat(node, ctx, heartbeat.nextAt);
}
