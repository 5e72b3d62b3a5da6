import { describe, expect, it } from 'vitest';
import { casesOf } from '../../../../test/conformance/cases.ts';
import { exponentialBackoffMs } from './exponentialBackoff.ts';

type BackoffCase = { initial: number; mult: number; max: number; jitter: number; attempts: number[] };

describe('exponentialBackoffMs', () => {
  for (const c of casesOf<BackoffCase, number[]>('backoff')) {
    it(c.id, () => {
      const { initial, max, mult, jitter, attempts } = c.in;
      const backoff = { initialMs: initial, maxMs: max, multiplier: mult, jitterPermille: jitter * 1000 };
      expect(attempts.map((attempt) => exponentialBackoffMs(backoff, attempt, 0))).toEqual(c.expect);
    });
  }

  const retryBackoff = { initialMs: 100, maxMs: 1000, multiplier: 2, jitterPermille: 200 };

  // factor = 0.8 + 0.4 * draw / 2^32, then rounded down: 80..119, 320..479, and never above the maximum
  it.each([
    [0, 0, 80],
    [0, 0x80000000, 100],
    [0, 0xffffffff, 119],
    [2, 0, 320],
    [2, 0xffffffff, 479],
    [3, 0x80000000, 800],
    [4, 0, 800],
    [4, 0x80000000, 1000],
    [4, 0xffffffff, 1000],
    [1_000_000, 0, 800],
  ])('producer default, attempt %i with draw %i: %i ms', (attempts, draw, expected) => {
    expect(exponentialBackoffMs(retryBackoff, attempts, draw)).toBe(expected);
  });

  it('is constant and without jitter when the maximum is not above the initial value', () => {
    const constant = { initialMs: 500, maxMs: 300, multiplier: 2, jitterPermille: 200 };
    expect(exponentialBackoffMs(constant, 0, 0)).toBe(300);
    expect(exponentialBackoffMs(constant, 7, 0xffffffff)).toBe(300);
    expect(exponentialBackoffMs({ ...constant, maxMs: 500 }, 7, 0)).toBe(500);
  });

  it('stays exact for spans beyond 2^21 ms', () => {
    const long = { initialMs: 86_400_000, maxMs: 864_000_000, multiplier: 10, jitterPermille: 1000 };
    expect(exponentialBackoffMs(long, 0, 0xffffffff)).toBe(172_799_999);
  });
});
