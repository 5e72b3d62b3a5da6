import { describe, expect, it } from 'vitest';
import { appendedCount, firstIndexFrom, offsetOf, type RecordBatch } from './recordBatch.ts';

/** Base offset 10, appended with five records; `offsetDeltas` says which are left. */
function batch(offsetDeltas: readonly number[] | null): RecordBatch {
  const count = offsetDeltas?.length ?? 5;
  return {
    producerId: -1,
    producerEpoch: -1,
    baseSequence: -1,
    records: Array.from({ length: count }, (_, index) => ({ id: `r${index}`, key: 'k', value: null, timestamp: 0, bytes: 10 })),
    bytes: 100,
    baseOffset: 10,
    lastOffset: 14,
    offsetDeltas,
    isTransactional: false,
    control: null,
    deleteHorizonUs: null,
    leaderEpoch: 0,
    maxTimestamp: 0,
  };
}

describe('offsets of a batch that is whole', () => {
  const whole = batch(null);
  it('count up from its base', () => expect([0, 4].map((index) => offsetOf(whole, index))).toEqual([10, 14]));
  it('are found by offset', () => {
    expect([3, 10, 12, 14, 15, 99].map((offset) => firstIndexFrom(whole, offset))).toEqual([0, 0, 2, 4, 5, 5]);
  });
});

describe('offsets of a compacted batch', () => {
  const holed = batch([1, 3]);
  it('are those that are left', () => expect([0, 1].map((index) => offsetOf(holed, index))).toEqual([11, 13]));
  it('are found by offset, the next one in a hole', () => {
    expect([3, 10, 11, 12, 13, 14, 15].map((offset) => firstIndexFrom(holed, offset))).toEqual([0, 0, 0, 1, 1, 2, 2]);
  });
  it('say nothing of how many there were', () => expect(appendedCount(holed)).toBe(5));
  it('may all be gone', () => expect(firstIndexFrom(batch([]), 10)).toBe(0));
});
