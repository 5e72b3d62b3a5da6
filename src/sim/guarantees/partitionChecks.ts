import { listAt, listLength } from '../../base/chunkedList.ts';
import * as words from '../../words/guarantees/replication.ts';
import { effectiveMinIsr, isUncleanElectionEnabled } from '../kafka/controller/clusterView.ts';
import type { PartitionRegistration } from '../kafka/controller/partitionChange.ts';
import { controllersOf } from '../kafka/cluster.ts';
import type { KafkaSimulation } from '../kafka/createCluster.ts';
import type { MetadataImage, TopicImage } from '../kafka/metadata/image.ts';
import { NO_LEADER, partitionName } from '../kafka/types.ts';
import { copyOn, ghostOf, isRunning } from './access.ts';
import { checkHolders, startAnew } from './completeness.ts';
import { checkQuorumSuperset } from './replicaChecks.ts';
import { EVERY_TOPIC, type Guarantees, type PartitionGhost } from './state.ts';
import { tellBroken } from './tell.ts';

/** Committed metadata of a node: looks at what is new in it if it is the furthest there has been. */
export function noteTruth(guarantees: Guarantees, sim: KafkaSimulation, truth: MetadataImage): void {
  if (truth.offset <= guarantees.truth.offset) return;
  const before = guarantees.truth;
  guarantees.truth = truth;
  if (truth.configs !== before.configs) noteMinIsr(guarantees, sim);
  if (truth.topics !== before.topics) {
    for (const topic of truth.topics.values()) {
      if (topic !== before.topics.get(topic.name)) noteTopic(guarantees, sim, topic);
    }
    for (const [name, ghost] of guarantees.partitions) {
      if (truth.topics.get(ghost.topic)?.partitions[ghost.partition] !== undefined) continue;
      ghost.registration = null;
      guarantees.partitions.delete(name);
    }
  }
  if (truth.brokers !== before.brokers) noteBrokers(guarantees, sim, before);
}

function noteTopic(guarantees: Guarantees, sim: KafkaSimulation, topic: TopicImage): void {
  topic.partitions.forEach((registration, partition) => {
    const name = partitionName(topic.name, partition);
    const ghost = ghostOf(guarantees, { topic: topic.name, partition, name, topicId: topic.id });
    if (ghost.registration === registration) return;
    ghost.minIsr = effectiveMinIsr(sim.world.spec, guarantees.truth, topic.name);
    for (const step of stepsBetween(guarantees, ghost, registration)) noteStep(guarantees, sim, ghost, step);
    const before = ghost.registration;
    ghost.registration = registration;
    notePartition(guarantees, sim, ghost, before, registration);
  });
}

/** What the partition was in between where several changes were committed at once, oldest first. */
function stepsBetween({ quorum }: Guarantees, ghost: PartitionGhost, after: PartitionRegistration): PartitionRegistration[] {
  const steps: PartitionRegistration[] = [];
  const before = ghost.registration;
  if (before === null || after.partitionEpoch <= before.partitionEpoch + 1) return steps;
  for (let index = listLength(quorum.committed) - 1; index >= 0; index -= 1) {
    for (const record of listAt(quorum.committed, index).records.toReversed()) {
      if (record.type !== 'PartitionChange' || record.topic !== ghost.topic || record.partition !== ghost.partition) continue;
      if (record.registration.partitionEpoch <= before.partitionEpoch) return steps.reverse();
      if (record.registration.partitionEpoch < after.partitionEpoch) steps.push(record.registration);
    }
  }
  return steps.reverse();
}

/** A state that was over when it became known: what it gave up knowingly counts, who was in which list does not any more. */
function noteStep(guarantees: Guarantees, sim: KafkaSimulation, ghost: PartitionGhost, after: PartitionRegistration): void {
  const before = ghost.registration;
  ghost.registration = after;
  noteLossy(guarantees, sim, ghost, after);
  if (before !== null) noteElection(guarantees, sim, ghost, before, after);
}

