import type { PendingRequest } from '../net/requestTable.ts';
import type { RemoteStorageResponse } from '../protocol/remoteStorage.ts';
import type { BrokerContext, BrokerNode } from './brokerState.ts';
import { answerParked } from './fetch.ts';
import { onRemoteRead } from './remoteFetch.ts';
import { continueRound, takeAsker } from './remoteLogManager.ts';
import { resumeFetching } from './replicaFetcher.ts';
import { finishRebuild } from './tierStateMachine.ts';

/** The store answered: a consumer's fetch, a follower that begins its log, or the next step of a leader's round goes on. */
export function onRemoteStorageAnswer(
  broker: BrokerNode,
  ctx: BrokerContext,
  pending: PendingRequest,
  response: RemoteStorageResponse,
): void {
  if (response.api === 'FetchLogSegment') {
    const complete = onRemoteRead(broker, ctx, pending, response);
    if (complete !== null) answerParked(broker, ctx, complete.session, complete.parked);
    return;
  }
  const replica = takeAsker(broker, pending);
  if (replica === undefined) return;
  continueRound(broker, ctx, replica, pending, response);
  const { rebuild } = replica.tier;
  if (response.api === 'ListRemoteLogSegments' && rebuild !== null && rebuild.targetEpoch !== null) {
    if (finishRebuild(broker, ctx, replica)) resumeFetching(broker, ctx, replica);
  }
}

/** The store did not answer. What a consumer waits for comes with its next fetch, a leader goes on with its next round. */
export function onRemoteStorageFailure(broker: BrokerNode, pending: PendingRequest): void {
  takeAsker(broker, pending);
}
