import { formatDuration, formatSize } from '../../../base/units.ts';
import { leaderOf, partitionCount } from '../../kafka/clients/clientMetadata.ts';
import type { ConsumerNode } from '../../kafka/clients/consumer/consumerState.ts';
import type { ConsumedPartition } from '../../kafka/clients/consumer/subscriptionState.ts';
import { mayDrain } from '../../kafka/clients/producer/idempotence.ts';
import { isBackingOff } from '../../kafka/clients/producer/pendingBatch.ts';
import type { PartitionQueue, ProducerNode } from '../../kafka/clients/producer/producerNode.ts';
import type { KafkaSimulation } from '../../kafka/createCluster.ts';
import { NO_PRODUCER_ID } from '../../kafka/log/recordBatch.ts';
import { allOf, condition, type Condition, type WhyNot } from './condition.ts';

function runs(sim: KafkaSimulation, node: number): Condition {
  const status = sim.control.statusOf(node);
  return condition(status === 'running', 'Its process runs.', `Its process is ${status}.`, { kind: 'node', node: sim.state.nodes[node]?.name ?? '' });
}

const MOST_PARTITIONS = 8;

/** Why a consumer reads nothing: what is in the way, or that it has read all there is. */
export function whyConsumerIdle(sim: KafkaSimulation, node: ConsumerNode): WhyNot {
  const asked = `consumer:${node.id}`;
  const { membership } = node;
  const member = { kind: 'member', consumer: node.id, group: node.spec.group } as const;
  const isMember = membership.state === 'stable' && !membership.rejoinNeeded;
  const general: Condition[] = [
    runs(sim, node.node),
    condition(node.phase === 'running', 'It has subscribed and polls.', `It is ${node.phase}${node.failure === null ? '' : `: ${node.failure}`}.`, member),
    condition(membership.coordinator !== null, `Its coordinator is broker ${membership.coordinator?.broker ?? -1}.`, 'It knows no coordinator of its group.', member),
    condition(isMember, `It is a member of generation ${membership.generation}.`, membership.state === 'unjoined' || membership.rejoinNeeded ? 'It is not in the present generation of its group, and has to join.' : 'Its group rebalances, and it waits for its assignment.', member),
    condition(node.partitions.size > 0, `${[...node.partitions.keys()].slice(0, MOST_PARTITIONS).join(', ')} ${node.partitions.size === 1 ? 'is' : 'are'} assigned to it.`, 'No partition is assigned to it: the group has as many members as there are partitions, or more.', member),
    condition(!node.paused, 'It is not paused.', 'It is paused: it polls, and fetches nothing.', { kind: 'paused', consumer: node.id }),
    condition(node.application.kind !== 'committing', 'It waits for no commit.', 'It waits for a commit to be answered.'),
  ];
  const partitions = [...node.partitions.values()].slice(0, MOST_PARTITIONS).map((partition) => readable(node, partition));
  return allOf(asked, [...general, ...partitions], `Nothing keeps consumer ${node.id} from reading.`, `Consumer ${node.id} does not read all that it might.`);
}

function readable(node: ConsumerNode, partition: ConsumedPartition): Condition {
  const { name, position, highWatermark, state, validating, leader, readBroker, buffered } = partition;
  if (state === 'initializing') return condition(false, '', `${name}: the committed offset is not known yet.`);
  if (state === 'awaitReset' || position === null) return condition(false, '', `${name}: the offset to begin at is being asked for.`);
  if (validating !== 'no') return condition(false, '', `${name}: the leader has not said yet that it has what was read up to offset ${position}.`);
  if (leader < 0) return condition(false, '', `${name}: no leader is known.`, { kind: 'leader', topic: partition.topic, partition: partition.partition });
  if (node.delayed.includes(name)) return condition(false, '', `${name}: after an error it waits a moment before it fetches again.`);
  const behind = highWatermark === null ? null : Math.max(0, highWatermark - position);
  const from = `from broker ${readBroker < 0 ? leader : readBroker}`;
  const reads = buffered > 0 || (behind ?? 0) > 0;
  if (reads) return condition(true, `${name}: it reads at offset ${position} ${from}, ${behind ?? 0} behind the high watermark.`, '');
  return condition(true, `${name}: it has read all that is committed, up to offset ${position}${highWatermark === null ? '' : `, as of its last fetch ${from}`}.`, '');
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
  const conditions: Condition[] = [
    runs(sim, node.node),
    condition(node.status === 'running' || node.status === 'closing', 'It is open.', `It is ${node.status}.`),
    condition(count !== null, `It knows topic ${spec.topic}, and how many partitions it has: ${count ?? 0}.`, `It has no metadata of topic ${spec.topic}, and cannot choose a partition.`, all),
    ...(idempotence.enabled ? [condition(idempotence.producerId !== NO_PRODUCER_ID, `Its producer id is ${idempotence.producerId}.`, 'It has no producer id yet, and sends nothing before it has one (enable.idempotence).', all)] : []),
    condition(call?.blockedBy !== 'buffer', `Its buffer has ${formatSize(accumulator.freeBytes)} free of ${formatSize(spec.config.bufferMemoryBytes)}.`, `Its buffer is full: ${formatSize(accumulator.freeBytes)} free of ${formatSize(spec.config.bufferMemoryBytes)} (buffer.memory), with ${waiting} ${waiting === 1 ? 'batch' : 'batches'} not acknowledged.`, all),
    ...queues.slice(0, MOST_PARTITIONS).map((queue) => sendable(sim, node, queue)),
  ];
  return allOf(asked, conditions, waiting === 0 ? `Nothing holds producer ${node.id} up.` : `Nothing holds producer ${node.id} up: ${waiting === 1 ? '1 batch is on its way' : `${waiting} batches are on their way`}.`, `Producer ${node.id} has to wait.`);
}

/** The first batch of a partition that waits to be sent. */
function sendable(sim: KafkaSimulation, node: ProducerNode, queue: PartitionQueue): Condition {
  const { spec, metadata, inFlightRequests } = node;
  const name = `${spec.topic}-${queue.partition}`;
  const first = queue.queue[0];
  const leader = leaderOf(metadata, spec.topic, queue.partition);
  if (first === undefined) return condition(true, `${name}: nothing waits.`, '');
  const own = { kind: 'producer', producer: node.id, topic: spec.topic, partition: queue.partition } as const;
  const what = `${queue.queue.length} ${queue.queue.length === 1 ? 'batch' : 'batches'} for ${name}`;
  if (leader === null) return condition(false, '', `${what}: no leader is known.`, { kind: 'leader', topic: spec.topic, partition: queue.partition });
  if (isBackingOff(first, sim.state.now)) return condition(false, '', `${what}: the last try failed; the next is in ${formatDuration(first.backoffUntil - sim.state.now)}, attempt ${first.attempts + 1}.`, own);
  const inFlight = inFlightRequests.get(leader.node) ?? 0;
  const most = spec.config.maxInFlightRequestsPerConnection;
  if (inFlight >= most) return condition(false, '', `${what}: ${inFlight} requests to broker ${leader.broker} are not answered, as many as max.in.flight.requests.per.connection allows.`, own);
  if (node.connections.get(leader.node) !== 'open') return condition(false, '', `${what}: broker ${leader.broker} does not answer on a new connection yet.`, { kind: 'node', node: `broker-${leader.broker}` });
  if (queue.muted || !mayDrain(node, queue, first)) return condition(false, '', `${what}: an earlier batch has to have its answer first.`, own);
  return condition(true, `${what}: may be sent to broker ${leader.broker}, once linger.ms is over.`, '');
}
