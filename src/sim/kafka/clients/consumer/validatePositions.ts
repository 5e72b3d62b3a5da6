import * as words from '../../../../words/run/reasons.ts';
import { readyAt, sendRequest } from '../../net/requestTable.ts';
import type { OffsetForLeaderEpochRequest, OffsetForLeaderEpochResponse } from '../../protocol/dataPlane.ts';
import { CHANNEL, partitionName } from '../../types.ts';
import { requestUpdate } from '../clientMetadata.ts';
import type { ConsumerContext, ConsumerNode } from './consumerState.ts';
import { defaultReset } from './positions.ts';
import { NO_NODE_KNOWN, type ConsumedPartition } from './subscriptionState.ts';
import { endValidation, placeValidPosition, requestReset } from './subscriptions.ts';
import { wakeBy } from './timers.ts';

type Asked = OffsetForLeaderEpochRequest['partitions'][number];

/**
 * Asks new leaders whether they have what was read so far: where the epoch of the last record read ends in their log
 * (`OffsetFetcher.validatePositionsIfNeeded`, KIP-320). Until that is known the partition is not read on.
 */
export function validatePositions(node: ConsumerNode, ctx: ConsumerContext): void {
  if (node.toValidate === 0) return;
  const byLeader = new Map<number, Asked[]>();
  for (const partition of node.partitions.values()) {
    if (partition.validating !== 'due' || !mayAsk(node, ctx, partition)) continue;
    const asked: Asked = {
      topic: partition.topic,
      partition: partition.partition,
      currentLeaderEpoch: partition.leaderEpoch,
      leaderEpoch: partition.offsetEpoch,
    };
    partition.validating = 'asked';
    const list = byLeader.get(partition.leaderNode);
    if (list === undefined) byLeader.set(partition.leaderNode, [asked]);
    else list.push(asked);
  }
  for (const [leader, partitions] of byLeader) {
    const request: OffsetForLeaderEpochRequest = { api: 'OffsetForLeaderEpoch', replicaId: -1, partitions };
    sendRequest(ctx, node.requests, leader, CHANNEL.client, request, node.spec.config.requestTimeoutUs);
  }
}

function mayAsk(node: ConsumerNode, ctx: ConsumerContext, partition: ConsumedPartition): boolean {
  if (partition.leaderNode === NO_NODE_KNOWN) {
    requestUpdate(node.metadata);
    return false;
  }
  const at = Math.max(partition.validateRetryAt, readyAt(node.requests, partition.leaderNode, CHANNEL.client));
  if (at <= ctx.now) return true;
  wakeBy(node, at);
  return false;
}

/** Goes on where the leader has all that was read, and back to where the logs part where it has not (`SubscriptionState.maybeCompleteValidation`). */
export function onEpochEndOffsets(
  node: ConsumerNode,
  ctx: ConsumerContext,
  request: OffsetForLeaderEpochRequest,
  response: OffsetForLeaderEpochResponse,
): void {
  for (const answer of response.partitions) {
    const partition = node.partitions.get(partitionName(answer.topic, answer.partition));
    const asked = request.partitions.find(({ topic, partition: number }) => topic === answer.topic && number === answer.partition);
    if (partition === undefined || asked === undefined || !isAskedNow(partition, asked)) continue;
    if (answer.error !== 'NONE') validateLater(node, ctx, partition);
    else complete(node, ctx, partition, answer);
  }
}

export function onEpochEndOffsetsFailure(node: ConsumerNode, ctx: ConsumerContext, request: OffsetForLeaderEpochRequest): void {
  for (const asked of request.partitions) {
    const partition = node.partitions.get(partitionName(asked.topic, asked.partition));
    if (partition !== undefined && isAskedNow(partition, asked)) validateLater(node, ctx, partition);
  }
}

/** The position or its leader may have changed since, and then another question is due. */
function isAskedNow(partition: ConsumedPartition, asked: Asked): boolean {
  return partition.validating === 'asked' && partition.leaderEpoch === asked.currentLeaderEpoch && partition.offsetEpoch === asked.leaderEpoch;
}

function validateLater(node: ConsumerNode, ctx: ConsumerContext, partition: ConsumedPartition): void {
  partition.validating = 'due';
  partition.validateRetryAt = ctx.now + node.spec.config.retryBackoffUs;
  requestUpdate(node.metadata);
}

function complete(
  node: ConsumerNode,
  ctx: ConsumerContext,
  partition: ConsumedPartition,
  { endOffset, leaderEpoch }: OffsetForLeaderEpochResponse['partitions'][number],
): void {
  const position = partition.position ?? 0;
  if (endOffset >= position && leaderEpoch >= 0) {
    endValidation(node, partition);
    return;
  }
  const { topic, partition: number } = partition;
  const divergesAt = leaderEpoch < 0 ? null : endOffset;
  ctx.emit({ type: 'PositionDiverged', consumer: node.id, topic, partition: number, offset: position, divergesAt });
  const reset = defaultReset(node);
  if (reset === null) node.membership.fatal = words.logWasCut(partition.name, position);
  else if (divergesAt === null) requestReset(node, partition, reset);
  else placeValidPosition(node, partition, divergesAt, leaderEpoch);
}
