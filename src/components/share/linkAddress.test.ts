import { expect, test } from 'vitest';
import { linkAddress } from './linkAddress.ts';

test.each([
  ['https://example.org/', 'https://example.org/#s=1.abc'],
  ['https://example.org/sim/index.html?scenario=x#y', 'https://example.org/sim/#s=1.abc'],
  ['https://example.org/sim/embed.html?scenario=x', 'https://example.org/sim/#s=1.abc'],
])('from %s', (base, address) => {
  expect(linkAddress('1.abc', base)).toBe(address);
});
