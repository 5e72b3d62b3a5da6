import * as words from '../../words/narration/logs.ts';
import { ids, offsets, records } from '../../words/narration/names.ts';
import { nameOf, unlessInternal, type NarrationFamily } from './telling.ts';

/** What happens to the replicas of a partition. */
export const LOG_FACTS = {
  RecordsAppended: {
    level: unlessInternal('routine'),
    say: (fact) => words.recordsAppended(fact.broker, offsets(fact.baseOffset, fact.lastOffset), nameOf(fact)),
  },
  RecordsReplicated: {
    level: unlessInternal('routine'),
    say: (fact) => words.recordsReplicated(fact.broker, offsets(fact.baseOffset, fact.lastOffset), nameOf(fact), fact.leader),
  },
  HighWatermarkAdvanced: {
    level: unlessInternal('routine'),
    say: (fact) => words.highWatermarkAdvanced(nameOf(fact), fact.broker, fact.from, fact.to),
  },
  LogTruncated: {
    level: unlessInternal('notable'),
    say: (fact) => words.logTruncated(fact.broker, fact.to, fact.from - 1, nameOf(fact), fact.leaderEpoch),
  },
  ReplicaBecameLeader: {
    level: unlessInternal('routine'),
    say: (fact) => words.becameLeader(fact.broker, nameOf(fact), fact.leaderEpoch, fact.startOffset),
  },
  ReplicaBecameFollower: {
    level: 'detail',
    say: (fact) =>
      fact.leader === -1 ? words.followsNobody(fact.broker, nameOf(fact), fact.leaderEpoch) : words.becameFollower(fact.broker, fact.leader, nameOf(fact), fact.leaderEpoch),
  },
  ReplicaDeleted: { level: 'routine', say: (fact) => words.replicaDeleted(fact.broker, nameOf(fact)) },
  DuplicateBatchIgnored: {
    level: 'notable',
    say: (fact) => words.duplicateBatchIgnored(fact.broker, nameOf(fact), fact.baseSequence, fact.baseOffset),
  },
  CommitAnswered: {
    level: 'detail',
    say: (fact) => words.commitAnswered(fact.broker, offsets(fact.baseOffset, fact.lastOffset), nameOf(fact), fact.baseOffset === fact.lastOffset),
  },
  ProduceRefused: {
    level: (fact) => (fact.error === 'NOT_LEADER_OR_FOLLOWER' ? 'routine' : 'notable'),
    say: (fact) => words.produceRefused(fact.broker, records(fact.records), nameOf(fact), fact.error),
  },
  IsrChangeProposed: {
    level: unlessInternal('routine'),
    say: (fact) => words.isrChangeProposed(fact.broker, ids(fact.isr), nameOf(fact), ids(fact.replicas), fact.change),
  },
} satisfies NarrationFamily;
