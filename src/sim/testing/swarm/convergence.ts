import { followerOf, type Replica } from '../../kafka/broker/replica.ts';
import { replicaOf, type BrokerNode } from '../../kafka/broker/brokerState.ts';
import { brokersOf, consumersOf, controllersOf, producersOf, type Cluster } from '../../kafka/cluster.ts';
import { committedImage } from '../../kafka/clusterImage.ts';
import { describeConsumer } from '../../kafka/clients/consumer/describeConsumer.ts';
import { keyOf, votersOf } from '../../kafka/controller/raft/voters.ts';
import { matches } from '../../kafka/controller/raft/voterSet.ts';
import { cannotStart } from './aimQuorum.ts';
import type { PartitionRegistration } from '../../kafka/controller/partitionChange.ts';
import { describeGroups, type GroupDescription } from '../../kafka/group/groupView.ts';
import type { MetadataImage } from '../../kafka/metadata/image.ts';
import { CONSUMER_OFFSETS_TOPIC, partitionName } from '../../kafka/types.ts';

/** So far may a copy of the offsets topic be behind. */
const BUSY_RECORDS = 30;

/**
 * What a healed cluster without load has still to do, in sentences; empty once it has converged: a quorum with one leader, every broker
 * running and of one mind, every ISR full, every high watermark at the log end, no ISR change pending, groups stable and at the end.
 */
export function unfinished(cluster: Cluster): string[] {
  const image = committedImage(cluster);
  const problems = [...quorum(cluster), ...lifecycles(cluster, image), ...partitions(cluster, image), ...groups(cluster, image)];
  for (const producer of producersOf(cluster)) {
    const { inFlight, buffered } = producer.counters;
    if (producer.status === 'running' && inFlight + buffered > 0) problems.push(`Producer ${producer.id} waits for ${inFlight + buffered} records.`);
  }
  return problems;
}

function quorum(cluster: Cluster): string[] {
  const problems: string[] = [];
  const controllers = controllersOf(cluster);
  const leaders = controllers.filter(({ raft }) => raft.role.kind === 'leader');
  if (leaders.length !== 1) problems.push(`The quorum has ${leaders.length} leaders.`);
  for (const voter of leaders[0] === undefined ? [] : votersOf(leaders[0])) {
    if (!controllers.some((controller) => matches(voter, keyOf(controller)))) problems.push(`Voter ${voter.id} has lost its disk.`);
  }
  for (const { id, raft, disk, controller } of controllers) {
    if (cannotStart(cluster, id)) continue;
    if (raft.halted) problems.push(`Controller ${id} has halted.`);
    const leader = leaders[0];
    if (leader === undefined) continue;
    if (disk.election.leaderId !== leader.id) problems.push(`Controller ${id} does not know that ${leader.id} leads the quorum.`);
    if (leader.controller.activeEpoch === null) problems.push(`Controller ${leader.id} leads the quorum and is not active.`);
    if (leader.disk.log.endOffset - controller.committed.offset > 5) problems.push(`Controller ${id} lags behind the metadata log.`);
  }
  return problems;
}

function lifecycles(cluster: Cluster, image: MetadataImage): string[] {
  return brokersOf(cluster).flatMap(({ id, lifecycle, alterPartition, observer }) => {
    const problems: string[] = [];
    if (lifecycle.state !== 'running') problems.push(`Broker ${id} is ${lifecycle.state}.`);
    if (image.brokers.get(id)?.fenced !== false) problems.push(`Broker ${id} is fenced.`);
    if (observer.halted) problems.push(`Broker ${id} has halted.`);
    if (alterPartition.inFlight !== null || alterPartition.unsent.size > 0) problems.push(`Broker ${id} waits for AlterPartition.`);
    return problems;
  });
}

function partitions(cluster: Cluster, image: MetadataImage): string[] {
  const brokers = brokersOf(cluster);
  return [...image.topics.values()].flatMap((topic) =>
    topic.partitions.flatMap((registration, partition) => {
      const name = partitionName(topic.name, partition);
      const problems = registered(name, registration);
      for (const broker of brokers) {
        const known = broker.image.topics.get(topic.name)?.partitions[partition];
        if (known?.leader !== registration.leader || known.partitionEpoch !== registration.partitionEpoch) {
          problems.push(`Broker ${broker.id} does not know the state of ${name}.`);
        }
      }
      return [...problems, ...copies(name, registration, brokers, topic.name, partition)];
    }),
  );
}

function registered(name: string, { leader, isr, replicas, addingReplicas, removingReplicas }: PartitionRegistration): string[] {
  const problems: string[] = [];
  if (leader < 0) problems.push(`${name} has no leader.`);
  if (isr.length !== replicas.length) problems.push(`The ISR of ${name} is ${isr.join(', ')} of ${replicas.join(', ')}.`);
  if (addingReplicas.length + removingReplicas.length > 0) problems.push(`${name} is being reassigned.`);
  return problems;
}

