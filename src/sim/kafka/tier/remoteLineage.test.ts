import { describe, expect, it } from 'vitest';
import { epochAt, type EpochEntry } from '../log/leaderEpochFileCache.ts';
import { highestRemoteOffset, isWithinLineage, remoteLogStartOffset, remoteSegmentAt } from './remoteLineage.ts';
import { epochsWithin, type RemoteLogSegment } from './remoteLogSegment.ts';

type Pair = readonly [epoch: number, startOffset: number];

const entries = (...pairs: readonly Pair[]): EpochEntry[] => pairs.map(([epoch, startOffset]) => ({ epoch, startOffset }));

function segment(startOffset: number, endOffset: number, epochs: readonly Pair[], id = startOffset): RemoteLogSegment {
  const segmentEpochs = entries(...epochs);
  return { id, startOffset, endOffset, maxTimestamp: 0, bytes: 100, segmentEpochs, leaderEpochs: segmentEpochs, producers: new Map() };
}

// Expected values are those of RemoteLogManagerTest.
describe('isWithinLineage', () => {
  const leader = entries([0, 0], [1, 10], [2, 20], [3, 30], [4, 40], [5, 50], [7, 70]);

  it.each<[string, number, number, Pair[], boolean]>([
    ['several epochs', 15, 35, [[1, 15], [2, 20], [3, 30]], true],
    ['one epoch', 15, 19, [[1, 15]], true],
    ['from where an epoch begins', 0, 5, [[0, 0]], true],
    ['in the latest epoch', 70, 75, [[7, 70]], true],
    ['to where an epoch ends', 15, 29, [[1, 15], [2, 20]], true],
    ['an epoch that the leader does not have', 55, 85, [[5, 55], [6, 60], [7, 70]], false],
    ['an epoch left out that the leader has', 15, 45, [[1, 15], [2, 20], [4, 40]], false],
    ['to the log end offset', 15, 90, [[0, 0], [1, 10], [2, 20], [3, 30], [4, 40], [5, 50], [7, 70]], false],
    ['earlier than its epoch begins', 5, 25, [[1, 5], [2, 20]], false],
    ['later than its epoch ends', 15, 35, [[1, 15], [2, 20]], false],
  ])('%s', (_, start, end, epochs, expected) => {
    expect(isWithinLineage(segment(start, end, epochs), 90, leader)).toBe(expected);
  });

  it.each<[string, number, number, Pair[], boolean]>([
    ['one that begins before the leader does', 14, 150, [[5, 14], [7, 15], [9, 100]], true],
    ['only epochs that are gone', 2, 7, [[2, 5], [3, 6]], false],
    ['an epoch still to come', 15, 250, [[7, 15], [9, 100], [10, 200]], false],
    ['another epoch', 75, 100, [[8, 75]], false],
    ['an epoch that begins elsewhere', 15, 150, [[7, 15], [9, 101]], false],
    ['from before its epoch', 99, 150, [[9, 99]], false],
  ])('overlapping segments: %s', (_, start, end, epochs, expected) => {
    expect(isWithinLineage(segment(start, end, epochs), 210, entries([7, 51], [9, 100]))).toBe(expected);
  });

  it('an epoch without records does not count', () => {
    expect(isWithinLineage(segment(0, 5, [[0, 0], [1, 0]]), 10, entries([1, 0]))).toBe(true);
  });
});

describe('highestRemoteOffset', () => {
  it('is -1 for an empty store', () => expect(highestRemoteOffset([], entries([0, 0], [1, 500]), 600)).toBe(-1));
  it('is looked for from the latest epoch back', () => {
    expect(highestRemoteOffset([segment(0, 99, [[0, 0]]), segment(100, 249, [[0, 100], [1, 150]])], entries([0, 0], [1, 150], [2, 300]), 400)).toBe(249);
  });
  it('ends where an unclean election ended the epoch', () => {
    expect(highestRemoteOffset([segment(0, 200, [[0, 0]])], entries([0, 0], [1, 150], [2, 300]), 400)).toBe(149);
  });
});

describe('where a log that is partly remote', () => {
  it('begins', () => {
    const segments = [segment(10, 19, [[1, 10]]), segment(20, 29, [[1, 20], [2, 25]])];
    expect(remoteLogStartOffset(segments, entries([1, 10], [2, 25]), 30)).toBe(10);
    expect(remoteLogStartOffset(segments, entries([2, 25]), 30)).toBe(20);
    expect(remoteLogStartOffset([], entries([1, 10]), 30)).toBe(30);
  });

  it('has an offset, in the epoch that it has there', () => {
    const lost = segment(10, 29, [[1, 10]], 1);
    const kept = segment(10, 29, [[1, 10], [2, 20]], 2);
    const epochs = entries([1, 10], [2, 20]);
    expect(remoteSegmentAt([kept, lost], epochs, 25)?.id).toBe(2);
    expect(remoteSegmentAt([kept, lost], epochs, 30)).toBeUndefined();
    expect(epochAt(epochs, 9)).toBe(-1);
  });
});

describe('epochsWithin', () => {
  it('moves the first entry up to the range', () => {
    expect(epochsWithin(entries([0, 0], [1, 10], [2, 20], [4, 40]), 15, 40)).toEqual(entries([1, 15], [2, 20]));
    expect(epochsWithin(entries([0, 0]), 5, 6)).toEqual(entries([0, 5]));
  });
});
