import { reply } from '../net/requestTable.ts';
import type { ReplyTo } from '../net/requestTable.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { OffsetCommitRequest, OffsetCommitResponse, OffsetFetchRequest, OffsetFetchResponse } from '../protocol/groups.ts';
import { partitionName } from '../types.ts';
import type { TopicPartition } from '../types.ts';
import type { CoordinatorEnv } from './coordinatorEnv.ts';
import type { CoordinatorRecord } from './coordinatorRecords.ts';
import type { ClassicGroup, CommittedOffset, CoordinatorShard, WriteContinuation } from './coordinatorState.ts';
import { hasPendingWrites, whenCommitted, writeRecords } from './coordinatorWrites.ts';
import { newClassicGroup, validateMember } from './groupMembership.ts';
import { refreshSession } from './memberSession.ts';

type OffsetsWritten = WriteContinuation & { readonly kind: 'offsetCommit' };

/**
 * Writes a record for every partition and answers when they are committed (`OffsetMetadataManager.commitOffset`). That a
 * topic exists is for the broker to check; expiry of old offsets is left out.
 */
export function handleOffsetCommit(
  env: CoordinatorEnv,
  shard: CoordinatorShard,
  replyTo: ReplyTo,
  request: OffsetCommitRequest,
): void {
  let group = shard.groups.get(request.group);
  if (group === undefined && request.generation < 0) {
    group = newClassicGroup(request.group);
    shard.groups.set(request.group, group);
  }
  const refusal = group === undefined ? 'GROUP_ID_NOT_FOUND' : validateOffsetCommit(group, request);
  if (refusal !== 'NONE') {
    reply(env.ctx, replyTo, offsetCommitAnswer(request, refusal));
    return;
  }
  const member = group?.members.get(request.memberId);
  if (group !== undefined && member !== undefined) refreshSession(env, shard, group, member);
  const then: OffsetsWritten = { kind: 'offsetCommit', replyTo, request, client: member?.clientId ?? '' };
  if (request.offsets.length === 0) {
    if (hasPendingWrites(shard)) whenCommitted(env, shard, shard.lastWrittenOffset, then);
    else onOffsetsCommitted(env, shard, then);
    return;
  }
  const result = writeRecords(env, shard, offsetRecords(request));
  if (result.ok) whenCommitted(env, shard, result.lastOffset, then);
  else reply(env.ctx, replyTo, offsetCommitAnswer(request, result.error));
}

/**
 * Answers with the committed offsets, -1 where there is none. What has been written but is not committed yet is waited
 * for, as consumers ask for (`requireStable`).
 */
export function handleOffsetFetch(
  env: CoordinatorEnv,
  shard: CoordinatorShard,
  replyTo: ReplyTo,
  request: OffsetFetchRequest,
): void {
  const { group, partitions } = request;
  if (!hasPendingWrites(shard)) reply(env.ctx, replyTo, committedOffsets(shard, group, partitions));
  else whenCommitted(env, shard, shard.lastWrittenOffset, { kind: 'offsetFetch', replyTo, group, partitions });
}

/** The records are committed: from now on the offsets are what OffsetFetch answers. */
export function onOffsetsCommitted(env: CoordinatorEnv, shard: CoordinatorShard, written: OffsetsWritten): void {
  const { group, offsets } = written.request;
  for (const { topic, partition, offset, leaderEpoch } of offsets) {
    storeOffset(shard, group, { topic, partition, offset, leaderEpoch });
  }
  if (offsets.length > 0) env.ctx.emit({ type: 'OffsetsCommitted', group, client: written.client, offsets });
  if (written.replyTo !== null) reply(env.ctx, written.replyTo, offsetCommitAnswer(written.request, 'NONE'));
}

export function storeOffset(shard: CoordinatorShard, group: string, committed: CommittedOffset): void {
  let ofGroup = shard.offsets.get(group);
  if (ofGroup === undefined) {
    ofGroup = new Map();
    shard.offsets.set(group, ofGroup);
  }
  ofGroup.set(partitionName(committed.topic, committed.partition), committed);
}

/** Topics are gone, and what groups have committed of them goes with them (`OffsetMetadataManager.onTopicsDeleted`). */
export function deleteOffsetsOf(env: CoordinatorEnv, shard: CoordinatorShard, topics: ReadonlySet<string>): void {
  const tombstones: (CoordinatorRecord & { readonly type: 'OffsetTombstone' })[] = [];
  for (const [group, committed] of shard.offsets) {
    for (const { topic, partition } of committed.values()) {
      if (topics.has(topic)) tombstones.push({ type: 'OffsetTombstone', group, topic, partition });
    }
  }
  if (tombstones.length === 0 || !writeRecords(env, shard, tombstones).ok) return;
  for (const { group, topic, partition } of tombstones) shard.offsets.get(group)?.delete(partitionName(topic, partition));
}

export function committedOffsets(
  shard: CoordinatorShard,
  group: string,
  partitions: readonly TopicPartition[],
): OffsetFetchResponse {
  const ofGroup = shard.offsets.get(group);
  const answers = partitions.map(({ topic, partition }) => {
    const committed = ofGroup?.get(partitionName(topic, partition));
    return { topic, partition, offset: committed?.offset ?? -1, leaderEpoch: committed?.leaderEpoch ?? -1 };
  });
  return { api: 'OffsetFetch', error: 'NONE', partitions: answers };
}

export function offsetCommitAnswer(request: OffsetCommitRequest, error: ErrorCode): OffsetCommitResponse {
  const partitions = request.offsets.map(({ topic, partition }) => ({ topic, partition, error }));
  for (const { topic, partition } of request.unknown ?? []) {
    partitions.push({ topic, partition, error: 'UNKNOWN_TOPIC_OR_PARTITION' });
  }
  return { api: 'OffsetCommit', partitions };
}

/** `ClassicGroup.validateOffsetCommit`. */
function validateOffsetCommit(group: ClassicGroup, request: OffsetCommitRequest): ErrorCode {
  const { memberId, groupInstanceId, generation } = request;
  // From outside the group protocol: only while no member could be overtaken.
  if (generation < 0 && group.state === 'Empty') return 'NONE';
  if (generation < 0 && memberId === '' && groupInstanceId === null) return 'UNKNOWN_MEMBER_ID';
  const error = validateMember(group, memberId, groupInstanceId);
  if (error !== 'NONE') return error;
  if (generation !== group.generation) return 'ILLEGAL_GENERATION';
  // The member knows the new generation but not its partitions: what it commits is of the generation before.
  return group.state === 'CompletingRebalance' ? 'REBALANCE_IN_PROGRESS' : 'NONE';
}

function offsetRecords(request: OffsetCommitRequest): CoordinatorRecord[] {
  return request.offsets.map(({ topic, partition, offset, leaderEpoch }) => ({
    type: 'OffsetCommit',
    group: request.group,
    topic,
    partition,
    offset,
    leaderEpoch,
  }));
}
