import type { TimeUs } from '../../../base/flavor.ts';
import { formatDuration, formatSize } from '../../../base/units.ts';
import * as words from '../../../words/why/notClients.ts';
import { leaderOf, partitionCount } from '../../kafka/clients/clientMetadata.ts';
import type { ConsumerNode } from '../../kafka/clients/consumer/consumerState.ts';
import type { ConsumedPartition } from '../../kafka/clients/consumer/subscriptionState.ts';
import { mayDrain } from '../../kafka/clients/producer/idempotence.ts';
import { isBackingOff } from '../../kafka/clients/producer/pendingBatch.ts';
import type { PartitionQueue, ProducerNode } from '../../kafka/clients/producer/producerNode.ts';
import type { KafkaSimulation } from '../../kafka/createCluster.ts';
import { NO_PRODUCER_ID } from '../../kafka/log/recordBatch.ts';
import { brokenConnection } from '../../kafka/net/requestTable.ts';
import { CHANNEL } from '../../kafka/types.ts';
import { allOf, condition, WAY_AND_BACK_US, type Condition, type WhyNot } from './condition.ts';

function runs(sim: KafkaSimulation, node: number): Condition {
  const status = sim.control.statusOf(node);
  return condition(status === 'running', words.processStates.running, words.processStates[status], { kind: 'node', node: sim.state.nodes[node]?.name ?? '' });
}

const MOST_PARTITIONS = 8;

/** Why a consumer reads nothing: what is in the way, or that it has read all there is. */
export function whyConsumerIdle(sim: KafkaSimulation, node: ConsumerNode): WhyNot {
  const asked = `consumer:${node.id}`;
  const { membership } = node;
  const status = sim.control.statusOf(node.node);
  const member = { kind: 'member', consumer: node.id, group: node.spec.group } as const;
  const isMember = membership.state === 'stable' && !membership.rejoinNeeded;
  // Of what was in the memory of a process that is gone nothing is left to ask about.
  if (status === 'dead') return allOf(asked, [runs(sim, node.node)], words.nothingKeeps(node.id), words.doesNotReadAll(node.id));
  const general: Condition[] = [
    runs(sim, node.node),
    condition(node.phase === 'running', words.subscribed, words.isInPhase(node.phase, node.failure), member),
    condition(membership.coordinator !== null, words.coordinatorIs(membership.coordinator?.broker ?? -1), words.noCoordinator, member),
    condition(isMember, words.memberOf(membership.generation), membership.state === 'unjoined' || membership.rejoinNeeded ? words.hasToJoin : words.waitsForAssignment, member),
    condition(node.partitions.size > 0, words.assigned([...node.partitions.keys()].slice(0, MOST_PARTITIONS).join(', '), node.partitions.size), status === 'running' && isMember ? words.nothingAssigned : words.nothingAssignedYet, member),
    condition(!node.paused, words.notPaused, words.pausedByHand, { kind: 'paused', consumer: node.id }),
    condition(node.application.kind !== 'processing', words.worksOnNothing, words.worksOn(formatDuration(sim.state.now - node.lastPollAt))),
    condition(node.application.kind !== 'committing', words.waitsForNoCommit, words.waitsForCommit),
  ];
  const partitions = [...node.partitions.values()].slice(0, MOST_PARTITIONS).map((partition) => readable(node, partition, status === 'running' ? sim.state.now : null));
  return allOf(asked, [...general, ...partitions], words.nothingKeeps(node.id), words.doesNotReadAll(node.id));
}

/** `now`: null where its process does not run, and does not know what it misses. */
function readable(node: ConsumerNode, partition: ConsumedPartition, now: TimeUs | null): Condition {
  const { name, position, highWatermark, state, validating, leader, readBroker, buffered } = partition;
  if (state === 'initializing') return condition(false, '', words.committedOffsetUnknown(name));
  if (state === 'awaitReset' || position === null) return condition(false, '', words.beginningAskedFor(name));
  if (validating !== 'no') return condition(false, '', words.notValidated(name, position));
  if (leader < 0) return condition(false, '', words.noLeaderKnown(name), { kind: 'leader', topic: partition.topic, partition: partition.partition });
  if (node.delayed.includes(name)) return condition(false, '', words.waitsAfterError(name));
  const behind = highWatermark === null ? null : Math.max(0, highWatermark - position);
  const broker = readBroker < 0 ? leader : readBroker;
  if (buffered === 0 && now !== null) {
    const silence = unanswered(node, partition, broker, now);
    if (silence !== null) return condition(false, '', silence, { kind: 'node', node: `broker-${broker}` });
  }
  const reads = buffered > 0 || (behind ?? 0) > 0;
  if (reads) return condition(true, words.readsAt(name, position, broker, behind ?? 0), '');
  return condition(true, highWatermark === null ? words.positionOnly(name, position) : words.hadReadAll(name, position, broker), '');
}

