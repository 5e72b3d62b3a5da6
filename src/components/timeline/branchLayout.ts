import type { TimeUs } from '../../base/flavor.ts';
import type { BranchView } from '../../store/facts.ts';

export interface Track {
  readonly branch: BranchView;
  readonly isCurrent: boolean;
  /** Upper edge of its row, where its name stands. */
  readonly top: number;
  /** Of its line, below the name. */
  readonly y: number;
  readonly from: number;
  readonly to: number;
  /** Of its parent's line; null for the first branch. */
  readonly joinsAt: number | null;
  /** Its name stands after the fork, or before it where there is too little room after. */
  readonly name: { readonly x: number; readonly side: 'after' | 'before' };
}

export const TRACK_HEIGHT = 28;
const LINE_Y = 24;
/** Room that a name should have. */
const NAME_WIDTH = 190;
const NAME_GAP = 4;

interface Axis {
  readonly x: (time: TimeUs) => number;
  readonly left: number;
  readonly right: number;
}

/** Tracks under one another, oldest first: each under what it grew from. `knownTo` is how far the current branch is known now. */
export function branchTracks(branches: readonly BranchView[], current: number, knownTo: TimeUs, { x, left, right }: Axis): readonly Track[] {
  const lines = new Map(branches.map(({ id }, index) => [id, index * TRACK_HEIGHT + LINE_Y]));
  return branches.map((branch, index): Track => {
    const isCurrent = branch.id === current;
    const from = x(branch.forkedAt);
    const side = right - from < NAME_WIDTH && from - left > right - from ? 'before' : 'after';
    return {
      branch,
      isCurrent,
      top: index * TRACK_HEIGHT,
      y: index * TRACK_HEIGHT + LINE_Y,
      from,
      to: x(isCurrent ? Math.max(knownTo, branch.forkedAt) : branch.end),
      joinsAt: branch.parent === null ? null : (lines.get(branch.parent) ?? null),
      name: { x: side === 'after' ? from + NAME_GAP : from - NAME_GAP, side },
    };
  });
}
