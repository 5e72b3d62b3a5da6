import { cutTo } from '../../../../base/arrays.ts';
import { assert } from '../../../../base/assert.ts';
import type { TimeUs } from '../../../../base/flavor.ts';
import { readyAt, sendRequest, type PendingRequest } from '../../net/requestTable.ts';
import type { FetchPartitionResponse, FetchRequest, FetchResponse } from '../../protocol/dataPlane.ts';
import { CHANNEL, partitionName, type TopicPartitionName } from '../../types.ts';
import { applyCurrentLeader } from '../clientMetadata.ts';
import type { ConsumerContext, ConsumerNode } from './consumerState.ts';
import { dropPartition, nextRequest, onSessionFailure, onSessionResponse, putPartition, type FetchSession } from './fetchSession.ts';
import type { ConsumedPartition } from './subscriptionState.ts';
import { checkReadReplicas, clearPreferredReplica } from './readReplica.ts';
import { markDirty } from './subscriptions.ts';
import { wakeBy } from './timers.ts';

/**
 * Sends a fetch to every broker that assigned partitions are read from, that has no fetch of this consumer and none of whose records wait
 * in the buffer (`AbstractFetch.prepareFetchRequests`). What is said of a partition is said once for each session.
 */
export function sendFetches(node: ConsumerNode, ctx: ConsumerContext): void {
  if (node.paused || node.membership.pendingRevocation) return;
  if (node.delayed.length > 0) endDelays(node, ctx);
  checkReadReplicas(node, ctx);
  for (const session of node.sessions.values()) session.blocked = false;
  for (const { name } of node.buffer) {
    const partition = node.partitions.get(name);
    const session = partition === undefined ? undefined : node.sessions.get(partition.readNode);
    if (session !== undefined) session.blocked = true;
  }
  for (const session of node.sessions.values()) {
    if (session.inFlight !== null || session.blocked) continue;
    if (session.dirty.length > 0) updateSession(node, ctx, session);
    if (session.partitions.size > 0) sendFetch(node, ctx, session);
  }
}

function endDelays(node: ConsumerNode, ctx: ConsumerContext): void {
  const still: TopicPartitionName[] = [];
  for (const name of node.delayed) {
    const partition = node.partitions.get(name);
    if (partition === undefined) continue;
    if (partition.fetchAgainAt <= ctx.now) {
      markDirty(node, partition);
    } else {
      still.push(name);
      wakeBy(node, partition.fetchAgainAt);
    }
  }
  node.delayed = still;
}

function updateSession(node: ConsumerNode, ctx: ConsumerContext, session: FetchSession): void {
  for (const name of session.dirty) {
    const partition = node.partitions.get(name);
    if (partition === undefined || partition.readNode !== session.node || !isFetchable(partition, ctx.now)) {
      dropPartition(session, name);
      continue;
    }
    putPartition(session, name, {
      topic: partition.topic,
      partition: partition.partition,
      ...(partition.topicId === null ? {} : { topicId: partition.topicId }),
      fetchOffset: partition.position ?? 0,
      logStartOffset: -1,
      currentLeaderEpoch: partition.leaderEpoch,
      lastFetchedEpoch: -1,
      maxBytes: node.spec.config.maxPartitionFetchBytes,
    });
    // After a rebalance that left everything as it was, the broker has no reason to say it again.
    partition.highWatermark ??= session.highWatermarks.get(name) ?? null;
  }
  cutTo(session.dirty, 0);
}

function isFetchable(partition: ConsumedPartition, now: TimeUs): boolean {
  return partition.state === 'fetching' && partition.validating === 'no' && partition.buffered === 0 && partition.fetchAgainAt <= now;
}

function sendFetch(node: ConsumerNode, ctx: ConsumerContext, session: FetchSession): void {
  const ready = readyAt(node.requests, session.node, CHANNEL.client);
  if (ready > ctx.now) {
    wakeBy(node, ready);
    return;
  }
  const { config } = node.spec;
  const part = nextRequest(session);
  const request: FetchRequest = {
    api: 'Fetch',
    replicaId: -1,
    replicaEpoch: -1,
    maxWaitUs: config.fetchMaxWaitUs,
    minBytes: config.fetchMinBytes,
    maxBytes: config.fetchMaxBytes,
    isolation: 'read_uncommitted',
    rack: config.clientRack,
    sessionId: part.sessionId,
    sessionEpoch: part.sessionEpoch,
    partitions: part.partitions,
    forgotten: part.forgotten,
  };
  session.inFlight = sendRequest(ctx, node.requests, session.node, CHANNEL.client, request, config.requestTimeoutUs);
}

/** Puts what came into the buffer. It is looked at when the application polls, which may be much later. */
export function onFetchResponse(node: ConsumerNode, ctx: ConsumerContext, pending: PendingRequest, response: FetchResponse): void {
  const session = node.sessions.get(pending.to);
  if (session === undefined || session.inFlight !== pending.correlationId) return;
  session.inFlight = null;
  if (!onSessionResponse(session, response)) return;
  for (const data of response.partitions) onFetchedPartition(node, ctx, session, data);
}

export function onFetchFailure(node: ConsumerNode, ctx: ConsumerContext, pending: PendingRequest): void {
  const session = node.sessions.get(pending.to);
  if (session === undefined || session.inFlight !== pending.correlationId) return;
  session.inFlight = null;
  onSessionFailure(session);
  for (const name of session.partitions.keys()) {
    const partition = node.partitions.get(name);
    if (partition !== undefined) clearPreferredReplica(node, ctx, partition);
  }
}

function onFetchedPartition(node: ConsumerNode, ctx: ConsumerContext, session: FetchSession, data: FetchPartitionResponse): void {
  const name = partitionName(data.topic, data.partition);
  const asked = session.partitions.get(name);
  if (asked === undefined) return;
  if (data.error === 'NONE') session.highWatermarks.set(name, data.highWatermark);
  const partition = node.partitions.get(name);
  if (partition === undefined) return;
  const { fetchOffset } = asked;
  if (data.error === 'NONE') {
    if (partition.position === fetchOffset) partition.highWatermark = data.highWatermark;
    const last = data.batches.at(-1);
    if (last === undefined && data.preferredReadReplica === undefined) return;
    if (last !== undefined) {
      assert(last.lastOffset < data.highWatermark, 'a broker gives consumers nothing from the high watermark on');
      const { topic, partition: number } = data;
      const to = last.lastOffset + 1;
      ctx.emit({ type: 'RecordsFetched', consumer: node.id, broker: session.broker, topic, partition: number, from: fetchOffset, to });
    }
  } else if (data.currentLeader !== null) {
    applyCurrentLeader(node.metadata, data.topic, data.partition, data.currentLeader);
  }
  partition.buffered += 1;
  const leaderEpoch = asked.currentLeaderEpoch;
  node.buffer.push({ name: partition.name, broker: session.broker, leaderEpoch, fetchOffset, data, nextOffset: fetchOffset, batchIndex: 0 });
}
