import { describe, expect, it } from 'vitest';
import { cutTo, pushFew, removeAt } from './arrays.ts';

describe('pushFew', () => {
  it('begins a list and goes on with the same one', () => {
    const list = pushFew<string>(null, 'a');
    expect(pushFew(list, 'b')).toBe(list);
    expect(list).toEqual(['a', 'b']);
  });
});

describe('removeAt', () => {
  it.each([
    { index: 0, left: ['b', 'c'] },
    { index: 1, left: ['a', 'c'] },
    { index: 2, left: ['a', 'b'] },
    { index: -1, left: ['a', 'b', 'c'] },
    { index: 3, left: ['a', 'b', 'c'] },
  ])('takes out $index of three', ({ index, left }) => {
    const list = ['a', 'b', 'c'];
    removeAt(list, index);
    expect(list).toEqual(left);
  });
});

describe('cutTo', () => {
  it('keeps the first items, and all when there are no more', () => {
    const list = [1, 2, 3];
    cutTo(list, 5);
    expect(list).toEqual([1, 2, 3]);
    cutTo(list, 1);
    expect(list).toEqual([1]);
  });
});
