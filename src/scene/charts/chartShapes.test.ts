import { expect, it } from 'vitest';
import { indexAt, linePath, niceTop, runsWhere } from './chartShapes.ts';

it('a scale ends at a round number that is not below the highest value', () => {
  expect([0, 1, 1.2, 5, 7, 180, 3_400].map((value) => niceTop(value))).toEqual([1, 1, 2, 5, 10, 200, 5_000]);
  expect(niceTop(3_000, 1, true)).toBe(5 * 1024);
});

it('a line stops where nothing was reported, and one value alone is a dot', () => {
  const same = (value: number): number => value;
  expect(linePath([0, 1, 2, 3, 4], [1, 2, null, 4, null], same, same, false)).toBe('M0 1L1 2M3 4h.01');
  expect(linePath([0, 1, 2], [1, 2, 2], same, same, true)).toBe('M0 1H1V2H2V2');
});

it('what is told for a time was read at or before it', () => {
  expect([0, 9, 10, 19, 20, 99].map((at) => indexAt([10, 20], at))).toEqual([-1, -1, 0, 0, 1, 1]);
  expect(indexAt([], 5)).toBe(-1);
});

it('stretches that follow one another are one', () => {
  expect(runsWhere([10, 20, 30, 40, 50], (index) => [0, 2, 3].includes(index), 10)).toEqual([{ from: 0, to: 10 }, { from: 20, to: 40 }]);
});
