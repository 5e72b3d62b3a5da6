import { listAt, listLength } from '../../base/chunkedList.ts';
import type { BatchView, CopiedBatch, CopyLog, EpochBand, SegmentView } from '../../protocol/partitionsDetail.ts';
import { activeSegment, batchIndexOf, firstIndexFrom, localLogStartOffset, offsetOf, type RecordBatch, type UnifiedLog } from '../../sim/index.ts';
import type { Hues } from '../frame/hues.ts';
import { isOnLeader } from '../frame/replicas.ts';

/** A partition's log on one broker. */
export interface LogCopy {
  readonly key: string;
  readonly broker: number;
  readonly log: UnifiedLog;
}

export interface CopyWindow {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  /** What the copy is compared with; undefined for the leader's own, or when nobody leads. */
  readonly leader: UnifiedLog | undefined;
  /** Whose epochs stand for the partition's. */
  readonly reference: LogCopy | undefined;
  readonly hues: Hues;
  /** Views made already: copies share batches, and what crosses to the page is then told once. */
  readonly batches: Map<RecordBatch, BatchView>;
}

export function copyView({ key, broker, log }: LogCopy, window: CopyWindow): CopyLog {
  const { from, to, reference } = window;
  const own = epochBands(log, from, to);
  return {
    key,
    broker,
    start: log.logStartOffset,
    localStart: localLogStartOffset(log),
    end: log.logEndOffset,
    highWatermark: log.highWatermark,
    lastStableOffset: log.highWatermark,
    epochs: reference === undefined || reference.log === log || agree(own, epochBands(reference.log, from, to), log.logEndOffset) ? null : own,
    segments: segmentViews(log, from, to),
    batches: batchesIn(log, window),
  };
}

/** Epochs in which something was written, cut to the window. */
export function epochBands(log: UnifiedLog, from: number, to: number): EpochBand[] {
  const bands: EpochBand[] = [];
  log.epochs.forEach(({ epoch, startOffset }, index) => {
    const first = Math.max(startOffset, log.logStartOffset, from);
    const end = Math.min(log.epochs[index + 1]?.startOffset ?? log.logEndOffset, log.logEndOffset, to);
    if (end > first) bands.push({ epoch, from: first, to: end });
  });
  return bands;
}

/** Whether a copy that ends at `end` has the epochs of the other one, as far as it goes and both begin. */
function agree(own: readonly EpochBand[], other: readonly EpochBand[], end: number): boolean {
  return own.every((band) => {
    const same = other.find(({ epoch }) => epoch === band.epoch);
    const begins = other[0]?.from ?? 0;
    if (same === undefined) return band.to <= begins;
    const startsAlike = same.from === band.from || same.from === begins || band === own[0];
    return startsAlike && (same.to === band.to || (band.to === end && band.to < same.to));
  });
}

function segmentViews(log: UnifiedLog, from: number, to: number): SegmentView[] {
  const active = activeSegment(log);
  return log.segments.flatMap((segment, index) => {
    const end = log.segments[index + 1]?.baseOffset ?? log.logEndOffset;
    const isSeen = segment.baseOffset < to && (end > from || segment === active);
    return isSeen ? [{ base: segment.baseOffset, end, bytes: segment.bytes, active: segment === active }] : [];
  });
}

function batchesIn(log: UnifiedLog, window: CopyWindow): CopiedBatch[] {
  const { from, to, leader } = window;
  const first = Math.max(from, log.logStartOffset);
  const copied: CopiedBatch[] = [];
  const count = listLength(log.batches);
  for (let index = batchIndexOf(log, first); index < count; index += 1) {
    const batch = listAt(log.batches, index);
    if (batch.baseOffset >= to) break;
    copied.push({ diverged: leader !== undefined && !isOnLeader(leader, Math.max(first, batch.baseOffset), batch.leaderEpoch), batch: batchView(batch, window, log.logStartOffset) });
  }
  return copied;
}

function batchView(batch: RecordBatch, { from, to, hues, batches }: CopyWindow, logStartOffset: number): BatchView {
  const known = batches.get(batch);
  // A copy whose log begins within the batch shows less of it than others do.
  const isWhole = batch.baseOffset >= logStartOffset;
  if (known !== undefined && isWhole) return known;
  const view: BatchView = {
    base: batch.baseOffset,
    last: batch.lastOffset,
    epoch: batch.leaderEpoch,
    producerId: batch.producerId,
    producerEpoch: batch.producerEpoch,
    baseSequence: batch.baseSequence,
    bytes: batch.bytes,
    deleteHorizon: batch.deleteHorizonUs,
    records: recordsIn(batch, Math.max(from, logStartOffset), to, hues),
  };
  if (isWhole) batches.set(batch, view);
  return view;
}

function recordsIn(batch: RecordBatch, from: number, to: number, hues: Hues): BatchView['records'] {
  const records: BatchView['records'][number][] = [];
  for (let index = firstIndexFrom(batch, from); index < batch.records.length; index += 1) {
    const record = batch.records[index];
    const offset = offsetOf(batch, index);
    if (record === undefined || offset >= to) break;
    const { key, value, bytes, timestamp } = record;
    records.push({ offset, key, hue: hues.of(key), value, bytes, timestamp });
  }
  return records;
}
