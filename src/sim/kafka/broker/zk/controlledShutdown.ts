import { isReady, sendRequest } from '../../net/requestTable.ts';
import type { ControlledShutdownResponse } from '../../protocol/stateChange.ts';
import { CHANNEL } from '../../types.ts';
import { controllerNode, type BrokerContext, type BrokerNode } from '../brokerState.ts';
import { closeLog } from '../replica.ts';
import { closeZkSession } from './zkClient.ts';
import type { ZkBroker } from './zkBrokerState.ts';

/** `controller.socket.timeout.ms`. */
const SOCKET_TIMEOUT_US = 30_000_000;

/** Asks the controller to take this broker's leaderships, some times, and then stops in any case (`KafkaServer.controlledShutdown`). */
export function requestShutdown(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext): void {
  const { controlledShutdownMaxRetries } = zk.settings;
  if (zk.shutdownAttempts >= controlledShutdownMaxRetries) {
    leave(broker, zk, ctx);
    return;
  }
  zk.shutdownAttempts += 1;
  const to = controllerNode(broker);
  if (to === null || !isReady(broker.requests, ctx.now, to, CHANNEL.controller)) {
    retry(zk, ctx);
    return;
  }
  const request = { api: 'ControlledShutdown', broker: broker.id, brokerEpoch: broker.lifecycle.brokerEpoch } as const;
  sendRequest(ctx, broker.requests, to, CHANNEL.controller, request, SOCKET_TIMEOUT_US);
}

function retry(zk: ZkBroker, ctx: BrokerContext): void {
  ctx.setTimer(zk.settings.controlledShutdownRetryBackoffUs, { kind: 'zkShutdownRetry' });
}

export function onControlledShutdownAnswer(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext, answer: ControlledShutdownResponse): void {
  if (broker.lifecycle.state !== 'shutting-down') return;
  if (answer.error === 'NONE' && answer.remaining.length === 0) leave(broker, zk, ctx);
  else retry(zk, ctx);
}

export function onControlledShutdownFailure(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext): void {
  if (broker.lifecycle.state === 'shutting-down') retry(zk, ctx);
}

/** Ends the session, so that nobody has to wait for it to expire; without a server to tell, the process just ends. */
export function leave(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext): void {
  broker.lifecycle.cleanShutdownEpoch = broker.lifecycle.brokerEpoch;
  for (const partitions of broker.replicas.values()) {
    for (const replica of partitions.values()) closeLog(replica, ctx.now);
  }
  if (broker.lifecycle.state !== 'stopped') {
    broker.lifecycle.state = 'stopped';
    ctx.emit({ type: 'BrokerStateChanged', broker: broker.id, state: 'stopped' });
  }
  if (!closeZkSession(broker, zk, ctx)) ctx.exit();
}
