import { cutTo, removeAt } from '../../../../base/arrays.ts';
import { assert } from '../../../../base/assert.ts';
import type { NodeIndex } from '../../../kernel/types.ts';
import type { FetchPartition, FetchRequest, FetchResponse } from '../../protocol/dataPlane.ts';
import type { BrokerId, Offset, TopicPartition, TopicPartitionName } from '../../types.ts';

const NO_SESSION = 0;
const INITIAL_EPOCH = 0;
const FINAL_EPOCH = -1;
const NONE_FORGOTTEN: readonly TopicPartition[] = [];

/** A consumer's incremental fetch session with one broker (`FetchSessionHandler`, KIP-227). */
export interface FetchSession {
  readonly node: NodeIndex;
  readonly broker: BrokerId;
  sessionId: number;
  /** Epoch of the next request; 0 asks for a new session. */
  epoch: number;
  /** What to fetch, as of the last request once that is sent. Entries are immutable. */
  partitions: Map<TopicPartitionName, FetchPartition>;
  /** The one of `partitions` that was put last. */
  lastPut: TopicPartitionName | null;
  /** Partitions to look at again before the next request. */
  dirty: TopicPartitionName[];
  /** Of `partitions`, those that the broker of an open session does not know so yet. */
  changed: TopicPartitionName[];
  /** Those that the broker still knows and should not. */
  forgotten: Map<TopicPartitionName, TopicPartition>;
  /** What the broker last said of each partition that it knows. */
  highWatermarks: Map<TopicPartitionName, Offset>;
  /** Correlation id. At most one fetch is on its way to a broker. */
  inFlight: number | null;
  /** Buffered records of a partition that this broker leads keep the next fetch back. */
  blocked: boolean;
}

export function newSession(node: NodeIndex, broker: BrokerId): FetchSession {
  return {
    node,
    broker,
    sessionId: NO_SESSION,
    epoch: INITIAL_EPOCH,
    partitions: new Map(),
    lastPut: null,
    dirty: [],
    changed: [],
    forgotten: new Map(),
    highWatermarks: new Map(),
    inFlight: null,
    blocked: false,
  };
}

export function cloneSession(session: FetchSession): FetchSession {
  return {
    ...session,
    partitions: new Map(session.partitions),
    dirty: session.dirty.slice(),
    changed: session.changed.slice(),
    forgotten: new Map(session.forgotten),
    highWatermarks: new Map(session.highWatermarks),
  };
}

/** Adds a partition or moves its fetch position. A changed one goes last, so that the others get their turn. */
export function putPartition(session: FetchSession, name: TopicPartitionName, next: FetchPartition): void {
  const previous = session.partitions.get(name);
  session.forgotten.delete(name);
  const same = previous?.fetchOffset === next.fetchOffset && previous.currentLeaderEpoch === next.currentLeaderEpoch;
  if (same && previous.topicId === next.topicId) return;
  if (session.lastPut !== name) session.partitions.delete(name);
  session.partitions.set(name, next);
  session.lastPut = name;
  // The request that opens a session tells everything anyway.
  if (session.epoch !== INITIAL_EPOCH && !session.changed.includes(name)) session.changed.push(name);
}

export function dropPartition(session: FetchSession, name: TopicPartitionName): void {
  const previous = session.partitions.get(name);
  if (previous === undefined) return;
  session.partitions.delete(name);
  if (session.lastPut === name) session.lastPut = null;
  removeAt(session.changed, session.changed.indexOf(name));
  session.forgotten.set(name, { topic: previous.topic, partition: previous.partition });
}

type SessionPart = Pick<FetchRequest, 'sessionId' | 'sessionEpoch' | 'partitions' | 'forgotten'>;

/** The session's part of the next request: everything for a new session, else what changed. */
export function nextRequest(session: FetchSession): SessionPart {
  const isFull = session.epoch === INITIAL_EPOCH;
  const part: SessionPart = {
    sessionId: session.sessionId,
    sessionEpoch: session.epoch,
    partitions: isFull ? [...session.partitions.values()] : session.changed.map((name) => changedPartition(session, name)),
    forgotten: isFull || session.forgotten.size === 0 ? NONE_FORGOTTEN : [...session.forgotten.values()],
  };
  cutTo(session.changed, 0);
  if (session.forgotten.size > 0) {
    for (const name of session.forgotten.keys()) session.highWatermarks.delete(name);
    session.forgotten.clear();
  }
  return part;
}

function changedPartition(session: FetchSession, name: TopicPartitionName): FetchPartition {
  const partition = session.partitions.get(name);
  assert(partition !== undefined, 'what has changed is fetched');
  return partition;
}

/** The session's part of the request that ends it. */
export function closingRequest(session: FetchSession): SessionPart {
  return { sessionId: session.sessionId, sessionEpoch: FINAL_EPOCH, partitions: [], forgotten: [] };
}

/** Takes over the session's side of an answer; false when the answer has nothing to read. */
export function onSessionResponse(session: FetchSession, response: FetchResponse): boolean {
  if (response.error === 'FETCH_SESSION_ID_NOT_FOUND') {
    startOver(session, NO_SESSION);
    return false;
  }
  if (response.error !== 'NONE') {
    startOver(session, session.sessionId);
    return false;
  }
  if (response.sessionId === NO_SESSION) {
    startOver(session, NO_SESSION);
  } else {
    session.sessionId = response.sessionId;
    session.epoch += 1;
  }
  return true;
}

/** The request got no answer: the broker may or may not have seen it, so the next one closes this session and opens another. */
export function onSessionFailure(session: FetchSession): void {
  startOver(session, session.sessionId);
}

function startOver(session: FetchSession, sessionId: number): void {
  session.sessionId = sessionId;
  session.epoch = INITIAL_EPOCH;
}
