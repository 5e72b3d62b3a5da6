import type { ReplyTo } from '../../../net/requestTable.ts';
import type { ErrorCode } from '../../../protocol/errors.ts';
import type {
  HeartbeatRequest,
  JoinGroupMember,
  JoinGroupRequest,
  OffsetCommitRequest,
  SyncGroupRequest,
} from '../../../protocol/groups.ts';
import type { ApiResponse } from '../../../protocol/messages.ts';
import type { TopicPartition } from '../../../types.ts';

export type Answer = (replyTo: ReplyTo, response: ApiResponse) => void;

/** A group coordinator with the bare barrier of the classic protocol: no sessions, no delays, nothing stored. */
export interface FakeGroup {
  state: 'empty' | 'preparing' | 'completing' | 'stable';
  generation: number;
  nextMember: number;
  /** Ids given with MEMBER_ID_REQUIRED and not used yet. */
  expected: Set<string>;
  members: Map<string, JoinGroupMember>;
  joining: Map<string, ReplyTo>;
  syncing: Map<string, ReplyTo>;
  assignments: Map<string, readonly TopicPartition[]>;
  committed: Map<string, number>;
}

export function emptyGroup(): FakeGroup {
  return {
    state: 'empty',
    generation: 0,
    nextMember: 1,
    expected: new Set(),
    members: new Map(),
    joining: new Map(),
    syncing: new Map(),
    assignments: new Map(),
    committed: new Map(),
  };
}

/** Has the members rejoin, as for any reason a coordinator may have. */
export function startRebalance(group: FakeGroup): void {
  group.state = 'preparing';
}

export function joinGroup(group: FakeGroup, answer: Answer, replyTo: ReplyTo, request: JoinGroupRequest): void {
  const refuse = (error: ErrorCode, memberId: string): void =>
    answer(replyTo, { api: 'JoinGroup', error, generation: -1, protocol: null, leader: '', memberId, members: [] });
  let { memberId } = request;
  if (memberId === '') {
    memberId = `${request.clientId}-${group.nextMember}`;
    group.nextMember += 1;
    if (request.groupInstanceId === null) {
      group.expected.add(memberId);
      refuse('MEMBER_ID_REQUIRED', memberId);
      return;
    }
    group.expected.add(memberId);
  }
  if (!group.members.has(memberId) && !group.expected.delete(memberId)) {
    refuse('UNKNOWN_MEMBER_ID', '');
    return;
  }
  const { groupInstanceId, topics, ownedPartitions } = request;
  group.members.set(memberId, { memberId, groupInstanceId, topics, ownedPartitions });
  group.joining.set(memberId, replyTo);
  group.state = 'preparing';
  maybeCompleteJoin(group, answer, request.protocols[0] ?? 'range');
}

function maybeCompleteJoin(group: FakeGroup, answer: Answer, protocol: string): void {
  if (group.joining.size < group.members.size || group.members.size === 0) return;
  group.generation += 1;
  group.state = 'completing';
  const leader = [...group.members.keys()][0] ?? '';
  for (const [memberId, replyTo] of group.joining) {
    const members = memberId === leader ? [...group.members.values()] : [];
    answer(replyTo, { api: 'JoinGroup', error: 'NONE', generation: group.generation, protocol, leader, memberId, members });
  }
  group.joining.clear();
}

export function syncGroup(group: FakeGroup, answer: Answer, replyTo: ReplyTo, request: SyncGroupRequest): void {
  const error = memberError(group, request);
  if (error !== 'NONE' || group.state === 'preparing') {
    answer(replyTo, { api: 'SyncGroup', error: error === 'NONE' ? 'REBALANCE_IN_PROGRESS' : error, assignment: [] });
    return;
  }
  group.syncing.set(request.memberId, replyTo);
  if (request.assignments.length > 0) {
    group.assignments = new Map(request.assignments.map(({ memberId, partitions }) => [memberId, partitions]));
    group.state = 'stable';
  }
  if (group.state !== 'stable') return;
  for (const [memberId, waiting] of group.syncing) {
    answer(waiting, { api: 'SyncGroup', error: 'NONE', assignment: group.assignments.get(memberId) ?? [] });
  }
  group.syncing.clear();
}

export function heartbeat(group: FakeGroup, request: HeartbeatRequest): ErrorCode {
  const error = memberError(group, request);
  return error === 'NONE' && group.state === 'preparing' ? 'REBALANCE_IN_PROGRESS' : error;
}

export function leaveGroup(group: FakeGroup, answer: Answer, memberId: string): void {
  group.members.delete(memberId);
  group.joining.delete(memberId);
  group.state = group.members.size === 0 ? 'empty' : 'preparing';
  maybeCompleteJoin(group, answer, 'range');
}

export function commitOffsets(group: FakeGroup, request: OffsetCommitRequest): ErrorCode {
  const error = memberError(group, request);
  if (error !== 'NONE') return error;
  if (group.state === 'completing') return 'REBALANCE_IN_PROGRESS';
  for (const { topic, partition, offset } of request.offsets) group.committed.set(`${topic}-${partition}`, offset);
  return 'NONE';
}

function memberError(group: FakeGroup, request: { readonly memberId: string; readonly generation: number }): ErrorCode {
  if (!group.members.has(request.memberId)) return 'UNKNOWN_MEMBER_ID';
  return request.generation === group.generation ? 'NONE' : 'ILLEGAL_GENERATION';
}
