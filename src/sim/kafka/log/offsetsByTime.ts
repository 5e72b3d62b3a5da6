import { listAt, listLength } from '../../../base/chunkedList.ts';
import type { TimeUs } from '../../../base/flavor.ts';
import type { LeaderEpoch, Offset } from '../types.ts';
import { offsetOf, type RecordBatch } from './recordBatch.ts';
import { largestTimestamp } from './segments.ts';
import { batchIndexOf, type UnifiedLog } from './unifiedLog.ts';

/** A record found by its time, with the epoch of its batch. */
export interface TimestampAndOffset {
  readonly timestamp: TimeUs;
  readonly offset: Offset;
  readonly leaderEpoch: LeaderEpoch;
}

/**
 * The first record from the log's start on with that timestamp or a later one; null when there is none. As in Kafka only the first
 * segment whose largest timestamp is late enough is searched, so a record that lies in a later one can be missed where the
 * log starts behind what made that segment late enough. Times need not rise along the log. Kafka:
 * `UnifiedLog.searchOffsetInLocalLog`, `FileRecords.searchForTimestamp`.
 */
export function findOffsetByTimestamp(log: UnifiedLog, timestamp: TimeUs): TimestampAndOffset | null {
  const at = log.segments.findIndex((segment) => largestTimestamp(segment) >= timestamp);
  const segment = log.segments[at];
  if (segment === undefined) return null;
  const end = log.segments[at + 1]?.baseOffset ?? log.logEndOffset;
  const from = Math.max(segment.baseOffset, log.logStartOffset);
  for (let index = batchIndexOf(log, from); index < listLength(log.batches); index += 1) {
    const batch = listAt(log.batches, index);
    if (batch.baseOffset >= end) return null;
    if (batch.maxTimestamp < timestamp) continue;
    const found = recordFrom(batch, timestamp, log.logStartOffset);
    if (found !== null) return found;
  }
  return null;
}

function recordFrom(batch: RecordBatch, timestamp: TimeUs, startOffset: Offset): TimestampAndOffset | null {
  for (let index = 0; index < batch.records.length; index += 1) {
    const record = batch.records[index];
    const offset = offsetOf(batch, index);
    if (record === undefined || record.timestamp < timestamp || offset < startOffset) continue;
    return { timestamp: record.timestamp, offset, leaderEpoch: batch.leaderEpoch };
  }
  return null;
}

/**
 * The first record that has the largest timestamp of the whole log; null for a log without records (KIP-734). Segments below the
 * log's start count for as long as they are there.
 */
export function findMaxTimestamp(log: UnifiedLog): TimestampAndOffset | null {
  let youngest = log.segments[0];
  for (const segment of log.segments) {
    if (youngest !== undefined && (segment.maxTimestamp ?? -1) > (youngest.maxTimestamp ?? -1)) youngest = segment;
  }
  const timestamp = youngest?.maxTimestamp ?? null;
  if (youngest === undefined || timestamp === null) return null;
  for (let index = batchIndexOf(log, youngest.baseOffset); index < listLength(log.batches); index += 1) {
    const batch = listAt(log.batches, index);
    if (batch.maxTimestamp === timestamp) return recordFrom(batch, timestamp, 0);
  }
  return null;
}
