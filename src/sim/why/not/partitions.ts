import type { TimeUs } from '../../../base/flavor.ts';
import { formatDuration } from '../../../base/units.ts';
import { ids } from '../../../words/narration/names.ts';
import * as words from '../../../words/why/notPartitions.ts';
import { replicaOf, type BrokerNode } from '../../kafka/broker/brokerState.ts';
import { effectiveMinIsr, nextHighWatermark } from '../../kafka/broker/highWatermark.ts';
import { isReplicaIsrEligible, needsExpandIsr } from '../../kafka/broker/isrRules.ts';
import { lastFetchOf } from '../../kafka/broker/partitionLeader.ts';
import { followerOf, type Follower, type Replica } from '../../kafka/broker/replica.ts';
import { isCaughtUp, NEVER_US } from '../../kafka/broker/replicaState.ts';
import { brokersOf } from '../../kafka/cluster.ts';
import { committedImage } from '../../kafka/clusterImage.ts';
import { isActiveBroker, isUncleanElectionEnabled } from '../../kafka/controller/clusterView.ts';
import { electLeader } from '../../kafka/controller/leaderElection.ts';
import type { PartitionRegistration } from '../../kafka/controller/partitionChange.ts';
import type { KafkaSimulation } from '../../kafka/createCluster.ts';
import type { MetadataImage } from '../../kafka/metadata/image.ts';
import { allOf, condition, WAY_AND_BACK_US, type Condition, type ConditionSource, type WhyNot } from './condition.ts';

export interface AskedPartition {
  readonly name: string;
  readonly topic: string;
  readonly partition: number;
}

interface Known extends AskedPartition {
  readonly image: MetadataImage;
  readonly registration: PartitionRegistration;
}

export function knownPartition(sim: KafkaSimulation, asked: AskedPartition): Known | null {
  const image = committedImage(sim.world);
  const registration = image.topics.get(asked.topic)?.partitions[asked.partition];
  return registration === undefined ? null : { ...asked, image, registration };
}

/** Who may lead, by the rule of the controller, or why nobody may (`PartitionChangeBuilder.electLeader`). */
export function whyNoLeader(sim: KafkaSimulation, known: Known): WhyNot {
  const { name, image, registration, topic } = known;
  const asked = `leader:${name}`;
  const { leader, isr, elr, replicas } = registration;
  if (leader >= 0) {
    const conditions = [condition(true, words.leaderIs(leader, registration.leaderEpoch), ''), ...serves(sim, known, leader)];
    return allOf(asked, conditions, words.leads(leader, name), words.leadsNot(leader, name));
  }
  const unclean = isUncleanElectionEnabled(sim.world.spec, image, topic);
  const result = electLeader({
    election: unclean ? 'UNCLEAN' : 'ONLINE',
    leader,
    lastKnownElr: registration.lastKnownElr,
    targetReplicas: replicas,
    targetIsr: isr,
    targetElr: elr,
    elrEnabled: !sim.world.spec.clusterOverrides['model.elr.off'] && sim.world.spec.metadata !== 'zookeeper',
    isAcceptableLeader: (broker) => isActiveBroker(image, broker),
  });
  const holds = result.leader >= 0;
  const [group, eligible] = isr.length > 0 ? ['ISR', isr] : ['ELR', elr];
  const conditions = [
    condition(eligible.length > 0, words.mayLeadOf(group, ids(eligible)), words.nobodyHasEvery, { kind: 'isr', topic, partition: known.partition }),
    ...eligible.map((broker) => active(image, broker)),
    condition(unclean, words.uncleanAllowed, words.uncleanForbidden(ids(replicas.filter((id) => !eligible.includes(id))))),
  ];
  return { asked, holds, sentence: holds ? words.mayLeadNext(result.leader, name) : words.hasNoLeader(name), conditions };
}

function isrOf({ topic, partition }: AskedPartition): ConditionSource {
  return { kind: 'isr', topic, partition };
}

function active(image: MetadataImage, id: number): Condition {
  const broker = image.brokers.get(id);
  const out = broker === undefined ? words.unregistered : broker.fenced ? words.fenced : words.shuttingDown;
  return condition(isActiveBroker(image, id), words.active(id), out(id), { kind: 'broker', broker: id });
}

function runs(sim: KafkaSimulation, id: number): Condition {
  const broker = brokerOf(sim, id);
  const status = broker === null ? 'dead' : sim.control.statusOf(broker.node);
  return condition(status === 'running', words.brokerStates.running(id), words.brokerStates[status](id), { kind: 'node', node: `broker-${id}` });
}

/** Whether the leader acts as one; what a dead one knows is not asked. */
function serves(sim: KafkaSimulation, known: Known, id: number): Condition[] {
  const running = runs(sim, id);
  return running.met ? [running, knows(sim, known, id)] : [running, condition(false, '', words.sessionGoesOn(id))];
}

