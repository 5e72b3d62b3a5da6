import { assertNever } from '../../../../base/assert.ts';
import type { AssignmentStrategy } from '../../config/types.ts';
import type { PendingRequest } from '../../net/requestTable.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import type { JoinGroupResponse, SyncGroupRequest, SyncGroupResponse } from '../../protocol/groups.ts';
import type { TopicPartition } from '../../types.ts';
import type { Assignment, PartitionCounts } from '../assignors/assignor.ts';
import { rangeAssign } from '../assignors/range.ts';
import { roundRobinAssign } from '../assignors/roundRobin.ts';
import { partitionCount, requestUpdateForNewTopics, type ClientMetadata } from '../clientMetadata.ts';
import { commitBeforeRebalance } from './commit.ts';
import type { ConsumerContext, ConsumerNode } from './consumerState.ts';
import { markCoordinatorUnknown, sendToCoordinator } from './coordinator.ts';
import { enableHeartbeat } from './heartbeat.ts';
import { isCurrent, NO_GENERATION, resetMembership } from './membership.ts';
import { assignedPartitions, assignPartitions } from './subscriptions.ts';
import { wakeBy } from './timers.ts';

/** JoinGroup may wait as long as a rebalance takes; some time more for the way. */
const JOIN_GROUP_TIMEOUT_LAPSE_US = 5_000_000;

/**
 * Joins or rejoins the group if that is needed (`ConsumerCoordinator.poll`, `joinGroupIfNeeded`): true while the consumer is a
 * stable member with an assignment. To be called with the coordinator known.
 *
 * The assignors of this version are eager: before a member rejoins it commits and gives up all partitions.
 */
export function joinIfNeeded(node: ConsumerNode, ctx: ConsumerContext): boolean {
  const { membership } = node;
  if (assignmentIsOutdated(node)) membership.rejoinNeeded = true;
  if (membership.elected !== null) assignWhenMetadataIsFresh(node, ctx);
  if (membership.received !== null) onJoinComplete(node, ctx, membership.received);
  if (membership.join !== null || membership.elected !== null) return false;
  if (!membership.rejoinNeeded) return true;
  if (membership.needsJoinPrepare) {
    if (!onJoinPrepare(node, ctx)) return false;
    membership.needsJoinPrepare = false;
  }
  if (membership.joinRetryAt > ctx.now) wakeBy(node, membership.joinRetryAt);
  else sendJoinGroup(node, ctx);
  return false;
}

/** The leader rejoins when a topic of the group has got more partitions, has appeared or has gone. */
function assignmentIsOutdated(node: ConsumerNode): boolean {
  const { assignedBy, metadataTopics } = node.membership;
  if (assignedBy === null) return false;
  for (const topic of metadataTopics) {
    if ((partitionCount(node.metadata, topic) ?? 0) !== (assignedBy.get(topic) ?? 0)) return true;
  }
  return false;
}

/** Commits, then gives everything up: as lost when the membership is gone, else as revoked. False while the commit is on its way. */
function onJoinPrepare(node: ConsumerNode, ctx: ConsumerContext): boolean {
  const { membership } = node;
  if (!commitBeforeRebalance(node, ctx)) return false;
  giveUpPartitions(node, ctx, membership.generation === NO_GENERATION || membership.memberId === '');
  membership.joinPrepare = null;
  membership.pendingRevocation = false;
  membership.assignedBy = null;
  membership.metadataTopics = node.spec.topics;
  return true;
}

/** Drops the assignment, if there is one, and says so. */
export function giveUpPartitions(node: ConsumerNode, ctx: ConsumerContext, lost: boolean): void {
  const partitions = assignedPartitions(node);
  if (partitions.length === 0) return;
  const type = lost ? 'PartitionsLost' : 'PartitionsRevoked';
  ctx.emit({ type, consumer: node.id, group: node.spec.group, partitions });
  assignPartitions(node, []);
}

