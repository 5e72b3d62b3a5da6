import { assert, assertNever } from '../../base/assert.ts';
import type { Model, NodeIndex } from '../kernel/types.ts';
import { brokerRole } from './broker/brokerRole.ts';
import { adminRole } from './clients/admin/adminRole.ts';
import { consumerRole } from './clients/consumer/consumerRole.ts';
import { producerRole } from './clients/producer/producerRole.ts';
import { nameOf, type Cluster, type KafkaNode } from './cluster.ts';
import type { Command } from './commands.ts';
import { controllerRole } from './controller/controllerRole.ts';
import { executeCommand } from './execute/executeCommand.ts';
import type { Fact } from './facts.ts';
import type { KafkaContext, KafkaTimer } from './kafkaContext.ts';
import {
  expireRequests,
  failConnection,
  LOOPBACK,
  takePending,
  type PendingRequest,
} from './net/requestTable.ts';
import type { Message } from './protocol/messages.ts';
import type { RequestFailure, RoleHandlers } from './role.ts';
import { serviceUs } from './serviceTime.ts';
import { remoteStorageRole } from './tier/remoteStorageNode.ts';
import { zooKeeperRole } from './zookeeper/ensembleRole.ts';

/** Kafka as a simulated system: routes messages, timers and failures to what each node is. */
export const kafkaModel: Model<Cluster, Message, KafkaTimer, Command, Fact> = {
  start(cluster, ctx) {
    const node = nodeOf(cluster, ctx.self);
    handlersOf(node).start(node, ctx);
  },
  onMessage(cluster, ctx, from, connection, message) {
    const node = nodeOf(cluster, ctx.self);
    if (message.type === 'request') {
      const replyTo = { connection, correlationId: message.correlationId };
      handlersOf(node).onRequest(node, ctx, replyTo, message.request, from);
      return;
    }
    const pending = takePending(node.requests, message);
    if (pending !== undefined) handlersOf(node).onResponse(node, ctx, pending, message.response);
  },
  onTimer(cluster, ctx, timer) {
    const node = nodeOf(cluster, ctx.self);
    if (timer.kind === 'loopback') kafkaModel.onMessage(cluster, ctx, ctx.self, LOOPBACK, timer.message);
    else if (timer.kind === 'requestTimeout') fail(cluster, ctx, node, expireRequests(ctx, node.requests), 'timedOut');
    else handlersOf(node).onTimer(node, ctx, timer);
  },
  onDisconnect(cluster, ctx, peer, connection) {
    const node = nodeOf(cluster, ctx.self);
    handlersOf(node).onPeerGone(node, connection);
    fail(cluster, ctx, node, failConnection(ctx, node.requests, connection, peer), 'disconnected');
    handlersOf(node).onDisconnect?.(node, ctx, peer);
  },
  onCommand: executeCommand,
  onCrash(cluster, index) {
    const node = nodeOf(cluster, index);
    handlersOf(node).crash(node);
  },
  clone(cluster) {
    return {
      ...cluster,
      nodes: cluster.nodes.map((node) => handlersOf(node).clone(node)),
      byName: new Map(cluster.byName),
    };
  },
  // A hold on `Fetch` is on requests alone, as the contract has it; `FetchResponse` names the answers.
  label: (message) => (message.type === 'request' ? message.request.api : `${message.response.api}Response`),
  serviceUs,
};

function fail(
  cluster: Cluster,
  ctx: KafkaContext,
  node: KafkaNode,
  failed: readonly PendingRequest[],
  failure: RequestFailure,
): void {
  const first = failed[0];
  if (first === undefined) return;
  const to = nameOf(nodeOf(cluster, first.to));
  const { api } = first.request;
  ctx.emit(failure === 'timedOut' ? { type: 'RequestTimedOut', api, to } : { type: 'ConnectionLost', api, to });
  for (const pending of failed) handlersOf(node).onFailure(node, ctx, pending, failure);
}

function nodeOf(cluster: Cluster, index: NodeIndex): KafkaNode {
  const node = cluster.nodes[index];
  assert(node !== undefined, 'every kernel node is a Kafka node');
  return node;
}

/** The handlers for what the node is. One place where the pairing of state and handlers is asserted to the compiler. */
function handlersOf<N extends KafkaNode>(node: N): RoleHandlers<N, KafkaTimer> {
  return roleOf(node) as unknown as RoleHandlers<N, KafkaTimer>;
}

function roleOf(node: KafkaNode) {
  switch (node.role) {
    case 'broker':
      return brokerRole;
    case 'controller':
      return controllerRole;
    case 'producer':
      return producerRole;
    case 'consumer':
      return consumerRole;
    case 'admin':
      return adminRole;
    case 'remoteStorage':
      return remoteStorageRole;
    case 'zookeeper':
      return zooKeeperRole;
    default:
      return assertNever(node);
  }
}

