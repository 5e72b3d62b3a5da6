import { assertNever } from '../../../base/assert.ts';
import type { ConnectionId } from '../../kernel/networkTypes.ts';
import { reply, type ReplyTo } from '../net/requestTable.ts';
import type { ApiRequest, ApiResponse } from '../protocol/messages.ts';
import type { RoleHandlers } from '../role.ts';
import { allocateProducerIds, fenceOneStaleBroker, processHeartbeat, registerBroker } from './brokerRequests.ts';
import { alterConfigs } from './configRequests.ts';
import {
  cloneController,
  crashController,
  isActive,
  type ControllerContext,
  type ControllerNode,
  type ControllerTimer,
} from './controllerState.ts';
import { balanceLeaders, electLeaders, electUncleanLeaders } from './electLeaders.ts';
import { askLocally, noteLocalGone } from './localBroker.ts';
import { errorResponse, type ControllerRequest } from './errorResponses.ts';
import { alterPartitions } from './partitionRequests.ts';
import { schedulePeriodicTask, startPeriodicTasks, type PeriodicTask } from './periodicTasks.ts';
import { answer, appendRecords, settle, type ControllerResult } from './quorumController.ts';
import { freshSnapshotGenerator } from './raft/snapshotGenerator.ts';
import { isFresh } from './raft/raftState.ts';
import { handleRaftRequest } from './raft/requests.ts';
import { handleRaftFailure, handleRaftResponse } from './raft/responses.ts';
import { initializeRole } from './raft/roles.ts';
import { beginShutdown } from './raft/shutdown.ts';
import { reassignPartition } from './reassignPartition.ts';
import { createPartitions, createTopic, deleteTopic } from './topicRequests.ts';

/** A dedicated KRaft controller: a voter of the quorum and, on its leader, the active controller. */
export const controllerRole: RoleHandlers<ControllerNode, ControllerTimer> = {
  start(node, ctx) {
    Object.assign(node.controller.generator, freshSnapshotGenerator(ctx.now));
    // A controller of a formed cluster is in the middle of its role and only has to set its timers.
    if (isFresh(node.raft)) initializeRole(node, ctx);
    else if (isActive(node)) startPeriodicTasks(node, ctx);
    settle(node, ctx);
  },

  onRequest(node, ctx, replyTo, request) {
    if (node.raft.halted) return;
    receive(node, ctx, replyTo, request);
    settle(node, ctx);
  },

  onResponse(node, ctx, pending, response) {
    if (node.raft.halted || !isRaftResponse(response)) return;
    handleRaftResponse(node, ctx, pending, response);
    settle(node, ctx);
  },

  onFailure(node, ctx, pending) {
    if (node.raft.halted) return;
    handleRaftFailure(node, ctx, pending);
    settle(node, ctx);
  },

  onTimer(node, ctx, timer) {
    if (node.raft.halted) return;
    if (timer.kind === 'raft') node.raft.timer = null;
    else runTask(node, ctx, timer.kind);
    settle(node, ctx);
  },

  onPeerGone(node, connection) {
    const { controller, raft } = node;
    raft.parked = raft.parked.filter((fetch) => isOther(fetch.replyTo, connection));
    controller.deferred = controller.deferred.filter(({ replyTo }) => isOther(replyTo, connection));
    noteLocalGone(node, connection);
  },

  onDisconnect(node, ctx) {
    // The broker of a combined node ended: there is one process, so it is gone as a whole, unless it is being shut down in order.
    if (node.controller.local.isGone && node.raft.shutdownDeadline === null) ctx.exit();
  },

  crash: crashController,
  clone: cloneController,
};

type RaftResponse = Parameters<typeof handleRaftResponse>[3];

function isRaftResponse(response: ApiResponse): response is RaftResponse {
  switch (response.api) {
    case 'RaftFetch':
    case 'FetchSnapshot':
    case 'AddRaftVoter':
    case 'RemoveRaftVoter':
    case 'UpdateRaftVoter':
    case 'ApiVersions':
    case 'Vote':
    case 'BeginQuorumEpoch':
    case 'EndQuorumEpoch':
      return true;
    default:
      return false;
  }
}

