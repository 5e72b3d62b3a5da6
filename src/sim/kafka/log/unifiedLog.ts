import { assert } from '../../../base/assert.ts';
import {
  emptyList,
  listAt,
  listClone,
  listLength,
  listLowerBound,
  listPush,
  listSlice,
  listTruncate,
  type ChunkedList,
} from '../../../base/chunkedList.ts';
import type { TimeUs } from '../../../base/flavor.ts';
import type { LeaderEpoch, Offset } from '../types.ts';
import { assign, truncateFromEnd, type EpochEntry } from './leaderEpochFileCache.ts';
import { recordAppend, type ProducerStateEntry } from './producerStateManager.ts';
import { appendedCount, NO_PRODUCER_ID, type ProducerBatch, type RecordBatch } from './recordBatch.ts';

/** A file of the log: where it begins and how big it is. The last one is being written, and changed in place. */
export interface LogSegment {
  readonly baseOffset: Offset;
  bytes: number;
  /** Timestamp of its first batch; null while it is empty. */
  firstTimestamp: TimeUs | null;
}

export interface RollRules {
  readonly segmentBytes: number;
  readonly segmentUs: number;
}

/**
 * One replica's log with what is derived from it (`UnifiedLog`). A batch is never split. Left out: indexes and
 * page cache; what was appended outlives a crash of the process, as it does in the operating system's cache.
 */
export interface UnifiedLog {
  logStartOffset: Offset;
  /** The offset the next record will get. */
  logEndOffset: Offset;
  highWatermark: Offset;
  batches: ChunkedList<RecordBatch>;
  segments: LogSegment[];
  epochs: EpochEntry[];
  producers: Map<number, ProducerStateEntry>;
}

const NO_BATCHES: readonly RecordBatch[] = [];

export function emptyLog(): UnifiedLog {
  return {
    logStartOffset: 0,
    logEndOffset: 0,
    highWatermark: 0,
    batches: emptyList(),
    segments: [{ baseOffset: 0, bytes: 0, firstTimestamp: null }],
    epochs: [],
    producers: new Map(),
  };
}

export function cloneLog(log: UnifiedLog): UnifiedLog {
  return {
    logStartOffset: log.logStartOffset,
    logEndOffset: log.logEndOffset,
    highWatermark: log.highWatermark,
    batches: listClone(log.batches),
    segments: log.segments.map(cloneSegment),
    epochs: log.epochs.slice(),
    producers: new Map(log.producers),
  };
}

function cloneSegment(segment: LogSegment): LogSegment {
  return { baseOffset: segment.baseOffset, bytes: segment.bytes, firstTimestamp: segment.firstTimestamp };
}

/** Gives the batch its offsets and the leader's epoch and appends it. The caller has validated it. */
export function appendAsLeader(
  log: UnifiedLog,
  batch: ProducerBatch,
  leaderEpoch: LeaderEpoch,
  rules: RollRules,
): RecordBatch {
  let maxTimestamp = 0;
  for (const record of batch.records) maxTimestamp = Math.max(maxTimestamp, record.timestamp);
  const stored: RecordBatch = {
    producerId: batch.producerId,
    producerEpoch: batch.producerEpoch,
    baseSequence: batch.baseSequence,
    records: batch.records,
    bytes: batch.bytes,
    baseOffset: log.logEndOffset,
    lastOffset: log.logEndOffset + batch.records.length - 1,
    offsetDeltas: null,
    isTransactional: false,
    control: null,
    leaderEpoch,
    maxTimestamp,
  };
  append(log, stored, rules);
  return stored;
}

/** Appends what the leader has. Where the leader's log has been compacted, it goes on after a hole. */
export function appendAsFollower(log: UnifiedLog, batch: RecordBatch, rules: RollRules): void {
  assert(batch.baseOffset >= log.logEndOffset, 'a follower appends from its log end offset on');
  append(log, batch, rules);
}

function append(log: UnifiedLog, batch: RecordBatch, rules: RollRules): void {
  assign(log.epochs, batch.leaderEpoch, batch.baseOffset);
  listPush(log.batches, batch);
  log.logEndOffset = batch.lastOffset + 1;
  addToSegment(log, batch, rules);
  if (batch.producerId !== NO_PRODUCER_ID) rememberProducer(log, batch);
}

/** Rolls a new segment first when the batch would overfill the active one or it is too old (`LogSegment.shouldRoll`). */
function addToSegment(log: UnifiedLog, batch: RecordBatch, rules: RollRules): void {
  const active = log.segments[log.segments.length - 1];
  assert(active !== undefined, 'a log always has an active segment');
  const first = active.firstTimestamp;
  const tooBig = active.bytes > 0 && active.bytes + batch.bytes > rules.segmentBytes;
  const tooOld = first !== null && batch.maxTimestamp - first > rules.segmentUs;
  if (tooBig || tooOld) {
    log.segments.push({ baseOffset: batch.baseOffset, bytes: batch.bytes, firstTimestamp: batch.maxTimestamp });
    return;
  }
  active.bytes += batch.bytes;
  active.firstTimestamp = first ?? batch.maxTimestamp;
}

