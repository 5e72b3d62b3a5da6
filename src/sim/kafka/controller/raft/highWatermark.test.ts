import { describe, expect, it } from 'vitest';
import { casesOf } from '../../../../../test/conformance/cases.ts';
import { nextRaftHighWatermark } from './highWatermark.ts';

describe('nextRaftHighWatermark', () => {
  for (const c of casesOf<{ epochStart: number; steps: Record<string, number>[] }, (number | null)[]>('raftHw')) {
    it(c.id, () => {
      const ends: Record<string, number | null> = {};
      for (const step of c.in.steps) for (const voter of Object.keys(step)) ends[voter] = null;
      let current: number | null = null;
      const seen = c.in.steps.map((step) => {
        Object.assign(ends, step);
        current = nextRaftHighWatermark({ current, epochStartOffset: c.in.epochStart, voterEndOffsets: Object.values(ends) });
        return current;
      });
      expect(seen).toEqual(c.expect);
    });
  }

  const at = (current: number | null, ...voterEndOffsets: (number | null)[]) =>
    nextRaftHighWatermark({ current, epochStartOffset: 10, voterEndOffsets });

  it('has none while a majority has not fetched', () => expect(at(null, 20, null, null)).toBeNull());
  it('is what two of three have', () => expect(at(null, 20, null, 15)).toBe(15));
  it('is what three of four have', () => expect(at(null, 20, 19, 15, 12)).toBe(15));
  it('needs a record of its own epoch on a majority', () => {
    expect(at(null, 11, 10, 10)).toBeNull();
    expect(at(null, 11, 11, 10)).toBe(11);
  });
  it('never falls', () => expect(at(18, 20, 15, 12)).toBe(18));
});
