import { formatDuration } from '../../../base/units.ts';
import { replicaOf, type BrokerNode } from '../../kafka/broker/brokerState.ts';
import { effectiveMinIsr, nextHighWatermark } from '../../kafka/broker/highWatermark.ts';
import { isReplicaIsrEligible, needsExpandIsr } from '../../kafka/broker/isrRules.ts';
import { followerOf, type Follower, type Replica } from '../../kafka/broker/replica.ts';
import { isCaughtUp, NEVER_US } from '../../kafka/broker/replicaState.ts';
import { brokersOf } from '../../kafka/cluster.ts';
import { committedImage } from '../../kafka/clusterImage.ts';
import { isActiveBroker, isUncleanElectionEnabled } from '../../kafka/controller/clusterView.ts';
import { electLeader } from '../../kafka/controller/leaderElection.ts';
import type { PartitionRegistration } from '../../kafka/controller/partitionChange.ts';
import type { KafkaSimulation } from '../../kafka/createCluster.ts';
import type { MetadataImage } from '../../kafka/metadata/image.ts';
import { idsInWords } from '../words.ts';
import { allOf, condition, type Condition, type ConditionSource, type WhyNot } from './condition.ts';

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
    const conditions = [condition(true, `The controller has broker ${leader} as the leader, in epoch ${registration.leaderEpoch}.`, ''), ...serves(sim, known, leader)];
    return allOf(asked, conditions, `Broker ${leader} leads ${name}.`, `Broker ${leader} is to lead ${name}, and does not.`);
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
    condition(eligible.length > 0, `Members of the ${group} may lead: ${idsInWords(eligible)}.`, 'ISR and ELR are both empty: nobody is known to have every record.', { kind: 'isr', topic, partition: known.partition }),
    ...eligible.map((broker) => active(image, broker)),
    condition(unclean, 'unclean.leader.election.enable is true: any replica that runs may lead.', `unclean.leader.election.enable is false: the others (${idsInWords(replicas.filter((id) => !eligible.includes(id)))}) may lack records, and may not lead.`),
  ];
  return { asked, holds, sentence: holds ? `Broker ${result.leader} may lead ${name} with the next election.` : `${name} has no leader: nobody who may lead is in service.`, conditions };
}

function isrOf({ topic, partition }: AskedPartition): ConditionSource {
  return { kind: 'isr', topic, partition };
}

function active(image: MetadataImage, id: number): Condition {
  const broker = image.brokers.get(id);
  const state = broker === undefined ? 'not registered' : broker.fenced ? 'fenced' : 'shutting down';
  return condition(isActiveBroker(image, id), `Broker ${id} is registered and unfenced.`, `Broker ${id} is ${state}.`, { kind: 'broker', broker: id });
}

function runs(sim: KafkaSimulation, id: number): Condition {
  const broker = brokerOf(sim, id);
  const status = broker === null ? 'dead' : sim.control.statusOf(broker.node);
  return condition(status === 'running', `Broker ${id} runs.`, `Broker ${id} is ${status}.`, { kind: 'node', node: `broker-${id}` });
}

/** Whether the leader acts as one; what a dead one knows is not asked. */
function serves(sim: KafkaSimulation, known: Known, id: number): Condition[] {
  const running = runs(sim, id);
  return running.met ? [running, knows(sim, known, id)] : [running, condition(false, '', `The controller has not fenced broker ${id}: to it the session goes on.`)];
}

