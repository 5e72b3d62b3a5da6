import { expect, test } from 'vitest';
import { latencyColumns, shareOfHeight } from './latencyColumns.ts';

const x = (time: number): number => time / 10;
const answer = (at: number, latencyUs: number | null): { seq: number; at: number; latencyUs: number | null } => ({ seq: at, at, latencyUs });

test('a bar has the longest wait of its place, and says how many there were', () => {
  const { answered, failed } = latencyColumns([answer(100, 5), answer(105, 90), answer(119, 7), answer(120, 4)], x, 0, 1_000);
  expect(answered).toEqual([
    { place: 10, count: 3, at: 119, latencyUs: 90 },
    { place: 12, count: 1, at: 120, latencyUs: 4 },
  ]);
  expect(failed).toEqual([]);
});

test('a batch that failed is a mark of its own, also between answers; what is not shown is left out', () => {
  const { answered, failed } = latencyColumns([answer(10, 5), answer(100, null), answer(110, null), answer(110, 3), answer(500, 3)], x, 50, 200);
  expect(answered).toEqual([{ place: 10, count: 1, at: 110, latencyUs: 3 }]);
  expect(failed).toEqual([
    { place: 6, count: 2, at: 110, latencyUs: null },
  ]);
});

test('heights grow by powers of ten, and the least of them can be seen', () => {
  expect([1_000, 10_000, 1_000_000, 100_000_000, 900_000_000].map(shareOfHeight)).toEqual([0.08, 0.2, 0.6, 1, 1].map((share) => expect.closeTo(share, 6) as number));
  expect(shareOfHeight(3)).toBe(0.08);
});
