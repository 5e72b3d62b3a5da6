import { formatDuration } from '../../base/units.ts';
import type { FactOf, Narrations } from './words.ts';
import { count, nameOf, names, offsets, unlessInternal } from './words.ts';

/** Producers and the admin client. */
export const PRODUCER_FACTS: Narrations<
  | 'ProducerIdAssigned'
  | 'RecordSent'
  | 'BatchSent'
  | 'BatchAcked'
  | 'BatchRetried'
  | 'BatchFailed'
  | 'SendBlocked'
  | 'MetadataRefreshed'
  | 'AdminDone'
  | 'AdminFailed'
> = {
  ProducerIdAssigned: {
    level: 'routine',
    say: (fact) => `Producer ${fact.producer} is given producer id ${fact.producerId}, epoch ${fact.producerEpoch}.`,
  },
  RecordSent: {
    level: 'detail',
    say: (fact) =>
      fact.key === null
        ? `Producer ${fact.producer} puts a record without a key in the batch for ${nameOf(fact)}.`
        : `Producer ${fact.producer} puts a record with key ${fact.key} in the batch for ${nameOf(fact)}.`,
  },
  BatchSent: {
    level: 'routine',
    say: (fact) => {
      const again = fact.attempt > 1 ? `, attempt ${fact.attempt}` : '';
      return `Producer ${fact.producer} sends ${count(fact.records, 'record')} for ${nameOf(fact)} to broker ${fact.leader}${again}.`;
    },
  },
  BatchAcked: {
    level: 'routine',
    say: (fact) => {
      const what = count(fact.recordIds.length, 'record');
      if (fact.acks === 0) return `Producer ${fact.producer} counts ${what} for ${nameOf(fact)} as sent: with acks=0 no answer comes.`;
      const last = fact.baseOffset + fact.recordIds.length - 1;
      const where = fact.baseOffset < 0 ? '' : ` at ${offsets(fact.baseOffset, last)}`;
      return `Producer ${fact.producer} has its answer: ${what} in ${nameOf(fact)}${where}, after ${formatDuration(fact.latencyUs)}.`;
    },
  },
  BatchRetried: {
    level: 'routine',
    say: (fact) =>
      `Producer ${fact.producer} will send ${count(fact.records, 'record')} for ${nameOf(fact)} again: ${fact.error}.`,
  },
  BatchFailed: {
    level: 'notable',
    say: (fact) =>
      `Producer ${fact.producer} gives up on ${count(fact.recordIds.length, 'record')} for ${nameOf(fact)}: ${fact.error}.`,
  },
  SendBlocked: {
    level: (fact) => (fact.reason === 'buffer' ? 'notable' : 'routine'),
    say: (fact) =>
      fact.reason === 'buffer'
        ? `Producer ${fact.producer} has to wait: its buffer is full.`
        : `Producer ${fact.producer} waits for metadata before it can send.`,
  },
  MetadataRefreshed: { level: 'detail', say: (_, node) => `${node} has fresh metadata.` },
  AdminDone: { level: 'routine', say: (fact) => `${fact.request} is done: ${fact.what}.` },
  AdminFailed: {
    level: 'notable',
    say: (fact) => `${fact.request} failed (${fact.what}): ${fact.error}${fact.message === '' ? '' : `, ${fact.message}`}.`,
  },
};

/** Consumers and their groups. */
export const CONSUMER_FACTS: Narrations<
  | 'RecordsFetched'
  | 'ReadReplicaChosen'
  | 'RecordsPolled'
  | 'OffsetReset'
  | 'PositionDiverged'
  | 'OffsetOutOfRange'
  | 'CommitFailed'
  | 'PartitionsRevoked'
  | 'PartitionsAssigned'
  | 'PartitionsLost'
  | 'PollTimeoutExceeded'
  | 'ConsumerFailed'
  | 'CoordinatorLoaded'
  | 'RebalanceStarted'
  | 'MemberJoined'
  | 'MemberRemoved'
  | 'GenerationStarted'
  | 'GroupStable'
  | 'GroupEmptied'
  | 'OffsetsCommitted'
