import { assert } from '../../base/assert.ts';
import { checkpointFor, type Branch } from './branch.ts';
import { compareMoments, type Moment } from './player.ts';
import { fork, momentOf, type Timeline } from './timeline.ts';

/**
 * Goes back to right before the current branch's input of that index, to a future in which it was never given: if a branch grew with that
 * input, this one or one whose past it shares, the branch that it grew from, and a new one otherwise. Returns the branch that is current then.
 */
export function takeBack<R, I, P>(timeline: Timeline<R, I, P>, index: number, name: string): Branch<R, I> {
  const { current } = timeline;
  const timed = current.inputs[index];
  assert(timed !== undefined, 'there is an input to take back');
  const grown = firstWith(current, index);
  const { parent } = grown;
  // A branch that began where one of its parent's inputs was taken back did not grow with its own: in the parent that other one is ahead still.
  const next = parent?.inputs[index];
  const isTakenBack = next !== undefined && compareMoments(next.moment, timed.moment) === 0;
  const grewWithIt = parent !== null && !isTakenBack && grown.shared === index && compareMoments(grown.forkedAt, timed.moment) === 0;
  if (grewWithIt) timeline.current = parent;
  goBefore(timeline, timed.moment, index);
  return grewWithIt ? parent : fork(timeline, name);
}

/** The branch that was first given a branch's input of that index: those that grew from it later share it. */
function firstWith<R, I>(branch: Branch<R, I>, index: number): Branch<R, I> {
  let at = branch;
  while (at.parent !== null && at.shared > index) at = at.parent;
  return at;
}

/** The present becomes right after the input of that index was given to that branch. */
export function goAfter<R, I, P>(timeline: Timeline<R, I, P>, branch: Branch<R, I>, index: number): void {
  const timed = branch.inputs[index];
  assert(timed !== undefined, 'there is an input to go to');
  timeline.current = branch;
  goBefore(timeline, timed.moment, index);
  timeline.player.give(timeline.run, timed.input);
  timeline.given += 1;
}

/** The present becomes that moment of a branch, after so many of its inputs: where another one can be begun. */
export function goInto<R, I, P>(timeline: Timeline<R, I, P>, branch: Branch<R, I>, moment: Moment, given: number): void {
  timeline.current = branch;
  goBefore(timeline, moment, given);
}

/**
 * The present becomes that moment of the current branch, after so many of its inputs and before the next. A moment of another engine's
 * run, with more events than this one has by then, is met at the end of its time.
 */
export function goBefore<R, I, P>(timeline: Timeline<R, I, P>, moment: Moment, given: number): void {
  const checkpoint = checkpointFor(timeline.current, (at) => compareMoments(at, moment) <= 0, given);
  assert(checkpoint !== null, 'the beginning of a run is kept');
  timeline.run = timeline.player.clone(checkpoint.run, null);
  timeline.given = checkpoint.given;
  while (timeline.given < given || compareMoments(momentOf(timeline), moment) < 0) {
    const next = timeline.current.inputs[timeline.given];
    if (timeline.given < given && next !== undefined && compareMoments(momentOf(timeline), next.moment) === 0) {
      timeline.player.give(timeline.run, next.input);
      timeline.given += 1;
      continue;
    }
    const isTold = timeline.given >= given || next === undefined;
    if (timeline.player.playOn(timeline.run, isTold ? moment.at : next.moment.at) === null && isTold) return;
  }
}

/**
 * Removes a branch. What grew from it grows from where it grew itself. The current branch and the one that everything began with stay;
 * returns whether the branch is gone.
 */
export function removeBranch<R, I, P>(timeline: Timeline<R, I, P>, branch: Branch<R, I>): boolean {
  if (branch === timeline.current || branch.parent === null) return false;
  for (const child of timeline.branches) {
    if (child.parent !== branch) continue;
    // What only the removed one kept of the shared past goes on with the child.
    const own = branch.checkpoints.filter(({ moment, given }) => given <= child.shared && compareMoments(moment, child.forkedAt) <= 0);
    child.checkpoints = [...own, ...child.checkpoints];
    child.parent = branch.parent;
    child.forkedAt = branch.forkedAt;
    child.shared = branch.shared;
  }
  timeline.branches.splice(timeline.branches.indexOf(branch), 1);
  return true;
}
