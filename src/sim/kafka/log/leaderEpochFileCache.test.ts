import { describe, expect, it } from 'vitest';
import { casesOf } from '../../../../test/conformance/cases.ts';
import { assign, endOffsetFor, latestEpoch, truncateFromEnd, truncateFromStart } from './leaderEpochFileCache.ts';
import type { EpochEntry } from './leaderEpochFileCache.ts';

type Pair = [epoch: number, offset: number];

function cache(...pairs: Pair[]): EpochEntry[] {
  const entries: EpochEntry[] = [];
  for (const [epoch, startOffset] of pairs) assign(entries, epoch, startOffset);
  return entries;
}

function pairs(entries: readonly EpochEntry[]): Pair[] {
  return entries.map((entry) => [entry.epoch, entry.startOffset]);
}

function end(entries: readonly EpochEntry[], epoch: number, logEndOffset = 0): Pair | null {
  const found = endOffsetFor(entries, epoch, logEndOffset);
  return found === null ? null : [found.epoch, found.endOffset];
}

describe('conformance', () => {
  for (const c of casesOf<{ assign: Pair[] }, Record<string, Pair>>('endOffsetFor')) {
    it(c.id, () => {
      const entries = cache(...c.in.assign);
      for (const [epoch, expected] of Object.entries(c.expect)) expect(end(entries, Number(epoch))).toEqual(expected);
    });
  }
  for (const c of casesOf<{ assign: Pair[] }, Pair[]>('entries')) {
    it(c.id, () => expect(pairs(cache(...c.in.assign))).toEqual(c.expect));
  }
});

// The scripts below are those of LeaderEpochFileCacheTest.
describe('assign', () => {
  it('keeps the first start offset of an epoch', () => expect(pairs(cache([2, 9], [2, 10]))).toEqual([[2, 9]]));
  it('says whether anything changed', () => {
    const entries = cache([2, 9]);
    expect(assign(entries, 2, 9)).toBe(false);
    expect(assign(entries, 2, 12)).toBe(false);
    expect(assign(entries, 3, 12)).toBe(true);
  });
  it('drops later epochs when an earlier one comes after', () => expect(pairs(cache([1, 5], [2, 6], [1, 7]))).toEqual([[1, 7]]));
  it('drops entries that start later', () => expect(pairs(cache([2, 6], [3, 5]))).toEqual([[3, 5]]));
  it('moves the latest epoch down and drops what it overlaps', () => {
    const entries = cache([5, 11], [6, 12], [7, 13], [7, 12]);
    expect(pairs(entries)).toEqual([[5, 11], [7, 12]]);
    expect(end(entries, 6)).toEqual([5, 12]);
  });
  it('takes epoch 0 from offset 0', () => {
    const entries = cache([0, 0], [1, 4]);
    expect(pairs(entries)).toEqual([[0, 0], [1, 4]]);
    expect(end(entries, 0)).toEqual([0, 4]);
  });
  it('refuses negative epochs and offsets', () => {
    expect(() => assign([], -1, 0)).toThrow();
    expect(() => assign([], 0, -1)).toThrow();
  });
});

describe('endOffsetFor', () => {
  it('answers the log end offset for the latest epoch', () => expect(end(cache([2, 11], [2, 12]), 2, 14)).toEqual([2, 14]));
  it('knows nothing when empty', () => expect(end([], 0)).toBeNull());
  it('knows nothing of an undefined epoch', () => expect(end(cache([2, 11], [3, 12]), -1)).toBeNull());
  it('knows nothing of an epoch still to come', () => expect(end(cache([2, 100]), 3, 100)).toBeNull());
  it('ends an epoch where the next one starts', () => expect(end(cache([1, 11], [2, 13], [3, 15]), 2, 17)).toEqual([2, 15]));
});

describe('truncation', () => {
  const three: Pair[] = [[2, 6], [3, 8], [4, 11]];
  const fromEnd = (offset: number): Pair[] => {
    const entries = cache(...three);
    truncateFromEnd(entries, offset);
    return pairs(entries);
  };
  const fromStart = (offset: number): Pair[] => {
    const entries = cache(...three);
    truncateFromStart(entries, offset);
    return pairs(entries);
  };

  it('from the end drops entries at or after the offset', () => {
    expect(fromEnd(8)).toEqual([[2, 6]]);
    expect(fromEnd(9)).toEqual([[2, 6], [3, 8]]);
    expect(fromEnd(12)).toEqual(three);
    expect(fromEnd(0)).toEqual([]);
  });
  it('from the start re-bases the epoch that covers the offset', () => {
    expect(fromStart(8)).toEqual([[3, 8], [4, 11]]);
    expect(fromStart(9)).toEqual([[3, 9], [4, 11]]);
    expect(fromStart(1)).toEqual(three);
    expect(fromStart(20)).toEqual([[4, 20]]);
  });
});

describe('latestEpoch', () => {
  it('is null before any entry', () => expect(latestEpoch([])).toBeNull());
  it('is the last entry', () => expect(latestEpoch(cache([1, 5], [4, 6]))).toBe(4));
});
