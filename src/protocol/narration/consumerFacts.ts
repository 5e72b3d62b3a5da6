import * as words from '../../words/narration/consumers.ts';
import { offsets, someOf } from '../../words/narration/names.ts';
import { nameOf, unlessInternal, type NarrationFamily } from './telling.ts';

/** Consumers and their groups. */
export const CONSUMER_FACTS = {
  RecordsFetched: {
    level: unlessInternal('routine'),
    say: (fact) => words.recordsFetched(fact.consumer, offsets(fact.from, fact.to - 1), nameOf(fact), fact.broker),
  },
  ReadReplicaChosen: {
    level: unlessInternal('notable'),
    say: (fact) => (fact.nearest ? words.readsNearestReplica : words.readsLeaderAgain)(fact.consumer, nameOf(fact), fact.broker),
  },
  RecordsPolled: {
    level: unlessInternal('routine'),
    say: (fact) => words.recordsPolled(fact.consumer, offsets(fact.from, fact.to - 1), nameOf(fact)),
  },
  OffsetReset: { level: 'routine', say: (fact) => words.offsetReset(fact.consumer, nameOf(fact), fact.offset, fact.strategy) },
  PositionDiverged: {
    level: 'notable',
    say: (fact) =>
      fact.divergesAt === null
        ? words.positionUnknown(fact.consumer, fact.offset, nameOf(fact))
        : words.positionDiverged(fact.consumer, fact.offset, nameOf(fact), fact.divergesAt),
  },
  OffsetOutOfRange: { level: 'notable', say: (fact) => words.offsetOutOfRange(fact.consumer, fact.offset, nameOf(fact)) },
  CommitFailed: { level: 'notable', say: (fact) => words.commitFailed(fact.consumer, fact.group, fact.error) },
  PartitionsRevoked: {
    level: 'notable',
    say: (fact) => (fact.partitions.length === 0 ? words.nothingRevoked(fact.consumer) : words.partitionsRevoked(fact.consumer, someOf(fact.partitions.map(nameOf)))),
  },
  PartitionsAssigned: {
    level: 'notable',
    say: (fact) => (fact.partitions.length === 0 ? words.nothingAssigned(fact.consumer) : words.partitionsAssigned(fact.consumer, someOf(fact.partitions.map(nameOf)))),
  },
  PartitionsLost: { level: 'notable', say: (fact) => words.partitionsLost(fact.consumer, someOf(fact.partitions.map(nameOf)), fact.group) },
  PollTimeoutExceeded: { level: 'notable', say: (fact) => words.pollTimeoutExceeded(fact.consumer, fact.group) },
  ConsumerFailed: { level: 'notable', say: (fact) => words.consumerFailed(fact.consumer, fact.reason) },
  CoordinatorLoaded: { level: 'detail', say: (fact) => words.coordinatorLoaded(fact.broker, `__consumer_offsets-${fact.partition}`) },
  RebalanceStarted: { level: 'notable', say: (fact) => words.rebalanceStarted(fact.group, fact.generation, fact.reason) },
  MemberJoined: { level: 'routine', say: (fact) => words.memberJoined(fact.client, fact.group) },
  MemberRemoved: { level: 'notable', say: (fact) => words.memberRemoved[fact.reason](fact.client, fact.group) },
  GenerationStarted: { level: 'routine', say: (fact) => words.generationStarted(fact.group, fact.generation, fact.members.length, fact.protocol) },
  GroupStable: { level: 'notable', say: (fact) => words.groupStable(fact.group, fact.generation) },
  GroupEmptied: { level: 'notable', say: (fact) => words.groupEmptied(fact.group) },
  OffsetsCommitted: {
    level: 'routine',
    say: (fact) => words.offsetsCommitted(fact.client, fact.group, someOf(fact.offsets.map((each) => words.offsetOf(nameOf(each), each.offset)))),
  },
} satisfies NarrationFamily;
