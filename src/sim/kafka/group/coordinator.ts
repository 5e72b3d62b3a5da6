import { assertNever } from '../../../base/assert.ts';
import type { ConnectionId } from '../../kernel/networkTypes.ts';
import type { LogRecord } from '../log/recordBatch.ts';
import { reply } from '../net/requestTable.ts';
import type { ReplyTo } from '../net/requestTable.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { ApiResponse } from '../protocol/messages.ts';
import type { LeaderEpoch, Offset } from '../types.ts';
import type { CoordinatorEnv, CoordinatorTimer, GroupRequest } from './coordinatorEnv.ts';
import { loadShard, unloadShard } from './coordinatorShard.ts';
import type { CoordinatorShard, GroupCoordinator } from './coordinatorState.ts';
import { withoutAnswer } from './coordinatorWrites.ts';
import { handleJoinGroup, validateSessionTimeout } from './joinGroup.ts';
import { joinRefusal } from './memberAnswers.ts';
import { handleHeartbeat, handleLeaveGroup } from './membershipRequests.ts';
import { sessionIsOver } from './memberSession.ts';
import { deleteOffsetsOf, handleOffsetCommit, handleOffsetFetch, offsetCommitAnswer } from './offsetCommits.ts';
import { offsetsPartitionFor } from './offsetsPartition.ts';
import { expireMember, expirePendingMember, onJoinTimer, onSyncTimer } from './rebalance.ts';
import { expireWrites, settleWrites } from './settleWrites.ts';
import { handleSyncGroup } from './syncGroup.ts';

/**
 * A request of the classic group protocol. Answered now or when it is time to; NOT_COORDINATOR where this broker does
 * not lead the group's partition of `__consumer_offsets`.
 */
export function handleGroupRequest(
  state: GroupCoordinator,
  env: CoordinatorEnv,
  replyTo: ReplyTo,
  request: GroupRequest,
): void {
  const refusal = request.api === 'JoinGroup' ? validateSessionTimeout(env, request) : 'NONE';
  const shard = state.shards.get(offsetsPartitionFor(request.group, env.offsetsPartitions));
  if (refusal !== 'NONE' || shard === undefined) {
    reply(env.ctx, replyTo, refusalOf(request, refusal === 'NONE' ? 'NOT_COORDINATOR' : refusal));
    return;
  }
  handleInShard(env, shard, replyTo, request);
}

export function onCoordinatorTimer(state: GroupCoordinator, env: CoordinatorEnv, timer: CoordinatorTimer): void {
  const shard = state.shards.get(timer.partition);
  if (shard !== undefined) handleTimer(env, shard, timer);
}

/**
 * This broker leads the partition: its groups are rebuilt from all `records` of its log, at once. A shard that is
 * already there goes on, as when the same broker is elected again before it has noticed anything.
 */
export function onOffsetsPartitionElected(
  state: GroupCoordinator,
  env: CoordinatorEnv,
  partition: number,
  leaderEpoch: LeaderEpoch,
  records: readonly LogRecord[],
): void {
  const active = state.shards.get(partition);
  if (active !== undefined) {
    active.leaderEpoch = leaderEpoch;
    return;
  }
  state.shards.set(partition, loadShard(env, partition, leaderEpoch, records));
  env.ctx.emit({ type: 'CoordinatorLoaded', broker: env.broker, partition });
}

/** This broker leads the partition no longer: its groups are dropped, whoever waits is told NOT_COORDINATOR. */
export function onOffsetsPartitionResigned(state: GroupCoordinator, env: CoordinatorEnv, partition: number): void {
  const shard = state.shards.get(partition);
  if (shard === undefined) return;
  state.shards.delete(partition);
  unloadShard(env, shard);
}

/** Topics were deleted, as the metadata says. */
export function onTopicsDeleted(state: GroupCoordinator, env: CoordinatorEnv, topics: ReadonlySet<string>): void {
  for (const shard of state.shards.values()) deleteOffsetsOf(env, shard, topics);
}

/** Everything below `highWatermark` is committed: what waited for it happens now. */
export function onOffsetsHighWatermark(
  state: GroupCoordinator,
  env: CoordinatorEnv,
  partition: number,
  highWatermark: Offset,
): void {
  const shard = state.shards.get(partition);
  if (shard === undefined || highWatermark <= shard.highWatermark) return;
  shard.highWatermark = highWatermark;
  settleWrites(env, shard);
}

/**
 * A client closed its connection. Its member stays as it is until its session, or its JoinGroup, has taken too long:
 * the coordinator does not look at connections. Only answers that nobody will read are forgotten.
 */
export function onPeerGone(state: GroupCoordinator, connection: ConnectionId): void {
  for (const shard of state.shards.values()) {
    for (const [index, write] of shard.waiting.entries()) {
      const { continuation } = write;
      const replyTo = 'replyTo' in continuation ? continuation.replyTo : null;
      if (replyTo?.connection === connection) shard.waiting[index] = withoutAnswer(write);
    }
  }
}

function handleInShard(env: CoordinatorEnv, shard: CoordinatorShard, replyTo: ReplyTo, request: GroupRequest): void {
  switch (request.api) {
    case 'JoinGroup':
      return handleJoinGroup(env, shard, replyTo, request);
    case 'SyncGroup':
      return handleSyncGroup(env, shard, replyTo, request);
    case 'Heartbeat':
      return handleHeartbeat(env, shard, replyTo, request);
    case 'LeaveGroup':
      return handleLeaveGroup(env, shard, replyTo, request);
    case 'OffsetCommit':
      return handleOffsetCommit(env, shard, replyTo, request);
    case 'OffsetFetch':
      return handleOffsetFetch(env, shard, replyTo, request);
    default:
      return assertNever(request, 'handleInShard');
  }
}

function handleTimer(env: CoordinatorEnv, shard: CoordinatorShard, timer: CoordinatorTimer): void {
  if (timer.kind === 'groupWrite') return expireWrites(env, shard);
  const group = shard.groups.get(timer.group);
  if (group === undefined) return;
  switch (timer.kind) {
    case 'groupJoin':
      return onJoinTimer(env, shard, group);
    case 'groupSync':
      return onSyncTimer(env, shard, group);
    case 'groupSession': {
      if (group.pendingJoin.has(timer.memberId)) return expirePendingMember(env, shard, group, timer.memberId);
      const member = group.members.get(timer.memberId);
      if (member !== undefined && sessionIsOver(env, shard, group, member)) expireMember(env, shard, group, member);
      return;
    }
    default:
      return assertNever(timer, 'handleTimer');
  }
}

function refusalOf(request: GroupRequest, error: ErrorCode): ApiResponse {
  switch (request.api) {
    case 'JoinGroup':
      return joinRefusal(request.memberId, error);
    case 'SyncGroup':
      return { api: 'SyncGroup', error, assignment: [] };
    case 'Heartbeat':
      return { api: 'Heartbeat', error };
    case 'LeaveGroup':
      return { api: 'LeaveGroup', error };
    case 'OffsetCommit':
      return offsetCommitAnswer(request, error);
    case 'OffsetFetch':
      return { api: 'OffsetFetch', error, partitions: [] };
    default:
      return assertNever(request, 'refusalOf');
  }
}
