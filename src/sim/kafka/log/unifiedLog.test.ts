import { describe, expect, it } from 'vitest';
import { casesOf } from '../../../../test/conformance/cases.ts';
import { offsetOf } from './recordBatch.ts';
import { logHarness, SECOND, segmentBases, storedBatch, storedOffsets, type LogHarness } from './testing/logHarness.ts';
import { truncateFullyAndStartAt, truncateTo } from './truncateLog.ts';
import { appendAsFollower, cloneLog, lastEpochOf, readLog, roll, updateHighWatermark } from './unifiedLog.ts';

/** One step of Kafka's script; the high watermark after it. */
function play({ log, config, clock, append, copy }: LogHarness, step: string): number {
  const number = Number(/\d+$/.exec(step)?.[0]);
  if (step.startsWith('append 3 as leader')) append([0, 0, 0]);
  else if (step.startsWith('append 3 as follower')) copy([0, 1, 2].map((delta) => log.logEndOffset + delta));
  else if (step.startsWith('truncateTo')) truncateTo(log, number, config, clock.now);
  else if (step.startsWith('truncateFully')) truncateFullyAndStartAt(log, number, clock.now);
  else if (step.startsWith('maybeIncrementHW')) updateHighWatermark(log, Math.max(number, log.highWatermark));
  else updateHighWatermark(log, number);
  return log.highWatermark;
}

describe('conformance', () => {
  for (const c of casesOf<string[], number[]>('hw')) {
    it(c.id, () => {
      const harness = logHarness();
      expect(c.in.map((step) => play(harness, step))).toEqual(c.expect);
    });
  }
  for (const c of casesOf<{ offsets?: number[]; batch?: [number, number]; read: number }, { first?: number; returnedBatchBase?: number }>('segmentRead')) {
    it(c.id, () => {
      const { log, copy } = logHarness();
      // Kafka's suite appends 50, 51 in one go and 60, 61 in another.
      if (c.in.offsets !== undefined) {
        copy(c.in.offsets.slice(0, 2));
        copy(c.in.offsets.slice(2));
      } else {
        const [base = 0, last = 0] = c.in.batch ?? [];
        copy(Array.from({ length: last - base + 1 }, (_, delta) => base + delta));
      }
      const [read] = readLog(log, c.in.read, log.logEndOffset, 1_000, true);
      if (read === undefined) throw new Error('something is read');
      expect(c.expect.first === undefined ? read.baseOffset : offsetOf(read, 0)).toBe(c.expect.first ?? c.expect.returnedBatchBase);
    });
  }
});

describe('rolling', () => {
  it('begins a segment with the batch that would overfill the last one', () => {
    const { log, append } = logHarness({ 'internal.segment.bytes': 250 });
    for (let batch = 0; batch < 5; batch += 1) append([0]);
    expect(segmentBases(log)).toEqual([0, 2, 4]);
    expect(log.segments.map(({ bytes }) => bytes)).toEqual([200, 200, 100]);
  });

  it('lets a segment be filled to the byte, and takes a batch bigger than a segment into an empty one', () => {
    const { log, append } = logHarness({ 'internal.segment.bytes': 200 });
    for (let batch = 0; batch < 3; batch += 1) append([0]);
    append([0], { bytes: 500 });
    append([0]);
    expect(segmentBases(log)).toEqual([0, 2, 3, 4]);
  });

  it('counts age from the first batch by timestamps, not by the clock', () => {
    const { log, clock, append } = logHarness({ 'segment.ms': 10_000 });
    append([5 * SECOND]);
    clock.now = 60 * SECOND;
    append([15 * SECOND]);
    expect(segmentBases(log)).toEqual([0]);
    append([15 * SECOND + 1]);
    expect(segmentBases(log)).toEqual([0, 2]);
  });

  it('rolls a segment earlier by a jitter of its own', () => {
    const { log, clock, append } = logHarness({ 'segment.ms': 10_000, 'segment.jitter.ms': 4_000 });
    // A segment that was there from the beginning has none; half of 2^32 stands for half of the jitter.
    clock.bits = 0x8000_0000;
    append([0]);
    append([10 * SECOND]);
    append([10 * SECOND + 1]);
    expect(segmentBases(log)).toEqual([0, 2]);
    append([18 * SECOND + 1]);
    append([18 * SECOND + 2]);
    expect(segmentBases(log)).toEqual([0, 2, 4]);
  });

  it('rolls when an index is full', () => {
    // Four entries of 8 bytes in the offset index, two of 12 and one kept free in the time index; an entry every 100 bytes.
    const { log, append } = logHarness({ 'segment.index.bytes': 36, 'index.interval.bytes': 99 });
    for (let batch = 0; batch < 5; batch += 1) append([7]);
    // With the same timestamp all over, the time index gets one entry and the offset index one a batch after the first.
    expect(segmentBases(log)).toEqual([0]);
    append([7]);
    expect(segmentBases(log)).toEqual([0, 5]);
    for (let batch = 0; batch < 4; batch += 1) append([8 + batch]);
    expect(segmentBases(log)).toEqual([0, 5, 8]);
  });

  it('rolls when offsets would lie too far from the base', () => {
    const { log, copy } = logHarness();
    copy([0]);
    copy([0x7fffffff]);
    expect(segmentBases(log)).toEqual([0]);
    copy([0x80000000]);
    expect(segmentBases(log)).toEqual([0, 0x80000000]);
  });

  it('puts all that a fetch brings a follower into one segment', () => {
    const { log, config, clock } = logHarness({ 'internal.segment.bytes': 250 });
    const batches = [0, 1, 2, 3].map((offset) => storedBatch([offset]));
    appendAsFollower(log, batches.slice(0, 1), config, clock);
    appendAsFollower(log, batches.slice(1), config, clock);
    expect(segmentBases(log)).toEqual([0, 1]);
    expect(log.segments.map(({ bytes }) => bytes)).toEqual([100, 300]);
  });
});

