import type { AppState } from '../../store/state.ts';

type Branches = NonNullable<AppState['timeline']>['branches'];

/** When two futures of a run part; never for one and the same. */
export function partsAt(branches: Branches, one: number, other: number): number {
  const left = leavingTimes(branches, one);
  // From the branch itself back to the root: the first that both go through is the last that they share.
  for (const [id, at] of leavingTimes(branches, other)) {
    const there = left.get(id);
    if (there !== undefined) return Math.min(at, there);
  }
  return 0;
}

/** The branches that a branch goes through, from itself back, and when it leaves each. */
function leavingTimes(branches: Branches, id: number): ReadonlyMap<number, number> {
  const times = new Map<number, number>();
  let leaves = Infinity;
  for (let branch = branches.find((each) => each.id === id); branch !== undefined; ) {
    const { parent, forkedAt } = branch;
    times.set(branch.id, leaves);
    leaves = Math.min(leaves, forkedAt);
    branch = branches.find((each) => each.id === parent);
  }
  return times;
}