function rememberProducer(log: UnifiedLog, batch: RecordBatch): void {
  const next = recordAppend(log.producers.get(batch.producerId), {
    producerId: batch.producerId,
    producerEpoch: batch.producerEpoch,
    baseSequence: batch.baseSequence,
    recordCount: appendedCount(batch),
    baseOffset: batch.baseOffset,
    timestamp: batch.maxTimestamp,
  });
  log.producers.set(batch.producerId, next);
}

/**
 * Batches from the one that holds `from` on, wholly below `bound`, up to `maxBytes`. With `atLeastOne` the first one is
 * returned however big it is (KIP-74).
 */
export function readLog(
  log: UnifiedLog,
  from: Offset,
  bound: Offset,
  maxBytes: number,
  atLeastOne: boolean,
): readonly RecordBatch[] {
  if (from >= bound) return NO_BATCHES;
  const first = batchIndexOf(log, from);
  const end = endOfRead(log, first, bound, maxBytes, atLeastOne);
  return end === first ? NO_BATCHES : listSlice(log.batches, first, end);
}

/** Bytes that `readLog` would return, the first batch however big it is. */
export function readableBytes(log: UnifiedLog, from: Offset, bound: Offset, maxBytes: number): number {
  if (from >= bound) return 0;
  const first = batchIndexOf(log, from);
  const end = endOfRead(log, first, bound, maxBytes, true);
  let bytes = 0;
  for (let index = first; index < end; index += 1) bytes += listAt(log.batches, index).bytes;
  return bytes;
}

/** Index of the batch before which a read that begins with the batch at `first` stops. */
function endOfRead(log: UnifiedLog, first: number, bound: Offset, maxBytes: number, atLeastOne: boolean): number {
  const length = listLength(log.batches);
  let bytes = 0;
  let index = first;
  for (; index < length; index += 1) {
    const batch = listAt(log.batches, index);
    if (batch.lastOffset >= bound) break;
    bytes += batch.bytes;
    if (bytes > maxBytes && (index > first || !atLeastOne)) break;
  }
  return index;
}

/** Index of the batch that holds `offset`, or of the next one after a hole; the number of batches when it is past the end. */
function batchIndexOf(log: UnifiedLog, offset: Offset): number {
  return listLowerBound(log.batches, offset, lastOffsetOf);
}

function lastOffsetOf(batch: RecordBatch): number {
  return batch.lastOffset;
}

/** Drops everything from `offset` on (`UnifiedLog.truncateTo`). The high watermark never lies past the end. */
export function truncateTo(log: UnifiedLog, offset: Offset): void {
  if (offset >= log.logEndOffset) return;
  const keep = batchIndexOf(log, offset);
  listTruncate(log.batches, keep);
  truncateFromEnd(log.epochs, offset);
  log.logEndOffset = offset;
  log.highWatermark = Math.min(log.highWatermark, offset);
  log.logStartOffset = Math.min(log.logStartOffset, offset);
  rebuild(log);
}

/** Empties the log and starts it again at `offset` (`truncateFullyAndStartAt`). */
export function truncateFullyAndStartAt(log: UnifiedLog, offset: Offset): void {
  log.batches = emptyList();
  log.epochs = [];
  log.logStartOffset = offset;
  log.logEndOffset = offset;
  log.highWatermark = offset;
  log.segments = [];
  rebuild(log);
}

/** Segments and producer state follow from the batches that are left. */
function rebuild(log: UnifiedLog): void {
  log.producers = new Map();
  const bounds = log.segments.filter((segment) => segment.baseOffset <= log.logEndOffset);
  const sizes = bounds.map(() => 0);
  let segment = 0;
  for (let index = 0; index < listLength(log.batches); index += 1) {
    const batch = listAt(log.batches, index);
    while ((bounds[segment + 1]?.baseOffset ?? Number.MAX_SAFE_INTEGER) <= batch.baseOffset) segment += 1;
    sizes[segment] = (sizes[segment] ?? 0) + batch.bytes;
    if (batch.producerId !== NO_PRODUCER_ID) rememberProducer(log, batch);
  }
  log.segments = bounds.map(({ baseOffset, firstTimestamp }, index) => {
    const bytes = sizes[index] ?? 0;
    return { baseOffset, bytes, firstTimestamp: bytes === 0 ? null : firstTimestamp };
  });
  if (log.segments.length === 0) {
    log.segments.push({ baseOffset: log.logEndOffset, bytes: 0, firstTimestamp: null });
  }
}

/** The batch that holds `offset`, or the next one after a hole; undefined when the log does not reach there. */
export function batchAt(log: UnifiedLog, offset: Offset): RecordBatch | undefined {
  if (offset < log.logStartOffset || offset >= log.logEndOffset) return undefined;
  const index = batchIndexOf(log, offset);
  return index < listLength(log.batches) ? listAt(log.batches, index) : undefined;
}

/** Epoch of the last record; -1 for an empty log, which agrees with every leader. */
export function lastEpochOf(log: UnifiedLog): LeaderEpoch {
  const count = listLength(log.batches);
  return count === 0 ? -1 : listAt(log.batches, count - 1).leaderEpoch;
}
