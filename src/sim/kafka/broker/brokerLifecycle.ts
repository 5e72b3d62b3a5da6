import * as words from '../../../words/run/reasons.ts';
import { activeController } from '../controller/raft/observer.ts';
import { isReady, sendRequest } from '../net/requestTable.ts';
import type { BrokerHeartbeatResponse, BrokerRegistrationResponse } from '../protocol/controlPlane.ts';
import { CHANNEL } from '../types.ts';
import { scaleToBound } from '../../kernel/rng.ts';
import type { BrokerContext, BrokerNode, LifecycleState } from './brokerState.ts';

/** Wait before a controller that broke off is tried again, or another one is looked for (`NodeToControllerRequestThread`). */
const RETRY_US = 50_000;
/** A starting broker asks this often whether it has caught up. */
const CATCH_UP_US = 10_000;
/** The second heartbeat of a controlled shutdown comes sooner than the others. */
const SHUTDOWN_US = 50_000;

export function setLifecycleState(
  broker: BrokerNode,
  ctx: BrokerContext,
  state: LifecycleState,
): void {
  if (broker.lifecycle.state === state) return;
  broker.lifecycle.state = state;
  ctx.emit({ type: 'BrokerStateChanged', broker: broker.id, state });
}

/** A broker that was running when the run began goes on with heartbeats, spread over the interval. */
export function continueRunning(broker: BrokerNode, ctx: BrokerContext): void {
  scheduleNext(broker, ctx, scaleToBound(ctx.random('heartbeat'), broker.config.brokerHeartbeatIntervalUs));
}

/** A broker that has just been started registers as soon as it knows the active controller (`BrokerLifecycleManager`). */
export function beginRegistration(broker: BrokerNode, ctx: BrokerContext): void {
  setLifecycleState(broker, ctx, 'starting');
  ctx.setTimer(broker.config.initialBrokerRegistrationTimeoutUs, { kind: 'registrationDeadline' });
  communicate(broker, ctx);
}

/** No controller has registered the broker in time: the process ends (`BrokerLifecycleManager.RegistrationTimeoutEvent`). */
export function endUnregistered(broker: BrokerNode, ctx: BrokerContext): void {
  if (broker.lifecycle.state !== 'starting' || broker.lifecycle.brokerEpoch >= 0) return;
  ctx.emit({ type: 'NodeHalted', reason: words.notRegistered });
  // It ends in order, and the epoch it writes down is one that it never got.
  broker.lifecycle.cleanShutdownEpoch = -1;
  setLifecycleState(broker, ctx, 'stopped');
  ctx.exit();
}

/** Registers, or sends a heartbeat once it is registered; one at a time. When one is under way, another follows at once. */
export function communicate(broker: BrokerNode, ctx: BrokerContext): void {
  const { lifecycle } = broker;
  if (lifecycle.state === 'stopped') return;
  if (lifecycle.queuedAt !== null) {
    lifecycle.isNextImmediate = true;
    return;
  }
  cancelTimer(broker, ctx);
  lifecycle.queuedAt = ctx.now;
  attempt(broker, ctx);
}

/**
 * Sends what is queued, or looks again shortly when no controller is known or its connection has just broken. After a
 * heartbeat interval it is given up, and the next one is due an interval later.
 */
export function attempt(broker: BrokerNode, ctx: BrokerContext): void {
  const { lifecycle, config } = broker;
  if (lifecycle.queuedAt === null) return;
  if (ctx.now - lifecycle.queuedAt >= config.brokerHeartbeatIntervalUs) {
    endCommunication(broker);
    lifecycle.isNextImmediate = false;
    scheduleNext(broker, ctx, config.brokerHeartbeatIntervalUs);
    return;
  }
  const controller = activeController(broker.observer);
  if (controller === null || !isReady(broker.requests, ctx.now, controller, CHANNEL.heartbeat)) {
    attemptLater(broker, ctx);
    return;
  }
  const request = lifecycle.brokerEpoch < 0 ? registration(broker) : heartbeat(broker);
  sendRequest(ctx, broker.requests, controller, CHANNEL.heartbeat, request, config.brokerHeartbeatIntervalUs);
}