function sendJoinGroup(node: ConsumerNode, ctx: ConsumerContext): void {
  const { membership, spec } = node;
  const { config } = spec;
  membership.state = 'preparing';
  membership.join = sendToCoordinator(
    node,
    ctx,
    {
      api: 'JoinGroup',
      group: spec.group,
      memberId: membership.memberId,
      groupInstanceId: config.groupInstanceId,
      clientId: spec.id,
      sessionTimeoutUs: config.sessionTimeoutUs,
      rebalanceTimeoutUs: config.maxPollIntervalUs,
      protocols: config.partitionAssignmentStrategy,
      topics: spec.topics,
      ownedPartitions: assignedPartitions(node),
    },
    Math.max(config.requestTimeoutUs, config.maxPollIntervalUs + JOIN_GROUP_TIMEOUT_LAPSE_US),
  );
}

export function onJoinGroupResponse(node: ConsumerNode, ctx: ConsumerContext, pending: PendingRequest, response: JoinGroupResponse): void {
  const { membership } = node;
  if (membership.join !== pending.correlationId) return;
  membership.join = null;
  switch (response.error) {
    case 'NONE':
      onJoined(node, ctx, response);
      return;
    case 'MEMBER_ID_REQUIRED':
      membership.memberId = response.memberId;
      membership.generation = NO_GENERATION;
      membership.protocol = null;
      membership.rejoinNeeded = true;
      return;
    case 'UNKNOWN_MEMBER_ID':
      resetMembership(membership, true);
      return;
    case 'REBALANCE_IN_PROGRESS':
      membership.rejoinNeeded = true;
      return;
    case 'COORDINATOR_NOT_AVAILABLE':
    case 'NOT_COORDINATOR':
      markCoordinatorUnknown(node, ctx);
      rejoinLater(node, ctx);
      return;
    case 'COORDINATOR_LOAD_IN_PROGRESS':
      rejoinLater(node, ctx);
      return;
    default:
      joinImpossible(node, response.error);
  }
}

function onJoined(node: ConsumerNode, ctx: ConsumerContext, response: JoinGroupResponse): void {
  const { membership } = node;
  if (membership.state !== 'preparing') {
    rejoinLater(node, ctx);
    return;
  }
  membership.state = 'completing';
  membership.generation = response.generation;
  membership.memberId = response.memberId;
  membership.protocol = response.protocol;
  membership.hasBeenMember = true;
  enableHeartbeat(node, ctx);
  if (response.leader === response.memberId) onElected(node, ctx, response);
  else sendSyncGroup(node, ctx, []);
}

/** The leader watches the metadata of all the group's topics from here on. */
function onElected(node: ConsumerNode, ctx: ConsumerContext, response: JoinGroupResponse): void {
  const { membership, metadata } = node;
  const topics = new Set<string>();
  for (const member of response.members) for (const topic of member.topics) topics.add(topic);
  const unwatched = [...topics].some((topic) => !membership.metadataTopics.includes(topic));
  for (const topic of node.spec.topics) topics.add(topic);
  membership.metadataTopics = [...topics].toSorted();
  if (unwatched) requestUpdateForNewTopics(metadata);
  const isFresh = metadata.refreshedAt !== null && !metadata.updateRequested && !metadata.inFlight;
  membership.elected = { response, metadataAt: isFresh ? null : (metadata.refreshedAt ?? -1) };
  assignWhenMetadataIsFresh(node, ctx);
}

/** Runs the assignor as soon as metadata that was due has arrived (`ensureFreshMetadata`), and sends the result to the group. */
function assignWhenMetadataIsFresh(node: ConsumerNode, ctx: ConsumerContext): void {
  const { membership, metadata } = node;
  const { elected } = membership;
  if (elected === null) return;
  const isFresh = elected.metadataAt === null || (metadata.refreshedAt ?? -1) > elected.metadataAt;
  if (!isFresh || metadata.newTopics || metadata.inFlight) return;
  membership.elected = null;
  if (membership.state !== 'completing') {
    rejoinLater(node, ctx);
    return;
  }
  const counts = partitionCounts(metadata, membership.metadataTopics);
  const assignment = runAssignor(membership.protocol, counts, elected.response);
  if (assignment === null) {
    joinImpossible(node, 'INCONSISTENT_GROUP_PROTOCOL');
    return;
  }
  membership.assignedBy = counts;
  const assignments: SyncGroupRequest['assignments'][number][] = [];
  for (const [memberId, partitions] of assignment) assignments.push({ memberId, partitions });
  sendSyncGroup(node, ctx, assignments);
}

