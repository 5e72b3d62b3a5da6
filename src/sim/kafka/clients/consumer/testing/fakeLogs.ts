import type { TimeUs } from '../../../../../base/flavor.ts';
import type { RecordBatch } from '../../../log/recordBatch.ts';
import type { ReplyTo } from '../../../net/requestTable.ts';
import type { FetchPartition, FetchPartitionResponse, FetchRequest, FetchResponse, ListOffsetsRequest } from '../../../protocol/dataPlane.ts';
import type { ErrorCode } from '../../../protocol/errors.ts';

/** A partition without replicas: whatever broker leads it has these records, all of them committed. */
export interface FakePartition {
  readonly topic: string;
  readonly partition: number;
  leader: number;
  leaderEpoch: number;
  logStartOffset: number;
  batches: RecordBatch[];
}

function endOffset(partition: FakePartition): number {
  return (partition.batches.at(-1)?.lastOffset ?? partition.logStartOffset - 1) + 1;
}

/** Appends one batch; record ids are `topic-partition@offset`. */
export function append(partition: FakePartition, count: number, at: TimeUs): void {
  const baseOffset = endOffset(partition);
  const records = Array.from({ length: count }, (_, index) => ({
    id: `${partition.topic}-${partition.partition}@${baseOffset + index}`,
    key: null,
    value: null,
    timestamp: at,
    bytes: 100,
  }));
  partition.batches.push({
    producerId: -1,
    producerEpoch: -1,
    baseSequence: -1,
    records,
    bytes: 61 + 100 * count,
    baseOffset,
    lastOffset: baseOffset + count - 1,
    offsetDeltas: null,
    isTransactional: false,
    control: null,
    deleteHorizonUs: null,
    leaderEpoch: partition.leaderEpoch,
    maxTimestamp: at,
  });
}

export interface FakeSession {
  readonly id: number;
  nextEpoch: number;
  readonly partitions: Map<string, FetchPartition>;
  readonly told: Map<string, number>;
}

export interface ParkedFetch {
  readonly broker: number;
  readonly replyTo: ReplyTo;
  readonly session: FakeSession;
  readonly request: FetchRequest;
  readonly expiresAt: TimeUs;
}

export type Partitions = ReadonlyMap<string, FakePartition>;

/** What a session's fetch would bring now; null when a broker would rather wait. */
export function readSession(broker: number, partitions: Partitions, session: FakeSession, request: FetchRequest, timeIsUp: boolean): FetchResponse | null {
  const answers: FetchPartitionResponse[] = [];
  let bytes = 0;
  let urgent = timeIsUp;
  for (const [name, asked] of session.partitions) {
    const answer = readPartition(broker, partitions.get(name), asked, request.maxBytes - bytes);
    for (const batch of answer.batches) bytes += batch.bytes;
    if (answer.error !== 'NONE') urgent = true;
    const isNews = answer.error !== 'NONE' || answer.batches.length > 0 || session.told.get(name) !== answer.highWatermark;
    if (isNews || request.sessionEpoch === 0) answers.push(answer);
  }
  if (!urgent && bytes < request.minBytes) return null;
  for (const answer of answers) session.told.set(`${answer.topic}-${answer.partition}`, answer.highWatermark);
  return { api: 'Fetch', error: 'NONE', sessionId: session.id, partitions: answers };
}

function readPartition(broker: number, partition: FakePartition | undefined, asked: FetchPartition, budget: number): FetchPartitionResponse {
  const { topic, partition: number, fetchOffset } = asked;
  const error = fetchError(broker, partition, asked);
  if (partition === undefined || error !== 'NONE') {
    const offsets = { highWatermark: -1, lastStableOffset: -1, logStartOffset: -1 };
    return { topic, partition: number, error, ...offsets, batches: [], divergingEpoch: null, currentLeader: null };
  }
  const batches: RecordBatch[] = [];
  let bytes = 0;
  for (const batch of partition.batches) {
    if (batch.lastOffset < fetchOffset) continue;
    if (bytes > 0 && bytes + batch.bytes > Math.min(budget, asked.maxBytes)) break;
    bytes += batch.bytes;
    batches.push(batch);
  }
  const highWatermark = endOffset(partition);
  const { logStartOffset } = partition;
  const offsets = { highWatermark, lastStableOffset: highWatermark, logStartOffset };
  return { topic, partition: number, error, ...offsets, batches, divergingEpoch: null, currentLeader: null };
}

type Asked = { readonly currentLeaderEpoch: number };

function leaderError(broker: number, partition: FakePartition | undefined, asked: Asked): ErrorCode {
  if (partition === undefined) return 'UNKNOWN_TOPIC_OR_PARTITION';
  if (asked.currentLeaderEpoch < partition.leaderEpoch && asked.currentLeaderEpoch >= 0) return 'FENCED_LEADER_EPOCH';
  if (asked.currentLeaderEpoch > partition.leaderEpoch) return 'UNKNOWN_LEADER_EPOCH';
  return partition.leader === broker ? 'NONE' : 'NOT_LEADER_OR_FOLLOWER';
}

function fetchError(broker: number, partition: FakePartition | undefined, asked: FetchPartition): ErrorCode {
  const error = leaderError(broker, partition, asked);
  if (error !== 'NONE' || partition === undefined) return error;
  const inRange = asked.fetchOffset >= partition.logStartOffset && asked.fetchOffset <= endOffset(partition);
  return inRange ? 'NONE' : 'OFFSET_OUT_OF_RANGE';
}

export function listOffset(
  broker: number,
  partition: FakePartition | undefined,
  asked: ListOffsetsRequest['partitions'][number],
): { readonly error: ErrorCode; readonly offset: number } {
  const error = leaderError(broker, partition, asked);
  if (error !== 'NONE' || partition === undefined) return { error, offset: -1 };
  if (asked.timestamp === -2) return { error, offset: partition.logStartOffset };
  if (asked.timestamp === -1) return { error, offset: endOffset(partition) };
  const batch = partition.batches.find((candidate) => candidate.maxTimestamp >= asked.timestamp);
  return { error, offset: batch?.baseOffset ?? -1 };
}
