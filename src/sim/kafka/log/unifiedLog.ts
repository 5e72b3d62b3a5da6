import { assert } from '../../../base/assert.ts';
import {
  emptyList,
  listAt,
  listClone,
  listLength,
  listLowerBound,
  listPush,
  listSlice,
  type ChunkedList,
} from '../../../base/chunkedList.ts';
import type { DurationUs, TimeUs } from '../../../base/flavor.ts';
import type { LeaderEpoch, Offset } from '../types.ts';
import { assign, latestEpoch, type EpochEntry } from './leaderEpochFileCache.ts';
import { clonePageCache, emptyPageCache, noteDirty, noteFlush, type PageCache } from './pageCache.ts';
import { recordAppend, type ProducerStateEntry } from './producerStateManager.ts';
import { appendedCount, NO_PRODUCER_ID, type ProducerBatch, type RecordBatch } from './recordBatch.ts';
import {
  addToSegment,
  cloneSegment,
  newSegment,
  rollJitterUs,
  shouldRoll,
  type LogClock,
  type LogSegment,
  type RollReason,
  type SegmentConfig,
} from './segments.ts';

/**
 * One replica's log with what is derived from it (`UnifiedLog`). A batch is never split. Files that were dropped and wait to be
 * deleted are the broker's business (`broker/logManager.ts`).
 */
export interface UnifiedLog {
  /** Records below it are gone for readers, although their segment may still be there. */
  logStartOffset: Offset;
  /** The offset the next record will get. */
  logEndOffset: Offset;
  highWatermark: Offset;
  /** Those of all segments, in order. */
  batches: ChunkedList<RecordBatch>;
  /** At least one; the last is the active one. */
  segments: LogSegment[];
  epochs: EpochEntry[];
  producers: Map<number, ProducerStateEntry>;
  pageCache: PageCache;
}

const NO_BATCHES: readonly RecordBatch[] = [];

export function emptyLog(createdAtUs: TimeUs = 0, writebackPhaseUs: DurationUs = 0): UnifiedLog {
  return {
    logStartOffset: 0,
    logEndOffset: 0,
    highWatermark: 0,
    batches: emptyList(),
    segments: [newSegment(0, createdAtUs)],
    epochs: [],
    producers: new Map(),
    pageCache: emptyPageCache(createdAtUs, writebackPhaseUs),
  };
}

export function cloneLog(log: UnifiedLog): UnifiedLog {
  const segments = log.segments.slice();
  segments[segments.length - 1] = cloneSegment(activeSegment(log));
  return {
    logStartOffset: log.logStartOffset,
    logEndOffset: log.logEndOffset,
    highWatermark: log.highWatermark,
    batches: listClone(log.batches),
    segments,
    epochs: log.epochs.slice(),
    producers: new Map(log.producers),
    pageCache: clonePageCache(log.pageCache),
  };
}

/** Where the part begins that is on this broker's disk; what is before it in the log is in remote storage. */
export function localLogStartOffset(log: UnifiedLog): Offset {
  return Math.max(log.logStartOffset, log.segments[0]?.baseOffset ?? 0);
}

export function activeSegment(log: UnifiedLog): LogSegment {
  const active = log.segments[log.segments.length - 1];
  assert(active !== undefined, 'a log always has an active segment');
  return active;
}

/** Gives the batch its offsets and the leader's epoch and appends it. The caller has validated it. */
export function appendAsLeader(
  log: UnifiedLog,
  batch: ProducerBatch,
  leaderEpoch: LeaderEpoch,
  config: SegmentConfig,
  clock: LogClock,
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
    deleteHorizonUs: null,
    leaderEpoch,
    maxTimestamp,
  };
  maybeRoll(log, stored.baseOffset, stored, config, clock);
  append(log, stored, config, clock);
  flushIfMany(log, config, clock);
  return stored;
}

/** Where the log ends by what is in its files (`LogSegment.readNextOffset`). */
export function endOfFiles(log: UnifiedLog): Offset {
  const count = listLength(log.batches);
  const { baseOffset } = activeSegment(log);
  return count === 0 ? baseOffset : Math.max(baseOffset, listAt(log.batches, count - 1).lastOffset + 1);
}

/**
 * Appends what one fetch brought, which is at least one batch. Where the leader's log has been compacted, it goes on after a hole. As
 * in Kafka all of it goes into one segment, so replicas begin their segments at different offsets.
 */
