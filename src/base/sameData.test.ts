import { describe, expect, it } from 'vitest';
import { sameData } from './sameData.ts';

describe('sameData', () => {
  it.each([
    [1, 1, true],
    [NaN, NaN, true],
    [0, -0, false],
    [null, undefined, false],
    [{ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }, true],
    [{ a: 1 }, { a: 1, b: undefined }, false],
    [{ a: undefined }, { b: undefined }, false],
    [[1, 2], [1, 2, 3], false],
    [[1], { 0: 1 }, false],
    [new Map([['a', { n: 1 }]]), new Map([['a', { n: 1 }]]), true],
    [new Map([['a', 1], ['b', 2]]), new Map([['b', 2], ['a', 1]]), false],
    [new Map([['a', 1]]), new Map([['a', 2]]), false],
    [new Set([1, 2]), new Set([1, 2]), true],
    [new Set([1, 2]), new Set([2, 1]), false],
    [new Set([1]), [1], false],
    [new Map(), {}, false],
  ])('%j and %j', (one, other, same) => {
    expect(sameData(one, other)).toBe(same);
    expect(sameData(other, one)).toBe(same);
  });
});
