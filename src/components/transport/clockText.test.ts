import { expect, test } from 'vitest';
import { clockDigits, clockText } from './clockText.ts';

test.each([
  [0, '0.000 s'],
  [14_702_999, '14.702 s'],
  [59_999_999, '59.999 s'],
  [60_000_000, '1 min 00.000 s'],
  [124_500_000, '2 min 04.500 s'],
  [3_724_500_000, '1 h 02 min 04.500 s'],
])('%d us is %s', (us, text) => {
  expect(clockText(us)).toBe(text);
});

test.each([
  [0, '0.000000 s'],
  [14_702_045, '14.702045 s'],
  [14_702_045.9, '14.702045 s'],
  [64_000_001, '1 min 04.000001 s'],
])('%d us is %s to the microsecond', (us, text) => {
  expect(clockText(us, 6)).toBe(text);
});

test('microseconds are shown at speeds below 1/100', () => {
  expect(clockDigits(1 / 200)).toBe(6);
  expect(clockDigits(1 / 100)).toBe(3);
  expect(clockDigits(1000)).toBe(3);
  expect(clockDigits('auto')).toBe(3);
});
