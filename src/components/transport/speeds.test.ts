import { expect, test } from 'vitest';
import { SPEEDS, faster, rateWords, slower, speedName } from './speeds.ts';

test('speeds go from 1/5000 to 1000 times real time', () => {
  expect(SPEEDS[0]).toBe(1 / 5000);
  expect(SPEEDS.at(-1)).toBe(1000);
  expect([...SPEEDS].sort((a, b) => a - b)).toEqual(SPEEDS);
});

test('slower and faster go to the neighbour, and stay at the ends', () => {
  expect(slower(1, 0)).toBe(1 / 2);
  expect(faster(1, 0)).toBe(2);
  expect(slower(1 / 5000, 0)).toBe(1 / 5000);
  expect(faster(1000, 0)).toBe(1000);
});

test('from auto they start at the rate in force', () => {
  expect(slower('auto', 0.3)).toBe(1 / 5);
  expect(faster('auto', 0.3)).toBe(1 / 2);
  for (const speed of SPEEDS.slice(1, -1)) {
    expect(slower('auto', speed)).toBeLessThan(speed);
    expect(faster('auto', speed)).toBeGreaterThan(speed);
  }
});

test.each([
  [1 / 150, '1 ms takes 0.15 s'],
  [1 / 5000, '1 ms takes 5 s'],
  [1 / 10, '1 s takes 10 s'],
  [0.4, '1 s takes 2.5 s'],
  [1, 'real time'],
  [2, '2 s pass in 1 s'],
  [1000, '1000 s pass in 1 s'],
  [0, ''],
])('a rate of %d is said as "%s"', (rate, words) => {
  expect(rateWords(rate)).toBe(words);
});

test.each([
  ['auto', 'auto'],
  [1 / 200, '200 times slower'],
  [1, 'real time'],
  [50, '50 times faster'],
] as const)('%s is called %s', (speed, name) => {
  expect(speedName(speed)).toBe(name);
});