function noteMinIsr(guarantees: Guarantees, sim: KafkaSimulation): void {
  for (const ghost of guarantees.partitions.values()) ghost.minIsr = effectiveMinIsr(sim.world.spec, guarantees.truth, ghost.topic);
}

function notePartition(
  guarantees: Guarantees,
  sim: KafkaSimulation,
  ghost: PartitionGhost,
  before: PartitionRegistration | null,
  after: PartitionRegistration,
): void {
  checkValid(guarantees, sim, ghost, after);
  noteLossy(guarantees, sim, ghost, after);
  if (before !== null) {
    checkEpochs(guarantees, sim, ghost, before, after);
    noteElection(guarantees, sim, ghost, before, after);
  }
  excuseRemoved(ghost, after);
  if (ghost.trueHighWatermark > 0 || ghost.ackedEarly.length > 0) checkHolders(guarantees, sim, ghost);
  if (ghost.excused.length > 0) ghost.excused = ghost.excused.filter((id) => after.elr.includes(id));
  const leader = after.leader === NO_LEADER ? null : copyOn(guarantees, sim, ghost, after.leader);
  if (leader?.replica.role === 'leader') checkQuorumSuperset(guarantees, sim, leader);
}

/**
 * A reassignment that ends while the ISR is below its minimum leaves whom it removes in the ELR. That broker deletes its copy, and counts as
 * eligible without one if it becomes a replica again (Kafka: `PartitionChangeBuilder.maybePopulateTargetElr` does not ask for the replicas).
 */
function excuseRemoved(ghost: PartitionGhost, { elr, replicas }: PartitionRegistration): void {
  for (const id of elr) if (!replicas.includes(id) && !ghost.excused.includes(id)) ghost.excused.push(id);
}

function noteElection(
  guarantees: Guarantees,
  sim: KafkaSimulation,
  ghost: PartitionGhost,
  before: PartitionRegistration,
  after: PartitionRegistration,
): void {
  if (after.leader === before.leader && after.leaderEpoch === before.leaderEpoch) return;
  if (!isKnowinglyUnclean(guarantees, sim, ghost, before, after)) return;
  startAnew(guarantees, ghost, after.leader, copyOn(guarantees, sim, ghost, after.leader));
}

/** R10, as the controller has it. */
function checkEpochs(
  guarantees: Guarantees,
  sim: KafkaSimulation,
  { name }: PartitionGhost,
  before: PartitionRegistration,
  after: PartitionRegistration,
): void {
  if (after.leaderEpoch >= before.leaderEpoch && after.partitionEpoch >= before.partitionEpoch) return;
  const sentence = words.epochsGoBack(name, before.leaderEpoch, before.partitionEpoch, after.leaderEpoch, after.partitionEpoch);
  tellBroken(guarantees, sim, 'epochs-rise', name, sentence);
}

/**
 * R11. A broker that is fenced or shuts down is in no ISR, but for the last member where there is no ELR to keep it in: without one it
 * stays, because nobody else may lead. With ZooKeeper there is no fencing: a broker's znode goes, and only then does the controller write ISRs.
 * Kafka keeps a replica in the ELR that a reassignment took out while the ISR was below its minimum; and where unclean elections are allowed, it
 * takes back a reassignment that left nobody in sync with an ISR of the first replica, whoever that is (`PartitionReassignmentRevert`).
 */
