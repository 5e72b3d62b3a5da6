import type { RecordBatch } from '../log/recordBatch.ts';
import { sendRequest, type PendingRequest } from '../net/requestTable.ts';
import type { FetchLogSegmentResponse } from '../protocol/remoteStorage.ts';
import { remoteSegmentAt } from '../tier/remoteLineage.ts';
import { CHANNEL, partitionName, type TopicPartitionName } from '../types.ts';
import { replicaOf, type BrokerContext, type BrokerNode, type FetchSession, type ParkedFetch, type SessionPartition } from './brokerState.ts';
import { listRemote, partitionOf } from './remoteLogManager.ts';
import type { Replica } from './replica.ts';
import { isRemoteOnly } from './tierState.ts';

/** What a parked fetch waits for from remote storage. Replaced when something comes, since checkpoints share it. */
export interface RemoteReads {
  /** Correlation ids of requests to the store; -1 while the store's list of segments is still to come. */
  readonly pending: ReadonlyMap<TopicPartitionName, number>;
  readonly batches: ReadonlyMap<TopicPartitionName, readonly RecordBatch[]>;
}

/** A consumer's partition whose next records are not on this broker's disk any more. */
function needsRemote(broker: BrokerNode, session: FetchSession, partition: SessionPartition, replica: Replica): boolean {
  return session.replicaId < 0 && isRemoteOnly(broker, replica, partition.fetchOffset);
}

/**
 * Has the store read for a consumer that is behind the local log. The fetch then waits for that, `remote.fetch.max.wait.ms` at
 * most and however much other partitions have; what was asked for in vain is asked for again by the next fetch. Null when all
 * is local. Kafka: `ReplicaManager.processRemoteFetches`, `DelayedRemoteFetch`.
 */
export function readRemotely(broker: BrokerNode, ctx: BrokerContext, session: FetchSession, maxBytes: number): RemoteReads | null {
  const pending = new Map<TopicPartitionName, number>();
  for (const partition of session.dirty) {
    const replica = replicaOf(broker, partition.topic, partition.partition);
    if (replica === undefined || !needsRemote(broker, session, partition, replica)) continue;
    const id = askStore(broker, ctx, partition, replica, Math.min(partition.maxBytes, maxBytes));
    if (id !== null) pending.set(partition.name, id);
  }
  return pending.size === 0 ? null : { pending, batches: new Map() };
}

/** Null when the store does not have the offset, which is out of range then. */
function askStore(broker: BrokerNode, ctx: BrokerContext, asked: SessionPartition, replica: Replica, maxBytes: number): number | null {
  const { tier, log } = replica;
  if (tier.segments === null) {
    if (tier.inFlight === null) listRemote(broker, ctx, replica);
    return -1;
  }
  const segment = remoteSegmentAt(tier.segments, log.epochs, asked.fetchOffset);
  if (segment === undefined || broker.remoteStorage === null) return null;
  const { fetchOffset } = asked;
  const request = { api: 'FetchLogSegment', ...partitionOf(replica), segmentId: segment.id, fetchOffset, maxBytes } as const;
  return sendRequest(ctx, broker.requests, broker.remoteStorage, CHANNEL.remoteStorage, request, broker.config.remoteFetchMaxWaitUs);
}

/** Whether the store is known not to have what the consumer asks for. */
export function isMissingRemotely({ tier, log }: Replica, fetchOffset: number): boolean {
  return tier.segments !== null && remoteSegmentAt(tier.segments, log.epochs, fetchOffset) === undefined;
}

/** The store has read: the fetch that waits for it, and whether nothing else is to come for it. Null when nobody waits any more. */
export function onRemoteRead(
  broker: BrokerNode,
  ctx: BrokerContext,
  { correlationId, request }: PendingRequest,
  response: FetchLogSegmentResponse,
): { readonly session: FetchSession; readonly parked: ParkedFetch } | null {
  if (request.api !== 'FetchLogSegment') return null;
  const { topic, partition } = request;
  const name = partitionName(topic, partition);
  for (const session of broker.sessions.values()) {
    const reads = session.parked?.remote ?? null;
    if (session.parked === null || reads === null || reads.pending.get(name) !== correlationId) continue;
    const pending = new Map(reads.pending);
    pending.delete(name);
    const first = response.batches[0];
    const last = response.batches.at(-1);
    if (first !== undefined && last !== undefined) {
      ctx.emit({ type: 'RemoteSegmentRead', topic, partition, broker: broker.id, from: request.fetchOffset, to: last.lastOffset });
    }
    session.parked = { ...session.parked, remote: { pending, batches: new Map(reads.batches).set(name, response.batches) } };
    return pending.size === 0 ? { session, parked: session.parked } : null;
  }
  return null;
}

/** Batches from the store, below the high watermark: a new leader may not know that they are committed. */
export function remoteBatches(parked: ParkedFetch, name: TopicPartitionName, highWatermark: number): readonly RecordBatch[] {
  const batches = parked.remote?.batches.get(name) ?? [];
  return batches.filter(({ lastOffset }) => lastOffset < highWatermark);
}
