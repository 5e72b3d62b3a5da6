import { CHANNEL } from '../../types.ts';
import type { NodeIndex } from '../../../kernel/types.ts';
import { isReady, readyAt, sendRequest } from '../../net/requestTable.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import type { ApiRequest } from '../../protocol/messages.ts';
import { leastLoadedNode, type MetadataTimes } from '../clientMetadata.ts';
import { exponentialBackoffMs } from '../exponentialBackoff.ts';
import { apiOf, describeCommand } from './adminRequests.ts';
import type { AdminContext, AdminNode, AdminTask } from './adminState.ts';

const MS = 1_000;

/** The defaults of AdminClientConfig; the tools do not change them. */
export const ADMIN_TIMES: MetadataTimes = {
  retryBackoffUs: 100 * MS,
  retryBackoffMaxUs: 1_000 * MS,
  metadataMaxAgeUs: 300_000 * MS,
  requestTimeoutUs: 30_000 * MS,
};

/** Sends one of the task's requests to whichever broker can be reached, or has the task tried again when one can. */
export function sendToAny(node: AdminNode, ctx: AdminContext, task: AdminTask, request: ApiRequest): void {
  const choice = leastLoadedNode(ctx, node.requests, node.metadata);
  if (choice.node !== null) send(node, ctx, task, choice.node, request);
  else scheduleRetry(ctx, task, choice.readyAt - ctx.now);
}

/** Sends one of the task's requests to that broker, or has the task tried again when the broker may be reached. */
export function sendTo(node: AdminNode, ctx: AdminContext, task: AdminTask, to: NodeIndex, request: ApiRequest): void {
  if (isReady(node.requests, ctx.now, to, CHANNEL.client)) send(node, ctx, task, to, request);
  else scheduleRetry(ctx, task, readyAt(node.requests, to, CHANNEL.client) - ctx.now);
}

/** Tries the task again from its beginning after a wait that grows with each attempt. Answers still to come no longer matter. */
export function retryLater(ctx: AdminContext, task: AdminTask): void {
  const backoff = {
    initialMs: ADMIN_TIMES.retryBackoffUs / MS,
    maxMs: ADMIN_TIMES.retryBackoffMaxUs / MS,
    multiplier: 2,
    jitterPermille: 200,
  };
  const waitMs = exponentialBackoffMs(backoff, task.attempts, ctx.random('adminBackoff'));
  task.attempts += 1;
  scheduleRetry(ctx, task, waitMs * MS);
}

/** `what` says more than the command does, where there is more to say. */
export function finish(node: AdminNode, ctx: AdminContext, task: AdminTask, what: string | null): void {
  remove(node, ctx, task);
  ctx.emit({ type: 'AdminDone', request: apiOf(task.command), what: what ?? describeCommand(task.command) });
}

export function fail(node: AdminNode, ctx: AdminContext, task: AdminTask, error: ErrorCode | 'TIMEOUT', message: string): void {
  remove(node, ctx, task);
  ctx.emit({ type: 'AdminFailed', request: apiOf(task.command), what: describeCommand(task.command), error, message });
}

function send(node: AdminNode, ctx: AdminContext, task: AdminTask, to: NodeIndex, request: ApiRequest): void {
  const timeoutUs = Math.max(1, Math.min(ADMIN_TIMES.requestTimeoutUs, task.deadlineAt - ctx.now));
  task.awaiting.add(sendRequest(ctx, node.requests, to, CHANNEL.client, request, timeoutUs));
}

function scheduleRetry(ctx: AdminContext, task: AdminTask, delayUs: number): void {
  task.awaiting.clear();
  if (task.retryTimer !== null) ctx.cancelTimer(task.retryTimer);
  task.retryTimer = ctx.setTimer(delayUs, { kind: 'adminRetry', task: task.id });
}

function remove(node: AdminNode, ctx: AdminContext, task: AdminTask): void {
  node.tasks.delete(task.id);
  if (task.retryTimer !== null) ctx.cancelTimer(task.retryTimer);
  // The deadline's own handler is the only one that finds it in the past.
  if (task.deadlineAt > ctx.now) ctx.cancelTimer(task.deadlineTimer);
}