export function appendAsFollower(log: UnifiedLog, batches: readonly RecordBatch[], config: SegmentConfig, clock: LogClock): void {
  const first = batches[0];
  assert(first !== undefined && first.baseOffset >= log.logEndOffset, 'a follower appends from its log end offset on');
  const added = { bytes: 0, maxTimestamp: first.maxTimestamp, lastOffset: first.lastOffset };
  for (const batch of batches) {
    added.bytes += batch.bytes;
    if (batch.maxTimestamp > added.maxTimestamp) added.maxTimestamp = batch.maxTimestamp;
    added.lastOffset = batch.lastOffset;
  }
  maybeRoll(log, first.baseOffset, added, config, clock);
  for (const batch of batches) append(log, batch, config, clock);
  flushIfMany(log, config, clock);
}

function append(log: UnifiedLog, batch: RecordBatch, config: SegmentConfig, clock: LogClock): void {
  noteDirty(log.pageCache, log.logEndOffset, clock.now);
  assign(log.epochs, batch.leaderEpoch, batch.baseOffset);
  listPush(log.batches, batch);
  log.logEndOffset = batch.lastOffset + 1;
  addToSegment(activeSegment(log), batch, config.indexIntervalBytes);
  if (batch.producerId !== NO_PRODUCER_ID) rememberProducer(log, batch);
}

function maybeRoll(
  log: UnifiedLog,
  baseOffset: Offset,
  added: Parameters<typeof shouldRoll>[1],
  config: SegmentConfig,
  clock: LogClock,
): RollReason | null {
  const reason = shouldRoll(activeSegment(log), added, config);
  if (reason !== null) roll(log, baseOffset, config, clock);
  return reason;
}

/** Begins a new active segment and flushes what is before it (`UnifiedLog.roll`; Kafka flushes a moment later, in another thread). */
export function roll(log: UnifiedLog, baseOffset: Offset, config: SegmentConfig, clock: LogClock): void {
  log.segments.push(newSegment(baseOffset, clock.now, rollJitterUs(config, clock), new Map(log.producers)));
  noteFlush(log.pageCache, baseOffset, log.logEndOffset, clock.now);
}

/** `flush.messages`: so many records may be in the page cache alone. */
function flushIfMany(log: UnifiedLog, config: SegmentConfig, clock: LogClock): void {
  if (config.flushMessages === null || log.logEndOffset - log.pageCache.recoveryPoint < config.flushMessages) return;
  flush(log, clock.now);
}

/** Writes all of the log to disk. */
export function flush(log: UnifiedLog, nowUs: TimeUs): void {
  noteFlush(log.pageCache, log.logEndOffset, log.logEndOffset, nowUs);
}

export function rememberProducer(log: UnifiedLog, batch: RecordBatch): void {
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

/** Sets the high watermark, kept within the log (`UnifiedLog.updateHighWatermark`). It may fall. Returns what it is now. */
export function updateHighWatermark(log: UnifiedLog, highWatermark: Offset): Offset {
  log.highWatermark = Math.max(log.logStartOffset, Math.min(highWatermark, log.logEndOffset));
  return log.highWatermark;
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
export function batchIndexOf(log: UnifiedLog, offset: Offset): number {
  return listLowerBound(log.batches, offset, lastOffsetOf);
}

function lastOffsetOf(batch: RecordBatch): number {
  return batch.lastOffset;
}

/** Whether a segment begins after `offset`, and at or before `other`: the two lie in different files (`LogOffsetMetadata.onOlderSegment`). */
export function isOnOlderSegment(log: UnifiedLog, offset: Offset, other: Offset): boolean {
  for (let index = log.segments.length - 1; index > 0; index -= 1) {
    const { baseOffset } = log.segments[index] as LogSegment;
    if (baseOffset <= offset) return false;
    if (baseOffset <= other) return true;
  }
  return false;
}

/** The batch that holds `offset`, or the next one after a hole; undefined when the log does not reach there. */
export function batchAt(log: UnifiedLog, offset: Offset): RecordBatch | undefined {
  if (offset < log.logStartOffset || offset >= log.logEndOffset) return undefined;
  const index = batchIndexOf(log, offset);
  return index < listLength(log.batches) ? listAt(log.batches, index) : undefined;
}

/**
 * The latest epoch of which the log has a start; -1 for a log that has none, which agrees with every leader. That may be one in
 * which this broker led and wrote nothing (`UnifiedLog.latestEpoch`).
 */
export function lastEpochOf(log: UnifiedLog): LeaderEpoch {
  return latestEpoch(log.epochs) ?? -1;
}
