import { describe, expect, it } from 'vitest';
import { casesOf } from '../../../../../test/conformance/cases.ts';
import { hasOverlappingMajority, majoritySize } from './voterSet.ts';
import type { ReplicaKey } from './voterSet.ts';

/** `1a` is voter 1 on disk a. */
function voters(...names: string[]): ReplicaKey[] {
  return names.map((name) => ({ id: Number.parseInt(name, 10), directoryId: name.slice(1) }));
}

describe('hasOverlappingMajority', () => {
  for (const c of casesOf<{ a: string[]; b: string[] }, boolean>('hasOverlappingMajority')) {
    it(c.id, () => {
      expect(hasOverlappingMajority(voters(...c.in.a), voters(...c.in.b))).toBe(c.expect);
      expect(hasOverlappingMajority(voters(...c.in.b), voters(...c.in.a))).toBe(c.expect);
    });
  }

  const five = ['1a', '2a', '3a', '4a', '5a'];
  it.each([
    ['the same set', five, true],
    ['one removed', ['1a', '2a', '3a', '4a'], true],
    ['two removed', ['1a', '2a', '3a'], false],
    ['two replaced', ['1b', '2b', '3a', '4a', '5a'], false],
  ])('%s', (_, other, expected) => expect(hasOverlappingMajority(voters(...five), voters(...other))).toBe(expected));
});

describe('majoritySize', () => {
  it.each([[1, 1], [2, 2], [3, 2], [4, 3], [5, 3]])('of %i voters: %i', (count, size) => expect(majoritySize(count)).toBe(size));
});
