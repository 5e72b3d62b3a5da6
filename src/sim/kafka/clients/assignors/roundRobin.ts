import { compareMembers, emptyAssignment } from './assignor.ts';
import type { Assignment, MemberSubscription, PartitionCounts } from './assignor.ts';

/**
 * Round robin: all partitions of all subscribed topics, topics by name, are dealt to the sorted members in turn,
 * passing over members that do not subscribe to the topic at hand. Kafka: `RoundRobinAssignor`.
 */
export function roundRobinAssign(
  partitionsPerTopic: PartitionCounts,
  members: readonly MemberSubscription[],
): Assignment {
  const assignment = emptyAssignment(members);
  const sorted = members.toSorted(compareMembers);
  let turn = 0;
  for (const topic of subscribedTopics(members)) {
    const partitionCount = partitionsPerTopic.get(topic) ?? 0;
    for (let partition = 0; partition < partitionCount; partition++) {
      while (sorted[turn]?.topics.includes(topic) === false) turn = (turn + 1) % sorted.length;
      const member = sorted[turn];
      if (member !== undefined) assignment.get(member.memberId)?.push({ topic, partition });
      turn = (turn + 1) % sorted.length;
    }
  }
  return assignment;
}

/** Every topic that some member subscribes to, in the order of their UTF-16 units. */
function subscribedTopics(members: readonly MemberSubscription[]): string[] {
  const topics = new Set<string>();
  for (const member of members) for (const topic of member.topics) topics.add(topic);
  // The default sort compares UTF-16 units, which is Java's string order.
  return [...topics].toSorted();
}