function receive(node: ControllerNode, ctx: ControllerContext, replyTo: ReplyTo, request: ApiRequest): void {
  switch (request.api) {
    case 'RaftFetch':
    case 'FetchSnapshot':
    case 'AddRaftVoter':
    case 'RemoveRaftVoter':
    case 'UpdateRaftVoter':
    case 'ApiVersions':
    case 'Vote':
    case 'BeginQuorumEpoch':
    case 'EndQuorumEpoch':
      handleRaftRequest(node, ctx, replyTo, request);
      return;
    case 'LocalMetadata':
      askLocally(node, replyTo, request);
      return;
    case 'LocalShutdown':
      beginShutdown(node, ctx);
      return;
    case 'BrokerRegistration':
    case 'BrokerHeartbeat':
    case 'AlterPartition':
    case 'AllocateProducerIds':
    case 'CreateTopics':
    case 'CreatePartitions':
    case 'DeleteTopics':
    case 'ElectLeaders':
    case 'AlterPartitionReassignments':
    case 'IncrementalAlterConfigs':
      control(node, ctx, replyTo, request);
      return;
    default:
      // No client speaks to a controller about anything else.
      return;
  }
}

/** All but what the quorum itself answers. */
type OperationRequest = Exclude<ControllerRequest, { readonly api: 'AddRaftVoter' | 'RemoveRaftVoter' }>;

/** Requests that only the active controller answers. */
function control(node: ControllerNode, ctx: ControllerContext, replyTo: ReplyTo, request: OperationRequest): void {
  if (!isActive(node)) {
    reply(ctx, replyTo, errorResponse(request.api, 'NOT_CONTROLLER'));
    return;
  }
  const { records, response } = resultOf(node, ctx, request);
  appendRecords(node, ctx, records);
  answer(node, ctx, replyTo, response);
}

function resultOf(node: ControllerNode, ctx: ControllerContext, request: OperationRequest): ControllerResult {
  switch (request.api) {
    case 'BrokerRegistration':
      return registerBroker(node, ctx, request);
    case 'BrokerHeartbeat':
      return processHeartbeat(node, ctx, request);
    case 'AlterPartition':
      return alterPartitions(node, request);
    case 'AllocateProducerIds':
      return allocateProducerIds(node, request);
    case 'CreateTopics':
      return createTopic(node, ctx, request);
    case 'CreatePartitions':
      return createPartitions(node, ctx, request);
    case 'DeleteTopics':
      return deleteTopic(node, request);
    case 'ElectLeaders':
      return electLeaders(node, request);
    case 'AlterPartitionReassignments':
      return reassignPartition(node, request);
    case 'IncrementalAlterConfigs':
      return alterConfigs(node, request);
    default:
      return assertNever(request);
  }
}

/** Periodic tasks are stopped when a controller is active no more, so this one is. */
function runTask(node: ControllerNode, ctx: ControllerContext, task: PeriodicTask): void {
  node.controller.timers[task] = null;
  switch (task) {
    case 'writeNoOp':
      appendRecords(node, ctx, [{ type: 'NoOp' }]);
      schedulePeriodicTask(node, ctx, task, false);
      return;
    case 'fenceStaleBrokers': {
      const { records, found } = fenceOneStaleBroker(node, ctx);
      appendRecords(node, ctx, records);
      schedulePeriodicTask(node, ctx, task, found);
      return;
    }
    case 'electPreferred':
    case 'electUnclean': {
      const { records, unfinished } = task === 'electPreferred' ? balanceLeaders(node) : electUncleanLeaders(node);
      appendRecords(node, ctx, records);
      schedulePeriodicTask(node, ctx, task, unfinished);
      return;
    }
    default:
      assertNever(task);
  }
}

function isOther(replyTo: ReplyTo, connection: ConnectionId): boolean {
  return replyTo.connection !== connection;
}
