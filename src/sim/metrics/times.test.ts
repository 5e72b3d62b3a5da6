import { expect, it } from 'vitest';
import { addTime, emptyTimes, mergeTimes, percentile } from './times.ts';

function timesOf(list: readonly number[]): ReturnType<typeof emptyTimes> {
  const times = emptyTimes();
  for (const us of list) addTime(times, us);
  return times;
}

it('percentiles are by nearest rank: of a hundred, the fiftieth, the ninety-fifth and the ninety-ninth', () => {
  const times = timesOf(Array.from({ length: 100 }, (_, index) => index + 1));
  expect([50, 95, 99, 100].map((share) => percentile(times, share))).toEqual([50, 95, 99, 100]);
  expect(percentile(timesOf([7]), 50)).toBe(7);
  expect(percentile(timesOf([]), 99)).toBeNull();
  expect(percentile(timesOf([3, 5]), 50)).toBe(3);
});

it('long durations are told to within 1.6 %, never above the largest and never below what they were', () => {
  for (const us of [128, 129, 1_000, 4_547, 999_999, 8_521_988, 3_600_000_000, 86_400_000_000]) {
    const told = percentile(timesOf([us, us * 2]), 50) ?? 0;
    expect(told).toBeGreaterThanOrEqual(us);
    expect(told / us).toBeLessThan(1.016);
    expect(percentile(timesOf([us]), 99)).toBe(us);
  }
});

it('two merged are all durations together', () => {
  const [one, other] = [[5, 90_000, 300], [4_000, 5, 77]];
  const merged = timesOf(one);
  mergeTimes(merged, timesOf(other));
  expect(merged).toEqual(timesOf([...one, ...other]));
});
