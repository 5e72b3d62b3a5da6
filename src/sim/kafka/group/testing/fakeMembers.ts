import type { JoinGroupRequest, SyncGroupRequest } from '../../protocol/groups.ts';
import type { TopicPartition } from '../../types.ts';
import { advance, answerOf, commit, GROUP, joinAnswer, MS, send } from './fakeBroker.ts';
import type { FakeBroker } from './fakeBroker.ts';

/** Session 10 s, rebalance timeout 60 s: easy numbers to count with. */
export function joinRequest(clientId: string, overrides: Partial<JoinGroupRequest> = {}): JoinGroupRequest {
  return {
    api: 'JoinGroup',
    group: GROUP,
    memberId: '',
    groupInstanceId: null,
    clientId,
    sessionTimeoutUs: 10_000 * MS,
    rebalanceTimeoutUs: 60_000 * MS,
    protocols: ['range'],
    topics: ['orders'],
    ownedPartitions: [],
    ...overrides,
  };
}

/** Joins as consumers do: a dynamic member asks for an id first. */
export function join(broker: FakeBroker, clientId: string, overrides: Partial<JoinGroupRequest> = {}): { id: number; memberId: string } {
  const request = joinRequest(clientId, overrides);
  const first = send(broker, request);
  if (request.memberId !== '' || request.groupInstanceId !== null) return { id: first, memberId: request.memberId };
  const { memberId } = joinAnswer(broker, first);
  return { id: send(broker, { ...request, memberId }), memberId };
}

export function rejoin(broker: FakeBroker, memberId: string, overrides: Partial<JoinGroupRequest> = {}): number {
  const clientId = memberId.slice(0, memberId.lastIndexOf('-'));
  return send(broker, joinRequest(clientId, { ...overrides, memberId }));
}

export function sync(
  broker: FakeBroker,
  memberId: string,
  generation: number,
  assignments: SyncGroupRequest['assignments'] = [],
): number {
  return send(broker, { api: 'SyncGroup', group: GROUP, generation, memberId, groupInstanceId: null, assignments });
}

export function heartbeat(
  broker: FakeBroker,
  memberId: string,
  generation: number,
  groupInstanceId: string | null = null,
): number {
  return send(broker, { api: 'Heartbeat', group: GROUP, generation, memberId, groupInstanceId });
}

export function leave(broker: FakeBroker, memberId: string): number {
  return send(broker, { api: 'LeaveGroup', group: GROUP, memberId });
}

export function commitOffset(
  broker: FakeBroker,
  memberId: string,
  generation: number,
  offset: number,
  of: TopicPartition = { topic: 'orders', partition: 0 },
): number {
  const offsets = [{ ...of, offset, leaderEpoch: 0 }];
  return send(broker, { api: 'OffsetCommit', group: GROUP, generation, memberId, groupInstanceId: null, offsets });
}

export function fetchOffsets(broker: FakeBroker, partitions: readonly TopicPartition[]): number {
  return send(broker, { api: 'OffsetFetch', group: GROUP, partitions });
}

export function assignInTurn(memberIds: readonly string[]): SyncGroupRequest['assignments'] {
  return memberIds.map((memberId, partition) => ({ memberId, partitions: [{ topic: 'orders', partition }] }));
}

/**
 * A stable group in generation 1, its members in the order of their names (the first leads), member `i` with
 * `orders-i`. Takes the initial delay of 3 s, and another one if there are several members.
 */
export function stableGroup(
  broker: FakeBroker,
  clientIds: readonly string[],
  overrides: Partial<JoinGroupRequest> = {},
  instanceIds: readonly string[] = [],
): string[] {
  const joins = clientIds.map((clientId, index) =>
    join(broker, clientId, { ...overrides, groupInstanceId: instanceIds[index] ?? null }),
  );
  advance(broker, clientIds.length === 1 ? 3_000 * MS : 6_000 * MS);
  const memberIds = joins.map(({ id }) => joinAnswer(broker, id).memberId);
  syncAll(broker, memberIds, 1);
  return memberIds;
}

/** Every member sends SyncGroup, the first with the assignment; all that is written gets committed. */
export function syncAll(broker: FakeBroker, memberIds: readonly string[], generation: number): void {
  const ids = memberIds.map((memberId, index) =>
    sync(broker, memberId, generation, index === 0 ? assignInTurn(memberIds) : []),
  );
  commit(broker);
  for (const id of ids) answerOf(broker, id, 'SyncGroup');
}
