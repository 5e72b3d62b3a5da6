import { epochAt, truncateFromStart } from '../log/leaderEpochFileCache.ts';
import { truncateFullyAndStartAt } from '../log/truncateLog.ts';
import { sendRequest, type PendingRequest } from '../net/requestTable.ts';
import {
  EARLIEST_LOCAL_TIMESTAMP,
  EARLIEST_TIMESTAMP,
  type ListOffsetsResponse,
  type OffsetForLeaderEpochResponse,
} from '../protocol/dataPlane.ts';
import { CHANNEL } from '../types.ts';
import { nodeOfBroker, replicaOf, type BrokerContext, type BrokerNode } from './brokerState.ts';
import { truncateCleanerCheckpoint } from './cleanerCheckpoint.ts';
import { listRemote } from './remoteLogManager.ts';
import type { Replica } from './replica.ts';

/**
 * A follower whose next record the leader has in remote storage only does not copy the remote part: it takes over the leader's
 * epochs and producer state from there and begins its log where the leader's local part begins. Steps: where the leader's log
 * and its local part begin, which epoch came before that, what the store has. Any step that fails is begun anew by the next
 * fetch. Kafka: `AbstractFetcherThread.handleOffsetsMovedToTieredStorage`, `TierStateMachine`.
 */
export function beginRebuild(broker: BrokerNode, ctx: BrokerContext, replica: Replica): void {
  const to = nodeOfBroker(broker, replica.leader);
  if (to === null) return;
  const { topic, partition, leaderEpoch: currentLeaderEpoch } = replica;
  const partitions = [EARLIEST_TIMESTAMP, EARLIEST_LOCAL_TIMESTAMP].map((timestamp) => ({ topic, partition, timestamp, currentLeaderEpoch }));
  const request = { api: 'ListOffsets', replicaId: broker.id, partitions } as const;
  sendRequest(ctx, broker.requests, to, CHANNEL.replicaFetcher, request, broker.config.replicaSocketTimeoutUs);
}

/** Whether the request is this machine's first step and not the search for a follower's range. */
export function asksForLocalStart({ request }: PendingRequest): boolean {
  return request.api === 'ListOffsets' && request.partitions.some(({ timestamp }) => timestamp === EARLIEST_LOCAL_TIMESTAMP);
}

/** The leader said where its log and its local part begin. */
export function onLocalStart(broker: BrokerNode, ctx: BrokerContext, response: ListOffsetsResponse): void {
  const [start, local] = response.partitions;
  if (start === undefined || local === undefined || start.error !== 'NONE' || local.error !== 'NONE') return;
  const { topic, partition } = start;
  const replica = replicaOf(broker, topic, partition);
  const to = replica === undefined ? null : nodeOfBroker(broker, replica.leader);
  if (replica === undefined || replica.role !== 'follower' || to === null) return;
  replica.tier.rebuild = { leaderLogStartOffset: start.offset, leaderLocalStartOffset: local.offset, targetEpoch: null, localEpoch: local.leaderEpoch };
  if (local.leaderEpoch <= 0) {
    askStoreFor(broker, ctx, replica, local.leaderEpoch);
    return;
  }
  const asked = { topic, partition, currentLeaderEpoch: replica.leaderEpoch, leaderEpoch: local.leaderEpoch - 1 };
  const request = { api: 'OffsetForLeaderEpoch', replicaId: broker.id, partitions: [asked] } as const;
  sendRequest(ctx, broker.requests, to, CHANNEL.replicaFetcher, request, broker.config.replicaSocketTimeoutUs);
}

/**
 * Where the epoch before that of the local start ends on the leader: if that reaches up to it, the record before is of that epoch.
 * False when it was a fetcher who asked, to find where to truncate.
 */
export function onEarlierEpoch(
  broker: BrokerNode,
  ctx: BrokerContext,
  { correlationId }: PendingRequest,
  response: OffsetForLeaderEpochResponse,
): boolean {
  for (const { inFlight } of broker.fetchers.values()) if (inFlight === correlationId) return false;
  const [answer] = response.partitions;
  if (answer === undefined || answer.error !== 'NONE') return true;
  const replica = replicaOf(broker, answer.topic, answer.partition);
  const rebuild = replica?.tier.rebuild ?? null;
  if (replica === undefined || rebuild === null) return true;
  const reaches = answer.endOffset > rebuild.leaderLocalStartOffset - 1;
  askStoreFor(broker, ctx, replica, reaches ? answer.leaderEpoch : rebuild.localEpoch);
  return true;
}

function askStoreFor(broker: BrokerNode, ctx: BrokerContext, replica: Replica, targetEpoch: number): void {
  const { tier } = replica;
  if (tier.rebuild === null) return;
  tier.rebuild = { ...tier.rebuild, targetEpoch };
  if (tier.inFlight === null) listRemote(broker, ctx, replica);
}

/** The store has told what it has. True when the log begins anew after its last remote record; the fetcher goes on from there. */
export function finishRebuild(broker: BrokerNode, ctx: BrokerContext, replica: Replica): boolean {
  const { tier, log } = replica;
  const { rebuild } = tier;
  tier.rebuild = null;
  if (rebuild === null || rebuild.targetEpoch === null || replica.role !== 'follower') return false;
  const before = rebuild.leaderLocalStartOffset - 1;
  const segment = (tier.segments ?? []).findLast(
    ({ startOffset, endOffset, segmentEpochs }) => startOffset <= before && before <= endOffset && epochAt(segmentEpochs, before) === rebuild.targetEpoch,
  );
  if (segment === undefined) return false;
  const from = log.logEndOffset;
  const localStart = segment.endOffset + 1;
  truncateFullyAndStartAt(log, localStart, ctx.now);
  log.logStartOffset = rebuild.leaderLogStartOffset;
  log.epochs = [...segment.leaderEpochs];
  truncateFromStart(log.epochs, log.logStartOffset);
  log.producers = new Map(segment.producers);
  tier.highestRemoteOffset = segment.endOffset;
  truncateCleanerCheckpoint(replica);
  const { topic, partition } = replica;
  ctx.emit({ type: 'TierStateRebuilt', topic, partition, broker: broker.id, from, startOffset: log.logStartOffset, localStartOffset: localStart });
  return true;
}
