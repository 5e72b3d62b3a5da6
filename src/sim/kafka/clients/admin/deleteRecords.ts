import * as adminWords from '../../../../words/run/admin.ts';
import * as words from '../../../../words/run/partitionAnswers.ts';
import { HIGH_WATERMARK, type DeleteRecordsResponse } from '../../protocol/dataPlane.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import { partitionName } from '../../types.ts';
import { leaderOf } from '../clientMetadata.ts';
import { isRetriable } from '../errors.ts';
import type { AdminContext, AdminNode, AdminTask, DeleteRecordsCommand } from './adminState.ts';
import { fail, finish, retryLater, sendTo } from './adminTasks.ts';

const WHY: Partial<Record<ErrorCode, string>> = {
  OFFSET_OUT_OF_RANGE: words.aboveHighWatermark,
  POLICY_VIOLATION: words.onlyCompacted,
  INVALID_TOPIC_EXCEPTION: words.kafkasOwn,
};

/** The topic's metadata is known: asks the partition's leader (`DeleteRecordsHandler`, `kafka-delete-records`). */
export function sendDeleteRecords(node: AdminNode, ctx: AdminContext, task: AdminTask, command: DeleteRecordsCommand): void {
  const { topic, partition, beforeOffset } = command;
  const leader = leaderOf(node.metadata, topic, partition);
  if (leader === null) {
    retryLater(ctx, task);
    return;
  }
  const offset = beforeOffset ?? HIGH_WATERMARK;
  const timeoutUs = task.deadlineAt - ctx.now;
  sendTo(node, ctx, task, leader.node, { api: 'DeleteRecords', timeoutUs, partitions: [{ topic, partition, offset }] });
}

/** A leader that moved, or followers that were too slow, have it tried again. */
export function onRecordsDeleted(
  node: AdminNode,
  ctx: AdminContext,
  task: AdminTask,
  command: DeleteRecordsCommand,
  response: DeleteRecordsResponse,
): void {
  const [answer] = response.partitions;
  if (answer === undefined) return;
  const name = partitionName(command.topic, command.partition);
  if (answer.error === 'NONE') finish(node, ctx, task, adminWords.deleteRecords(name, answer.lowWatermark));
  else if (isRetriable(answer.error)) retryLater(ctx, task);
  else fail(node, ctx, task, answer.error, WHY[answer.error] ?? answer.error);
}
