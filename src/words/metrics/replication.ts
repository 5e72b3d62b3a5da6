/** What is told of the metrics of replication: `meaning` is what each counts, `worry` when to look closer. */

export const underReplicated = {
  meaning: 'Of the partitions that this broker leads, those whose ISR is smaller than the replica set. Only leaders count: a dead broker reports nothing, and a partition without a leader is in nobody’s count.',
  worry: 'When it is above 0 for longer than a restart takes: one more failure may cost availability or records.',
} as const;

export const underMinIsr = {
  meaning: 'Of the partitions that this broker leads, those with fewer replicas in the ISR than min.insync.replicas. They refuse producers with acks=all.',
  worry: 'Whenever it is above 0: producers with acks=all cannot write there.',
} as const;

export const atMinIsr = {
  meaning: 'Of the partitions that this broker leads, those with exactly min.insync.replicas in the ISR. A topic whose min.insync.replicas is its replication factor, or that has one replica, is always among them.',
  worry: 'When it is more than usual: the next replica that leaves stops writes with acks=all.',
} as const;

export const isrShrinks = {
  meaning: 'How often a leader took slow followers out of an ISR. When a broker is fenced or shuts down, the controller takes it out by itself: no leader counts that, so a dead broker may not show here at all.',
  worry: 'When there are any and no broker was restarted: followers cannot keep up.',
} as const;

export const isrExpands = {
  meaning: 'How often a leader took a follower that had caught up into an ISR. Counted when the controller’s response confirms it; where the leader reads of it in the metadata before, it is not counted.',
  worry: 'When it goes on along with shrinks: a follower comes and goes.',
} as const;

export const maxLag = {
  meaning: 'How many records the slowest partition that this broker follows is behind its leader’s high watermark, as of its last fetch. A follower that gets no responses keeps its last value.',
  worry: 'When it grows: the follower is slower than its leader and will leave the ISR after replica.lag.time.max.ms.',
} as const;

export const leaderCount = {
  meaning: 'Partitions that this broker holds itself for the leader of. Two brokers may count the same one while one of them has not heard of its successor.',
  worry: 'When brokers differ much: the few that lead do most of the work. See it per node.',
} as const;
