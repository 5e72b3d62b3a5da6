import { describe, expect, it } from 'vitest';
import type { MetadataBatch } from '../../metadata/records.ts';
import {
  appendToLog,
  cloneMetadataLog,
  endOffsetForEpoch,
  metadataLogOf,
  readLog,
  truncateLog,
  type MetadataLog,
} from './metadataLog.ts';

function batch(epoch: number, baseOffset: number, records = 1): MetadataBatch {
  return {
    epoch,
    baseOffset,
    lastOffset: baseOffset + records - 1,
    records: Array.from({ length: records }, () => ({ type: 'NoOp' as const })),
  };
}

/** Epoch 1: 0-2 and 3; epoch 3: 4-5; epoch 4: 6. */
function sample(): MetadataLog {
  return metadataLogOf([batch(1, 0, 3), batch(1, 3), batch(3, 4, 2), batch(4, 6)]);
}

describe('the metadata log', () => {
  it('ends after its last record', () => {
    expect(sample()).toMatchObject({ endOffset: 7, lastEpoch: 4 });
    expect(metadataLogOf([])).toMatchObject({ endOffset: 0, lastEpoch: 0 });
  });

  it.each([
    [4, { epoch: 4, endOffset: 7 }],
    [3, { epoch: 3, endOffset: 6 }],
    [2, { epoch: 1, endOffset: 4 }],
    [1, { epoch: 1, endOffset: 4 }],
    [0, { epoch: 0, endOffset: 0 }],
    [5, null],
  ])('knows where epoch %i ends', (epoch, end) => {
    expect(endOffsetForEpoch(sample(), epoch)).toEqual(end);
  });

  it('returns whole batches, from the one that holds the offset', () => {
    const from = (offset: number, until: number, limit = 100): number[] =>
      readLog(sample(), offset, until, limit).map(({ baseOffset }) => baseOffset);
    expect(from(0, 7)).toEqual([0, 3, 4, 6]);
    expect(from(4, 7)).toEqual([4, 6]);
    expect(from(4, 6)).toEqual([4]);
    expect(from(0, 7, 2)).toEqual([0, 3]);
    expect(from(7, 7)).toEqual([]);
    // Not committed as a whole, so not returned.
    expect(from(4, 5)).toEqual([]);
  });

  it('is cut at its end, epochs included', () => {
    const log = sample();
    const copy = cloneMetadataLog(log);
    truncateLog(log, 4);
    expect(log).toMatchObject({ endOffset: 4, lastEpoch: 1, epochs: [{ epoch: 1, startOffset: 0 }] });
    appendToLog(log, batch(5, 4));
    expect(endOffsetForEpoch(log, 3)).toEqual({ epoch: 1, endOffset: 4 });
    truncateLog(log, 0);
    expect(log).toMatchObject({ endOffset: 0, lastEpoch: 0, epochs: [] });
    expect(copy).toEqual(sample());
  });

  it('refuses gaps', () => {
    expect(() => appendToLog(sample(), batch(4, 8))).toThrow('follows');
    expect(() => appendToLog(sample(), batch(3, 7))).toThrow('do not fall');
  });
});
