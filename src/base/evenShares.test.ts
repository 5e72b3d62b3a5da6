import { describe, expect, it } from 'vitest';
import { evenShares } from './evenShares.ts';

describe('evenShares', () => {
  it('gives everybody what is wanted while there is room', () => expect(evenShares([3, 0, 5], 8)).toEqual([3, 0, 5]));

  it('gives those who want more what others leave, and no more than there is', () => {
    expect(evenShares([10, 1, 10], 9)).toEqual([4, 1, 4]);
    expect(evenShares([250, 250, 250], 10)).toEqual([4, 3, 3]);
    expect(evenShares([5, 5], 0)).toEqual([0, 0]);
    expect(evenShares([], 4)).toEqual([]);
  });
});