> = {
  RecordsFetched: {
    level: unlessInternal('routine'),
    say: (fact) =>
      `Consumer ${fact.consumer} fetched ${offsets(fact.from, fact.to - 1)} of ${nameOf(fact)} from broker ${fact.broker}.`,
  },
  ReadReplicaChosen: {
    level: unlessInternal('notable'),
    say: (fact) =>
      fact.nearest
        ? `Consumer ${fact.consumer} now reads ${nameOf(fact)} from broker ${fact.broker}, a replica in its own rack.`
        : `Consumer ${fact.consumer} reads ${nameOf(fact)} from its leader again, broker ${fact.broker}.`,
  },
  RecordsPolled: {
    level: unlessInternal('routine'),
    say: (fact) => `Consumer ${fact.consumer} reads ${offsets(fact.from, fact.to - 1)} of ${nameOf(fact)}.`,
  },
  OffsetReset: {
    level: 'routine',
    say: (fact) =>
      `Consumer ${fact.consumer} starts ${nameOf(fact)} at offset ${fact.offset}, as auto.offset.reset=${fact.strategy} says.`,
  },
  PositionDiverged: {
    level: 'notable',
    say: (fact) =>
      fact.divergesAt === null
        ? `Consumer ${fact.consumer} was at offset ${fact.offset} of ${nameOf(fact)}, of which the new leader knows nothing.`
        : `Consumer ${fact.consumer} was at offset ${fact.offset} of ${nameOf(fact)}. The new leader has other records from offset ${fact.divergesAt} on, so it reads on from there.`,
  },
  OffsetOutOfRange: {
    level: 'notable',
    say: (fact) => `Consumer ${fact.consumer} asked for offset ${fact.offset} of ${nameOf(fact)}, which is not there.`,
  },
  CommitFailed: {
    level: 'notable',
    say: (fact) => `The commit of consumer ${fact.consumer} in group ${fact.group} failed: ${fact.error}.`,
  },
  PartitionsRevoked: {
    level: 'notable',
    say: (fact) =>
      fact.partitions.length === 0
        ? `Consumer ${fact.consumer} has nothing to give up.`
        : `Consumer ${fact.consumer} gives up ${names(fact.partitions)}.`,
  },
  PartitionsAssigned: {
    level: 'notable',
    say: (fact) =>
      fact.partitions.length === 0
        ? `Consumer ${fact.consumer} is assigned nothing and stays idle.`
        : `Consumer ${fact.consumer} is assigned ${names(fact.partitions)}.`,
  },
  PartitionsLost: {
    level: 'notable',
    say: (fact) => `Consumer ${fact.consumer} has lost ${names(fact.partitions)}: it is no longer in group ${fact.group}.`,
  },
  PollTimeoutExceeded: {
    level: 'notable',
    say: (fact) =>
      `Consumer ${fact.consumer} was too long between two polls (max.poll.interval.ms) and leaves group ${fact.group}.`,
  },
  ConsumerFailed: { level: 'notable', say: (fact) => `Consumer ${fact.consumer} stops with an error: ${fact.reason}.` },
  CoordinatorLoaded: {
    level: 'detail',
    say: (fact) => `Broker ${fact.broker} now coordinates the groups of __consumer_offsets-${fact.partition}.`,
  },
  RebalanceStarted: {
    level: 'notable',
    say: (fact) => `Group ${fact.group} rebalances after generation ${fact.generation}: ${fact.reason}.`,
  },
  MemberJoined: { level: 'routine', say: (fact) => `Consumer ${fact.client} joins group ${fact.group}.` },
  MemberRemoved: { level: 'notable', say: memberRemoved },
  GenerationStarted: {
    level: 'routine',
    say: (fact) => {
      const assignor = fact.protocol === null ? '' : `, assigned by ${fact.protocol}`;
      return `Group ${fact.group} begins generation ${fact.generation} with ${count(fact.members.length, 'member')}${assignor}.`;
    },
  },
  GroupStable: {
    level: 'notable',
    say: (fact) => `Group ${fact.group} is stable in generation ${fact.generation}.`,
  },
  GroupEmptied: { level: 'notable', say: (fact) => `Group ${fact.group} has no members left.` },
  OffsetsCommitted: {
    level: 'routine',
    say: (fact) => {
      const shown = fact.offsets.slice(0, 6).map((each) => `${nameOf(each)} at ${each.offset}`);
      const more = fact.offsets.length > 6 ? ` and ${fact.offsets.length - 6} more` : '';
      return `Consumer ${fact.client} commits for group ${fact.group}: ${shown.join(', ')}${more}.`;
    },
  },
};

function memberRemoved(fact: {
  readonly group: string;
  readonly client: string;
  readonly reason: FactOf<'MemberRemoved'>['reason'];
}): string {
  const who = `Consumer ${fact.client}`;
  switch (fact.reason) {
    case 'left':
      return `${who} leaves group ${fact.group}.`;
    case 'session expired':
      return `${who} is removed from group ${fact.group}: its session expired without a heartbeat.`;
    case 'rebalance timeout':
      return `${who} is removed from group ${fact.group}: it did not rejoin in time.`;
    case 'replaced':
      return `${who} is removed from group ${fact.group}: another member took its group.instance.id.`;
    case 'group full':
      return `${who} is turned away from group ${fact.group}, which is full (group.max.size).`;
  }
}
