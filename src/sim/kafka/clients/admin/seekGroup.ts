import { assert } from '../../../../base/assert.ts';
import * as words from '../../../../words/run/admin.ts';
import type { NodeIndex } from '../../../kernel/types.ts';
import {
  EARLIEST_TIMESTAMP,
  LATEST_TIMESTAMP,
  type ListOffsetsRequest,
  type ListOffsetsResponse,
} from '../../protocol/dataPlane.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import type { FindCoordinatorResponse, OffsetCommitResponse } from '../../protocol/groups.ts';
import { partitionName, type Offset } from '../../types.ts';
import { leaderOf, partitionCount } from '../clientMetadata.ts';
import { isRetriable } from '../errors.ts';
import type { AdminContext, AdminNode, AdminTask, SeekCommand } from './adminState.ts';
import { fail, finish, retryLater, sendTo, sendToAny } from './adminTasks.ts';

/*
 * Moving the committed offsets of a group, as `kafka-consumer-groups --reset-offsets` does it: find the partitions, ask their leaders
 * for the offsets that are meant, find the group's coordinator, commit from outside the group.
 */

/** The topic's metadata is known: asks the leaders of its partitions. */
export function listSeekOffsets(node: AdminNode, ctx: AdminContext, task: AdminTask, command: SeekCommand): void {
  const count = partitionCount(node.metadata, command.topic) ?? 0;
  if (command.partition !== null && command.partition >= count) {
    fail(node, ctx, task, 'UNKNOWN_TOPIC_OR_PARTITION', words.onlySoMany(command.topic, count));
    return;
  }
  const partitions = command.partition === null ? Array.from({ length: count }, (_, index) => index) : [command.partition];
  task.seek = { partitions, earliest: new Map(), latest: new Map(), byTime: new Map() };
  const byLeader = new Map<NodeIndex, number[]>();
  for (const partition of partitions) {
    const leader = leaderOf(node.metadata, command.topic, partition);
    if (leader === null) {
      retryLater(ctx, task);
      return;
    }
    const led = byLeader.get(leader.node);
    if (led === undefined) byLeader.set(leader.node, [partition]);
    else led.push(partition);
  }
  for (const [leader, led] of byLeader) {
    for (const timestamp of timestampsFor(command)) {
      sendTo(node, ctx, task, leader, listOffsetsRequest(command.topic, led, timestamp));
      // A leader that cannot be reached now has the whole task tried again.
      if (task.retryTimer !== null) return;
    }
  }
}

/** One answer with offsets; after the last, asks for the group's coordinator. */
export function onSeekOffsets(
  node: AdminNode,
  ctx: AdminContext,
  task: AdminTask,
  command: SeekCommand,
  request: ListOffsetsRequest,
  response: ListOffsetsResponse,
): void {
  const timestamp = request.partitions[0]?.timestamp ?? LATEST_TIMESTAMP;
  for (const { partition, error, offset } of response.partitions) {
    if (error !== 'NONE') {
      failOrRetry(node, ctx, task, error, isRetriable(error), words.offsetsNotListed(partitionName(command.topic, partition)));
      return;
    }
    answersTo(task, timestamp).set(partition, offset);
  }
  if (task.awaiting.size > 0) return;
  sendToAny(node, ctx, task, { api: 'FindCoordinator', group: groupOf(command) });
}

/** The coordinator is known: commits there, with no generation since the tool is no member. */
export function onSeekCoordinator(
  node: AdminNode,
  ctx: AdminContext,
  task: AdminTask,
  command: SeekCommand,
  response: FindCoordinatorResponse,
): void {
  const group = groupOf(command);
  if (response.error !== 'NONE') {
    failOrRetry(node, ctx, task, response.error, isRetriable(response.error), words.noCoordinator(group));
    return;
  }
  sendTo(node, ctx, task, response.node, {
    api: 'OffsetCommit',
    group,
    generation: -1,
    memberId: '',
    groupInstanceId: null,
    offsets: task.seek.partitions.map((partition) => {
      return { topic: command.topic, partition, offset: offsetFor(task, command, partition), leaderEpoch: -1 };
    }),
  });
}

/** Kafka: `AlterConsumerGroupOffsetsHandler`. */
export function onSeekCommit(
  node: AdminNode,
  ctx: AdminContext,
  task: AdminTask,
  command: SeekCommand,
  response: OffsetCommitResponse,
): void {
  const failed = response.partitions.find(({ error }) => error !== 'NONE');
  if (failed !== undefined) {
    const group = groupOf(command);
    const message =
      failed.error === 'UNKNOWN_MEMBER_ID' ? words.groupHasMembers(group) : words.notCommitted(partitionName(failed.topic, failed.partition), group);
    failOrRetry(node, ctx, task, failed.error, isCoordinatorError(failed.error), message);
    return;
  }
  const moved = task.seek.partitions.map(
    (partition) => words.movedTo(partitionName(command.topic, partition), offsetFor(task, command, partition)),
  );
  finish(node, ctx, task, words.movedGroup(groupOf(command), moved.join(', ')));
}

/** An offset outside the log is moved to its nearer end; a time after the last record is the end. */
function offsetFor(task: AdminTask, { position }: SeekCommand, partition: number): Offset {
  const { earliest, latest, byTime } = task.seek;
  const end = latest.get(partition) ?? 0;
  switch (position.kind) {
    case 'beginning':
      return earliest.get(partition) ?? 0;
    case 'end':
      return end;
    case 'offset':
      return Math.min(end, Math.max(earliest.get(partition) ?? 0, position.offset));
    case 'time': {
      const offset = byTime.get(partition) ?? -1;
      return offset === -1 ? end : offset;
    }
  }
}

function timestampsFor({ position }: SeekCommand): number[] {
  switch (position.kind) {
    case 'beginning':
      return [EARLIEST_TIMESTAMP];
    case 'end':
      return [LATEST_TIMESTAMP];
    case 'offset':
      return [EARLIEST_TIMESTAMP, LATEST_TIMESTAMP];
    case 'time':
      return [position.atUs, LATEST_TIMESTAMP];
  }
}

function answersTo(task: AdminTask, timestamp: number): Map<number, Offset> {
  if (timestamp === EARLIEST_TIMESTAMP) return task.seek.earliest;
  return timestamp === LATEST_TIMESTAMP ? task.seek.latest : task.seek.byTime;
}

function listOffsetsRequest(topic: string, partitions: readonly number[], timestamp: number): ListOffsetsRequest {
  return {
    api: 'ListOffsets',
    partitions: partitions.map((partition) => ({ topic, partition, timestamp, currentLeaderEpoch: -1 })),
  };
}

function groupOf({ target }: SeekCommand): string {
  assert(target.kind === 'group', 'the admin client moves groups, not consumers');
  return target.group;
}

function isCoordinatorError(error: ErrorCode): boolean {
  switch (error) {
    case 'COORDINATOR_LOAD_IN_PROGRESS':
    case 'COORDINATOR_NOT_AVAILABLE':
    case 'NOT_COORDINATOR':
    case 'REBALANCE_IN_PROGRESS':
      return true;
    default:
      return false;
  }
}

function failOrRetry(node: AdminNode, ctx: AdminContext, task: AdminTask, error: ErrorCode, retriable: boolean, message: string): void {
  if (retriable) retryLater(ctx, task);
  else fail(node, ctx, task, error, message);
}
