import { assertNever } from '../../../../base/assert.ts';
import * as words from '../../../../words/run/admin.ts';
import { scaleToBound } from '../../../kernel/rng.ts';
import type { NodeIndex } from '../../../kernel/types.ts';
import { onChannelTimer, onOrderAnswered, onOrderFailed } from '../../controller/zk/channels.ts';
import { isActiveController } from '../../controller/zk/controllership.ts';
import { enqueueEvent, onControllerExpired, onStepAnswered } from '../../controller/zk/zkController.ts';
import type { ControllerEvent } from '../../controller/zk/zkControllerState.ts';
import { reply, type PendingRequest, type ReplyTo } from '../../net/requestTable.ts';
import type { ApiRequest, ApiResponse } from '../../protocol/messages.ts';
import type { ZkResult, ZkWatchEvent } from '../../protocol/zookeeper.ts';
import {
  BROKER_IDS,
  BROKER_TOPICS,
  CONFIG_CHANGES,
  CONTROLLER,
  DELETE_TOPICS,
  nameIn,
} from '../../zookeeper/znode.ts';
import type { BrokerContext, BrokerNode } from '../brokerState.ts';
import { forwardToController, type AdminRequest } from '../clientRequests.ts';
import { errorResponse } from '../../controller/errorResponses.ts';
import { onControlledShutdownAnswer, onControlledShutdownFailure, requestShutdown } from './controlledShutdown.ts';
import { noteRegistered, readConfigs, register } from './registration.ts';
import { handleStateChange } from './stateChange.ts';
import { handleZkAdmin, onAdminAnswered } from './zkAdmin.ts';
import type { ZkBroker, ZkContinuation, ZkTimer } from './zkBrokerState.ts';
import {
  connectZk,
  onZkConnected,
  onZkFailure,
  onZkPing,
  onZkReconnect,
  onZkResponse,
  onZkWatchEvent,
  type ZkNews,
} from './zkClient.ts';
import { onChangeNames, onChanges, onConfigNames, onConfigsRead, readChangeNames } from './zkConfigs.ts';

/** The broker's process begins, or goes on from before the run: either way it has to reach ZooKeeper. */
export function startZk(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext): void {
  connectZk(broker, zk, ctx);
  const { autoLeaderRebalanceEnable, leaderImbalanceCheckIntervalUs } = zk.settings.controller;
  if (!isActiveController(broker, zk) || !autoLeaderRebalanceEnable) return;
  const delayUs = 1 + scaleToBound(ctx.random('phase'), leaderImbalanceCheckIntervalUs);
  zk.controller.rebalanceTimer = ctx.setTimer(delayUs, { kind: 'zkRebalance' });
}

/** Requests of this mode alone. False for all that a broker answers in any mode. */
export function routeZk(
  broker: BrokerNode,
  zk: ZkBroker,
  ctx: BrokerContext,
  replyTo: ReplyTo,
  request: ApiRequest,
  from: NodeIndex,
): boolean {
  switch (request.api) {
    case 'ZkWatchEvent':
      onWatchEvent(broker, zk, ctx, request);
      return true;
    case 'LeaderAndIsr':
    case 'UpdateMetadata':
    case 'StopReplica':
      handleStateChange(broker, zk, ctx, replyTo, request);
      return true;
    case 'ControlledShutdown':
      enqueueEvent(broker, zk, ctx, { kind: 'controlledShutdown', replyTo, request });
      return true;
    case 'AlterPartition':
      enqueueEvent(broker, zk, ctx, { kind: 'alterPartition', replyTo, request });
      return true;
    case 'AllocateProducerIds':
      enqueueEvent(broker, zk, ctx, { kind: 'allocateProducerIds', replyTo, request });
      return true;
    case 'CreateTopics':
    case 'CreatePartitions':
    case 'DeleteTopics':
    case 'ElectLeaders':
    case 'AlterPartitionReassignments':
    case 'IncrementalAlterConfigs':
      admin(broker, zk, ctx, replyTo, request, from);
      return true;
    default:
      return false;
  }
}

/** Kafka's clients send these to the controller themselves; here any broker passes them on to it. */
function admin(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext, replyTo: ReplyTo, request: AdminRequest, from: NodeIndex): void {
  if (!isActiveController(broker, zk)) {
    const isPassedOn = [...broker.image.brokers.values()].some(({ node }) => node === from);
    if (isPassedOn) reply(ctx, replyTo, errorResponse(request.api, 'NOT_CONTROLLER', words.noController));
    else forwardToController(broker, ctx, replyTo, request);
  } else if (request.api === 'ElectLeaders') enqueueEvent(broker, zk, ctx, { kind: 'electLeaders', replyTo, request });
  else handleZkAdmin(broker, zk, ctx, replyTo, request);
}

/** A change that this broker asked to be told of: most are the controller's business. */
function onWatchEvent(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext, event: ZkWatchEvent): void {
  if (!onZkWatchEvent(zk, event)) return;
  if (event.path === CONFIG_CHANGES) {
    readChangeNames(broker, zk, ctx);
    return;
  }
  const found = eventOf(event);
  if (found !== null) enqueueEvent(broker, zk, ctx, found);
}

