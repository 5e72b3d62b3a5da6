import type { Flavor } from '../../base/flavor.ts';
import type { Checkpoint } from './checkpoints.ts';
import { compareMoments, type Moment } from './player.ts';

export type BranchId = Flavor<number, 'BranchId'>;

/** Something that was told to a run, and when. */
export interface TimedInput<I> {
  readonly moment: Moment;
  readonly input: I;
}

/** One future. It shares the past of the branch it grew from, up to where it did. */
export interface Branch<R, I> {
  readonly id: BranchId;
  name: string;
  /** Null for the branch that everything began with. */
  parent: Branch<R, I> | null;
  forkedAt: Moment;
  /** How many of its inputs are its parent's. */
  shared: number;
  /** From the beginning of the run on, those it shares included. */
  readonly inputs: TimedInput<I>[];
  /** How far it has been played. */
  end: Moment;
  /** Its own, in order. What was before `forkedAt` is its parent's to keep. */
  checkpoints: Checkpoint<R>[];
}

/** The latest checkpoint of the branch, or of those it grew from, that lies not after `latest` with at most `given` inputs. */
export function checkpointFor<R, I>(branch: Branch<R, I>, isEarlyEnough: (moment: Moment) => boolean, given: number): Checkpoint<R> | null {
  let most = given;
  for (let at: Branch<R, I> | null = branch; at !== null; at = at.parent) {
    for (let index = at.checkpoints.length - 1; index >= 0; index -= 1) {
      const checkpoint = at.checkpoints[index] as Checkpoint<R>;
      if (checkpoint.given <= most && isEarlyEnough(checkpoint.moment)) return checkpoint;
    }
    most = Math.min(most, at.shared);
  }
  return null;
}

/** Whether what `older` was after `given` inputs, at that moment, lies in the past of `branch`. */
export function sharesPast<R, I>(branch: Branch<R, I>, older: Branch<R, I>, given: number, moment: Moment): boolean {
  let most = Infinity;
  let until: Moment | null = null;
  for (let at: Branch<R, I> | null = branch; at !== null; at = at.parent) {
    if (at === older) return given <= most && (until === null || compareMoments(moment, until) <= 0);
    most = at.shared;
    until = at.forkedAt;
  }
  return false;
}