describe('truncation', () => {
  it('drops a batch whole and makes the segment of the new end the active one', () => {
    const { log, config, append } = logHarness({ 'internal.segment.bytes': 250 });
    for (let batch = 0; batch < 5; batch += 1) append([batch, batch]);
    updateHighWatermark(log, 9);
    truncateTo(log, 5, config, SECOND);
    expect(segmentBases(log)).toEqual([0, 4]);
    expect(storedOffsets(log)).toEqual([0, 1, 2, 3]);
    // Offset 4 went with its batch, and yet 5 is the next.
    expect(log).toMatchObject({ logEndOffset: 5, highWatermark: 5, logStartOffset: 0 });
    expect(log.segments[1]).toMatchObject({ bytes: 0, firstTimestamp: null, maxTimestamp: null, createdAtUs: SECOND });
  });

  it('brings back the producers of the segment that is cut, older ones included', () => {
    const { log, config, append } = logHarness({ 'internal.segment.bytes': 100 });
    const of = (producerId: number, baseSequence: number) => ({ producerId, producerEpoch: 0, baseSequence });
    append([0], of(7, 0));
    append([0], of(8, 0));
    append([0], of(7, 1));
    truncateTo(log, 2, config, 0);
    expect([...log.producers.keys()]).toEqual([7, 8]);
    expect(log.producers.get(7)?.lastBatches).toMatchObject([{ baseSequence: 0, baseOffset: 0 }]);
  });

  it('forgets an epoch in which nothing was written, even where nothing is to be cut', () => {
    const { log, config, append } = logHarness();
    append([0], {}, 1);
    log.epochs.push({ epoch: 4, startOffset: 1 });
    expect(lastEpochOf(log)).toBe(4);
    truncateTo(log, 1, config, 0);
    expect(lastEpochOf(log)).toBe(1);
  });

  it('starts anew below its first segment', () => {
    const { log, config, copy } = logHarness();
    truncateFullyAndStartAt(log, 10, 0);
    copy([10, 11]);
    truncateTo(log, 4, config, 0);
    expect(log).toMatchObject({ logStartOffset: 4, logEndOffset: 4, highWatermark: 4 });
    expect(segmentBases(log)).toEqual([4]);
  });
});

describe('a copy', () => {
  it('is not changed by what its original does', () => {
    const { log, config, clock, append } = logHarness({ 'internal.segment.bytes': 200 });
    for (let batch = 0; batch < 3; batch += 1) append([batch]);
    const copy = cloneLog(log);
    const before = structuredClone(copy);
    append([9]);
    roll(log, log.logEndOffset, config, clock);
    truncateTo(log, 1, config, SECOND);
    append([10]);
    expect(copy).toEqual(before);
  });
});
