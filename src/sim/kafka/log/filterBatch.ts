import type { DurationUs, TimeUs } from '../../../base/flavor.ts';
import type { OffsetMap } from './offsetMap.ts';
import { BATCH_HEADER_BYTES, offsetOf, withRecords, type LogRecord, type RecordBatch } from './recordBatch.ts';

/** What a pass of the cleaner knows when it comes to a batch. */
export interface FilterRules {
  /** The last offset of every key in the dirty part, which reaches to where the pass ends. */
  readonly map: OffsetMap;
  readonly nowUs: TimeUs;
  /** `delete.retention.ms`: from the pass that first rewrites a tombstone to the earliest one that may remove it. */
  readonly deleteRetentionUs: DurationUs;
}

/** What the transaction and the producer of a batch ask of the pass. */
export interface BatchRetention {
  /** Data of an aborted transaction, or a marker without data left (`readBatch`). */
  readonly canDiscard: boolean;
  /** Keep its header without records: it is what remembers a producer's sequence, or the end of the round. */
  readonly retainEmpty: boolean;
}

/**
 * What is left of a batch after a pass: itself, a copy with fewer records or with a delete horizon, or null. Offsets of
 * what stays never change, nor the batch's first and last offset, by which a producer's last sequence is known.
 * A tombstone stays as long as its batch has no horizon or that is not reached; so does a marker of an empty transaction.
 * The first pass that keeps one sets the horizon, whatever the records' own time. Records of a compacted topic without key
 * go. Kafka: `Cleaner.cleanInto`, `MemoryRecords.filterTo` (KIP-534). Left out: formats before version 2.
 */
export function filterBatch(batch: RecordBatch, retention: BatchRetention, rules: FilterRules): RecordBatch | null {
  const isMarker = batch.control !== null;
  const horizonUs = batch.deleteHorizonUs;
  const discard = isMarker
    ? retention.canDiscard && horizonUs !== null && horizonUs <= rules.nowUs
    : retention.canDiscard;
  if (discard && !retention.retainEmpty) return null;
  const kept: number[] = [];
  let hasTombstone = false;
  if (!discard) {
    batch.records.forEach((record, index) => {
      if (!isMarker && !isRetained(batch, record, index, rules)) return;
      kept.push(index);
      if (!isMarker && record.value === null) hasTombstone = true;
    });
  }
  if (kept.length === 0) return retention.retainEmpty ? emptied(batch) : null;
  const needsHorizon = horizonUs === null && (hasTombstone || (isMarker && retention.canDiscard));
  if (kept.length === batch.records.length && !needsHorizon) return batch;
  return withRecords(batch, kept, needsHorizon ? rules.nowUs + rules.deleteRetentionUs : horizonUs);
}

function isRetained(batch: RecordBatch, record: LogRecord, index: number, { map, nowUs }: FilterRules): boolean {
  if (record.key === null) return false;
  const last = map.get(record.key);
  if (last !== undefined && offsetOf(batch, index) < last) return false;
  if (record.value !== null) return true;
  return batch.deleteHorizonUs === null || nowUs < batch.deleteHorizonUs;
}

/** The header alone, without a delete horizon. */
function emptied(batch: RecordBatch): RecordBatch {
  if (batch.records.length === 0 && batch.bytes === BATCH_HEADER_BYTES && batch.deleteHorizonUs === null) return batch;
  return withRecords(batch, [], null);
}