function checkValid(guarantees: Guarantees, sim: KafkaSimulation, ghost: PartitionGhost, after: PartitionRegistration): void {
  const { name } = ghost;
  const { isr, elr, replicas, leader } = after;
  const brokers = guarantees.truth.brokers;
  const stray = [...isr, ...elr].find((id, index, all) => (index < isr.length && !replicas.includes(id)) || all.indexOf(id) !== index);
  const isMadeUp = leader === NO_LEADER && isr.length === 1 && isUncleanElectionEnabled(sim.world.spec, guarantees.truth, ghost.topic);
  const mayBeGone = sim.world.spec.metadata === 'zookeeper' || isMadeUp || (isr.length <= 1 && !hasElr(sim));
  const gone = mayBeGone ? undefined : isr.map((id) => brokers.get(id)).find((broker) => broker?.fenced === true || broker?.inControlledShutdown === true);
  let sentence: string | null = null;
  if (stray !== undefined) sentence = words.strayMember(stray, name);
  else if (leader !== NO_LEADER && !isr.includes(leader)) sentence = words.leaderNotInSync(leader, name, isr);
  else if (isr.length >= ghost.minIsr && elr.length > 0) sentence = words.needlessElr(name, elr, isr);
  else if (gone !== undefined) sentence = gone.fenced ? words.fencedInSync(gone.id, name, isr) : words.shuttingDownInSync(gone.id, name, isr);
  if (sentence !== null) tellBroken(guarantees, sim, 'isr-valid', name, sentence);
}

function hasElr({ world }: KafkaSimulation): boolean {
  return controllersOf(world).some(({ config }) => !config.model.elrOff);
}

/**
 * The controller may elect whoever has lost records, and says so in the recovery state: where the topic allows it, when somebody
 * asked for it, and, with ISR and ELR empty, the last known leader. An election that claims to be clean never loses anything.
 */
function isKnowinglyUnclean(
  guarantees: Guarantees,
  sim: KafkaSimulation,
  ghost: PartitionGhost,
  before: PartitionRegistration,
  after: PartitionRegistration,
): boolean {
  if (after.leader === NO_LEADER || after.leaderRecoveryState !== 'RECOVERING') return false;
  const isAllowed = isUncleanElectionEnabled(sim.world.spec, guarantees.truth, ghost.topic);
  return isAllowed || isUncleanAsked(guarantees, ghost) || before.lastKnownElr.includes(after.leader);
}

function isUncleanAsked({ uncleanAsked }: Guarantees, { topic }: PartitionGhost): boolean {
  return uncleanAsked.has(topic) || uncleanAsked.has(EVERY_TOPIC);
}

/**
 * A copy that lost records has caught up when it is let into the ISR again: if its process runs by then. One that died just after it had
 * caught up may still be let in, before the controller misses it.
 */
function noteLossy(guarantees: Guarantees, sim: KafkaSimulation, ghost: PartitionGhost, after: PartitionRegistration): void {
  if (ghost.lossy.length === 0) return;
  const runs = (id: number): boolean => {
    const copy = copyOn(guarantees, sim, ghost, id);
    return copy !== null && isRunning(sim, copy.broker);
  };
  for (const copy of ghost.lossy) if (!after.isr.includes(copy.broker)) copy.hasLeft = true;
  ghost.lossy = ghost.lossy.filter((copy) => !(copy.hasLeft && after.isr.includes(copy.broker) && runs(copy.broker)) && after.replicas.includes(copy.broker));
}

/** R10 for broker epochs, and R11 where a broker was fenced or shuts down. */
function noteBrokers(guarantees: Guarantees, sim: KafkaSimulation, before: MetadataImage): void {
  const { brokers } = guarantees.truth;
  let isGone = false;
  for (const [id, registration] of brokers) {
    const known = before.brokers.get(id);
    if (known === undefined || known === registration) continue;
    if (registration.brokerEpoch < known.brokerEpoch) {
      const sentence = words.brokerEpochFalls(id, known.brokerEpoch, registration.brokerEpoch);
      tellBroken(guarantees, sim, 'epochs-rise', `broker-${id}`, sentence);
    }
    const wasThere = !known.fenced && !known.inControlledShutdown;
    if (wasThere && (registration.fenced || registration.inControlledShutdown)) isGone = true;
  }
  if (!isGone) return;
  for (const ghost of guarantees.partitions.values()) {
    if (ghost.registration !== null) checkValid(guarantees, sim, ghost, ghost.registration);
  }
}