function partitionCounts(metadata: ClientMetadata, topics: readonly string[]): PartitionCounts {
  const counts = new Map<string, number>();
  for (const topic of topics) {
    const count = partitionCount(metadata, topic);
    if (count !== null) counts.set(topic, count);
  }
  return counts;
}

function runAssignor(protocol: string | null, counts: PartitionCounts, response: JoinGroupResponse): Assignment | null {
  const strategy = protocol as AssignmentStrategy | null;
  switch (strategy) {
    case 'range':
      return rangeAssign(counts, response.members);
    case 'roundrobin':
      return roundRobinAssign(counts, response.members);
    case null:
      return null;
    default:
      return assertNever(strategy, 'assignor chosen by the group');
  }
}

function sendSyncGroup(node: ConsumerNode, ctx: ConsumerContext, assignments: SyncGroupRequest['assignments']): void {
  const { membership, spec } = node;
  membership.join = sendToCoordinator(node, ctx, {
    api: 'SyncGroup',
    group: spec.group,
    generation: membership.generation,
    memberId: membership.memberId,
    groupInstanceId: spec.config.groupInstanceId,
    assignments,
  });
  if (membership.join === null) rejoinLater(node, ctx);
}

export function onSyncGroupResponse(
  node: ConsumerNode,
  ctx: ConsumerContext,
  pending: PendingRequest,
  request: SyncGroupRequest,
  response: SyncGroupResponse,
): void {
  const { membership } = node;
  if (membership.join !== pending.correlationId) return;
  membership.join = null;
  switch (response.error) {
    case 'NONE':
      if (membership.state === 'completing' && isCurrent(membership, request)) {
        membership.state = 'stable';
        membership.rejoinNeeded = false;
        membership.received = response.assignment;
      } else {
        // A heartbeat's answer has ended the membership meanwhile.
        membership.rejoinNeeded = true;
      }
      return;
    case 'REBALANCE_IN_PROGRESS':
      membership.rejoinNeeded = true;
      return;
    case 'UNKNOWN_MEMBER_ID':
    case 'ILLEGAL_GENERATION':
      if (isCurrent(membership, request)) resetMembership(membership, response.error === 'UNKNOWN_MEMBER_ID');
      membership.rejoinNeeded = true;
      return;
    case 'COORDINATOR_NOT_AVAILABLE':
    case 'NOT_COORDINATOR':
      markCoordinatorUnknown(node, ctx);
      rejoinLater(node, ctx);
      return;
    case 'COORDINATOR_LOAD_IN_PROGRESS':
      rejoinLater(node, ctx);
      return;
    default:
      joinImpossible(node, response.error);
  }
}

/** JoinGroup or SyncGroup got no answer. */
export function onJoinFailure(node: ConsumerNode, ctx: ConsumerContext, pending: PendingRequest): void {
  if (node.membership.join !== pending.correlationId) return;
  node.membership.join = null;
  rejoinLater(node, ctx);
}

function rejoinLater(node: ConsumerNode, ctx: ConsumerContext): void {
  node.membership.rejoinNeeded = true;
  node.membership.joinRetryAt = ctx.now + node.spec.config.retryBackoffUs;
}

function joinImpossible(node: ConsumerNode, error: ErrorCode): void {
  node.membership.rejoinNeeded = true;
  node.membership.fatal = error;
}

/** Takes the assignment over; its positions are looked up next. */
function onJoinComplete(node: ConsumerNode, ctx: ConsumerContext, received: readonly TopicPartition[]): void {
  const { membership, spec } = node;
  membership.received = null;
  membership.needsJoinPrepare = true;
  if (membership.state !== 'stable') {
    resetMembership(membership, true);
    return;
  }
  if (received.some(({ topic }) => !spec.topics.includes(topic))) {
    membership.rejoinNeeded = true;
    return;
  }
  node.nextAutoCommitAt = ctx.now + spec.config.autoCommitIntervalUs;
  const partitions = received.toSorted(comparePartitions);
  assignPartitions(node, partitions);
  ctx.emit({ type: 'PartitionsAssigned', consumer: node.id, group: spec.group, partitions });
}

function comparePartitions(a: TopicPartition, b: TopicPartition): number {
  if (a.topic !== b.topic) return a.topic < b.topic ? -1 : 1;
  return a.partition - b.partition;
}
