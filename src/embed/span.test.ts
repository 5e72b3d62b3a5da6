import { expect, it } from 'vitest';
import { spanOf } from './span.ts';

it.each([
  [0, 20],
  [17_000_000, 20],
  [18_000_000, 30],
  [44_000_000, 75],
  [100_000_000, 200],
  [700_000_000, 1_000],
])('%i us are drawn on a line of %i s', (now, seconds) => {
  expect(spanOf(now)).toBe(seconds * 1_000_000);
});
