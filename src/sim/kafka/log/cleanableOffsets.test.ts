import { describe, expect, it } from 'vitest';
import { casesOf } from '../../../../test/conformance/cases.ts';
import { newSegment, type LogSegment } from './segments.ts';
import { cleanableOffsets, dirtyRatio, isWorthCleaning, logToClean, type CleanableLog } from './cleanableOffsets.ts';

const HOUR_US = 3_600_000_000;
const T0_US = 10 * HOUR_US;

/** Segments of ten offsets and 100 bytes each, the last one active; times are those of their records. */
function logOf(times: readonly number[], more: Partial<CleanableLog> = {}): CleanableLog {
  const logEndOffset = times.length * 10;
  const segments = times.map((at, index) => segmentOf(index * 10, at));
  return { logStartOffset: 0, logEndOffset, lastStableOffset: logEndOffset, segments, ...more };
}

function segmentOf(baseOffset: number, at: number): LogSegment {
  return { ...newSegment(baseOffset, at), bytes: 100, firstTimestamp: at, maxTimestamp: at };
}

const eight = (at = T0_US): number[] => Array.from({ length: 8 }, () => at);

describe('conformance', () => {
  interface In {
    segments?: number;
    minCompactionLagMs?: number;
    openTxnFirstOffset?: string;
  }
  for (const c of casesOf<In, { firstUncleanable: string }>('cleanableOffsets')) {
    it(c.id, () => {
      if (c.in.segments !== undefined) {
        const log = logOf(eight().slice(0, c.in.segments));
        expect(cleanableOffsets(log, 0, 0, T0_US)).toEqual({ firstDirtyOffset: 0, firstUncleanableOffset: 70, resetsCheckpoint: false });
      } else if (c.in.minCompactionLagMs !== undefined) {
        // Three old segments are full and the fourth is active when the hour passes; what follows is young.
        const lagUs = c.in.minCompactionLagMs * 1000;
        const nowUs = T0_US + lagUs + 1000;
        const log = logOf([T0_US, T0_US, T0_US, nowUs, nowUs, nowUs, nowUs, nowUs]);
        expect(cleanableOffsets(log, 0, lagUs, nowUs)).toMatchObject({ firstDirtyOffset: 0, firstUncleanableOffset: 30 });
      } else {
        // The first transactional record is at 0 and its marker at 3, in the second segment; the third is active.
        const segments = [0, 3, 4].map((baseOffset, index) => segmentOf(baseOffset, T0_US + index * HOUR_US));
        const undecided = logOf([], { segments: segments.slice(0, 2), logEndOffset: 3, lastStableOffset: 0 });
        const nowUs = T0_US + HOUR_US + 1000;
        expect(cleanableOffsets(undecided, 0, HOUR_US, nowUs)).toMatchObject({ firstDirtyOffset: 0, firstUncleanableOffset: 0 });
        const decided = logOf([], { segments, logEndOffset: 4, lastStableOffset: 4 });
        expect(cleanableOffsets(decided, 0, HOUR_US, nowUs)).toMatchObject({ firstDirtyOffset: 0, firstUncleanableOffset: 3 });
        expect(cleanableOffsets(decided, 0, HOUR_US, nowUs + HOUR_US)).toMatchObject({ firstUncleanableOffset: 4 });
      }
    });
  }
});

describe('the checkpoint', () => {
  it('says where the dirty part begins', () => {
    expect(cleanableOffsets(logOf(eight()), 30, 0, T0_US)).toMatchObject({ firstDirtyOffset: 30, resetsCheckpoint: false });
  });

  it('is reset to the log start when it lies outside the log', () => {
    const log = logOf(eight(), { logStartOffset: 20 });
    expect(cleanableOffsets(log, 20, 0, T0_US)).toMatchObject({ firstDirtyOffset: 20, resetsCheckpoint: false });
    expect(cleanableOffsets(log, 19, 0, T0_US)).toMatchObject({ firstDirtyOffset: 20, resetsCheckpoint: true });
    expect(cleanableOffsets(log, 81, 0, T0_US)).toMatchObject({ firstDirtyOffset: 20, resetsCheckpoint: true });
    expect(cleanableOffsets(log, null, 0, T0_US)).toMatchObject({ firstDirtyOffset: 20, resetsCheckpoint: false });
  });

  it('never lies past the end of the range', () => {
    expect(cleanableOffsets(logOf(eight(), { lastStableOffset: 15 }), 30, 0, T0_US)).toMatchObject({ firstDirtyOffset: 30, firstUncleanableOffset: 30 });
  });
});

describe('the last stable offset', () => {
  it('bounds the range, and the segment that holds it is not cleaned', () => {
    const log = logOf(eight(), { lastStableOffset: 45 });
    const range = cleanableOffsets(log, 0, 0, T0_US);
    expect(range.firstUncleanableOffset).toBe(45);
    expect(logToClean(log.segments, range, HOUR_US, T0_US)).toMatchObject({ firstUncleanableOffset: 40, cleanableBytes: 400, totalBytes: 400 });
  });
});

describe('whether to clean', () => {
  const ranged = (firstDirtyOffset: number, maxLagUs = HOUR_US, nowUs = T0_US, segments = logOf(eight()).segments) =>
    logToClean(segments, { firstDirtyOffset, firstUncleanableOffset: 70 }, maxLagUs, nowUs);

  it('half dirty is not more than half dirty', () => {
    // Seven segments may be cleaned: with one more byte on the dirty side the ratio passes 0.5.
    const six = logOf(eight()).segments.slice(1);
    const half = logToClean(six, { firstDirtyOffset: 40, firstUncleanableOffset: 70 }, HOUR_US, T0_US);
    expect(dirtyRatio(half)).toBe(0.5);
    expect(isWorthCleaning(half, 0.5)).toBe(false);
    expect(isWorthCleaning({ ...half, cleanableBytes: 301, totalBytes: 601 }, 0.5)).toBe(true);
  });

  it('with nothing dirty no ratio is low enough', () => {
    expect(isWorthCleaning(ranged(70), 0)).toBe(false);
    expect(isWorthCleaning(ranged(60), 0)).toBe(true);
  });

  it('an empty log is left alone', () => {
    expect(isWorthCleaning(logToClean(logOf([T0_US]).segments, { firstDirtyOffset: 0, firstUncleanableOffset: 0 }, 0, T0_US), 0)).toBe(false);
  });

  it('max.compaction.lag.ms passes over the ratio once a dirty segment began longer ago', () => {
    expect(isWorthCleaning(ranged(60, HOUR_US, T0_US + HOUR_US), 0.5)).toBe(false);
    expect(isWorthCleaning(ranged(60, HOUR_US, T0_US + HOUR_US + 1), 0.5)).toBe(true);
    expect(isWorthCleaning(ranged(70, HOUR_US, T0_US + HOUR_US + 1), 0.5)).toBe(false);
  });
});
