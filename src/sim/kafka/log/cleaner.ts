import { assert } from '../../../base/assert.ts';
import type { TimeUs } from '../../../base/flavor.ts';
import type { Offset } from '../types.ts';
import { addAborted, cleanedTransactions, readBatch, type AbortedTxn, type CleanedTransactions } from './cleanedTransactions.ts';
import { filterBatch, type BatchRetention, type FilterRules } from './filterBatch.ts';
import { buildOffsetMap } from './offsetMap.ts';
import { lastDataOffset, type ProducerStateEntry } from './producerStateManager.ts';
import { offsetOf, type RecordBatch } from './recordBatch.ts';
import { groupSegments } from './segmentGroups.ts';
import { largestTimestamp, newSegment, type LogSegment } from './segments.ts';

/** A log as the cleaner reads it: batches and segments below `firstUncleanableOffset`, where a segment begins. */
export interface CleanerInput {
  readonly batches: readonly RecordBatch[];
  readonly segments: readonly LogSegment[];
  readonly producers: ReadonlyMap<number, ProducerStateEntry>;
  readonly abortedTxns: readonly AbortedTxn[];
  /** Up to here the log was cleaned before; it is rewritten, too, but its keys are known to be unique. */
  readonly firstDirtyOffset: Offset;
  readonly firstUncleanableOffset: Offset;
}

export interface CleanerRules {
  readonly segmentBytes: number;
  readonly deleteRetentionUs: number;
  readonly nowUs: TimeUs;
}

export interface RemovedRecord {
  readonly offset: Offset;
  readonly key: string | null;
  /** The last record of its key that the pass knew of; null where it went for another reason: no key, a tombstone kept long enough, an aborted transaction. */
  readonly supersededBy: Offset | null;
}

/** The same part of the log afterwards, and what went. */
export interface CleanedLog {
  readonly batches: RecordBatch[];
  readonly segments: LogSegment[];
  readonly abortedTxns: readonly AbortedTxn[];
  readonly removedRecords: readonly RemovedRecord[];
  readonly keptRecords: number;
  /** Of the removed, tombstones that were the last of their key and had been kept long enough. */
  readonly expiredTombstones: number;
}

/**
 * One pass over a log: reads the dirty part for the last offset of every key, then rewrites all segments below its end with
 * what is still needed. Kafka: `Cleaner.doClean`, `cleanSegments`. A pass takes no time here and is never aborted.
 */
export function clean(input: CleanerInput, rules: CleanerRules): CleanedLog {
  const { firstDirtyOffset, firstUncleanableOffset, abortedTxns } = input;
  const dirtyFrom = segmentStartOf(input.segments, firstDirtyOffset);
  const dirty = input.batches.filter((batch) => batch.baseOffset >= dirtyFrom);
  const map = buildOffsetMap(dirty, abortedTxns, firstDirtyOffset, firstUncleanableOffset);
  const filter: FilterRules = { map, nowUs: rules.nowUs, deleteRetentionUs: rules.deleteRetentionUs };
  const transactions = cleanedTransactions();
  const cleaned = { batches: [] as RecordBatch[], segments: [] as LogSegment[], removedRecords: [] as RemovedRecord[], keptRecords: 0, expiredTombstones: 0 };
  let next = 0;
  for (const group of groupSegments(input.segments, rules.segmentBytes)) {
    const start = cleaned.batches.length;
    for (const segment of group) {
      const end = endOf(input, segment);
      addAborted(transactions, abortedTxns, segment.baseOffset, end);
      for (let batch = input.batches[next]; batch !== undefined && batch.baseOffset < end; batch = input.batches[next]) {
        next += 1;
        const left = filterBatch(batch, retentionOf(input, transactions, batch), filter);
        if (left !== null) cleaned.batches.push(left);
        cleaned.keptRecords += left?.records.length ?? 0;
        cleaned.removedRecords.push(...removedFrom(batch, left, filter));
        cleaned.expiredTombstones += expiredIn(batch, filter);
      }
    }
    cleaned.segments.push(mergedSegment(group, cleaned.batches.slice(start)));
  }
  return { ...cleaned, abortedTxns: transactions.kept };
}

/** Where the segment that holds `offset` begins. */
function segmentStartOf(segments: readonly LogSegment[], offset: Offset): Offset {
  let start = offset;
  for (const { baseOffset } of segments) if (baseOffset <= offset) start = baseOffset;
  return start;
}

function endOf({ segments, firstUncleanableOffset }: CleanerInput, segment: LogSegment): Offset {
  return segments[segments.indexOf(segment) + 1]?.baseOffset ?? firstUncleanableOffset;
}

/** `Cleaner.cleanInto`, `checkBatchRetention`. */
function retentionOf(input: CleanerInput, transactions: CleanedTransactions, batch: RecordBatch): BatchRetention {
  const canDiscard = readBatch(transactions, batch);
  const isLastOfRound = batch.lastOffset + 1 === input.firstUncleanableOffset;
  return { canDiscard, retainEmpty: isLastOfRound || isLastOfProducer(input.producers.get(batch.producerId), batch) };
}

/** Whether the batch holds the last sequence that the partition remembers of its producer, or else its last epoch. */
function isLastOfProducer(producer: ProducerStateEntry | undefined, batch: RecordBatch): boolean {
  if (producer === undefined) return false;
  const last = lastDataOffset(producer);
  return last === null ? batch.control !== null && batch.producerEpoch === producer.epoch : batch.lastOffset === last;
}

function removedFrom(batch: RecordBatch, left: RecordBatch | null, { map }: FilterRules): RemovedRecord[] {
  if (left?.records.length === batch.records.length) return [];
  const kept = new Set(left?.records.map((_, index) => offsetOf(left, index)));
  return batch.records.flatMap(({ key }, index) => {
    const offset = offsetOf(batch, index);
    const last = key === null ? undefined : map.get(key);
    return kept.has(offset) ? [] : [{ offset, key, supersededBy: last !== undefined && last > offset ? last : null }];
  });
}

function expiredIn(batch: RecordBatch, { map, nowUs }: FilterRules): number {
  if (batch.control !== null || batch.deleteHorizonUs === null || nowUs < batch.deleteHorizonUs) return 0;
  let expired = 0;
  batch.records.forEach(({ key, value }, index) => {
    if (key !== null && value === null && (map.get(key) ?? -1) <= offsetOf(batch, index)) expired += 1;
  });
  return expired;
}

/**
 * The segment that takes the place of a group, under the first one's name and with the last one's time. Indexes are left empty:
 * they decide on rolling alone, and it is never written to.
 */
function mergedSegment(group: readonly LogSegment[], batches: readonly RecordBatch[]): LogSegment {
  const first = group[0];
  const last = group.at(-1);
  assert(first !== undefined && last !== undefined, 'a group has at least one segment');
  const merged = newSegment(first.baseOffset, largestTimestamp(last), 0, first.producers);
  for (const { bytes, maxTimestamp } of batches) {
    merged.bytes += bytes;
    merged.firstTimestamp ??= maxTimestamp;
    merged.maxTimestamp = Math.max(merged.maxTimestamp ?? 0, maxTimestamp);
  }
  return merged;
}
