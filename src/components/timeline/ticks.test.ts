import { expect, test } from 'vitest';
import { spread, tickTexts, timeTicks, timelineEnd } from './ticks.ts';

const S = 1_000_000;

test.each([
  [0, 10],
  [9 * S, 10],
  [9.1 * S, 20],
  [100 * S, 120],
  [3_000 * S, 3_600],
])('at %d us the timeline ends at %d s', (now, seconds) => {
  expect(timelineEnd(now)).toBe(seconds * S);
});

test('there is always room after now', () => {
  for (let now = 1; now < 1e13; now *= 3) expect(timelineEnd(now)).toBeGreaterThan(now);
});

test('ticks are round and as many as fit', () => {
  expect(timeTicks(0, 20 * S, 12)).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20].map((s) => s * S));
  expect(tickTexts(timeTicks(0, 60 * S, 5))).toEqual(['0 s', '20 s', '40 s', '60 s']);
  expect(tickTexts(timeTicks(0, 600 * S, 6))).toEqual(['0 min', '2 min', '4 min', '6 min', '8 min', '10 min']);
  expect(tickTexts(timeTicks(0, 86_400 * S, 8))).toEqual(['0 h', '4 h', '8 h', '12 h', '16 h', '20 h', '24 h']);
});

test('one axis has one unit', () => {
  expect(tickTexts(timeTicks(0, 300 * S, 10))).toEqual(['0 s', '30 s', '60 s', '90 s', '120 s', '150 s', '180 s', '210 s', '240 s', '270 s', '300 s']);
  expect(tickTexts(timeTicks(0, 300 * S, 5))).toEqual(['0 min', '1 min', '2 min', '3 min', '4 min', '5 min']);
  expect(tickTexts(timeTicks(0, 7_200 * S, 5))).toEqual(['0 min', '30 min', '60 min', '90 min', '120 min']);
});

test('flags keep clear of one another', () => {
  expect(spread([10, 12, 14, 80], 18)).toEqual([10, 28, 46, 80]);
});
