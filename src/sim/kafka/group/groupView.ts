import type { TopicPartition } from '../types.ts';
import type { ClassicGroupState } from './classicGroupState.ts';
import type { ClassicGroup, CommittedOffset, CoordinatorShard, GroupCoordinator } from './coordinatorState.ts';

/** A group as its coordinator knows it. */
export interface GroupDescription {
  readonly group: string;
  readonly protocol: 'classic';
  readonly state: ClassicGroupState;
  readonly generation: number;
  /** The assignor of this generation; null while there is none. */
  readonly assignor: string | null;
  readonly leader: string | null;
  /** In the order of joining. */
  readonly members: readonly GroupMemberDescription[];
  /** Committed ones, in the order of their first commit. */
  readonly offsets: readonly CommittedOffset[];
}

export interface GroupMemberDescription {
  readonly memberId: string;
  readonly clientId: string;
  readonly groupInstanceId: string | null;
  /** During a rebalance still the last one it got. */
  readonly assignment: readonly TopicPartition[];
}

/** All groups this broker coordinates (DescribeGroups and OffsetFetch in one), by partition, then in the order created. */
export function describeGroups(state: GroupCoordinator): GroupDescription[] {
  return [...state.shards.values()].flatMap((shard) => Array.from(shard.groups.values(), (group) => describeGroup(shard, group)));
}

export function describeGroup(shard: CoordinatorShard, group: ClassicGroup): GroupDescription {
  const members = Array.from(group.members.values(), ({ memberId, clientId, groupInstanceId, assignment }) => ({
    memberId,
    clientId,
    groupInstanceId,
    assignment,
  }));
  const offsets = [...(shard.offsets.get(group.groupId)?.values() ?? [])];
  const { groupId, state, generation, protocol, leader } = group;
  return { group: groupId, protocol: 'classic', state, generation, assignor: protocol, leader, members, offsets };
}
