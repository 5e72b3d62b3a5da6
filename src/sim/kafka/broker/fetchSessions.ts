import { removeAt } from '../../../base/arrays.ts';
import type { FetchPartition, FetchRequest } from '../protocol/dataPlane.ts';
import type { ReplyTo } from '../net/requestTable.ts';
import type { TopicId, TopicPartition } from '../types.ts';
import { replicaOf, type BrokerContext, type BrokerNode, type FetchSession, type SessionPartition } from './brokerState.ts';
import type { Replica } from './replica.ts';

/** `FetchMetadata.FINAL_EPOCH`. */
const FINAL_EPOCH = -1;

/** What a request does to its session: the session with the request's partitions, or why there is none. */
export type SessionLookup =
  | { readonly kind: 'session'; readonly session: FetchSession }
  /** The request only ended its session; there is nothing to fetch. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'error'; readonly error: 'FETCH_SESSION_ID_NOT_FOUND' | 'INVALID_FETCH_SESSION_EPOCH' };

/**
 * Finds or makes the session of a Fetch request and brings it up to date (`FetchManager.newContext`). Left out: a limit
 * on the number of sessions, requests that are refused one, and those that fetch something as they end theirs.
 */
export function sessionFor(
  broker: BrokerNode,
  ctx: BrokerContext,
  replyTo: ReplyTo,
  request: FetchRequest,
): SessionLookup {
  if (request.sessionEpoch === 0) {
    if (request.sessionId !== 0) closeSession(broker, request.sessionId);
    const session = openSession(broker, ctx, replyTo, request);
    return { kind: 'session', session };
  }
  if (request.sessionEpoch === FINAL_EPOCH) {
    closeSession(broker, request.sessionId);
    return { kind: 'closed' };
  }
  const session = broker.sessions.get(request.sessionId);
  if (session === undefined) return { kind: 'error', error: 'FETCH_SESSION_ID_NOT_FOUND' };
  if (session.nextEpoch !== request.sessionEpoch) {
    return { kind: 'error', error: 'INVALID_FETCH_SESSION_EPOCH' };
  }
  session.nextEpoch += 1;
  for (const forgotten of request.forgotten) forget(broker, session, forgotten);
  for (const partition of request.partitions) remember(broker, session, partition);
  return { kind: 'session', session };
}

function openSession(
  broker: BrokerNode,
  ctx: BrokerContext,
  replyTo: ReplyTo,
  request: FetchRequest,
): FetchSession {
  const session: FetchSession = {
    id: broker.nextSession,
    connection: replyTo.connection,
    replicaId: request.replicaId,
    replicaEpoch: request.replicaEpoch,
    rack: '',
    nextEpoch: 1,
    lastFetchAt: ctx.now,
    partitions: new Map(),
    dirty: [],
    parked: null,
  };
  broker.nextSession += 1;
  broker.sessions.set(session.id, session);
  for (const partition of request.partitions) remember(broker, session, partition);
  return session;
}

/** A replica has just been made: sessions that asked for it before shall hear of it. */
export function watchByKnownSessions(broker: BrokerNode, replica: Replica): void {
  for (const session of broker.sessions.values()) {
    const partition = session.partitions.get(replica.name);
    if (partition === undefined) continue;
    replica.watchers.push(session.id);
    markDirty(session, partition);
    if (session.parked !== null) broker.wake.add(session.id);
  }
}

/** Ends a session: its partitions no longer wake it. */
function closeSession(broker: BrokerNode, id: number): void {
  const session = broker.sessions.get(id);
  if (session === undefined) return;
  broker.sessions.delete(id);
  broker.wake.delete(id);
  for (const partition of session.partitions.values()) unwatch(broker, session, partition);
}

function unwatch(broker: BrokerNode, session: FetchSession, partition: TopicPartition): void {
  const replica = replicaOf(broker, partition.topic, partition.partition);
  const index = replica?.watchers.indexOf(session.id) ?? -1;
  if (index >= 0) replica?.watchers.splice(index, 1);
}

