import { emptyList, listAt, listLength, listLowerBound, listPush, listSlice } from '../../../base/chunkedList.ts';
import type { Offset } from '../types.ts';
import type { CleanedLog } from './cleaner.ts';
import type { RecordBatch } from './recordBatch.ts';
import type { UnifiedLog } from './unifiedLog.ts';

/** The batches below `end`, where a segment begins. */
export function batchesBelow(log: UnifiedLog, end: Offset): readonly RecordBatch[] {
  return listSlice(log.batches, 0, indexAt(log, end));
}

/** The batches from `from`, where a segment begins, up to `end`, where another one does. */
export function batchesWithin(log: UnifiedLog, from: Offset, end: Offset): readonly RecordBatch[] {
  const first = indexAt(log, from);
  const next = indexAt(log, end);
  return first === next ? [] : listSlice(log.batches, first, next);
}

/**
 * Puts cleaned segments in the place of those below `end`. What is derived from the log stays as it was: offsets, epochs and
 * what is remembered of producers do not change when records go. Kafka: `UnifiedLog.replaceSegments`.
 */
export function replaceSegments(log: UnifiedLog, cleaned: Pick<CleanedLog, 'batches' | 'segments'>, end: Offset): void {
  const batches = emptyList<RecordBatch>();
  for (const batch of cleaned.batches) listPush(batches, batch);
  for (let index = indexAt(log, end); index < listLength(log.batches); index += 1) listPush(batches, listAt(log.batches, index));
  log.batches = batches;
  log.segments = [...cleaned.segments, ...log.segments.filter(({ baseOffset }) => baseOffset >= end)];
}

function indexAt(log: UnifiedLog, offset: Offset): number {
  return listLowerBound(log.batches, offset, baseOffsetOf);
}

function baseOffsetOf(batch: RecordBatch): number {
  return batch.baseOffset;
}
