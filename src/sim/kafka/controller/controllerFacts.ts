import type { Fact } from '../facts.ts';
import { configKey, partitionIn, type MetadataImage } from '../metadata/image.ts';
import type { MetadataBatch, MetadataRecord } from '../metadata/records.ts';
import { NO_LEADER, partitionName, type TopicPartitionName } from '../types.ts';
import type { PartitionRegistration } from './partitionChange.ts';
import { isReassignmentInProgress, originalReplicas, type Reassignment } from './reassignment.ts';

/** What was already walked over, where it differs from the image before. */
interface Walk {
  readonly before: MetadataImage;
  readonly partitions: Map<TopicPartitionName, PartitionRegistration>;
  readonly fenced: Map<number, boolean>;
  readonly facts: Fact[];
}

/** What became true when `batches` were committed on top of `before`, in order. */
export function factsOf(before: MetadataImage, batches: readonly MetadataBatch[]): Fact[] {
  const walk: Walk = { before, partitions: new Map(), fenced: new Map(), facts: [] };
  for (const batch of batches) {
    // Written after the changes that follow from it, but told before them.
    for (const record of batch.records) {
      if (record.type === 'BrokerRegistrationChange' && record.fenced === true) tellRegistrationChange(walk, record);
    }
    for (const record of batch.records) tell(walk, record);
    tellNewPartitions(walk, batch);
  }
  return walk.facts;
}

function tell(walk: Walk, record: MetadataRecord): void {
  switch (record.type) {
    case 'RegisterBroker':
      walk.fenced.set(record.broker, record.fenced);
      walk.facts.push({ type: 'BrokerRegistered', broker: record.broker, brokerEpoch: record.brokerEpoch });
      return;
    case 'BrokerRegistrationChange':
      tellRegistrationChange(walk, record);
      return;
    case 'PartitionChange':
      tellPartitionChange(walk, record);
      return;
    case 'RemoveTopic':
      walk.facts.push({ type: 'TopicDeleted', topic: record.name });
      return;
    case 'Config': {
      const { key, value } = record;
      walk.facts.push({ type: 'ConfigChanged', resource: configKey(record.resource, record.name), key, value });
      return;
    }
    case 'Voters':
      walk.facts.push({ type: 'VotersCommitted', voters: record.voters.map(({ id }) => id) });
      return;
    case 'KRaftVersion':
    case 'LeaderChange':
    case 'NoOp':
    case 'Topic':
    case 'Partition':
    case 'ProducerIds':
      return;
  }
}

/** Topics and partitions are created in one batch, so their partitions can be counted there. */
function tellNewPartitions(walk: Walk, batch: MetadataBatch): void {
  const created = new Set<string>();
  const counts = new Map<string, number>();
  for (const record of batch.records) {
    if (record.type === 'Topic') created.add(record.name);
    if (record.type === 'Partition') counts.set(record.topic, record.partition + 1);
  }
  for (const [topic, partitions] of counts) {
    walk.facts.push({ type: created.has(topic) ? 'TopicCreated' : 'PartitionsAdded', topic, partitions });
  }
}

function tellRegistrationChange(
  walk: Walk,
  record: MetadataRecord & { type: 'BrokerRegistrationChange' },
): void {
  const { broker, fenced } = record;
  const wasFenced = walk.fenced.get(broker) ?? walk.before.brokers.get(broker)?.fenced;
  if (record.inControlledShutdown === true) walk.facts.push({ type: 'BrokerShutdownBegan', broker });
  if (fenced === null || fenced === wasFenced) return;
  walk.fenced.set(broker, fenced);
  if (fenced) walk.facts.push({ type: 'BrokerFenced', broker, reason: record.fencedBecause ?? 'asked' });
  else walk.facts.push({ type: 'BrokerUnfenced', broker });
}

function tellPartitionChange(walk: Walk, record: MetadataRecord & { type: 'PartitionChange' }): void {
  const { topic, partition, registration: after } = record;
  const name = partitionName(topic, partition);
  const before = walk.partitions.get(name) ?? partitionIn(walk.before, topic, partition);
  walk.partitions.set(name, after);
  if (before === undefined) return;
  const { isr, elr, partitionEpoch } = after;
  if (record.leader !== null) {
    walk.facts.push({
      type: 'LeaderElected',
      topic,
      partition,
      leader: after.leader,
      previousLeader: before.leader,
      leaderEpoch: after.leaderEpoch,
      isr,
      clean: isCleanElection(before, after),
    });
  }
  tellReassignment(walk, topic, partition, before, after);
  const gone = before.isr.filter((broker) => !isr.includes(broker));
  const joined = isr.filter((broker) => !before.isr.includes(broker));
  if (gone.length > 0) {
    walk.facts.push({ type: 'IsrShrunk', topic, partition, isr, changed: gone, elr, partitionEpoch });
  }
  if (joined.length > 0) {
    walk.facts.push({ type: 'IsrExpanded', topic, partition, isr, changed: joined, elr, partitionEpoch });
  }
}

/**
 * Whether the leader is known to have every committed record. One that is in neither list before may have joined the ISR in the
 * same record, which ended a reassignment; cancelling one may also put a replica there that was not in sync.
 */
function isCleanElection(before: PartitionRegistration, after: PartitionRegistration): boolean {
  const { leader } = after;
  if (leader === NO_LEADER || before.isr.includes(leader) || before.elr.includes(leader)) return true;
  return after.leaderRecoveryState === 'RECOVERED' && !isCancelled(reassignmentOf(before), reassignmentOf(after));
}

function isCancelled(old: Reassignment, now: Reassignment): boolean {
  return isReassignmentInProgress(old) && !isReassignmentInProgress(now) && sameIds(now.replicas, originalReplicas(old));
}

function tellReassignment(
  walk: Walk,
  topic: string,
  partition: number,
  before: PartitionRegistration,
  after: PartitionRegistration,
): void {
  const old = reassignmentOf(before);
  const now = reassignmentOf(after);
  const { replicas, adding, removing } = now;
  if (isReassignmentInProgress(now)) {
    if (sameIds(adding, old.adding) && sameIds(removing, old.removing) && sameIds(replicas, old.replicas)) return;
    const target = replicas.filter((broker) => !removing.includes(broker));
    walk.facts.push({ type: 'ReassignmentStarted', topic, partition, target, adding, removing });
  } else if (isCancelled(old, now)) {
    walk.facts.push({ type: 'ReassignmentCancelled', topic, partition, replicas });
  } else if (isReassignmentInProgress(old) || !sameIds(replicas, old.replicas)) {
    walk.facts.push({ type: 'ReassignmentCompleted', topic, partition, replicas });
  }
}

function reassignmentOf(partition: PartitionRegistration): Reassignment {
  return { replicas: partition.replicas, adding: partition.addingReplicas, removing: partition.removingReplicas };
}

function sameIds(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index]);
}