function registration(broker: BrokerNode) {
  return {
    api: 'BrokerRegistration',
    broker: broker.id,
    incarnation: broker.lifecycle.incarnation,
    node: broker.node,
    rack: broker.rack,
    previousBrokerEpoch: broker.lifecycle.cleanShutdownEpoch,
  } as const;
}

function heartbeat(broker: BrokerNode) {
  return {
    api: 'BrokerHeartbeat',
    broker: broker.id,
    brokerEpoch: broker.lifecycle.brokerEpoch,
    metadataOffset: broker.image.offset,
    wantFence: !broker.lifecycle.readyToUnfence,
    wantShutDown: broker.lifecycle.state === 'shutting-down',
  } as const;
}

export function onRegistrationResponse(
  broker: BrokerNode,
  ctx: BrokerContext,
  response: BrokerRegistrationResponse,
): void {
  if (response.error === 'NOT_CONTROLLER') {
    attemptLater(broker, ctx);
    return;
  }
  endCommunication(broker);
  if (response.error !== 'NONE') {
    scheduleNext(broker, ctx, broker.config.brokerHeartbeatIntervalUs);
    return;
  }
  broker.lifecycle.brokerEpoch = response.brokerEpoch;
  broker.lifecycle.cleanShutdownEpoch = -1;
  communicate(broker, ctx);
}

/** What the broker has to do after a heartbeat was answered. */
export type HeartbeatOutcome = 'none' | 'caughtUp' | 'unfenced' | 'shutDown';

export function onHeartbeatResponse(
  broker: BrokerNode,
  ctx: BrokerContext,
  response: BrokerHeartbeatResponse,
): HeartbeatOutcome {
  const { lifecycle, config } = broker;
  if (response.error === 'NOT_CONTROLLER') {
    attemptLater(broker, ctx);
    return 'none';
  }
  endCommunication(broker);
  if (response.error !== 'NONE') {
    lifecycle.isNextImmediate = false;
    scheduleNext(broker, ctx, config.brokerHeartbeatIntervalUs);
    return 'none';
  }
  lifecycle.fenced = response.isFenced;
  switch (lifecycle.state) {
    case 'starting':
      scheduleNext(broker, ctx, CATCH_UP_US);
      return response.isCaughtUp ? 'caughtUp' : 'none';
    case 'recovery':
      scheduleNext(broker, ctx, config.brokerHeartbeatIntervalUs);
      return response.isFenced ? 'none' : 'unfenced';
    case 'shutting-down':
      if (response.shouldShutDown) return 'shutDown';
      scheduleNext(broker, ctx, lifecycle.isShutdownAnswered ? config.brokerHeartbeatIntervalUs : SHUTDOWN_US);
      lifecycle.isShutdownAnswered = true;
      return 'none';
    case 'running':
      scheduleNext(broker, ctx, config.brokerHeartbeatIntervalUs);
      return 'none';
    case 'stopped':
      return 'none';
  }
}

/** A registration or heartbeat was not answered: it is sent again, to whoever is the active controller by then. */
export function onLifecycleFailure(broker: BrokerNode, ctx: BrokerContext): void {
  if (broker.lifecycle.queuedAt !== null) attemptLater(broker, ctx);
}

function attemptLater(broker: BrokerNode, ctx: BrokerContext): void {
  cancelTimer(broker, ctx);
  broker.lifecycle.timer = ctx.setTimer(RETRY_US, { kind: 'attempt' });
}

function endCommunication(broker: BrokerNode): void {
  broker.lifecycle.queuedAt = null;
}

function scheduleNext(broker: BrokerNode, ctx: BrokerContext, delayUs: number): void {
  const { lifecycle } = broker;
  cancelTimer(broker, ctx);
  const waitUs = lifecycle.isNextImmediate ? 0 : delayUs;
  lifecycle.isNextImmediate = false;
  lifecycle.timer = ctx.setTimer(waitUs, { kind: 'communicate' });
}

function cancelTimer(broker: BrokerNode, ctx: BrokerContext): void {
  if (broker.lifecycle.timer !== null) ctx.cancelTimer(broker.lifecycle.timer);
  broker.lifecycle.timer = null;
}
