import { expect, test } from 'vitest';
import { addressOf, readAddress } from './address.ts';

test('the address follows the scenario, and keeps a seed that is for it', () => {
  expect(addressOf('leader-dies', '')).toBe('?scenario=leader-dies');
  expect(addressOf('leader-dies', '?scenario=leader-dies&seed=7')).toBe('?scenario=leader-dies&seed=7');
  expect(addressOf('first-look', '?scenario=leader-dies&seed=7')).toBe('?scenario=first-look');
  expect(addressOf(null, '?scenario=leader-dies&seed=7')).toBe('');
});

test.each([
  ['', 'first-look', undefined],
  ['?scenario=leader-dies', 'leader-dies', undefined],
  ['?scenario=leader-dies&seed=7', 'leader-dies', 7],
  ['?seed=0', 'first-look', 0],
  ['?seed=-1', 'first-look', undefined],
  ['?seed=1e9', 'first-look', undefined],
  ['?seed=abc', 'first-look', undefined],
])('%s opens %s with seed %s', (search, scenario, seed) => {
  expect(readAddress(search)).toEqual({ scenario, seed, isNamed: search.includes('scenario') });
});
