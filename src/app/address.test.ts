import { expect, test } from 'vitest';
import { readAddress } from './address.ts';

test.each([
  ['', 'first-look', undefined],
  ['?scenario=leader-dies', 'leader-dies', undefined],
  ['?scenario=leader-dies&seed=7', 'leader-dies', 7],
  ['?seed=0', 'first-look', 0],
  ['?seed=-1', 'first-look', undefined],
  ['?seed=1e9', 'first-look', undefined],
  ['?seed=abc', 'first-look', undefined],
])('%s opens %s with seed %s', (search, scenario, seed) => {
  expect(readAddress(search)).toEqual({ scenario, seed });
});
