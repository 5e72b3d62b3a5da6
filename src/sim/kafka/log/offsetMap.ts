import { addAborted, cleanedTransactions, readBatch, type AbortedTxn } from './cleanedTransactions.ts';
import { offsetOf, type RecordBatch } from './recordBatch.ts';
import type { Offset } from '../types.ts';

/** The last offset of every key in the part of a log that was read (`SkimpyOffsetMap`, but exact: no hash, no limit). */
export type OffsetMap = ReadonlyMap<string, Offset>;

/**
 * Reads the dirty part, offsets from `start` up to but not including `end`, which is where a segment begins. Records of
 * aborted transactions count for nothing, so they never displace a committed one. `batches` are those of the segments that
 * hold the dirty part. Kafka: `Cleaner.buildOffsetMap`. Left out: the map's memory (`log.cleaner.dedupe.buffer.size`), which
 * holds some five million keys and makes a pass stop early when it is full.
 */
export function buildOffsetMap(
  batches: readonly RecordBatch[],
  aborted: readonly AbortedTxn[],
  start: Offset,
  end: Offset,
): OffsetMap {
  const offsets = new Map<string, Offset>();
  const transactions = cleanedTransactions();
  addAborted(transactions, aborted, start, end);
  for (const batch of batches) {
    const isAborted = readBatch(transactions, batch);
    if (isAborted || batch.control !== null) continue;
    for (let index = 0; index < batch.records.length; index += 1) {
      const key = batch.records[index]?.key ?? null;
      const offset = offsetOf(batch, index);
      if (key !== null && offset >= start) offsets.set(key, offset);
    }
  }
  return offsets;
}
