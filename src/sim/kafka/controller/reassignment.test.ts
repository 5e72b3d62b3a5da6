import { describe, expect, it } from 'vitest';
import { casesOf } from '../../../../test/conformance/cases.ts';
import { isReassignmentInProgress, maybeCompleteReassignment, revertReassignment, startReassignment } from './reassignment.ts';

describe('startReassignment', () => {
  interface Started {
    readonly removing: number[];
    readonly adding: number[];
    readonly replicas: number[];
  }
  for (const c of casesOf<{ current: number[]; target: number[] }, Started>('startReassignment')) {
    it(c.id, () => expect(startReassignment(c.in.current, c.in.target)).toEqual(c.expect));
  }

  it('is under way while anything is to be added or removed', () => {
    expect(isReassignmentInProgress({ adding: [1], removing: [] })).toBe(true);
    expect(isReassignmentInProgress({ adding: [], removing: [1] })).toBe(true);
  });
  it('only rearranges', () => {
    const moved = startReassignment([3, 2, 1, 0], [0, 1, 3, 2]);
    expect(moved).toEqual({ removing: [], adding: [], replicas: [0, 1, 3, 2] });
    expect(isReassignmentInProgress(moved)).toBe(false);
  });
  it('sorts by number, not by text', () => {
    expect(startReassignment([10, 9, 1], [1, 20, 3])).toEqual({ removing: [9, 10], adding: [3, 20], replicas: [1, 20, 3, 9, 10] });
  });
});

describe('maybeCompleteReassignment', () => {
  interface CompleteCase {
    readonly from: number[];
    readonly target: number[];
    readonly isr: number[];
  }
  for (const c of casesOf<CompleteCase, { complete: boolean; isr?: number[] }>('maybeComplete')) {
    it(c.id, () => {
      const settled = maybeCompleteReassignment(startReassignment(c.in.from, c.in.target), c.in.isr);
      expect(settled !== null).toBe(c.expect.complete);
      if (c.expect.isr !== undefined) expect(settled?.isr).toEqual(c.expect.isr);
    });
  }

  const complete = (from: number[], target: number[], isr: number[]) => maybeCompleteReassignment(startReassignment(from, target), isr);

  // The rest are those of PartitionReassignmentReplicasTest.
  it('replaces all replicas at once when all new ones are in sync', () => {
    expect(complete([0, 1, 2], [3, 4, 5], [0, 1, 2, 3, 4])).toBeNull();
    expect(complete([0, 1, 2], [3, 4, 5], [0, 1, 2, 3, 4, 5])).toEqual({ replicas: [3, 4, 5], isr: [3, 4, 5] });
  });
  it('does not wait for old replicas that are out of sync', () => {
    expect(complete([0, 1, 2], [0, 1, 3], [2, 3])).toEqual({ replicas: [0, 1, 3], isr: [3] });
  });
  it('waits for every added replica', () => {
    expect(complete([0, 1, 2], [0, 1, 3], [0, 1, 2])).toBeNull();
    expect(complete([0, 1, 2, 3], [1, 2, 3, 4, 5], [0, 1, 2, 3, 5])).toBeNull();
  });
  it('with more replicas than before, does not wait for the old ones', () => {
    expect(complete([0, 1, 2, 3], [1, 2, 3, 4, 5], [0, 1, 2, 4, 5])?.isr).toEqual([1, 2, 4, 5]);
  });
  it('with fewer, waits for all that stay', () => {
    expect(complete([0, 1, 2, 3, 4], [2, 3, 4, 5], [0, 1, 2, 3, 4])).toBeNull();
    expect(complete([0, 1, 2, 3, 4], [2, 3, 4, 5], [0, 1, 2, 3, 4, 5])?.isr).toEqual([2, 3, 4, 5]);
  });
  it('waits for something that stays in the ISR', () => expect(complete([0, 1, 2], [1], [0, 2])).toBeNull());
  it('has nothing to complete when nothing is under way', () => {
    expect(maybeCompleteReassignment({ replicas: [0, 1, 2], adding: [], removing: [] }, [0, 1, 2])).toBeNull();
  });
});

describe('revertReassignment', () => {
  const under = { replicas: [1, 2, 3, 4], adding: [4], removing: [1] };
  it('takes the added replicas out again', () => {
    expect(revertReassignment(under, [1, 2, 4])).toEqual({ replicas: [1, 2, 3], isr: [1, 2], unclean: false });
  });
  it('is unclean when only added replicas are in sync', () => {
    expect(revertReassignment(under, [4])).toEqual({ replicas: [1, 2, 3], isr: [1], unclean: true });
  });
});
