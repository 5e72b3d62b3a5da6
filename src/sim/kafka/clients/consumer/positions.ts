import * as words from '../../../../words/run/reasons.ts';
import { readyAt, sendRequest, type PendingRequest } from '../../net/requestTable.ts';
import { LATEST_TIMESTAMP, type ListOffsetsRequest, type ListOffsetsResponse } from '../../protocol/dataPlane.ts';
import type { OffsetFetchResponse } from '../../protocol/groups.ts';
import { CHANNEL, partitionName, type TopicPartition } from '../../types.ts';
import { requestUpdate } from '../clientMetadata.ts';
import type { ConsumerContext, ConsumerNode } from './consumerState.ts';
import { markCoordinatorUnknown, sendToCoordinator } from './coordinator.ts';
import { NO_NODE_KNOWN, type ConsumedPartition, type PositionReset } from './subscriptionState.ts';
import { placePosition, requestReset, RESET_TO_EARLIEST, RESET_TO_LATEST } from './subscriptions.ts';
import { retryBackoffUs, wakeBy } from './timers.ts';

/** The reset that `auto.offset.reset` stands for; null for `none`. */
export function defaultReset(node: ConsumerNode): PositionReset | null {
  switch (node.spec.config.autoOffsetReset) {
    case 'earliest':
      return RESET_TO_EARLIEST;
    case 'latest':
      return RESET_TO_LATEST;
    case 'none':
      return null;
  }
}

/**
 * Finds positions for the partitions that have none: the group's committed offset, and where there is none, the offset that
 * the reset policy names (`KafkaConsumer.updateFetchPositions`). To be called with the coordinator known.
 */
export function updatePositions(node: ConsumerNode, ctx: ConsumerContext): void {
  if (node.withoutPosition === 0) return;
  const initializing: TopicPartition[] = [];
  for (const { topic, partition, state } of node.partitions.values()) {
    if (state === 'initializing') initializing.push({ topic, partition });
  }
  if (initializing.length > 0) fetchCommitted(node, ctx, initializing);
  else sendListOffsets(node, ctx);
}

function fetchCommitted(node: ConsumerNode, ctx: ConsumerContext, partitions: readonly TopicPartition[]): void {
  const { offsetFetch, spec } = node;
  if (offsetFetch.inFlight !== null) return;
  if (offsetFetch.retryAt > ctx.now) {
    wakeBy(node, offsetFetch.retryAt);
    return;
  }
  offsetFetch.inFlight = sendToCoordinator(node, ctx, { api: 'OffsetFetch', group: spec.group, partitions });
}

export function onOffsetFetchResponse(
  node: ConsumerNode,
  ctx: ConsumerContext,
  pending: PendingRequest,
  response: OffsetFetchResponse,
): void {
  if (node.offsetFetch.inFlight !== pending.correlationId) return;
  node.offsetFetch.inFlight = null;
  if (response.error !== 'NONE') {
    if (response.error === 'NOT_COORDINATOR' || response.error === 'COORDINATOR_NOT_AVAILABLE') markCoordinatorUnknown(node, ctx);
    fetchCommittedLater(node, ctx);
    return;
  }
  node.offsetFetch.attempts = 0;
  const reset = defaultReset(node);
  for (const answer of response.partitions) {
    const partition = node.partitions.get(partitionName(answer.topic, answer.partition));
    if (partition?.state !== 'initializing') continue;
    if (answer.offset >= 0) {
      partition.committed = answer.offset;
      placePosition(node, partition, answer.offset, answer.leaderEpoch);
    } else if (reset !== null) {
      requestReset(node, partition, reset);
    } else {
      node.membership.fatal = words.nothingCommitted(partition.name);
    }
  }
}

export function onOffsetFetchFailure(node: ConsumerNode, ctx: ConsumerContext, pending: PendingRequest): void {
  if (node.offsetFetch.inFlight !== pending.correlationId) return;
  node.offsetFetch.inFlight = null;
  fetchCommittedLater(node, ctx);
}

