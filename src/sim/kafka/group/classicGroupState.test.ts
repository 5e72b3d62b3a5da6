import { describe, expect, it } from 'vitest';
import { canRebalance, canTransition, selectProtocol, supportsProtocols } from './classicGroupState.ts';
import type { ClassicGroupState } from './classicGroupState.ts';

const STATES: ClassicGroupState[] = ['Empty', 'PreparingRebalance', 'CompletingRebalance', 'Stable', 'Dead'];

describe('canTransition', () => {
  // ClassicGroupTest: every pair of states, from left to right in the order above.
  it.each<[ClassicGroupState, boolean[]]>([
    ['Empty', [false, true, false, false, true]],
    ['PreparingRebalance', [true, false, true, false, true]],
    ['CompletingRebalance', [false, true, false, true, true]],
    ['Stable', [false, true, false, false, true]],
    ['Dead', [false, false, false, false, true]],
  ])('from %s', (from, expected) => expect(STATES.map((to) => canTransition(from, to))).toEqual(expected));
});

describe('canRebalance', () => {
  it('holds outside the join phase, while there is a group', () => {
    expect(STATES.filter(canRebalance)).toEqual(['Empty', 'CompletingRebalance', 'Stable']);
  });
});

describe('selectProtocol', () => {
  // ClassicGroupTest#testSelectProtocol
  it('follows a single member', () => {
    expect(selectProtocol([['range', 'roundrobin']])).toBe('range');
    expect(selectProtocol([['roundrobin', 'range']])).toBe('roundrobin');
  });
  it('takes one of two when the members disagree', () => {
    expect(['range', 'roundrobin']).toContain(selectProtocol([['range', 'roundrobin'], ['roundrobin', 'range']]));
  });
  it('goes by most votes', () => {
    expect(selectProtocol([['range', 'roundrobin'], ['roundrobin', 'range'], ['roundrobin', 'range']])).toBe('roundrobin');
    expect(selectProtocol([['roundrobin', 'range'], ['range', 'roundrobin'], ['range', 'roundrobin']])).toBe('range');
  });
  it('only considers what all support', () => {
    expect(selectProtocol([['range', 'roundrobin'], ['roundrobin', 'foo']])).toBe('roundrobin');
    expect(selectProtocol([['a', 'c'], ['a', 'c'], ['c']])).toBe('c');
  });
  // From a JVM: the order of a HashMap's keys.
  it.each([
    ['range', 'roundrobin', 'range'],
    ['range', 'cooperative-sticky', 'range'],
    ['sticky', 'range', 'sticky'],
    ['roundrobin', 'sticky', 'sticky'],
    ['sticky', 'cooperative-sticky', 'sticky'],
    ['roundrobin', 'cooperative-sticky', 'roundrobin'],
  ])('a tie of %s and %s goes to %s', (a, b, winner) => {
    expect(selectProtocol([[a, b], [b, a]])).toBe(winner);
    expect(selectProtocol([[b, a], [a, b]])).toBe(winner);
  });
  it('a tie within one slot of the map goes to the first vote', () => {
    // Aa and BB have the same hash.
    expect(selectProtocol([['BB', 'Aa'], ['Aa', 'BB']])).toBe('BB');
    expect(selectProtocol([['Aa', 'BB'], ['BB', 'Aa']])).toBe('Aa');
  });
  it('refuses an empty group and one without a common assignor', () => {
    expect(() => selectProtocol([])).toThrow();
    expect(() => selectProtocol([['range'], ['sticky']])).toThrow();
  });
});

describe('supportsProtocols', () => {
  it('asks an empty group for any assignor at all', () => {
    expect(supportsProtocols(['range'], [])).toBe(true);
    expect(supportsProtocols([], [])).toBe(false);
  });
  it('asks a group for one that all members know', () => {
    expect(supportsProtocols(['foo', 'roundrobin'], [['range', 'roundrobin'], ['roundrobin']])).toBe(true);
    expect(supportsProtocols(['range'], [['range', 'roundrobin'], ['roundrobin']])).toBe(false);
  });
});
