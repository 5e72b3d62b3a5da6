import type { LogRecord } from '../log/recordBatch.ts';
import { recordBytes } from '../log/recordBatch.ts';
import type { ReplyTo } from '../net/requestTable.ts';
import { reply } from '../net/requestTable.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { HeartbeatResponse, LeaveGroupResponse } from '../protocol/groups.ts';
import { CONSUMER_OFFSETS_TOPIC, partitionName } from '../types.ts';
import type { Offset } from '../types.ts';
import type { AppendResult, CoordinatorEnv } from './coordinatorEnv.ts';
import type { CoordinatorRecord } from './coordinatorRecords.ts';
import type { ClassicGroup, CoordinatorShard, WaitingWrite, WriteContinuation } from './coordinatorState.ts';

/** `offset.commit.timeout.ms`, which limits every write of the coordinator. */
const WRITE_TIMEOUT_US = 5_000_000;
/** Version, offset, leader epoch, empty metadata and timestamp of an OffsetCommitValue. */
const OFFSET_COMMIT_VALUE_BYTES = 24;
/** The fixed part of a GroupMetadataValue and of each of its members, at their usual sizes. */
const GROUP_VALUE_BYTES = 40;
const GROUP_MEMBER_BYTES = 80;
const PARTITION_BYTES = 8;

/** Appends records to the shard's partition. With an error nothing was written; the code is the one to answer with. */
export function writeRecords(
  env: CoordinatorEnv,
  shard: CoordinatorShard,
  records: readonly CoordinatorRecord[],
): AppendResult {
  const written: LogRecord[] = [];
  for (const record of records) {
    written.push(toLogRecord(env, shard, record));
    shard.recordsWritten += 1;
  }
  const result = env.append(shard.partition, written);
  if (!result.ok) return { ok: false, error: toAnswerError(result.error) };
  shard.lastWrittenOffset = result.lastOffset;
  return result;
}

/** Writes what the group is now. */
export function writeGroup(env: CoordinatorEnv, shard: CoordinatorShard, group: ClassicGroup): AppendResult {
  return writeRecords(env, shard, [groupRecord(group)]);
}

/** The group as a record, with the assignments given or else those its members have. */
export function groupRecord(group: ClassicGroup, assignments?: GroupAssignment): CoordinatorRecord {
  const members = [];
  for (const member of group.members.values()) {
    members.push({
      memberId: member.memberId,
      groupInstanceId: member.groupInstanceId,
      clientId: member.clientId,
      sessionTimeoutUs: member.subscription.sessionTimeoutUs,
      rebalanceTimeoutUs: member.subscription.rebalanceTimeoutUs,
      topics: member.subscription.topics,
      assignment: assignments === undefined ? member.assignment : (assignments.get(member.memberId) ?? []),
    });
  }
  const { groupId, generation, protocol, leader } = group;
  return { type: 'GroupMetadata', group: groupId, generation, protocol, leader, members };
}

type GroupAssignment = ReadonlyMap<string, readonly { readonly topic: string; readonly partition: number }[]>;

/** `continuation` happens once the record at `offset` is committed, or fails after the write timeout. */
export function whenCommitted(
  env: CoordinatorEnv,
  shard: CoordinatorShard,
  offset: Offset,
  continuation: WriteContinuation,
): void {
  shard.waiting.push({ offset, expiresAt: env.ctx.now + WRITE_TIMEOUT_US, continuation });
  shard.writeTimer ??= env.ctx.setTimer(WRITE_TIMEOUT_US, { kind: 'groupWrite', partition: shard.partition });
}

/** The same write with nobody to be answered. An offset is committed all the same; anything else was for the answer. */
export function withoutAnswer(write: WaitingWrite): WaitingWrite {
  const { continuation } = write;
  const left: WriteContinuation =
    continuation.kind === 'offsetCommit' ? { ...continuation, replyTo: null } : { kind: 'nothing' };
  return { ...write, continuation: left };
}

/** Whether a record of this shard is not committed yet. */
export function hasPendingWrites(shard: CoordinatorShard): boolean {
  return shard.lastWrittenOffset >= shard.highWatermark;
}

/**
 * Answers, but not before the writes that the answer may rest on are committed
 * (`CoordinatorRuntime.waitForPendingWrites`).
 */
export function answerAfterWrites(
  env: CoordinatorEnv,
  shard: CoordinatorShard,
  replyTo: ReplyTo,
  response: HeartbeatResponse | LeaveGroupResponse,
): void {
  if (!hasPendingWrites(shard)) reply(env.ctx, replyTo, response);
  else whenCommitted(env, shard, shard.lastWrittenOffset, { kind: 'answer', replyTo, response });
}

/** What clients are told when a write fails (`CoordinatorOperationExceptionHelper`, `appendGroupMetadataErrorToResponseError`). */
export function toAnswerError(error: ErrorCode): ErrorCode {
  switch (error) {
    case 'UNKNOWN_TOPIC_OR_PARTITION':
    case 'NOT_ENOUGH_REPLICAS':
    case 'REQUEST_TIMED_OUT':
      return 'COORDINATOR_NOT_AVAILABLE';
    case 'NOT_LEADER_OR_FOLLOWER':
      return 'NOT_COORDINATOR';
    case 'MESSAGE_TOO_LARGE':
      return 'UNKNOWN_SERVER_ERROR';
    default:
      return error;
  }
}

function toLogRecord(env: CoordinatorEnv, shard: CoordinatorShard, record: CoordinatorRecord): LogRecord {
  const name = partitionName(CONSUMER_OFFSETS_TOPIC, shard.partition);
  const id = `${name}:${shard.leaderEpoch}:${shard.recordsWritten}`;
  const timestamp = env.ctx.now;
  if (record.type === 'OffsetCommit') {
    const key = `offset ${record.group} ${partitionName(record.topic, record.partition)}`;
    const bytes = recordBytes(key, OFFSET_COMMIT_VALUE_BYTES);
    return { id, key, value: String(record.offset), timestamp, bytes, coordinator: record };
  }
  if (record.type === 'OffsetTombstone') {
    const key = `offset ${record.group} ${partitionName(record.topic, record.partition)}`;
    return { id, key, value: null, timestamp, bytes: recordBytes(key, 0), coordinator: record };
  }
  const key = `group ${record.group}`;
  let valueBytes = GROUP_VALUE_BYTES;
  for (const member of record.members) {
    valueBytes += GROUP_MEMBER_BYTES + PARTITION_BYTES * member.assignment.length;
  }
  const value = `generation ${record.generation}, ${record.members.length} members`;
  return { id, key, value, timestamp, bytes: recordBytes(key, valueBytes), coordinator: record };
}