function fetchCommittedLater(node: ConsumerNode, ctx: ConsumerContext): void {
  node.offsetFetch.retryAt = ctx.now + retryBackoffUs(node, ctx, node.offsetFetch.attempts);
  node.offsetFetch.attempts += 1;
}

type ListedPartition = ListOffsetsRequest['partitions'][number];

/** Asks each leader for the offsets that partitions are to be reset to (`OffsetFetcher.resetPositionsAsync`). */
function sendListOffsets(node: ConsumerNode, ctx: ConsumerContext): void {
  const byLeader = new Map<number, ListedPartition[]>();
  const { requestTimeoutUs } = node.spec.config;
  for (const partition of node.partitions.values()) {
    if (partition.state !== 'awaitReset' || partition.reset === null || !mayAsk(node, ctx, partition)) continue;
    const listed: ListedPartition = {
      topic: partition.topic,
      partition: partition.partition,
      timestamp: partition.reset.timestamp,
      currentLeaderEpoch: partition.leaderEpoch,
    };
    partition.resetRetryAt = ctx.now + requestTimeoutUs;
    const asked = byLeader.get(partition.leaderNode);
    if (asked === undefined) byLeader.set(partition.leaderNode, [listed]);
    else asked.push(listed);
  }
  for (const [leader, partitions] of byLeader) {
    sendRequest(ctx, node.requests, leader, CHANNEL.client, { api: 'ListOffsets', partitions }, requestTimeoutUs);
  }
}

function mayAsk(node: ConsumerNode, ctx: ConsumerContext, partition: ConsumedPartition): boolean {
  if (partition.leaderNode === NO_NODE_KNOWN) {
    requestUpdate(node.metadata);
    return false;
  }
  const ready = readyAt(node.requests, partition.leaderNode, CHANNEL.client);
  const at = Math.max(partition.resetRetryAt, ready);
  if (at <= ctx.now) return true;
  wakeBy(node, at);
  return false;
}

export function onListOffsetsResponse(
  node: ConsumerNode,
  ctx: ConsumerContext,
  request: ListOffsetsRequest,
  response: ListOffsetsResponse,
): void {
  const asked = partitionsAsked(request);
  for (const answer of response.partitions) {
    const name = partitionName(answer.topic, answer.partition);
    const partition = node.partitions.get(name);
    const reset = partition?.reset;
    if (partition === undefined || partition.state !== 'awaitReset' || reset?.timestamp !== asked.get(name)) continue;
    if (reset === undefined || reset === null) continue;
    if (answer.error !== 'NONE') {
      resetLater(node, ctx, partition);
    } else if (answer.offset < 0) {
      // No record is that young: what is written from now on is.
      partition.reset = { strategy: reset.strategy, timestamp: LATEST_TIMESTAMP };
      partition.resetRetryAt = 0;
    } else {
      const { topic, partition: number } = partition;
      placePosition(node, partition, answer.offset, -1);
      ctx.emit({ type: 'OffsetReset', consumer: node.id, topic, partition: number, offset: answer.offset, strategy: reset.strategy });
    }
  }
}

export function onListOffsetsFailure(node: ConsumerNode, ctx: ConsumerContext, request: ListOffsetsRequest): void {
  const asked = partitionsAsked(request);
  for (const [name, timestamp] of asked) {
    const partition = node.partitions.get(name);
    if (partition?.state === 'awaitReset' && partition.reset?.timestamp === timestamp) resetLater(node, ctx, partition);
  }
}

function partitionsAsked(request: ListOffsetsRequest): Map<string, number> {
  const asked = new Map<string, number>();
  for (const { topic, partition, timestamp } of request.partitions) asked.set(partitionName(topic, partition), timestamp);
  return asked;
}

function resetLater(node: ConsumerNode, ctx: ConsumerContext, partition: ConsumedPartition): void {
  partition.resetRetryAt = ctx.now + node.spec.config.retryBackoffUs;
  requestUpdate(node.metadata);
}