function knows(sim: KafkaSimulation, { registration, topic, partition }: Known, id: number): Condition {
  const replica = leaderReplica(sim, id, { topic, partition });
  const epoch = replica?.leaderEpoch ?? -1;
  return condition(
    replica?.role === 'leader' && epoch === registration.leaderEpoch,
    words.knowsItLeads(id),
    words.knowsNotItLeads(id, epoch, registration.leaderEpoch),
    { kind: 'leader', topic, partition },
  );
}

function leaderReplica(sim: KafkaSimulation, id: number, { topic, partition }: { readonly topic: string; readonly partition: number }): Replica | null {
  const broker = brokerOf(sim, id);
  return broker === null ? null : (replicaOf(broker, topic, partition) ?? null);
}

function brokerOf(sim: KafkaSimulation, id: number): BrokerNode | null {
  return brokersOf(sim.world).find((one) => one.id === id) ?? null;
}

interface Leading {
  readonly broker: BrokerNode;
  readonly replica: Replica;
}

/** The broker that leads and acts as the leader; null when nobody does. */
function leading(sim: KafkaSimulation, { registration, topic, partition }: Known): Leading | null {
  const broker = brokerOf(sim, registration.leader);
  const replica = broker === null ? undefined : replicaOf(broker, topic, partition);
  if (broker === null || replica?.role !== 'leader' || sim.control.statusOf(broker.node) !== 'running') return null;
  return { broker, replica };
}

/** Why the leader's high watermark stays where it is (`Partition.maybeIncrementLeaderHW`). */
export function whyHighWatermarkStays(sim: KafkaSimulation, known: Known): WhyNot {
  const { name } = known;
  const asked = `high-watermark:${name}`;
  const led = leading(sim, known);
  if (led === null) return { ...whyNoLeader(sim, known), asked, holds: false, sentence: words.highWatermarkUnled(name) };
  const { broker, replica } = led;
  const { log } = replica;
  if (log.logEndOffset === log.highWatermark) return { asked, holds: true, sentence: words.nothingToCommit(name, log.highWatermark), conditions: [] };
  const minimum = effectiveMinIsr(replica.config.minInsyncReplicas, replica.replicas.length);
  const { model } = broker.config;
  const remotes = replica.followers.map((follower) => ({ ...follower, caughtUpAndEligible: !follower.inMaximalIsr && mayBeAwaited(sim, broker, replica, follower) }));
  const next = nextHighWatermark({ current: log.highWatermark, leaderLogEndOffset: log.logEndOffset, committedIsrSize: replica.isr.isr.length, effectiveMinIsr: minimum, remotes, switches: model });
  const enough = replica.isr.isr.length >= minimum;
  const conditions = [
    condition(true, words.recordsToCommit(log.logEndOffset, log.highWatermark), ''),
    ...(model.minIsrNotStrict ? [] : [condition(enough, words.enoughInSync(replica.isr.isr.length, ids(replica.isr.isr), minimum), words.tooFewInSync(replica.isr.isr.length, ids(replica.isr.isr), minimum), isrOf(known))]),
    ...remotes
      .filter(({ inMaximalIsr, caughtUpAndEligible }) => inMaximalIsr || (caughtUpAndEligible && !model.noMaximalIsr))
      .map((follower) => hasMore(known, follower, log.highWatermark, sinceFetch(sim, led, follower))),
  ];
  const holds = next > log.highWatermark;
  return { asked, holds, sentence: holds ? words.highWatermarkMoves(name, next) : words.highWatermarkStays(name, log.highWatermark), conditions };
}

function mayBeAwaited(sim: KafkaSimulation, broker: BrokerNode, replica: Replica, follower: Follower): boolean {
  return isCaughtUp(follower, replica.log.logEndOffset, sim.state.now, broker.config.replicaLagTimeMaxUs) && eligible(broker, follower);
}

function eligible(broker: BrokerNode, follower: Follower): boolean {
  return isReplicaIsrEligible({ broker: broker.image.brokers.get(follower.broker) ?? null, fetchBrokerEpoch: follower.brokerEpoch }, broker.config.model);
}

/** How long it is since a follower fetched; null: not in this epoch. */
function sinceFetch(sim: KafkaSimulation, { broker, replica }: Leading, follower: Follower): TimeUs | null {
  const last = lastFetchOf(broker, replica, follower);
  return last === NEVER_US ? null : sim.state.now - last;
}

function hasMore({ topic, partition }: AskedPartition, { broker, logEndOffset }: Follower, highWatermark: number, since: TimeUs | null): Condition {
  const ago = since === null ? null : formatDuration(since);
  return condition(logEndOffset > highWatermark, words.hasMore(broker, ago, logEndOffset), words.isWaitedFor(broker, ago, logEndOffset), { kind: 'replica', topic, partition, broker });
}

