import type { TopicPartition } from '../../types.ts';

/** A member as the group's leader sees it in the JoinGroup answer. */
export interface MemberSubscription {
  readonly memberId: string;
  /** Set for static members (`group.instance.id`). */
  readonly groupInstanceId?: string | null;
  readonly topics: readonly string[];
}

/** Partitions by member id. Every member has an entry; an idle one has an empty list. */
export type Assignment = Map<string, TopicPartition[]>;

/** Partition counts by topic. Topics without metadata are left out by the caller. */
export type PartitionCounts = ReadonlyMap<string, number>;

/**
 * Orders members for assignment: static members first, by instance id, then the others by member id
 * (`AbstractPartitionAssignor.MemberInfo`). Compares UTF-16 units as Java does, whatever the locale.
 */
export function compareMembers(a: MemberSubscription, b: MemberSubscription): number {
  const aInstance = a.groupInstanceId ?? null;
  const bInstance = b.groupInstanceId ?? null;
  if (aInstance !== null && bInstance !== null) return compareText(aInstance, bInstance);
  if (aInstance !== null) return -1;
  if (bInstance !== null) return 1;
  return compareText(a.memberId, b.memberId);
}

/** An assignment in which every member has an empty list. */
export function emptyAssignment(members: readonly MemberSubscription[]): Assignment {
  const assignment: Assignment = new Map();
  for (const member of members) assignment.set(member.memberId, []);
  return assignment;
}

function compareText(a: string, b: string): number {
  if (a < b) return -1;
  return a > b ? 1 : 0;
}
