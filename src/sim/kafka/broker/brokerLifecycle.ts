import { activeController } from '../controller/raft/observer.ts';
import { sendRequest } from '../net/requestTable.ts';
import type { BrokerHeartbeatResponse, BrokerRegistrationResponse } from '../protocol/controlPlane.ts';
import { CHANNEL } from '../types.ts';
import { exponentialBackoffMs } from '../clients/exponentialBackoff.ts';
import { scaleToBound } from '../../kernel/rng.ts';
import type { BrokerContext, BrokerNode, LifecycleState } from './brokerState.ts';

/** First wait before a registration or heartbeat that failed is sent again; the interval is the longest. */
const RESEND_MS = 100;

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
  const interval = broker.config.brokerHeartbeatIntervalUs;
  schedule(broker, ctx, scaleToBound(ctx.random('heartbeat'), interval), 'heartbeat');
}

/** A broker that has just been started registers as soon as it knows the active controller (`BrokerLifecycleManager`). */
export function beginRegistration(broker: BrokerNode, ctx: BrokerContext): void {
  broker.lifecycle.readyToUnfence = false;
  broker.lifecycle.fenced = true;
  setLifecycleState(broker, ctx, 'starting');
  register(broker, ctx);
}

/** Sends the registration, or tries again shortly when there is no controller to send it to. */
export function register(broker: BrokerNode, ctx: BrokerContext): void {
  broker.lifecycle.timer = null;
  const controller = activeController(broker.observer);
  if (controller === null) {
    schedule(broker, ctx, RESEND_MS * 1000, 'register');
    return;
  }
  const request = {
    api: 'BrokerRegistration',
    broker: broker.id,
    incarnation: broker.lifecycle.incarnation,
    node: broker.node,
    rack: broker.rack,
    previousBrokerEpoch: broker.lifecycle.cleanShutdownEpoch,
  } as const;
  const timeoutUs = broker.config.brokerSessionTimeoutUs;
  sendRequest(ctx, broker.requests, controller, CHANNEL.heartbeat, request, timeoutUs);
}

export function onRegistrationResponse(
  broker: BrokerNode,
  ctx: BrokerContext,
  response: BrokerRegistrationResponse,
): void {
  if (response.error !== 'NONE') {
    resend(broker, ctx, 'register');
    return;
  }
  broker.lifecycle.failures = 0;
  broker.lifecycle.brokerEpoch = response.brokerEpoch;
  broker.lifecycle.cleanShutdownEpoch = -1;
  sendHeartbeat(broker, ctx);
}

/** Sends a heartbeat now; the next one is scheduled when it is answered or has failed. */
export function sendHeartbeat(broker: BrokerNode, ctx: BrokerContext): void {
  cancelTimer(broker, ctx);
  const { lifecycle } = broker;
  if (lifecycle.state === 'stopped' || lifecycle.brokerEpoch < 0) return;
  const controller = activeController(broker.observer);
  if (controller === null) {
    schedule(broker, ctx, RESEND_MS * 1000, 'heartbeat');
    return;
  }
  const request = {
    api: 'BrokerHeartbeat',
    broker: broker.id,
    brokerEpoch: lifecycle.brokerEpoch,
    metadataOffset: broker.image.offset,
    wantFence: !lifecycle.readyToUnfence,
    wantShutDown: lifecycle.state === 'shutting-down',
  } as const;
  const timeoutUs = broker.config.brokerSessionTimeoutUs;
  sendRequest(ctx, broker.requests, controller, CHANNEL.heartbeat, request, timeoutUs);
}

/** What the broker has to do after a heartbeat was answered. */
export type HeartbeatOutcome = 'none' | 'caughtUp' | 'unfenced' | 'shutDown';

export function onHeartbeatResponse(
  broker: BrokerNode,
  ctx: BrokerContext,
  response: BrokerHeartbeatResponse,
): HeartbeatOutcome {
  const { lifecycle } = broker;
  if (response.error !== 'NONE') {
    resend(broker, ctx, 'heartbeat');
    return 'none';
  }
  lifecycle.failures = 0;
  lifecycle.fenced = response.isFenced;
  schedule(broker, ctx, broker.config.brokerHeartbeatIntervalUs, 'heartbeat');
  switch (lifecycle.state) {
    case 'starting':
      return response.isCaughtUp ? 'caughtUp' : 'none';
    case 'recovery':
      return response.isFenced ? 'none' : 'unfenced';
    case 'shutting-down':
      return response.shouldShutDown ? 'shutDown' : 'none';
    case 'running':
    case 'stopped':
      return 'none';
  }
}

/** Registration or heartbeat failed or was refused: again, with growing waits up to the heartbeat interval. */
export function resend(broker: BrokerNode, ctx: BrokerContext, what: 'register' | 'heartbeat'): void {
  if (broker.lifecycle.state === 'stopped') return;
  const maxMs = Math.floor(broker.config.brokerHeartbeatIntervalUs / 1000);
  const delayMs = exponentialBackoffMs(
    { initialMs: RESEND_MS, maxMs, multiplier: 2, jitterPermille: 20 },
    broker.lifecycle.failures,
    ctx.random('heartbeat'),
  );
  broker.lifecycle.failures += 1;
  schedule(broker, ctx, delayMs * 1000, what);
}

function schedule(
  broker: BrokerNode,
  ctx: BrokerContext,
  delayUs: number,
  kind: 'register' | 'heartbeat',
): void {
  cancelTimer(broker, ctx);
  broker.lifecycle.timer = ctx.setTimer(delayUs, { kind });
}

function cancelTimer(broker: BrokerNode, ctx: BrokerContext): void {
  if (broker.lifecycle.timer !== null) ctx.cancelTimer(broker.lifecycle.timer);
  broker.lifecycle.timer = null;
}
