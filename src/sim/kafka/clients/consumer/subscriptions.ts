import { assert } from '../../../../base/assert.ts';
import { EARLIEST_TIMESTAMP, LATEST_TIMESTAMP } from '../../protocol/dataPlane.ts';
import { partitionName, type LeaderEpoch, type Offset, type TopicPartition } from '../../types.ts';
import { leaderOf, requestUpdate, topicIdOf } from '../clientMetadata.ts';
import type { ConsumerNode } from './consumerState.ts';
import { newSession } from './fetchSession.ts';
import { NO_NODE_KNOWN, type ConsumedPartition, type PositionReset } from './subscriptionState.ts';

export const RESET_TO_EARLIEST: PositionReset = { strategy: 'earliest', timestamp: EARLIEST_TIMESTAMP };
export const RESET_TO_LATEST: PositionReset = { strategy: 'latest', timestamp: LATEST_TIMESTAMP };

/** Replaces the assignment. Positions, buffered records and everything else of the old one are dropped (`assignFromSubscribed`). */
export function assignPartitions(node: ConsumerNode, assigned: readonly TopicPartition[]): void {
  for (const partition of node.partitions.values()) markDirty(node, partition);
  node.partitions.clear();
  node.buffer = [];
  node.delayed = [];
  node.membership.pendingRevocation = false;
  for (const { topic, partition } of assigned) {
    const added = newPartition(topic, partition);
    node.partitions.set(added.name, added);
    takeLeader(node, added);
  }
  node.withoutPosition = node.partitions.size;
  node.toValidate = 0;
  node.offsetFetch = { inFlight: null, attempts: 0, retryAt: 0 };
}

function newPartition(topic: string, partition: number): ConsumedPartition {
  return {
    topic,
    partition,
    name: partitionName(topic, partition),
    state: 'initializing',
    position: null,
    offsetEpoch: -1,
    committed: null,
    reset: null,
    resetRetryAt: 0,
    validating: 'no',
    validateRetryAt: 0,
    leader: -1,
    leaderNode: NO_NODE_KNOWN,
    leaderEpoch: -1,
    topicId: null,
    readBroker: -1,
    readNode: NO_NODE_KNOWN,
    preferredReplica: null,
    preferredUntil: 0,
    highWatermark: null,
    buffered: 0,
    fetchAgainAt: 0,
  };
}

/** The assigned partitions as facts and requests name them. */
export function assignedPartitions(node: ConsumerNode): TopicPartition[] {
  const list: TopicPartition[] = [];
  for (const { topic, partition } of node.partitions.values()) list.push({ topic, partition });
  return list;
}

/** Sets a position that did not come from reading: a commit, a reset or a seek. With its epoch it is to be validated. */
export function placePosition(node: ConsumerNode, partition: ConsumedPartition, offset: Offset, offsetEpoch: LeaderEpoch): void {
  placeValidPosition(node, partition, offset, offsetEpoch);
  beginValidation(node, partition);
}

/** Sets a position that the leader has just given. */
export function placeValidPosition(node: ConsumerNode, partition: ConsumedPartition, offset: Offset, offsetEpoch: LeaderEpoch): void {
  endValidation(node, partition);
  if (partition.state !== 'fetching') node.withoutPosition -= 1;
  partition.state = 'fetching';
  partition.position = offset;
  partition.offsetEpoch = offsetEpoch;
  partition.reset = null;
  markDirty(node, partition);
}

/** Where the epoch of what was read and that of the leader are known, the leader is to be asked before more is read. */
function beginValidation(node: ConsumerNode, partition: ConsumedPartition): void {
  if (partition.position === null || partition.offsetEpoch < 0 || partition.leaderEpoch < 0) return;
  if (partition.validating === 'no') node.toValidate += 1;
  partition.validating = 'due';
  partition.validateRetryAt = 0;
  markDirty(node, partition);
}

export function endValidation(node: ConsumerNode, partition: ConsumedPartition): void {
  if (partition.validating === 'no') return;
  node.toValidate -= 1;
  partition.validating = 'no';
  markDirty(node, partition);
}

/** Moves a position on past what was read. */
export function advancePosition(node: ConsumerNode, partition: ConsumedPartition, offset: Offset, offsetEpoch: LeaderEpoch): void {
  assert(partition.position !== null && offset >= partition.position, 'reading never moves a position back');
  partition.position = offset;
  partition.offsetEpoch = offsetEpoch;
  markDirty(node, partition);
}

/** Gives the position up; ListOffsets will bring another (`requestOffsetReset`). */
export function requestReset(node: ConsumerNode, partition: ConsumedPartition, reset: PositionReset): void {
  if (partition.state === 'fetching') node.withoutPosition += 1;
  endValidation(node, partition);
  partition.state = 'awaitReset';
  partition.position = null;
  partition.offsetEpoch = -1;
  partition.reset = reset;
  partition.resetRetryAt = 0;
  markDirty(node, partition);
}

/** Has the session with the broker it is fetched from look at the partition before the next fetch. */
export function markDirty(node: ConsumerNode, partition: ConsumedPartition): void {
  if (partition.readNode === NO_NODE_KNOWN) return;
  let session = node.sessions.get(partition.readNode);
  if (session === undefined) {
    session = newSession(partition.readNode, partition.readBroker);
    node.sessions.set(partition.readNode, session);
  }
  if (!session.dirty.includes(partition.name)) session.dirty.push(partition.name);
}

/** Takes the leaders over from the metadata, if that has changed since. */
export function takeLeaders(node: ConsumerNode): void {
  if (node.leadersVersion === node.metadata.version) return;
  node.leadersVersion = node.metadata.version;
  for (const partition of node.partitions.values()) takeLeader(node, partition);
}

function takeLeader(node: ConsumerNode, partition: ConsumedPartition): void {
  const known = leaderOf(node.metadata, partition.topic, partition.partition);
  const leaderNode = known?.node ?? NO_NODE_KNOWN;
  const leaderEpoch = known?.leaderEpoch ?? -1;
  const topicId = topicIdOf(node.metadata, partition.topic);
  if (known === null) requestUpdate(node.metadata);
  if (leaderNode === partition.leaderNode && leaderEpoch === partition.leaderEpoch && topicId === partition.topicId) return;
  markDirty(node, partition);
  partition.leader = known?.broker ?? -1;
  partition.leaderNode = leaderNode;
  partition.leaderEpoch = leaderEpoch;
  partition.topicId = topicId;
  partition.fetchAgainAt = 0;
  // A new leader is asked first which replica to read from.
  if (known !== null) partition.preferredReplica = null;
  if (partition.preferredReplica === null) {
    partition.readBroker = partition.leader;
    partition.readNode = leaderNode;
  }
  markDirty(node, partition);
  beginValidation(node, partition);
}
