import { assert } from '../../../../base/assert.ts';
import { requestFor } from './adminRequests.ts';
import { emptySeekProgress, type AdminContext, type AdminNode, type AdminTask, type AdminTaskCommand } from './adminState.ts';
import { sendToAny } from './adminTasks.ts';

/** `default.api.timeout.ms`: how long a call of the admin client may take with all its retries. */
const DEFAULT_API_TIMEOUT_US = 60_000_000;

/**
 * Begins what the command asks for. An `AdminDone` or `AdminFailed` fact tells how it ended, after 60 s at the latest. Calls run side by
 * side, as those of several tools would. Kafka: `KafkaAdminClient`, and the tools `kafka-topics`, `kafka-configs`,
 * `kafka-leader-election`, `kafka-reassign-partitions` and `kafka-consumer-groups`.
 */
export function submitAdmin(node: AdminNode, ctx: AdminContext, command: AdminTaskCommand): void {
  assert(command.kind !== 'seek' || command.target.kind === 'group', 'the admin client moves groups, not consumers');
  const id = node.nextTask;
  node.nextTask += 1;
  const task: AdminTask = {
    id,
    command,
    deadlineAt: ctx.now + DEFAULT_API_TIMEOUT_US,
    deadlineTimer: ctx.setTimer(DEFAULT_API_TIMEOUT_US, { kind: 'adminDeadline', task: id }),
    attempts: 0,
    retryTimer: null,
    awaiting: new Set(),
    seek: emptySeekProgress(),
  };
  node.tasks.set(id, task);
  attempt(node, ctx, task);
}

/** The first request of the task: the one that does it, or the one for the topic's partitions. */
export function attempt(node: AdminNode, ctx: AdminContext, task: AdminTask): void {
  const { command } = task;
  const request = requestFor(command);
  if (request !== null) {
    sendToAny(node, ctx, task, request);
    return;
  }
  assert(command.kind === 'electLeaders' || command.kind === 'seek' || command.kind === 'deleteRecords', 'only these need metadata first');
  sendToAny(node, ctx, task, { api: 'Metadata', topics: command.topic === null ? [] : [command.topic] });
}
