import { describe, expect, it } from 'vitest';
import { recordMark } from './recordMark.ts';

/** Committed 5, read up to 9 of 12, on a strip of 20 offsets: -8 to 11. */
const mark = (offset: number, position = 9, committed = 5) => recordMark({ highWatermark: 12, committed }, position, 20, offset);

describe('the mark of a record on the strip of a partition', () => {
  it.each([
    [4, 'committed'],
    [5, 'passed'],
    [8, 'passed'],
    [9, 'toRead'],
    [11, 'toRead'],
    [12, 'open'],
  ])('record %i is %s', (offset, standing) => expect(mark(offset)?.standing).toBe(standing));

  it.each([
    [4, 5, 'committed'],
    [5, 5, 'unread'],
    [0, -1, 'unknown'],
  ])('with nobody who reads, record %i and committed %i: %s', (offset, committed, standing) => expect(mark(offset, -1, committed)?.standing).toBe(standing));

  it('is still to be read by who has gone back before what is committed', () => expect(mark(4, 3)?.standing).toBe('toRead'));
  it('is passed where nothing is committed', () => expect(mark(4, 9, -1)?.standing).toBe('passed'));

  it('has the place of its offset, of which there are twenty', () => {
    expect(mark(8)).toMatchObject({ at: 0.8, length: 0.05, outside: null });
    expect(mark(11)).toMatchObject({ at: 0.95, outside: null });
  });

  it('is at the end beyond which it lies', () => {
    expect(mark(12)).toMatchObject({ at: 1, length: 0, outside: 'beyond' });
    expect(recordMark({ highWatermark: 60, committed: 50 }, 55, 20, 39)).toMatchObject({ at: 0, length: 0, outside: 'before' });
    expect(recordMark({ highWatermark: 60, committed: 50 }, 55, 20, 40)).toMatchObject({ at: 0, outside: null });
  });

  it('is nowhere while nobody leads', () => expect(recordMark({ highWatermark: -1, committed: 5 }, 5, 20, 4)).toBeNull());
});