/** That the broker it reads from does not answer, as this consumer knows it: its connection broke, or a fetch is out for too long; null if not so. */
function unanswered(node: ConsumerNode, { name, readNode }: ConsumedPartition, broker: number, now: TimeUs): string | null {
  const broken = brokenConnection(node.requests, readNode, CHANNEL.client);
  if (broken !== null) return words.connectionBroke(name, broker, broken.until > now ? formatDuration(broken.until - now) : null);
  const inFlight = node.sessions.get(readNode)?.inFlight ?? null;
  const fetch = inFlight === null ? undefined : node.requests.pending.find(({ correlationId }) => correlationId === inFlight);
  if (fetch === undefined || now - fetch.sentAt <= node.spec.config.fetchMaxWaitUs + WAY_AND_BACK_US) return null;
  return words.fetchUnanswered(name, broker, formatDuration(now - fetch.sentAt));
}

/** Why what a producer has is not on its way. */
export function whyProducerBlocked(sim: KafkaSimulation, node: ProducerNode): WhyNot {
  const asked = `producer:${node.id}`;
  const { accumulator, spec, idempotence, metadata } = node;
  const all = { kind: 'producer', producer: node.id, topic: spec.topic, partition: null } as const;
  const count = partitionCount(metadata, spec.topic);
  const call = node.calls[0];
  const queues = [...accumulator.partitions.values()].filter(({ queue }) => queue.length > 0);
  const waiting = [...accumulator.incomplete].length;
  const unsent = queues.reduce((sum, { queue }) => sum + queue.length, 0);
  const conditions: Condition[] = [
    runs(sim, node.node),
    condition(node.status === 'running' || node.status === 'closing', words.producerStates.running, words.producerStates[node.status]),
    condition(count !== null, words.knowsTopic(spec.topic, count ?? 0), words.knowsNoTopic(spec.topic), all),
    ...(idempotence.enabled ? [condition(idempotence.producerId !== NO_PRODUCER_ID, words.producerIdIs(idempotence.producerId), words.noProducerId, all)] : []),
    condition(call?.blockedBy !== 'buffer', words.bufferHasRoom(formatSize(accumulator.freeBytes), formatSize(spec.config.bufferMemoryBytes)), words.bufferIsFull(formatSize(accumulator.freeBytes), formatSize(spec.config.bufferMemoryBytes), waiting), all),
    ...queues.slice(0, MOST_PARTITIONS).map((queue) => sendable(sim, node, queue)),
  ];
  return allOf(asked, conditions, waiting === 0 ? words.nothingHoldsUp(node.id) : words.batchesOnTheirWay(node.id, waiting - unsent, unsent), words.hasToWait(node.id));
}

/** The first batch of a partition that waits to be sent. */
function sendable(sim: KafkaSimulation, node: ProducerNode, queue: PartitionQueue): Condition {
  const { spec, metadata, inFlightRequests } = node;
  const name = `${spec.topic}-${queue.partition}`;
  const first = queue.queue[0];
  const leader = leaderOf(metadata, spec.topic, queue.partition);
  if (first === undefined) return condition(true, words.nothingWaits(name), '');
  const own = { kind: 'producer', producer: node.id, topic: spec.topic, partition: queue.partition } as const;
  const batches = queue.queue.length;
  if (leader === null) return condition(false, '', words.batchesUnled(batches, name), { kind: 'leader', topic: spec.topic, partition: queue.partition });
  if (isBackingOff(first, sim.state.now)) return condition(false, '', words.batchesBackOff(batches, name, formatDuration(first.backoffUntil - sim.state.now), first.attempts + 1), own);
  const inFlight = inFlightRequests.get(leader.node) ?? 0;
  const most = spec.config.maxInFlightRequestsPerConnection;
  if (inFlight >= most) return condition(false, '', words.batchesInFlight(batches, name, inFlight, leader.broker), own);
  if (node.connections.get(leader.node) !== 'open') return condition(false, '', words.batchesUnconnected(batches, name, leader.broker), { kind: 'node', node: `broker-${leader.broker}` });
  if (queue.muted || !mayDrain(node, queue, first)) return condition(false, '', words.batchesBehind(batches, name), own);
  return condition(true, words.batchesMaySend(batches, name, leader.broker), '');
}
