import { assertNever } from '../../../base/assert.ts';
import { reply } from '../net/requestTable.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { CoordinatorEnv } from './coordinatorEnv.ts';
import type { CoordinatorShard, WriteContinuation } from './coordinatorState.ts';
import { toAnswerError, withoutAnswer } from './coordinatorWrites.ts';
import { committedOffsets, offsetCommitAnswer, onOffsetsCommitted } from './offsetCommits.ts';
import { onStaticMemberNotStored, onStaticMemberStored } from './staticMember.ts';
import { onAssignmentNotStored, onAssignmentStored } from './syncGroup.ts';

/** Lets happen, in the order written, what waited for records that are committed by now. */
export function settleWrites(env: CoordinatorEnv, shard: CoordinatorShard): void {
  for (let next = shard.waiting[0]; next !== undefined && next.offset < shard.highWatermark; next = shard.waiting[0]) {
    shard.waiting.shift();
    onCommitted(env, shard, next.continuation);
  }
}

/**
 * Writes that have waited too long fail, as far as anybody waits for them (`CoordinatorRuntime.OperationTimeout`). The
 * records stay in the log, so an offset that was refused may still turn up as committed.
 */
export function expireWrites(env: CoordinatorEnv, shard: CoordinatorShard): void {
  for (let index = 0; index < shard.waiting.length; index += 1) {
    const write = shard.waiting[index];
    if (write === undefined || write.expiresAt > env.ctx.now) break;
    shard.waiting[index] = withoutAnswer(write);
    onFailed(env, shard, write.continuation, toAnswerError('REQUEST_TIMED_OUT'));
  }
  shard.writeTimer = null;
  const next = shard.waiting.find((write) => write.expiresAt > env.ctx.now);
  if (next === undefined) return;
  shard.writeTimer = env.ctx.setTimer(next.expiresAt - env.ctx.now, { kind: 'groupWrite', partition: shard.partition });
}

function onCommitted(env: CoordinatorEnv, shard: CoordinatorShard, continuation: WriteContinuation): void {
  switch (continuation.kind) {
    case 'answer':
      return reply(env.ctx, continuation.replyTo, continuation.response);
    case 'offsetFetch':
      return reply(env.ctx, continuation.replyTo, committedOffsets(shard, continuation.group, continuation.partitions));
    case 'offsetCommit':
      return onOffsetsCommitted(env, shard, continuation);
    case 'assignment':
      return onAssignmentStored(env, shard, shard.groups.get(continuation.group), continuation);
    case 'staticMember':
      return onStaticMemberStored(env, shard.groups.get(continuation.group), continuation);
    case 'nothing':
      return;
    default:
      return assertNever(continuation, 'onCommitted');
  }
}

function onFailed(env: CoordinatorEnv, shard: CoordinatorShard, continuation: WriteContinuation, error: ErrorCode): void {
  switch (continuation.kind) {
    case 'answer':
      return reply(env.ctx, continuation.replyTo, { ...continuation.response, error });
    case 'offsetFetch':
      return reply(env.ctx, continuation.replyTo, { api: 'OffsetFetch', error, partitions: [] });
    case 'offsetCommit':
      if (continuation.replyTo !== null) reply(env.ctx, continuation.replyTo, offsetCommitAnswer(continuation.request, error));
      return;
    case 'assignment':
      return onAssignmentNotStored(env, shard, shard.groups.get(continuation.group), continuation, error);
    case 'staticMember':
      return onStaticMemberNotStored(env, shard, shard.groups.get(continuation.group), continuation, error);
    case 'nothing':
      return;
    default:
      return assertNever(continuation, 'onFailed');
  }
}
