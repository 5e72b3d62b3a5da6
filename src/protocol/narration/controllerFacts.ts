import { isInternalTopic } from '../../base/internalTopic.ts';
import { formatSize } from '../../base/units.ts';
import * as words from '../../words/narration/controllers.ts';
import { asSubject, brokers, ids, partitions } from '../../words/narration/names.ts';
import { nameOf, unlessInternal, type FactOf, type NarrationFamily } from './telling.ts';

/** Brokers as the controllers see them, the quorum, and topics as they are decided. */
export const CONTROLLER_FACTS = {
  BrokerRegistered: { level: 'routine', say: (fact) => words.brokerRegistered(fact.broker, fact.brokerEpoch) },
  BrokerFenced: {
    level: 'notable',
    say: (fact) => (fact.reason === 'session' ? words.brokerFenced(fact.broker) : words.brokerFencedAsAsked(fact.broker)),
  },
  BrokerUnfenced: { level: 'notable', say: (fact) => words.brokerUnfenced(fact.broker) },
  BrokerShutdownBegan: { level: 'notable', say: (fact) => words.brokerShutdownBegan(fact.broker) },
  QuorumRoleChanged: { level: 'routine', say: (fact) => words.quorumRole(fact.controller, fact.role, fact.epoch) },
  ControllerElected: {
    level: 'notable',
    say: (fact) => (fact.mode === 'zookeeper' ? words.brokerIsController(fact.controller, fact.epoch) : words.controllerElected(fact.controller, fact.epoch)),
  },
  VoteCast: { level: 'routine', say: (fact) => words.voteCast(fact.voter, fact.candidate, fact.epoch, fact) },
  VotersChanged: { level: 'notable', say: (fact) => words.votersChanged(fact.added, fact.removed, ids(fact.voters)) },
  VotersCommitted: { level: 'routine', say: (fact) => words.votersCommitted(ids(fact.voters)) },
  VotersReverted: { level: 'notable', say: (fact) => words.votersReverted(fact.controller, ids(fact.voters)) },
  SnapshotTaken: { level: 'routine', say: (fact, node) => words.snapshotTaken(node, fact.offset, formatSize(fact.bytes)) },
  SnapshotLoaded: { level: 'routine', say: (fact, node) => words.snapshotLoaded(node, fact.offset) },
  MetadataLogTrimmed: { level: 'routine', say: (fact, node) => words.metadataLogTrimmed(node, fact.startOffset) },
  MetadataCommitted: { level: 'detail', say: (fact) => words.metadataCommitted(fact.offset) },
  ConfigChanged: {
    level: 'notable',
    say: ({ resource, key, value }) => {
      // What has no id is the default of all brokers.
      const of = resource === 'broker ' ? words.allBrokers : asSubject(resource);
      return value === null ? words.configBackToDefault(of, key) : words.configChanged(of, key, value);
    },
  },
  LeaderElected: { level: unlessInternal('notable'), say: leaderElected },
  IsrShrunk: { level: unlessInternal('notable'), say: (fact) => words.isrShrunk(fact.changed, nameOf(fact), ids(fact.isr)) },
  IsrExpanded: { level: unlessInternal('notable'), say: (fact) => words.isrExpanded(fact.changed, nameOf(fact), ids(fact.isr)) },
  ReassignmentStarted: {
    level: unlessInternal('notable'),
    say: (fact) => words.reassignmentStarted(nameOf(fact), brokers(fact.target), idsOrNull(fact.adding), idsOrNull(fact.removing)),
  },
  ReassignmentCompleted: { level: unlessInternal('notable'), say: (fact) => words.reassignmentCompleted(nameOf(fact), ids(fact.replicas)) },
  ReassignmentCancelled: { level: unlessInternal('notable'), say: (fact) => words.reassignmentCancelled(nameOf(fact), ids(fact.replicas)) },
  TopicCreated: {
    level: (fact) => (isInternalTopic(fact.topic) ? 'routine' : 'notable'),
    say: (fact) => words.topicCreated(fact.topic, partitions(fact.partitions)),
  },
  TopicDeleted: { level: 'notable', say: (fact) => words.topicDeleted(fact.topic) },
  PartitionsAdded: { level: 'notable', say: (fact) => words.partitionsAdded(fact.topic, partitions(fact.partitions)) },
} satisfies NarrationFamily;

function leaderElected(fact: FactOf<'LeaderElected'>): string {
  if (fact.leader === -1) return words.partitionOffline(nameOf(fact), fact.leaderEpoch);
  const say = !fact.clean ? words.uncleanLeaderElected : fact.leader === fact.previousLeader ? words.leaderStays : words.leaderElected;
  return say(fact.leader, nameOf(fact), fact.leaderEpoch, ids(fact.isr));
}

function idsOrNull(list: readonly number[]): string | null {
  return list.length === 0 ? null : ids(list);
}
