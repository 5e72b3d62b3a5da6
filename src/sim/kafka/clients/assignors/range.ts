import { compareMembers, emptyAssignment } from './assignor.ts';
import type { Assignment, MemberSubscription, PartitionCounts } from './assignor.ts';

/**
 * Range assignment: each topic on its own is cut into contiguous runs over its sorted subscribers, and the first
 * (partitions mod subscribers) of them get one more. Over many topics the extras add up on the same members.
 * Kafka: `RangeAssignor`, without its rack-aware part (KIP-881). A member's list follows the order of
 * `partitionsPerTopic`, which in Kafka is a hash map's.
 */
export function rangeAssign(
  partitionsPerTopic: PartitionCounts,
  members: readonly MemberSubscription[],
): Assignment {
  const assignment = emptyAssignment(members);
  const sorted = members.toSorted(compareMembers);
  for (const [topic, partitionCount] of partitionsPerTopic) {
    const subscribers = sorted.filter((member) => member.topics.includes(topic));
    if (subscribers.length === 0) continue;
    const share = Math.floor(partitionCount / subscribers.length);
    const withExtra = partitionCount % subscribers.length;
    let next = 0;
    subscribers.forEach((member, index) => {
      const end = next + share + (index < withExtra ? 1 : 0);
      const list = assignment.get(member.memberId);
      for (; next < end; next++) list?.push({ topic, partition: next });
    });
  }
  return assignment;
}
