import { describe, expect, it } from 'vitest';
import { casesOf } from '../../../../test/conformance/cases.ts';
import { deleteOldSegments, incrementLogStartOffset } from './retention.ts';
import { logHarness, SECOND, segmentBases, storedOffsets, type LogHarness } from './testing/logHarness.ts';
import { batchAt, updateHighWatermark } from './unifiedLog.ts';

/** `count` batches of one record and 100 bytes, record `i` made at `i` seconds, all of them committed. */
function filled(overrides: Parameters<typeof logHarness>[0], count: number): LogHarness {
  const harness = logHarness(overrides);
  for (let index = 0; index < count; index += 1) harness.append([index * SECOND]);
  updateHighWatermark(harness.log, count);
  harness.clock.now = count * SECOND;
  return harness;
}

interface Case {
  readonly records: number;
  readonly segmentRecords?: number;
  readonly retentionRecords?: number;
  readonly allInActiveSegment?: boolean;
  readonly hw: number;
}

describe('conformance', () => {
  for (const c of casesOf<Case, { segments: number; activeSegmentEmpty?: boolean }>('retention')) {
    it(c.id, () => {
      const bytes = c.in.segmentRecords === undefined ? {} : { 'internal.segment.bytes': c.in.segmentRecords * 100 };
      const size = c.in.retentionRecords === undefined ? {} : { 'retention.bytes': c.in.retentionRecords * 100 };
      const { log, config, clock } = filled({ ...bytes, ...size, 'retention.ms': 10_000 }, c.in.records);
      if (c.in.retentionRecords === undefined) clock.now += 3_600 * SECOND;
      else clock.now = 0;
      updateHighWatermark(log, c.in.hw);
      deleteOldSegments(log, config, clock);
      expect(log.segments).toHaveLength(c.expect.segments);
      if (c.expect.activeSegmentEmpty === true) expect(log.segments.at(-1)?.bytes).toBe(0);
    });
  }
});

describe('retention by time', () => {
  it('goes by the youngest record of each segment, from the oldest on', () => {
    // Segments 0 1, 2 3, 4 5; at 6 s records up to 2 s are more than 3 s old, and 3 s exactly is not.
    const { log, config, clock } = filled({ 'internal.segment.bytes': 200, 'retention.ms': 3_000 }, 6);
    expect(deleteOldSegments(log, config, clock)).toEqual([
      { reason: 'time', segments: 1, bytes: 200, previousStartOffset: 0, startOffset: 2 },
    ]);
    expect(storedOffsets(log)).toEqual([2, 3, 4, 5]);
    expect(batchAt(log, 1)).toBeUndefined();
  });

  it('stops at a segment with a time in the future, although later ones are old', () => {
    const { log, config, clock, append } = logHarness({ 'internal.segment.bytes': 100, 'retention.ms': 3_000 });
    for (const seconds of [1, 900, 2, 3]) append([seconds * SECOND]);
    updateHighWatermark(log, 4);
    clock.now = 100 * SECOND;
    expect(deleteOldSegments(log, config, clock)).toMatchObject([{ segments: 1, startOffset: 1 }]);
    expect(segmentBases(log)).toEqual([1, 2, 3]);
  });

  it('deletes the active segment, too, when it is not empty, and begins another', () => {
    const { log, config, clock } = filled({ 'retention.ms': 3_000 }, 4);
    clock.now = 100 * SECOND;
    deleteOldSegments(log, config, clock);
    expect(segmentBases(log)).toEqual([4]);
    expect(log).toMatchObject({ logStartOffset: 4, logEndOffset: 4 });
    // An empty one stays however old it is.
    clock.now = 1_000 * SECOND;
    expect(deleteOldSegments(log, config, clock)).toEqual([]);
  });

  it('deletes nothing that is not committed', () => {
    const { log, config, clock } = filled({ 'internal.segment.bytes': 200, 'retention.ms': 3_000 }, 6);
    updateHighWatermark(log, 3);
    clock.now = 1_000 * SECOND;
    expect(deleteOldSegments(log, config, clock)).toMatchObject([{ segments: 1, startOffset: 2 }]);
  });

  it('is off with -1', () => {
    const { log, config, clock } = filled({ 'retention.ms': -1 }, 3);
    clock.now = 1e15;
    expect(deleteOldSegments(log, config, clock)).toEqual([]);
  });
});

describe('retention by size', () => {
  it.each([
    { limit: 600, left: [0, 2, 4] },
    { limit: 599, left: [0, 2, 4] },
    // 200 bytes more than the limit is a whole segment, and goes.
    { limit: 400, left: [2, 4] },
    { limit: 301, left: [2, 4] },
    { limit: 0, left: [6] },
  ])('keeps up to a segment more than $limit bytes', ({ limit, left }) => {
    const { log, config, clock } = filled({ 'internal.segment.bytes': 200, 'retention.bytes': limit, 'retention.ms': -1 }, 6);
    deleteOldSegments(log, config, clock);
    expect(segmentBases(log)).toEqual(left);
  });
});

describe('the start of the log', () => {
  it('hides records at once and lets a segment go when all of it is below', () => {
    const { log, config, clock } = filled({ 'internal.segment.bytes': 300, 'retention.ms': -1 }, 9);
    expect(incrementLogStartOffset(log, 4)).toBe(true);
    expect(batchAt(log, 3)).toBeUndefined();
    expect(deleteOldSegments(log, config, clock)).toMatchObject([{ reason: 'logStart', segments: 1, previousStartOffset: 4, startOffset: 4 }]);
    expect(storedOffsets(log)).toEqual([3, 4, 5, 6, 7, 8]);
    expect(log.logStartOffset).toBe(4);
  });

  it('never falls and never passes the high watermark', () => {
    const { log } = filled({}, 5);
    updateHighWatermark(log, 3);
    incrementLogStartOffset(log, 9);
    expect(log.logStartOffset).toBe(3);
    expect(incrementLogStartOffset(log, 1)).toBe(false);
    expect(log.logStartOffset).toBe(3);
  });

  it('takes the epochs before it along', () => {
    const { log, append } = logHarness();
    for (const epoch of [1, 1, 2, 5]) append([0], {}, epoch);
    updateHighWatermark(log, 4);
    incrementLogStartOffset(log, 1);
    expect(log.epochs).toEqual([{ epoch: 1, startOffset: 1 }, { epoch: 2, startOffset: 2 }, { epoch: 5, startOffset: 3 }]);
    incrementLogStartOffset(log, 4);
    expect(log.epochs).toEqual([{ epoch: 5, startOffset: 4 }]);
  });
});

describe('cleanup.policy', () => {
  it.each(['', 'compact'])('"%s" keeps everything that is not below the start', (policy) => {
    const { log, config, clock } = filled({ 'cleanup.policy': policy, 'internal.segment.bytes': 100, 'retention.bytes': 0, 'retention.ms': 0 }, 4);
    clock.now = 1e12;
    incrementLogStartOffset(log, 1);
    expect(deleteOldSegments(log, config, clock)).toMatchObject([{ reason: 'logStart', segments: 1 }]);
    expect(segmentBases(log)).toEqual([1, 2, 3]);
  });
});