function forget(broker: BrokerNode, session: FetchSession, partition: TopicPartition): void {
  const key = keyOf(broker, partition);
  const known = session.partitions.get(key);
  if (known === undefined) return;
  session.partitions.delete(key);
  if (known.dirty) removeAt(session.dirty, session.dirty.indexOf(known));
  unwatch(broker, session, partition);
}

/** The partition's name without building it anew where the broker has it. */
function keyOf(broker: BrokerNode, partition: TopicPartition): string {
  return (
    replicaOf(broker, partition.topic, partition.partition)?.name ??
    `${partition.topic}-${partition.partition}`
  );
}

function remember(broker: BrokerNode, session: FetchSession, asked: FetchPartition): void {
  const key = keyOf(broker, asked);
  const known = session.partitions.get(key);
  if (known === undefined) {
    const added: SessionPartition = {
      name: key,
      topic: asked.topic,
      partition: asked.partition,
      topicId: idOf(broker, asked),
      isUnknownTopic: false,
      fetchOffset: asked.fetchOffset,
      logStartOffset: asked.logStartOffset,
      lastFetchedEpoch: asked.lastFetchedEpoch,
      currentLeaderEpoch: asked.currentLeaderEpoch,
      maxBytes: asked.maxBytes,
      seenHighWatermark: -1,
      toldHighWatermark: -1,
      toldLogStartOffset: -1,
      dirty: true,
    };
    session.partitions.set(key, added);
    session.dirty.push(added);
    replicaOf(broker, asked.topic, asked.partition)?.watchers.push(session.id);
    return;
  }
  known.topicId = idOf(broker, asked);
  known.fetchOffset = asked.fetchOffset;
  known.logStartOffset = asked.logStartOffset;
  known.lastFetchedEpoch = asked.lastFetchedEpoch;
  known.currentLeaderEpoch = asked.currentLeaderEpoch;
  known.maxBytes = asked.maxBytes;
  markDirty(session, known);
}

/** Kafka 2.7, which ZooKeeper mode follows, had no topic ids in requests. */
function idOf(broker: BrokerNode, { topicId }: FetchPartition): TopicId | null {
  return broker.zk === null ? (topicId ?? null) : null;
}

function markDirty(session: FetchSession, partition: SessionPartition): void {
  if (partition.dirty) return;
  partition.dirty = true;
  session.dirty.push(partition);
}

/**
 * Tells the sessions that include the partition that it has something for them. Followers are woken by new records only,
 * never by a high watermark alone, since they read to the log's end; consumers are woken by the high watermark, since
 * that is how far they may read (`Partition.tryCompleteDelayedRequests`, `DelayedFetch`). A changed ISR wakes nobody, but a follower
 * outside it is to be looked at on its next fetch; nor does a log's new start, which is told with the next answer.
 */
export function notifyWatchers(
  broker: BrokerNode,
  replica: Replica,
  change: 'appended' | 'highWatermark' | 'role' | 'epoch' | 'isr' | 'logStart',
): void {
  for (const id of replica.watchers) {
    const session = broker.sessions.get(id);
    const partition = session?.partitions.get(replica.name);
    if (session === undefined || partition === undefined) continue;
    const isConsumer = session.replicaId < 0;
    const isOutdated = partition.currentLeaderEpoch >= 0 && partition.currentLeaderEpoch < replica.leaderEpoch;
    if (change === 'appended' && isConsumer && !isOutdated) continue;
    markDirty(session, partition);
    if (session.parked === null || change === 'epoch' || change === 'isr' || change === 'logStart') continue;
    if (change === 'role' || isOutdated || isConsumer === (change === 'highWatermark')) broker.wake.add(id);
  }
}

/** The peer is gone: its sessions end. */
export function closeSessionsOf(broker: BrokerNode, connection: number): void {
  for (const session of [...broker.sessions.values()]) {
    if (session.connection === connection) closeSession(broker, session.id);
  }
}
