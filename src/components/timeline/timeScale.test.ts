import { expect, test } from 'vitest';
import { timeScale } from './timeScale.ts';

test('a time has its place, a place its time, and what lies beyond the edges is at them', () => {
  const x = timeScale([10_000_000, 30_000_000], [78, 478]);
  expect([x(10_000_000), x(15_000_000), x(30_000_000)]).toEqual([78, 178, 478]);
  expect([x(0), x(60_000_000)]).toEqual([78, 478]);
  expect([x.invert(178), x.invert(0), x.invert(1_000)]).toEqual([15_000_000, 10_000_000, 30_000_000]);
});

test('no time at all is in the middle, and no place is not a number', () => {
  const x = timeScale([5, 5], [0, 100]);
  expect([x(5), x.invert(20)]).toEqual([50, 5]);
});