function knows(sim: KafkaSimulation, { registration, topic, partition }: Known, id: number): Condition {
  const replica = leaderReplica(sim, id, { topic, partition });
  const epoch = replica?.leaderEpoch ?? -1;
  return condition(
    replica?.role === 'leader' && epoch === registration.leaderEpoch,
    `Broker ${id} knows that it leads.`,
    `Broker ${id} does not know that it leads: it lives in epoch ${epoch}, and the partition is in epoch ${registration.leaderEpoch}.`,
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
  if (led === null) return { ...whyNoLeader(sim, known), asked, holds: false, sentence: `The high watermark of ${name} does not move: nobody leads.` };
  const { broker, replica } = led;
  const { log } = replica;
  if (log.logEndOffset === log.highWatermark) return { asked, holds: true, sentence: `The high watermark of ${name} is at the end of the log, offset ${log.highWatermark}: there is nothing to commit.`, conditions: [] };
  const minimum = effectiveMinIsr(replica.config.minInsyncReplicas, replica.replicas.length);
  const { model } = broker.config;
  const remotes = replica.followers.map((follower) => ({ ...follower, caughtUpAndEligible: !follower.inMaximalIsr && mayBeAwaited(sim, broker, replica, follower) }));
  const next = nextHighWatermark({ current: log.highWatermark, leaderLogEndOffset: log.logEndOffset, committedIsrSize: replica.isr.isr.length, effectiveMinIsr: minimum, remotes, switches: model });
  const enough = replica.isr.isr.length >= minimum;
  const conditions = [
    condition(true, `There are records to commit: the log ends at ${log.logEndOffset}, the high watermark is ${log.highWatermark}.`, ''),
    ...(model.minIsrNotStrict ? [] : [condition(enough, `${replica.isr.isr.length} in sync (${idsInWords(replica.isr.isr)}), of at least ${minimum}.`, `Only ${replica.isr.isr.length} in sync (${idsInWords(replica.isr.isr)}), where min.insync.replicas asks for ${minimum}.`, isrOf(known))]),
    ...remotes
      .filter(({ inMaximalIsr, caughtUpAndEligible }) => inMaximalIsr || (caughtUpAndEligible && !model.noMaximalIsr))
      .map((follower) => hasMore(sim, known, follower, log.highWatermark)),
  ];
  const holds = next > log.highWatermark;
  return { asked, holds, sentence: holds ? `The high watermark of ${name} moves to ${next} with the next fetch.` : `The high watermark of ${name} stays at ${log.highWatermark}.`, conditions };
}

function mayBeAwaited(sim: KafkaSimulation, broker: BrokerNode, replica: Replica, follower: Follower): boolean {
  return isCaughtUp(follower, replica.log.logEndOffset, sim.state.now, broker.config.replicaLagTimeMaxUs) && eligible(broker, follower);
}

function eligible(broker: BrokerNode, follower: Follower): boolean {
  return isReplicaIsrEligible({ broker: broker.image.brokers.get(follower.broker) ?? null, fetchBrokerEpoch: follower.brokerEpoch }, broker.config.model);
}

function hasMore(sim: KafkaSimulation, { topic, partition }: AskedPartition, { broker, logEndOffset, lastFetchTimeUs }: Follower, highWatermark: number): Condition {
  const last = lastFetchTimeUs === NEVER_US ? 'has not fetched in this epoch' : `last fetched ${formatDuration(sim.state.now - lastFetchTimeUs)} ago, from offset ${logEndOffset}`;
  return condition(logEndOffset > highWatermark, `Broker ${broker} has more: it ${last}.`, `Broker ${broker} is waited for: it ${last}.`, { kind: 'replica', topic, partition, broker });
}

/** Why a replica is not in the ISR (`Partition.maybeExpandIsr`). */
export function whyNotInSync(sim: KafkaSimulation, known: Known, id: number): WhyNot {
  const { name, registration } = known;
  const asked = `isr:${name}@${id}`;
  if (registration.isr.includes(id)) return { asked, holds: true, sentence: `Broker ${id} is in the ISR of ${name}.`, conditions: [] };
  if (!registration.replicas.includes(id)) return { asked, holds: false, sentence: `Broker ${id} is no replica of ${name}.`, conditions: [condition(false, '', `The replicas are ${idsInWords(registration.replicas)}.`)] };
  const led = leading(sim, known);
  if (led === null) return { ...whyNoLeader(sim, known), asked, holds: false, sentence: `Nobody leads ${name}, so nobody can join its ISR.` };
  const { broker, replica } = led;
  const follower = followerOf(replica, id);
  const conditions = [runs(sim, id), ...(follower === undefined ? [condition(false, '', `The leader, broker ${broker.id}, does not know yet that broker ${id} is a replica.`)] : joining(broker, replica, follower))];
  return allOf(asked, conditions, `Broker ${id} joins the ISR of ${name} with its next fetch.`, `Broker ${id} is not in the ISR of ${name}.`);
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
    condition(registered !== undefined, `Broker ${id} is registered.`, `Broker ${id} is not registered, as far as the leader knows.`, { kind: 'broker', broker: id }),
    ...(model.fencedMayJoin ? [] : [condition(!fenced, `Broker ${id} is unfenced.`, `Broker ${id} is fenced, as far as the leader knows.`, { kind: 'broker', broker: id }), condition(!shutting, `Broker ${id} does not shut down.`, `Broker ${id} shuts down.`, { kind: 'broker', broker: id })]),
    condition(sameEpoch, `It is the registered incarnation of broker ${id} that fetches.`, `The registered incarnation of broker ${id} has not fetched from broker ${leader} yet.`, copy),
    condition(logEndOffset >= highWatermark, `Broker ${id} has fetched up to offset ${logEndOffset}: at least the high watermark, ${highWatermark}.`, logEndOffset < 0 ? `Broker ${id} has not fetched from this leader in its epoch; the high watermark is ${highWatermark}.` : `Broker ${id} has fetched up to offset ${logEndOffset}, and the high watermark is ${highWatermark}.`, copy),
    ...(model.noEpochStartRule ? [] : [condition(logEndOffset >= start, `It has reached the start of the leader's epoch, offset ${start}.`, `It has not reached the start of the leader's epoch, offset ${start}.`, copy)]),
    condition(replica.isr.kind === 'committed', 'No other change of the ISR is under way.', 'Another change of the ISR is under way, and the controller has not answered yet.'),
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
  if (led === null) return { ...whyNoLeader(sim, known), asked, holds: false, sentence: `Nothing can be written to ${name}: nobody leads.` };
  const { replica, broker } = led;
  const minimum = effectiveMinIsr(replica.config.minInsyncReplicas, replica.replicas.length);
  const { isr } = replica.isr;
  const conditions = [
    condition(true, `Broker ${broker.id} leads.`, ''),
    condition(isr.length >= minimum, `${isr.length} in sync (${idsInWords(isr)}), of at least ${minimum}.`, `Only ${isr.length} in sync (${idsInWords(isr)}), where min.insync.replicas asks for ${minimum}.`, isrOf(known)),
  ];
  return allOf(asked, conditions, `${name} takes writes, acks=all among them.`, `${name} refuses acks=all. What comes with acks=0 or acks=1 is taken, and stays above the high watermark.`);
}
