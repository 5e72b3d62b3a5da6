import type { DurationUs } from '../../../../base/flavor.ts';
import { scaleToBound } from '../../../kernel/rng.ts';
import type { NodeIndex } from '../../../kernel/types.ts';
import { failConnection, isReady, readyAt, sendRequest } from '../../net/requestTable.ts';
import type { FindCoordinatorResponse } from '../../protocol/groups.ts';
import type { ApiRequest } from '../../protocol/messages.ts';
import { CHANNEL } from '../../types.ts';
import { requestUpdate } from '../clientMetadata.ts';
import { NEVER, type ConsumerContext, type ConsumerNode } from './consumerState.ts';
import { retryBackoffUs, wakeBy, wakeHeartbeat } from './timers.ts';

/**
 * Whether the group's coordinator is known and can be reached; if not, looks for it (`ensureCoordinatorReady`).
 * The consumer talks to it on a connection of its own, so a fetch that waits never holds a heartbeat up.
 */
export function ensureCoordinator(node: ConsumerNode, ctx: ConsumerContext): boolean {
  const { membership } = node;
  const { coordinator } = membership;
  if (coordinator !== null) {
    if (isReady(node.requests, ctx.now, coordinator.node, CHANNEL.coordinator)) return true;
    markCoordinatorUnknown(node, ctx);
  }
  if (membership.lookup !== null) return false;
  if (membership.lookupAt > ctx.now) {
    wakeBy(node, membership.lookupAt);
    return false;
  }
  const choice = reachableBroker(node, ctx);
  if (choice.node === null) {
    wakeBy(node, choice.readyAt);
    return false;
  }
  const request: ApiRequest = { api: 'FindCoordinator', group: node.spec.group };
  membership.lookup = sendRequest(ctx, node.requests, choice.node, CHANNEL.client, request, node.spec.config.requestTimeoutUs);
  return false;
}

type BrokerChoice = { readonly node: NodeIndex } | { readonly node: null; readonly readyAt: number };

/** Any broker answers FindCoordinator. Kafka takes the least loaded one; here one of the reachable is drawn. */
function reachableBroker(node: ConsumerNode, ctx: ConsumerContext): BrokerChoice {
  const candidates: NodeIndex[] = [];
  for (const broker of node.metadata.brokers.values()) candidates.push(broker.node);
  candidates.push(...node.bootstrap.filter((candidate) => !candidates.includes(candidate)));
  const reachable = candidates.filter((candidate) => isReady(node.requests, ctx.now, candidate, CHANNEL.client));
  if (reachable.length > 0) {
    const drawn = reachable.length === 1 ? 0 : scaleToBound(ctx.random('coordinator'), reachable.length);
    return { node: reachable[drawn] as NodeIndex };
  }
  let earliest = NEVER;
  for (const candidate of candidates) earliest = Math.min(earliest, readyAt(node.requests, candidate, CHANNEL.client));
  return { node: null, readyAt: earliest };
}

export function onFindCoordinatorResponse(node: ConsumerNode, ctx: ConsumerContext, response: FindCoordinatorResponse): void {
  const { membership, heartbeat } = node;
  membership.lookup = null;
  if (response.error !== 'NONE') {
    lookAgainLater(node, ctx);
    return;
  }
  if (!isReady(node.requests, ctx.now, response.node, CHANNEL.coordinator)) {
    // Most likely the coordinator that was just lost, since nobody else has noticed yet.
    lookAgainLater(node, ctx);
    return;
  }
  membership.coordinator = { broker: response.coordinator, node: response.node };
  membership.lookupAttempts = 0;
  membership.lookupAt = 0;
  heartbeat.sessionDeadline = ctx.now + node.spec.config.sessionTimeoutUs;
  wakeHeartbeat(node, ctx, Math.max(ctx.now, heartbeat.nextAt));
}

export function onFindCoordinatorFailure(node: ConsumerNode, ctx: ConsumerContext): void {
  node.membership.lookup = null;
  lookAgainLater(node, ctx);
}

function lookAgainLater(node: ConsumerNode, ctx: ConsumerContext): void {
  const { membership } = node;
  membership.lookupAt = ctx.now + retryBackoffUs(node, ctx, membership.lookupAttempts);
  membership.lookupAttempts += 1;
  requestUpdate(node.metadata);
}

/**
 * Forgets the coordinator and closes the connection to it, so that nothing stays on its way there; the failed requests are
 * left in `node.dropped`. The member stays in its generation: it goes on with the next coordinator.
 */
export function markCoordinatorUnknown(node: ConsumerNode, ctx: ConsumerContext): void {
  const { membership } = node;
  const lost = membership.coordinator;
  if (lost === null) return;
  membership.coordinator = null;
  for (const pending of node.requests.pending) {
    if (pending.to !== lost.node || pending.channel !== CHANNEL.coordinator) continue;
    ctx.disconnect(pending.connection);
    node.dropped.push(...failConnection(ctx, node.requests, pending.connection, lost.node));
    break;
  }
  wakeHeartbeat(node, ctx, ctx.now + node.spec.config.retryBackoffUs);
}

/** Sends to the coordinator, which must be known; returns the correlation id. */
export function sendToCoordinator(node: ConsumerNode, ctx: ConsumerContext, request: ApiRequest, timeoutUs?: DurationUs): number | null {
  const { coordinator } = node.membership;
  if (coordinator === null) return null;
  return sendRequest(
    ctx,
    node.requests,
    coordinator.node,
    CHANNEL.coordinator,
    request,
    timeoutUs ?? node.spec.config.requestTimeoutUs,
  );
}
