import type { NodeIndex } from '../../../kernel/types.ts';
import type { BrokerContext, BrokerNode } from '../../broker/brokerState.ts';
import type { ZkBroker } from '../../broker/zk/zkBrokerState.ts';
import { isReady, sendRequest, type PendingRequest } from '../../net/requestTable.ts';
import type { StateChangeRequest, StopReplicaResponse } from '../../protocol/stateChange.ts';
import { CHANNEL, type BrokerId } from '../../types.ts';
import type { BrokerChannel } from './zkControllerState.ts';

/** Wait before an order that did not get through is sent again. */
const BACKOFF_US = 100_000;
/** `request.timeout.ms` of the broker. */
const REQUEST_TIMEOUT_US = 30_000_000;

export function addChannel({ controller }: ZkBroker, id: BrokerId, node: NodeIndex): void {
  if (!controller.channels.has(id)) controller.channels.set(id, { node, queue: [], inFlight: null, timer: null });
}

/** What is queued is dropped; what is on its way may still arrive. */
export function removeChannel({ controller }: ZkBroker, ctx: BrokerContext, id: BrokerId): void {
  const timer = controller.channels.get(id)?.timer ?? null;
  if (timer !== null) ctx.cancelTimer(timer);
  controller.channels.delete(id);
}

export function removeAllChannels(zk: ZkBroker, ctx: BrokerContext): void {
  for (const id of [...zk.controller.channels.keys()]) removeChannel(zk, ctx, id);
}

/** An order for a broker: sent when all before it are answered (`ControllerChannelManager.sendRequest`). */
export function enqueueOrder(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext, to: BrokerId, order: StateChangeRequest): void {
  const channel = zk.controller.channels.get(to);
  if (channel === undefined) return;
  channel.queue.push(order);
  pump(broker, ctx, to, channel);
}

function pump(broker: BrokerNode, ctx: BrokerContext, to: BrokerId, channel: BrokerChannel): void {
  const next = channel.queue[0];
  if (next === undefined || channel.inFlight !== null || channel.timer !== null) return;
  if (!isReady(broker.requests, ctx.now, channel.node, CHANNEL.controlPlane)) {
    channel.timer = ctx.setTimer(BACKOFF_US, { kind: 'zkChannel', broker: to });
    return;
  }
  channel.inFlight = sendRequest(ctx, broker.requests, channel.node, CHANNEL.controlPlane, next, REQUEST_TIMEOUT_US);
}

export function onChannelTimer(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext, to: BrokerId): void {
  const channel = zk.controller.channels.get(to);
  if (channel === undefined) return;
  channel.timer = null;
  pump(broker, ctx, to, channel);
}

function channelOf({ controller }: ZkBroker, pending: PendingRequest): readonly [BrokerId, BrokerChannel] | null {
  for (const entry of controller.channels) {
    if (entry[1].inFlight === pending.correlationId) return entry;
  }
  return null;
}

/** The order is done, whatever the broker said. Topics whose copies it has now deleted are returned. */
export function onOrderAnswered(
  broker: BrokerNode,
  zk: ZkBroker,
  ctx: BrokerContext,
  pending: PendingRequest,
  answer: StopReplicaResponse | null,
): { readonly broker: BrokerId; readonly topics: readonly string[] } | null {
  const found = channelOf(zk, pending);
  if (found === null) return null;
  const [id, channel] = found;
  const order = channel.queue.shift();
  channel.inFlight = null;
  pump(broker, ctx, id, channel);
  if (order?.api !== 'StopReplica' || answer?.error !== 'NONE') return null;
  const deleted = order.partitions.filter(({ topic, deletePartition }) => deletePartition && zk.controller.deleting.has(topic));
  return deleted.length === 0 ? null : { broker: id, topics: [...new Set(deleted.map(({ topic }) => topic))] };
}

/** It did not get through, or its answer did not: it is sent again until the broker is known to be gone. */
export function onOrderFailed(zk: ZkBroker, ctx: BrokerContext, pending: PendingRequest): void {
  const found = channelOf(zk, pending);
  if (found === null) return;
  const [id, channel] = found;
  channel.inFlight = null;
  channel.timer = ctx.setTimer(BACKOFF_US, { kind: 'zkChannel', broker: id });
}
