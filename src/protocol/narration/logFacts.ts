import type { Narrations } from './words.ts';
import { count, ids, nameOf, offsets, unlessInternal } from './words.ts';

/** What happens to the replicas of a partition. */
export const LOG_FACTS: Narrations<
  | 'RecordsAppended'
  | 'RecordsReplicated'
  | 'HighWatermarkAdvanced'
  | 'LogTruncated'
  | 'ReplicaBecameLeader'
  | 'ReplicaBecameFollower'
  | 'ReplicaDeleted'
  | 'DuplicateBatchIgnored'
  | 'CommitAnswered'
  | 'ProduceRefused'
  | 'IsrChangeProposed'
> = {
  RecordsAppended: {
    level: unlessInternal('routine'),
    say: (fact) => `Broker ${fact.broker} appends ${offsets(fact.baseOffset, fact.lastOffset)} to ${nameOf(fact)}.`,
  },
  RecordsReplicated: {
    level: unlessInternal('routine'),
    say: (fact) =>
      `Broker ${fact.broker} copies ${offsets(fact.baseOffset, fact.lastOffset)} of ${nameOf(fact)} from broker ${fact.leader}.`,
  },
  HighWatermarkAdvanced: {
    level: unlessInternal('routine'),
    say: (fact) => `The high watermark of ${nameOf(fact)} on broker ${fact.broker} moves from ${fact.from} to ${fact.to}.`,
  },
  LogTruncated: {
    level: unlessInternal('notable'),
    say: (fact) =>
      fact.from - fact.to === 1
        ? `Broker ${fact.broker} cuts offset ${fact.to} off its log of ${nameOf(fact)}: epoch ${fact.leaderEpoch} does not have it.`
        : `Broker ${fact.broker} cuts offsets ${fact.to} to ${fact.from - 1} off its log of ${nameOf(fact)}: epoch ${fact.leaderEpoch} does not have them.`,
  },
  ReplicaBecameLeader: {
    level: unlessInternal('routine'),
    say: (fact) =>
      `Broker ${fact.broker} begins to lead ${nameOf(fact)} in epoch ${fact.leaderEpoch}, from offset ${fact.startOffset}.`,
  },
  ReplicaBecameFollower: {
    level: 'detail',
    say: (fact) =>
      fact.leader === -1
        ? `Broker ${fact.broker} follows nobody for ${nameOf(fact)}: it has no leader in epoch ${fact.leaderEpoch}.`
        : `Broker ${fact.broker} follows broker ${fact.leader} for ${nameOf(fact)} in epoch ${fact.leaderEpoch}.`,
  },
  ReplicaDeleted: {
    level: 'routine',
    say: (fact) => `Broker ${fact.broker} deletes its copy of ${nameOf(fact)}.`,
  },
  DuplicateBatchIgnored: {
    level: 'notable',
    say: (fact) =>
      `Broker ${fact.broker} knows this batch for ${nameOf(fact)} by its sequence number ${fact.baseSequence}: it is at offset ${fact.baseOffset} already and is not added again.`,
  },
  CommitAnswered: {
    level: 'detail',
    say: (fact) => `Broker ${fact.broker} can answer that ${offsets(fact.baseOffset, fact.lastOffset)} of ${nameOf(fact)} ${fact.baseOffset === fact.lastOffset ? 'is' : 'are'} committed.`,
  },
  ProduceRefused: {
    level: (fact) => (fact.error === 'NOT_LEADER_OR_FOLLOWER' ? 'routine' : 'notable'),
    say: (fact) => `Broker ${fact.broker} refuses ${count(fact.records, 'record')} for ${nameOf(fact)}: ${fact.error}.`,
  },
  IsrChangeProposed: {
    level: unlessInternal('routine'),
    say: (fact) =>
      `Broker ${fact.broker} asks the controller for the ISR ${ids(fact.isr)} of ${nameOf(fact)}: ${ids(fact.replicas)} ${fact.change === 'shrink' ? 'fell behind' : 'caught up'}.`,
  },
};