function copies(name: string, registration: PartitionRegistration, brokers: readonly BrokerNode[], topic: string, partition: number): string[] {
  const leading = brokers.find(({ id }) => id === registration.leader);
  const leader = leading === undefined ? undefined : replicaOf(leading, topic, partition);
  if (leader === undefined) return [`${name} is on no leader.`];
  const problems: string[] = [];
  if (leader.role !== 'leader') problems.push(`Broker ${registration.leader} does not lead ${name}.`);
  if (leader.isr.kind !== 'committed') problems.push(`An ISR change of ${name} is pending.`);
  for (const broker of brokers) {
    const copy = replicaOf(broker, topic, partition);
    if (copy === undefined) {
      if (registration.replicas.includes(broker.id)) problems.push(`Broker ${broker.id} has no copy of ${name}.`);
      continue;
    }
    if (!registration.replicas.includes(broker.id)) problems.push(`Broker ${broker.id} has a copy of ${name} too many.`);
    problems.push(...level(name, broker.id, copy, leader));
  }
  return problems;
}

function level(name: string, broker: number, copy: Replica, leader: Replica): string[] {
  const end = leader.log.logEndOffset;
  const problems: string[] = [];
  if (copy !== leader && copy.role !== 'follower') problems.push(`Broker ${broker} does not follow in ${name}.`);
  // Consumers that commit by themselves never stop writing there.
  if (copy.topic === CONSUMER_OFFSETS_TOPIC && copy.log.highWatermark >= end - BUSY_RECORDS) return problems;
  if (copy.log.logEndOffset !== end) problems.push(`${name} on broker ${broker} ends at ${copy.log.logEndOffset}, its leader at ${end}.`);
  if (copy.log.highWatermark !== end) problems.push(`The high watermark of ${name} on broker ${broker} is ${copy.log.highWatermark} of ${end}.`);
  if (copy !== leader && followerOf(leader, broker)?.logEndOffset !== end) problems.push(`The leader of ${name} does not know how far broker ${broker} is.`);
  return problems;
}

function groups(cluster: Cluster, image: MetadataImage): string[] {
  const problems: string[] = [];
  const coordinated = brokersOf(cluster).flatMap(({ coordinator }) => describeGroups(coordinator));
  const owners = new Map<string, string>();
  for (const node of consumersOf(cluster)) {
    if (node.phase !== 'running') continue;
    const { id, group, status, partitions: assigned } = describeConsumer(node);
    if (status !== 'stable') problems.push(`Consumer ${id} is ${status}.`);
    const known = coordinated.filter((one) => one.group === group);
    if (known.length !== 1 || known[0]?.state !== 'Stable') problems.push(`Group ${group} is ${known.map(({ state }) => state).join(' and ') || 'nowhere'}.`);
    for (const { topic, partition, position } of assigned) {
      const key = `${group} ${partitionName(topic, partition)}`;
      if (owners.has(key)) problems.push(`${key} is with ${id} and with ${owners.get(key) ?? ''}.`);
      owners.set(key, id);
      const end = endOf(cluster, image, topic, partition);
      if (position !== end) problems.push(`Consumer ${id} is at ${position ?? 'nowhere'} of ${end ?? 'nothing'} in ${partitionName(topic, partition)}.`);
      const committed = known[0] === undefined ? undefined : committedIn(known[0], topic, partition);
      // Who commits what it was given has nothing to commit after a reset.
      if (node.spec.config.enableAutoCommit && committed !== undefined && committed !== position) problems.push(`${group} has committed ${committed} in ${partitionName(topic, partition)}.`);
    }
    for (const topic of node.spec.topics) {
      image.topics.get(topic)?.partitions.forEach((_, partition) => {
        const everyone = consumersOf(cluster).some(
          (other) => other.spec.group === group && other.phase === 'running' && other.partitions.has(partitionName(topic, partition)),
        );
        if (!everyone) problems.push(`Nobody in ${group} has ${partitionName(topic, partition)}.`);
      });
    }
  }
  return problems;
}

function endOf(cluster: Cluster, image: MetadataImage, topic: string, partition: number): number | undefined {
  const leader = image.topics.get(topic)?.partitions[partition]?.leader;
  const broker = brokersOf(cluster).find(({ id }) => id === leader);
  return broker === undefined ? undefined : replicaOf(broker, topic, partition)?.log.highWatermark;
}

function committedIn(group: GroupDescription, topic: string, partition: number): number | undefined {
  return group.offsets.find((one) => one.topic === topic && one.partition === partition)?.offset;
}
