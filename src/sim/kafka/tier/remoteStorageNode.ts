import type { DurationUs } from '../../../base/flavor.ts';
import type { NodeIndex } from '../../kernel/types.ts';
import type { RecordBatch } from '../log/recordBatch.ts';
import { cloneRequestTable, emptyRequestTable, reply, type ReplyTo, type RequestTable } from '../net/requestTable.ts';
import type { FetchLogSegmentRequest, FetchLogSegmentResponse, RemoteStorageRequest, RemoteStorageResponse } from '../protocol/remoteStorage.ts';
import type { ApiRequest } from '../protocol/messages.ts';
import type { RoleContext, RoleHandlers } from '../role.ts';
import type { RemoteLogSegment } from './remoteLogSegment.ts';

/** Time to the first byte, and bytes a millisecond, of an object store. Ours: Kafka leaves the store to a plugin. */
const FIRST_BYTE_US = 20_000;
const BYTES_PER_MS = 100_000;

export const REMOTE_STORAGE_NAME = 'remote-storage';

interface StoredSegment {
  readonly segment: RemoteLogSegment;
  readonly batches: readonly RecordBatch[];
}

export interface RemoteStorageTimer {
  readonly kind: 'remoteStorageAnswer';
  readonly request: number;
}

/** A store outside the cluster that keeps what it is given, whatever happens to brokers. Without a process that could die. */
export interface RemoteStorageNode {
  readonly role: 'remoteStorage';
  readonly node: NodeIndex;
  requests: RequestTable;
  nextId: number;
  /** By topic, topic id and partition; in the order they came. */
  segments: Map<string, readonly StoredSegment[]>;
  /** What was asked and not answered yet, by a number of its own. */
  waiting: Map<number, { readonly replyTo: ReplyTo; readonly response: RemoteStorageResponse }>;
  nextWaiting: number;
}

export function createRemoteStorage(node: NodeIndex): RemoteStorageNode {
  return {
    role: 'remoteStorage',
    node,
    requests: emptyRequestTable(),
    nextId: 1,
    segments: new Map(),
    waiting: new Map(),
    nextWaiting: 1,
  };
}

export const remoteStorageRole: RoleHandlers<RemoteStorageNode, RemoteStorageTimer> = {
  start() {},
  onRequest(store, ctx, replyTo, request) {
    const answer = perform(store, request);
    if (answer !== null) answerLater(store, ctx, replyTo, answer.response, answer.bytes);
  },
  onResponse() {},
  onFailure() {},
  onTimer(store, ctx, { request }) {
    const waiting = store.waiting.get(request);
    store.waiting.delete(request);
    if (waiting !== undefined) reply(ctx, waiting.replyTo, waiting.response);
  },
  onPeerGone() {},
  crash(store) {
    store.waiting.clear();
  },
  clone(store) {
    return {
      role: 'remoteStorage',
      node: store.node,
      requests: cloneRequestTable(store.requests),
      nextId: store.nextId,
      segments: new Map(store.segments),
      waiting: new Map(store.waiting),
      nextWaiting: store.nextWaiting,
    };
  },
};

function answerLater(
  store: RemoteStorageNode,
  ctx: RoleContext<RemoteStorageTimer>,
  replyTo: ReplyTo,
  response: RemoteStorageResponse,
  bytes: number,
): void {
  const request = store.nextWaiting;
  store.nextWaiting += 1;
  store.waiting.set(request, { replyTo, response });
  ctx.setTimer(timeFor(bytes), { kind: 'remoteStorageAnswer', request });
}

function timeFor(bytes: number): DurationUs {
  return FIRST_BYTE_US + Math.ceil((bytes * 1000) / BYTES_PER_MS);
}

interface Answer {
  readonly response: RemoteStorageResponse;
  /** Moved to or from the store. */
  readonly bytes: number;
}

function perform(store: RemoteStorageNode, request: ApiRequest): Answer | null {
  switch (request.api) {
    case 'ListRemoteLogSegments': {
      const segments = stored(store, request).map(({ segment }) => segment);
      return { response: { api: request.api, error: 'NONE', segments }, bytes: 0 };
    }
    case 'CopyLogSegmentData': {
      const segment: RemoteLogSegment = { ...request.segment, id: store.nextId };
      store.nextId += 1;
      store.segments.set(keyOf(request), [...stored(store, request), { segment, batches: request.batches }]);
      return { response: { api: request.api, error: 'NONE', segment }, bytes: segment.bytes };
    }
    case 'FetchLogSegment': {
      const response = read(store, request);
      let bytes = 0;
      for (const batch of response.batches) bytes += batch.bytes;
      return { response, bytes };
    }
    case 'DeleteLogSegmentData': {
      const { segmentIds } = request;
      const left = stored(store, request).filter(({ segment }) => segmentIds !== null && !segmentIds.includes(segment.id));
      if (left.length === 0) store.segments.delete(keyOf(request));
      else store.segments.set(keyOf(request), left);
      return { response: { api: request.api, error: 'NONE' }, bytes: 0 };
    }
    default:
      // Nobody asks a store anything else.
      return null;
  }
}

function read(store: RemoteStorageNode, request: FetchLogSegmentRequest): FetchLogSegmentResponse {
  const found = stored(store, request).find(({ segment }) => segment.id === request.segmentId);
  if (found === undefined) return { api: 'FetchLogSegment', error: 'OFFSET_OUT_OF_RANGE', batches: [] };
  const first = found.batches.findIndex(({ lastOffset }) => lastOffset >= request.fetchOffset);
  const batches: RecordBatch[] = [];
  let bytes = 0;
  for (const batch of first < 0 ? [] : found.batches.slice(first)) {
    bytes += batch.bytes;
    if (batches.length > 0 && bytes > request.maxBytes) break;
    batches.push(batch);
  }
  return { api: 'FetchLogSegment', error: 'NONE', batches };
}

function stored(store: RemoteStorageNode, partition: RemoteStorageRequest): readonly StoredSegment[] {
  return store.segments.get(keyOf(partition)) ?? [];
}

function keyOf({ topic, topicId, partition }: RemoteStorageRequest): string {
  return `${topic} ${topicId} ${partition}`;
}
