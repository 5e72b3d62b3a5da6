import { assert, unreachable } from '../../../../base/assert.ts';
import type { PendingRequest } from '../../net/requestTable.ts';
import type { ApiResponse } from '../../protocol/messages.ts';
import { CHANNEL } from '../../types.ts';
import { onMetadataFailure, onMetadataResponse, requestUpdate } from '../clientMetadata.ts';
import { onCommitFailure, onCommitResponse } from './commit.ts';
import type { ConsumerContext, ConsumerNode } from './consumerState.ts';
import { markCoordinatorUnknown, onFindCoordinatorFailure, onFindCoordinatorResponse } from './coordinator.ts';
import { onFetchFailure, onFetchResponse } from './fetcher.ts';
import { heartbeatFailed, onHeartbeatResponse } from './heartbeat.ts';
import { onJoinFailure, onJoinGroupResponse, onSyncGroupResponse } from './join.ts';
import { runConsumer } from './pollLoop.ts';
import { onListOffsetsFailure, onListOffsetsResponse, onOffsetFetchFailure, onOffsetFetchResponse } from './positions.ts';
import { onEpochEndOffsets, onEpochEndOffsetsFailure } from './validatePositions.ts';

/** Gives an answer to whoever waits for it. */
export function handleResponse(node: ConsumerNode, ctx: ConsumerContext, pending: PendingRequest, response: ApiResponse): void {
  const { request } = pending;
  switch (response.api) {
    case 'Metadata':
      onMetadataResponse(ctx, node.metadata, response, node.spec.config);
      return;
    case 'FindCoordinator':
      onFindCoordinatorResponse(node, ctx, response);
      return;
    case 'JoinGroup':
      onJoinGroupResponse(node, ctx, pending, response);
      return;
    case 'SyncGroup':
      assert(request.api === response.api, 'an answer is of the kind of its request');
      onSyncGroupResponse(node, ctx, pending, request, response);
      return;
    case 'Heartbeat':
      assert(request.api === response.api, 'an answer is of the kind of its request');
      onHeartbeatResponse(node, ctx, request, response);
      return;
    case 'LeaveGroup':
      return;
    case 'OffsetCommit':
      assert(request.api === response.api, 'an answer is of the kind of its request');
      onCommitResponse(node, ctx, pending, request, response);
      return;
    case 'OffsetFetch':
      onOffsetFetchResponse(node, ctx, pending, response);
      return;
    case 'ListOffsets':
      assert(request.api === response.api, 'an answer is of the kind of its request');
      onListOffsetsResponse(node, ctx, request, response);
      return;
    case 'OffsetForLeaderEpoch':
      assert(request.api === response.api, 'an answer is of the kind of its request');
      onEpochEndOffsets(node, ctx, request, response);
      return;
    case 'Fetch':
      onFetchResponse(node, ctx, pending, response);
      return;
    default:
      unreachable(`a consumer never sends ${response.api}`);
  }
}

/** The request will not be answered. Every broken connection makes the client doubt its metadata. */
export function handleFailure(node: ConsumerNode, ctx: ConsumerContext, pending: PendingRequest): void {
  const { request } = pending;
  requestUpdate(node.metadata);
  if (pending.channel === CHANNEL.coordinator && node.membership.coordinator?.node === pending.to) markCoordinatorUnknown(node, ctx);
  switch (request.api) {
    case 'Metadata':
      onMetadataFailure(ctx, node.metadata, node.spec.config);
      return;
    case 'FindCoordinator':
      onFindCoordinatorFailure(node, ctx);
      return;
    case 'JoinGroup':
    case 'SyncGroup':
      onJoinFailure(node, ctx, pending);
      return;
    case 'Heartbeat':
      heartbeatFailed(node, ctx);
      return;
    case 'LeaveGroup':
      return;
    case 'OffsetCommit':
      onCommitFailure(node, ctx, pending);
      return;
    case 'OffsetFetch':
      onOffsetFetchFailure(node, ctx, pending);
      return;
    case 'ListOffsets':
      onListOffsetsFailure(node, ctx, request);
      return;
    case 'OffsetForLeaderEpoch':
      onEpochEndOffsetsFailure(node, ctx, request);
      return;
    case 'Fetch':
      onFetchFailure(node, ctx, pending);
      return;
    default:
      unreachable(`a consumer never sends ${request.api}`);
  }
}

/** Lets the consumer act on what has just happened to it. To be called at the end of every event and command. */
export function goOn(node: ConsumerNode, ctx: ConsumerContext): void {
  do {
    handleDropped(node, ctx);
    runConsumer(node, ctx);
  } while (node.dropped.length > 0);
}

/** Runs the handlers of requests that this client itself cut off. */
function handleDropped(node: ConsumerNode, ctx: ConsumerContext): void {
  while (node.dropped.length > 0) {
    const dropped = node.dropped;
    node.dropped = [];
    for (const pending of dropped) handleFailure(node, ctx, pending);
  }
}