function eventOf({ path, event }: ZkWatchEvent): ControllerEvent | null {
  switch (path) {
    case CONTROLLER:
      return { kind: event === 'deleted' ? 'reelect' : 'controllerChange' };
    case BROKER_IDS:
      return { kind: 'brokerChange' };
    case BROKER_TOPICS:
      return { kind: 'topicChange' };
    case DELETE_TOPICS:
      return { kind: 'topicDeletion' };
    default:
      return path.startsWith(`${BROKER_TOPICS}/`) && event === 'changed' ? { kind: 'partitionChange', topic: nameIn(path) } : null;
  }
}

/** Answers of this mode alone; false for the rest. */
export function onZkAnswer(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext, pending: PendingRequest, response: ApiResponse): boolean {
  switch (response.api) {
    case 'ZkConnect':
      onNews(broker, zk, ctx, onZkConnected(broker, zk, ctx, pending, response));
      return true;
    case 'ZkRequest':
      onNews(broker, zk, ctx, onZkResponse(broker, zk, ctx, pending, response));
      return true;
    case 'ZkPing':
    case 'ZkSetWatches':
      return true;
    case 'ZkCloseSession':
      ctx.exit();
      return true;
    case 'LeaderAndIsr':
    case 'UpdateMetadata':
    case 'StopReplica': {
      const deleted = onOrderAnswered(broker, zk, ctx, pending, response.api === 'StopReplica' ? response : null);
      if (deleted !== null) enqueueEvent(broker, zk, ctx, { kind: 'replicasDeleted', ...deleted });
      return true;
    }
    case 'ControlledShutdown':
      onControlledShutdownAnswer(broker, zk, ctx, response);
      return true;
    default:
      return false;
  }
}

function onNews(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext, news: ZkNews): void {
  switch (news.kind) {
    case 'none':
      return;
    case 'newSession':
      // The first of the process; after one that expired, the registration is the controller's first event.
      if (broker.lifecycle.state === 'starting') readConfigs(broker, zk, ctx);
      else {
        readChangeNames(broker, zk, ctx);
        enqueueEvent(broker, zk, ctx, { kind: 'newSession' });
      }
      return;
    case 'expired':
      onControllerExpired(broker, zk, ctx);
      return;
    case 'answered':
      goOn(broker, zk, ctx, news.next, news.results);
      return;
    default:
      assertNever(news);
  }
}

function goOn(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext, next: ZkContinuation, results: readonly ZkResult[]): void {
  const first = results[0];
  switch (next.kind) {
    case 'controller':
      return onStepAnswered(broker, zk, ctx, next.step, results);
    case 'configNames':
      return onConfigNames(broker, zk, ctx, results);
    case 'registered':
      if (first !== undefined && noteRegistered(broker, ctx, first)) enqueueEvent(broker, zk, ctx, { kind: 'startup' });
      return;
    case 'configs':
      return onConfigsRead(broker, zk, ctx, next.paths, next.next, results);
    case 'changeNames':
      return onChangeNames(broker, zk, ctx, first);
    case 'changes':
      return onChanges(broker, zk, ctx, results);
    case 'admin':
      return onAdminAnswered(broker, zk, ctx, next.task, results);
    default:
      assertNever(next);
  }
}

/** False for requests that fail in any mode. */
export function onZkRequestFailed(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext, pending: PendingRequest): boolean {
  switch (pending.request.api) {
    case 'ZkConnect':
    case 'ZkRequest':
    case 'ZkPing':
    case 'ZkSetWatches':
      onZkFailure(broker, zk, ctx, pending);
      return true;
    case 'ZkCloseSession':
      ctx.exit();
      return true;
    case 'LeaderAndIsr':
    case 'UpdateMetadata':
    case 'StopReplica':
      onOrderFailed(zk, ctx, pending);
      return true;
    case 'ControlledShutdown':
      onControlledShutdownFailure(broker, zk, ctx);
      return true;
    default:
      return false;
  }
}

export function onZkTimer(broker: BrokerNode, zk: ZkBroker, ctx: BrokerContext, timer: ZkTimer): void {
  switch (timer.kind) {
    case 'zkReconnect':
      return onZkReconnect(broker, zk, ctx);
    case 'zkPing':
      return onZkPing(broker, zk, ctx);
    case 'zkRegister':
      if (broker.lifecycle.state === 'starting') register(broker, zk, ctx);
      else enqueueEvent(broker, zk, ctx, { kind: 'newSession' });
      return;
    case 'zkRebalance':
      zk.controller.rebalanceTimer = null;
      return enqueueEvent(broker, zk, ctx, { kind: 'autoRebalance' });
    case 'zkChannel':
      return onChannelTimer(broker, zk, ctx, timer.broker);
    case 'zkShutdownRetry':
      return requestShutdown(broker, zk, ctx);
    default:
      assertNever(timer);
  }
}
