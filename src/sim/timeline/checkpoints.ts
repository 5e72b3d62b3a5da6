import type { Moment } from './player.ts';

/** A run at a moment. Whoever wants to play on from it takes a copy. */
export interface Checkpoint<R> {
  readonly moment: Moment;
  /** How many of the branch's inputs it has been told. */
  readonly given: number;
  readonly run: R;
}

/** Events between two checkpoints near the end of a branch. */
const SPACING = 250;
/** Further back they may lie as far apart as this part of their distance to the end. */
const SHARE_OF_AGE = 1 / 250;
/** From this distance on the part grows with it, so that there is a most that any run keeps, however long it is. */
const OLD = 100_000;
/** Looking through all of them is worth it only now and then. */
const THIN_EVERY = 32;

/**
 * Whether so many events after the last checkpoint another one is due. `weight`: events that take as long as a copy does, so that what is large
 * is not copied most of the time; asked for only now and then: where so many events are complete since `before`.
 */
export function isCheckpointDue(last: Moment | null, before: Moment, now: Moment, weight: () => number): boolean {
  if (last === null) return true;
  const since = now.events - last.events;
  if (Math.floor(since / SPACING) === Math.floor((before.events - last.events) / SPACING)) return false;
  return since >= weight();
}

/** Adds one at the end and drops what is too dense for its age and weight; the first and the last always stay. */
export function withCheckpoint<R>(checkpoints: Checkpoint<R>[], added: Checkpoint<R>, weight: number): Checkpoint<R>[] {
  checkpoints.push(added);
  const spacing = Math.max(SPACING, weight);
  const isTime = checkpoints.length % Math.max(1, Math.floor((THIN_EVERY * SPACING) / spacing)) === 0;
  return isTime ? thinned(checkpoints, added.moment.events, spacing) : checkpoints;
}

/** Futures that are not shown keep so many together. */
const MOST_ELSEWHERE = 400;

/** Drops every other checkpoint where there are most, while there are too many; the first and the last of each branch always stay. */
export function keepFew<R>(branches: readonly { checkpoints: Checkpoint<R>[] }[]): void {
  const count = branches.reduce((sum, { checkpoints }) => sum + checkpoints.length, 0);
  if (count <= MOST_ELSEWHERE + 2 * branches.length) return;
  const largest = branches.reduce((most, branch) => (branch.checkpoints.length > most.checkpoints.length ? branch : most));
  largest.checkpoints = largest.checkpoints.filter((_, index, { length }) => index % 2 === 0 || index === length - 1);
}

function thinned<R>(checkpoints: readonly Checkpoint<R>[], end: number, spacing: number): Checkpoint<R>[] {
  const kept: Checkpoint<R>[] = [];
  checkpoints.forEach((checkpoint, index) => {
    const before = kept.at(-1);
    const after = checkpoints[index + 1];
    if (before !== undefined && after !== undefined) {
      if (after.moment.events - before.moment.events <= gapAt(end - checkpoint.moment.events, spacing)) return;
    }
    kept.push(checkpoint);
  });
  return kept;
}

/** How far apart two checkpoints may lie that are so many events from the end. Of what is large there are as many fewer as they lie further apart. */
function gapAt(age: number, spacing: number): number {
  return Math.max(spacing, age * SHARE_OF_AGE * (spacing / SPACING) * Math.max(1, age / OLD));
}
