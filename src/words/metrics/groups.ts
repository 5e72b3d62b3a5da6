/** What is told of the metrics of groups: `meaning` is what each counts, `worry` when to look closer. */

export const groupLag = {
  title: 'lag by group',
  instead: 'no MBean: the LAG column of kafka-consumer-groups.sh, summed',
  meaning: 'How far the committed offsets of a group are behind the high watermark, over the partitions it has committed. It needs no consumer to be alive, so it grows when all of them are dead. Records that are read and not yet committed still count.',
  worry: 'When it grows and does not come back: the group is too slow, or gone.',
} as const;

export const recordsLagMax = {
  meaning: 'What a consumer has yet to read, from its position to the high watermark it saw last, on its slowest partition. Kafka’s name for it says lag, but the lag of a group counts from what is committed. Told by the consumer itself: one that is dead, or gets no responses, does not show how far it has fallen behind. Kafka keeps the largest of 30 s; here it is the value at that time.',
  worry: 'When it grows; and when it vanishes, since then nobody reads.',
} as const;

export const completedRebalances = {
  meaning: 'Rebalances of classic groups that came to their end: the assignment is stored and the group is stable. One that is begun again before it ends does not count.',
  worry: 'When it goes on without anybody joining or leaving: a member is too slow for session.timeout.ms or max.poll.interval.ms.',
} as const;

export const groupsRebalancing = {
  title: 'groups rebalancing',
  meaning: 'Classic groups that wait for their members to join (preparing), or for the leader’s assignment (completing). With eager assignors nobody reads meanwhile.',
  worry: 'When a group stays there: it waits for a member that does not come, for up to that member’s rebalance timeout.',
} as const;
