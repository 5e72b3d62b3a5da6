import * as words from '../../../words/run/reasons.ts';
import { planted } from '../config/modelSwitches.ts';
import { reply } from '../net/requestTable.ts';
import type { LogRecord } from '../log/recordBatch.ts';
import { partitionName, type LeaderEpoch } from '../types.ts';
import type { CoordinatorEnv } from './coordinatorEnv.ts';
import type { CoordinatorRecord } from './coordinatorRecords.ts';
import type { ClassicGroup, ClassicMember, CoordinatorShard, WriteContinuation } from './coordinatorState.ts';
import { addMember, newClassicGroup, newClassicMember } from './groupMembership.ts';
import { answerJoin, answerSync, joinRefusal } from './memberAnswers.ts';
import { cancelSession, refreshSession } from './memberSession.ts';
import { offsetCommitAnswer, storeOffset } from './offsetCommits.ts';
import { cancelJoinTimer, cancelSyncTimer, prepareRebalance } from './rebalance.ts';

type StoredGroup = CoordinatorRecord & { readonly type: 'GroupMetadata' };
type StoredMember = StoredGroup['members'][number];

/**
 * A shard as its partition's log tells it. The last record of a group and of an offset counts. Members get a fresh
 * session, since nobody knows when they were last heard of (`GroupMetadataManager.replay`, `onLoaded`).
 */
export function loadShard(
  env: CoordinatorEnv,
  partition: number,
  leaderEpoch: LeaderEpoch,
  records: readonly LogRecord[],
): CoordinatorShard {
  const shard = emptyShard(partition, leaderEpoch);
  for (const { coordinator } of records) {
    if (coordinator === undefined) continue;
    if (coordinator.type === 'GroupMetadata') {
      shard.groups.set(coordinator.group, restoreGroup(coordinator));
    } else if (coordinator.type === 'OffsetTombstone') {
      shard.offsets.get(coordinator.group)?.delete(partitionName(coordinator.topic, coordinator.partition));
    } else {
      const { group, topic, partition: of, offset, leaderEpoch: epoch } = coordinator;
      if (!shard.groups.has(group)) shard.groups.set(group, newClassicGroup(group));
      if (!planted(env.config.model, 'LOSE_OFFSETS_ON_COORD_MOVE')) storeOffset(shard, group, { topic, partition: of, offset, leaderEpoch: epoch });
    }
  }
  for (const group of shard.groups.values()) {
    for (const member of group.members.values()) refreshSession(env, shard, group, member);
    const { size } = group.members;
    if (size > env.config.groupMaxSize) prepareRebalance(env, shard, group, words.groupTooLarge(size));
  }
  return shard;
}

/** Another broker coordinates now: whoever waits is sent to look for it (`onUnloaded`). */
export function unloadShard(env: CoordinatorEnv, shard: CoordinatorShard): void {
  if (shard.writeTimer !== null) env.ctx.cancelTimer(shard.writeTimer);
  for (const { continuation } of shard.waiting) refuseWaiting(env, continuation);
  for (const group of shard.groups.values()) {
    cancelJoinTimer(env, group);
    cancelSyncTimer(env, group);
    for (const timer of group.pendingJoin.values()) env.ctx.cancelTimer(timer);
    for (const member of group.members.values()) {
      cancelSession(env, member);
      answerJoin(env, member, joinRefusal(member.memberId, 'NOT_COORDINATOR'));
      answerSync(env, member, 'NOT_COORDINATOR');
    }
  }
}

function emptyShard(partition: number, leaderEpoch: LeaderEpoch): CoordinatorShard {
  return {
    partition,
    leaderEpoch,
    groups: new Map(),
    offsets: new Map(),
    recordsWritten: 0,
    lastWrittenOffset: -1,
    highWatermark: 0,
    waiting: [],
    writeTimer: null,
  };
}

/** A record is written when an assignment is, so a group with members was stable. */
function restoreGroup(stored: StoredGroup): ClassicGroup {
  const group = newClassicGroup(stored.group);
  group.state = stored.members.length === 0 ? 'Empty' : 'Stable';
  group.generation = stored.generation;
  group.protocol = stored.protocol;
  group.leader = stored.leader;
  for (const member of stored.members) addMember(group, restoreMember(member, stored.protocol));
  return group;
}

/** Of the assignors only the chosen one is in the log, of the partitions only those assigned. */
function restoreMember(stored: StoredMember, protocol: string | null): ClassicMember {
  const member = newClassicMember(stored.memberId, stored.groupInstanceId, stored.clientId, {
    sessionTimeoutUs: stored.sessionTimeoutUs,
    rebalanceTimeoutUs: stored.rebalanceTimeoutUs,
    protocols: protocol === null ? [] : [protocol],
    topics: stored.topics,
    ownedPartitions: [],
  });
  member.assignment = stored.assignment;
  return member;
}

/** The other continuations belong to members, which are answered with their groups. */
function refuseWaiting(env: CoordinatorEnv, waiting: WriteContinuation): void {
  if (waiting.kind === 'answer') reply(env.ctx, waiting.replyTo, { ...waiting.response, error: 'NOT_COORDINATOR' });
  if (waiting.kind === 'offsetFetch') reply(env.ctx, waiting.replyTo, { api: 'OffsetFetch', error: 'NOT_COORDINATOR', partitions: [] });
  if (waiting.kind === 'offsetCommit' && waiting.replyTo !== null) {
    reply(env.ctx, waiting.replyTo, offsetCommitAnswer(waiting.request, 'NOT_COORDINATOR'));
  }
}
