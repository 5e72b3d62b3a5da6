import { expect, test } from 'vitest';
import { clockText } from './clockText.ts';

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
