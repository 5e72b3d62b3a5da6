import { describe, expect, it } from 'vitest';
import { casesOf } from '../../../../../test/conformance/cases.ts';
import { hasOverlappingMajority, includesVoter, majoritySize, withoutVoter, withUpdatedVoter, withVoter } from './voterSet.ts';
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

describe('a voter set', () => {
  const set = voters('1a', '2a').map((voter) => ({ ...voter, node: voter.id }));
  const named = (result: readonly ReplicaKey[] | null) => result?.map(({ id, directoryId }) => `${id}${directoryId}`) ?? null;

  it('takes in who is no voter under any directory', () => {
    expect(named(withVoter(set, { id: 3, directoryId: 'a', node: 3 }))).toEqual(['1a', '2a', '3a']);
    expect(withVoter(set, { id: 2, directoryId: 'b', node: 2 })).toBeNull();
  });
  it('lets go who has that id and directory, but for the last', () => {
    expect(named(withoutVoter(set, { id: 2, directoryId: 'a' }))).toEqual(['1a']);
    expect(withoutVoter(set, { id: 2, directoryId: 'b' })).toBeNull();
    expect(withoutVoter(set.slice(0, 1), { id: 1, directoryId: 'a' })).toBeNull();
  });
  it('is told where a voter is now', () => {
    expect(withUpdatedVoter(set, { id: 2, directoryId: 'a', node: 9 })?.[1]?.node).toBe(9);
    expect(withUpdatedVoter(set, { id: 2, directoryId: 'b', node: 9 })).toBeNull();
  });
  it('knows a voter without directory by its id', () => {
    expect(includesVoter([{ id: 1, directoryId: null }], { id: 1, directoryId: 'x' })).toBe(true);
    expect(includesVoter(set, { id: 1, directoryId: 'x' })).toBe(false);
  });
});

describe('majoritySize', () => {
  it.each([[1, 1], [2, 2], [3, 2], [4, 3], [5, 3]])('of %i voters: %i', (count, size) => expect(majoritySize(count)).toBe(size));
});