/** Why a replica is not in the ISR (`Partition.maybeExpandIsr`). */
export function whyNotInSync(sim: KafkaSimulation, known: Known, id: number): WhyNot {
  const { name, registration } = known;
  const asked = `isr:${name}@${id}`;
  if (registration.isr.includes(id)) return { asked, holds: true, sentence: words.inIsr(id, name), conditions: [] };
  if (!registration.replicas.includes(id)) return { asked, holds: false, sentence: words.noReplica(id, name), conditions: [condition(false, '', words.replicasAre(ids(registration.replicas)))] };
  const led = leading(sim, known);
  if (led === null) return { ...whyNoLeader(sim, known), asked, holds: false, sentence: words.nobodyCanJoin(name) };
  const { broker, replica } = led;
  const follower = followerOf(replica, id);
  const asks = follower === undefined ? [condition(false, '', words.replicaUnknown(broker.id, id))] : [...joining(broker, replica, follower), ...(follower.logEndOffset < 0 ? [] : [fetches(known, broker, id, sinceFetch(sim, led, follower))])];
  const conditions = [runs(sim, id), ...asks];
  return allOf(asked, conditions, words.joinsNext(id, name), words.notInIsr(id, name));
}

/** The rule is asked with each fetch of the follower, and the leader holds one back for `replica.fetch.wait.max.ms` at most. */
function fetches({ topic, partition }: AskedPartition, { id: leader, config }: BrokerNode, id: number, since: TimeUs | null): Condition {
  const isFetching = since !== null && since <= config.replicaFetchWaitMaxUs + WAY_AND_BACK_US;
  const ago = since === null ? null : formatDuration(since);
  return condition(isFetching, words.fetchesFrom(id, leader, ago ?? ''), words.fetchesNotFrom(id, leader, ago), { kind: 'replica', topic, partition, broker: id });
}

/** What `needsExpandIsr` asks for, one by one; together they are its answer. */
export function joining({ image, config, id: leader }: BrokerNode, replica: Replica, follower: Follower): Condition[] {
  const { model } = config;
  const { broker: id, logEndOffset } = follower;
  const copy = { kind: 'replica', topic: replica.topic, partition: replica.partition, broker: id } as const;
  const { highWatermark } = replica.log;
  const start = replica.leaderEpochStartOffset;
  const registered = image.brokers.get(id);
  const fenced = registered !== undefined && registered.fenced;
  const shutting = registered !== undefined && registered.inControlledShutdown;
  const sameEpoch = registered !== undefined && isReplicaIsrEligible({ broker: { ...registered, fenced: false, inControlledShutdown: false }, fetchBrokerEpoch: follower.brokerEpoch }, model);
  return [
    condition(registered !== undefined, words.registered(id), words.notRegistered(id), { kind: 'broker', broker: id }),
    ...(model.fencedMayJoin ? [] : [condition(!fenced, words.unfenced(id), words.fencedToLeader(id), { kind: 'broker', broker: id }), condition(!shutting, words.shutsNotDown(id), words.shutsDown(id), { kind: 'broker', broker: id })]),
    condition(sameEpoch, words.incarnationFetches(id), words.incarnationFetchesNot(id, leader), copy),
    condition(logEndOffset >= highWatermark, words.fetchedEnough(id, logEndOffset, highWatermark), logEndOffset < 0 ? words.fetchedNothing(id, highWatermark) : words.fetchedTooLittle(id, logEndOffset, highWatermark), copy),
    ...(model.noEpochStartRule ? [] : [condition(logEndOffset >= start, words.reachedEpochStart(start), words.reachedNotEpochStart(start), copy)]),
    condition(replica.isr.kind === 'committed', words.noOtherChange, words.otherChange),
  ];
}

/** The rule itself, to hold the conditions against. */
export function mayJoin(broker: BrokerNode, replica: Replica, follower: Follower): boolean {
  const fetched = { eligible: eligible(broker, follower), followerLogEndOffset: follower.logEndOffset, highWatermark: replica.log.highWatermark, leaderEpochStartOffset: replica.leaderEpochStartOffset };
  return needsExpandIsr(replica.isr, follower.broker, fetched, broker.config.model.noEpochStartRule);
}

/** Why acks=all is refused, or nothing at all is taken. */
export function whyNotWritable(sim: KafkaSimulation, known: Known): WhyNot {
  const { name } = known;
  const asked = `produce:${name}`;
  const led = leading(sim, known);
  if (led === null) return { ...whyNoLeader(sim, known), asked, holds: false, sentence: words.nothingWritable(name) };
  const { replica, broker } = led;
  const minimum = effectiveMinIsr(replica.config.minInsyncReplicas, replica.replicas.length);
  const { isr } = replica.isr;
  const conditions = [
    condition(true, words.brokerLeads(broker.id), ''),
    condition(isr.length >= minimum, words.enoughInSync(isr.length, ids(isr), minimum), words.tooFewInSync(isr.length, ids(isr), minimum), isrOf(known)),
  ];
  return allOf(asked, conditions, words.takesWrites(name), words.refusesAll(name));
}
