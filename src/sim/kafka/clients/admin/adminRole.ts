import { assertNever } from '../../../../base/assert.ts';
import * as words from '../../../../words/run/admin.ts';
import type { PendingRequest } from '../../net/requestTable.ts';
import type { AdminResponse, ElectionResult } from '../../protocol/controlPlane.ts';
import type { MetadataResponse } from '../../protocol/dataPlane.ts';
import type { ApiResponse } from '../../protocol/messages.ts';
import type { RoleHandlers } from '../../role.ts';
import { onMetadataResponse, partitionCount } from '../clientMetadata.ts';
import { attempt } from './adminCommands.ts';
import { electRequest } from './adminRequests.ts';
import { cloneAdmin, type AdminContext, type AdminNode, type AdminTask, type AdminTimer } from './adminState.ts';
import { onRecordsDeleted, sendDeleteRecords } from './deleteRecords.ts';
import { ADMIN_TIMES, fail, finish, retryLater, sendToAny } from './adminTasks.ts';
import { listSeekOffsets, onSeekCommit, onSeekCoordinator, onSeekOffsets } from './seekGroup.ts';

/** How the admin client reacts. It asks for metadata only when a task needs it. */
export const adminRole: RoleHandlers<AdminNode, AdminTimer> = {
  start() {
    // It waits for commands.
  },
  onRequest() {
    // Nobody connects to an admin client.
  },
  onResponse(node, ctx, pending, response) {
    const task = takeTask(node, pending.correlationId);
    if (task !== null) handleResponse(node, ctx, task, pending, response);
  },
  onFailure(node, ctx, pending) {
    const task = takeTask(node, pending.correlationId);
    if (task !== null) retryLater(ctx, task);
  },
  onTimer(node, ctx, timer) {
    const task = node.tasks.get(timer.task);
    if (task === undefined) return;
    switch (timer.kind) {
      case 'adminRetry':
        task.retryTimer = null;
        attempt(node, ctx, task);
        return;
      case 'adminDeadline':
        fail(node, ctx, task, 'TIMEOUT', words.noAnswer);
        return;
      default:
        assertNever(timer);
    }
  },
  onPeerGone() {
    // Nobody connects to an admin client.
  },
  crash(node) {
    node.requests.pending = [];
    node.requests.timer = null;
    node.tasks.clear();
  },
  clone: cloneAdmin,
};

/** The task that awaits that answer; null when it no longer does. */
function takeTask(node: AdminNode, correlationId: number): AdminTask | null {
  for (const task of node.tasks.values()) {
    if (task.awaiting.delete(correlationId)) return task;
  }
  return null;
}

function handleResponse(
  node: AdminNode,
  ctx: AdminContext,
  task: AdminTask,
  pending: PendingRequest,
  response: ApiResponse,
): void {
  const { command } = task;
  switch (response.api) {
    case 'CreateTopics':
    case 'CreatePartitions':
    case 'DeleteTopics':
    case 'ElectLeaders':
    case 'AlterPartitionReassignments':
    case 'IncrementalAlterConfigs':
    case 'AddRaftVoter':
    case 'RemoveRaftVoter':
      onAdminResponse(node, ctx, task, response);
      return;
    case 'Metadata':
      onTopicMetadata(node, ctx, task, response);
      return;
    case 'DeleteRecords':
      if (command.kind === 'deleteRecords') onRecordsDeleted(node, ctx, task, command, response);
      return;
    case 'ListOffsets':
      if (command.kind === 'seek' && pending.request.api === 'ListOffsets') {
        onSeekOffsets(node, ctx, task, command, pending.request, response);
      }
      return;
    case 'FindCoordinator':
      if (command.kind === 'seek') onSeekCoordinator(node, ctx, task, command, response);
      return;
    case 'OffsetCommit':
      if (command.kind === 'seek') onSeekCommit(node, ctx, task, command, response);
      return;
    default:
  }
}

/** Only that no controller could be reached is worth another attempt; all else is the controller's word. */
function onAdminResponse(node: AdminNode, ctx: AdminContext, task: AdminTask, response: AdminResponse): void {
  switch (response.error) {
    case 'NONE':
      onElectionResults(node, ctx, task, response.results ?? []);
      return;
    case 'NOT_CONTROLLER':
      retryLater(ctx, task);
      return;
    default:
      fail(node, ctx, task, response.error, response.message ?? response.error);
  }
}

/** Some partitions may have got their leaders and others not. `kafka-leader-election` counts "has that leader already" as a success. */
function onElectionResults(node: AdminNode, ctx: AdminContext, task: AdminTask, results: readonly ElectionResult[]): void {
  const failed = results.filter(({ error }) => error !== 'NONE' && error !== 'ELECTION_NOT_NEEDED');
  const [first, ...more] = failed;
  if (first === undefined) {
    finish(node, ctx, task, null);
    return;
  }
  const { topic, partition, error, message } = first;
  const others = more.length === 0 ? '' : ` And ${more.length} more.`;
  fail(node, ctx, task, error, `${topic}-${partition}: ${message ?? error}${others}`);
}

function onTopicMetadata(node: AdminNode, ctx: AdminContext, task: AdminTask, response: MetadataResponse): void {
  onMetadataResponse(ctx, node.metadata, response, ADMIN_TIMES);
  const { command } = task;
  if ((command.kind !== 'electLeaders' && command.kind !== 'seek' && command.kind !== 'deleteRecords') || command.topic === null) return;
  const { topic } = command;
  const count = partitionCount(node.metadata, topic);
  if (count === null) {
    fail(node, ctx, task, 'UNKNOWN_TOPIC_OR_PARTITION', words.noTopic(topic));
  } else if (command.kind === 'seek') {
    listSeekOffsets(node, ctx, task, command);
  } else if (command.kind === 'deleteRecords') {
    sendDeleteRecords(node, ctx, task, command);
  } else {
    const partitions = Array.from({ length: count }, (_, partition) => ({ topic, partition }));
    sendToAny(node, ctx, task, electRequest(command, partitions));
  }
}
