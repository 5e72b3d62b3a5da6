import { describe, expect, it } from 'vitest';
import type { RemoteLogSegment } from './remoteLogSegment.ts';
import { expiredRemoteSegments, type RemoteRetention } from './remoteRetention.ts';

const SEGMENT_BYTES = 1024;

/** As RemoteLogManagerTest has it: segments of 100 records and 1024 bytes, 512 bytes more on the leader's disk alone. */
function segments(count: number, maxTimestamp: (index: number) => number = () => 1000): RemoteLogSegment[] {
  return Array.from({ length: count }, (_, index) => {
    const startOffset = index * 100;
    const segmentEpochs = [{ epoch: 0, startOffset }];
    return { id: index, startOffset, endOffset: startOffset + 99, maxTimestamp: maxTimestamp(index), bytes: SEGMENT_BYTES, segmentEpochs, leaderEpochs: segmentEpochs, producers: new Map() };
  });
}

function rules(count: number, more: Partial<RemoteRetention> = {}): RemoteRetention {
  return {
    logStartOffset: 0,
    logEndOffset: count * 100 + 1,
    epochs: [{ epoch: 0, startOffset: 0 }],
    onlyLocalBytes: 512,
    nowUs: 10_000,
    retentionUs: null,
    retentionBytes: null,
    ...more,
  };
}

const ids = (expired: { readonly segments: readonly RemoteLogSegment[] }): number[] => expired.segments.map(({ id }) => id);

describe('by size', () => {
  it.each([
    [50, 0],
    [50, 1],
    [50, 23],
    [50, 50],
  ])('of %s segments %s are too many', (count, deletable) => {
    const retentionBytes = (count - deletable) * SEGMENT_BYTES + 512;
    const expired = expiredRemoteSegments(segments(count), rules(count, { retentionBytes }));
    expect(ids(expired)).toEqual(Array.from({ length: deletable }, (_, index) => index));
    expect(expired.logStartOffset).toBe(deletable * 100);
  });

  it('spares the segment that would take it below the limit', () => {
    expect(ids(expiredRemoteSegments(segments(2), rules(2, { retentionBytes: 512 + SEGMENT_BYTES + 1 })))).toEqual([]);
  });
});

describe('by time', () => {
  it('goes by the youngest record, and stops at the first segment that stays', () => {
    const at = (index: number): number => (index === 2 ? 9_000 : 1_000);
    const expired = expiredRemoteSegments(segments(4, at), rules(4, { retentionUs: 2_000 }));
    expect(ids(expired)).toEqual([0, 1]);
    expect(expired.logStartOffset).toBe(200);
  });
});

describe('by the log start', () => {
  it('takes what lies wholly below it, and moves nothing', () => {
    const expired = expiredRemoteSegments(segments(4), rules(4, { logStartOffset: 250, epochs: [{ epoch: 0, startOffset: 250 }] }));
    expect(ids(expired)).toEqual([0, 1]);
    expect(expired.logStartOffset).toBe(250);
  });

  it('takes what only has epochs that the log does not know any more', () => {
    expect(ids(expiredRemoteSegments(segments(2), rules(4, { epochs: [{ epoch: 3, startOffset: 0 }] })))).toEqual([0, 1]);
  });
});

describe('another lineage', () => {
  it('is passed over', () => {
    const lost: RemoteLogSegment = { ...(segments(1)[0] as RemoteLogSegment), id: 9, startOffset: 50, endOffset: 149, segmentEpochs: [{ epoch: 0, startOffset: 50 }, { epoch: 1, startOffset: 80 }] };
    const epochs = [{ epoch: 0, startOffset: 0 }, { epoch: 2, startOffset: 90 }];
    const own = segments(3).map((segment) => ({ ...segment, segmentEpochs: segment.startOffset === 0 ? [{ epoch: 0, startOffset: 0 }, { epoch: 2, startOffset: 90 }] : [{ epoch: 2, startOffset: segment.startOffset }] }));
    expect(ids(expiredRemoteSegments([...own, lost], rules(3, { epochs, retentionUs: 2_000 })))).toEqual([0, 1, 2]);
  });
});
