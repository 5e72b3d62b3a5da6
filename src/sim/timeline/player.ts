import type { TimeUs } from '../../base/flavor.ts';

/** A place in a run: after so many events, at that time. */
export interface Moment {
  readonly events: number;
  readonly at: TimeUs;
}

/**
 * What a timeline asks of whatever is played: a simulation alone, or one with a story and checkers beside it. `R` is a run, `I` what one
 * may tell it, `P` what moving on brings. The same inputs at the same moments make the same run.
 */
export interface Player<R, I, P> {
  /**
   * An independent copy, cheap enough to be taken every few hundred events. With `like`, an earlier copy of the same run, it is one to be
   * kept and not played, and may use parts of that one.
   */
  clone(run: R, like: R | null): R;
  /** About how many events take as long as copying the run does. */
  weightOf(run: R): number;
  /** Handles one event up to `untilUs`, or lets time pass. Null when `untilUs` is reached and nothing is left to do before it. */
  playOn(run: R, untilUs: TimeUs): P | null;
  /** Tells the run something at its present moment. */
  give(run: R, input: I): void;
  momentOf(run: R): Moment;
}

/** Below zero when `one` is earlier, above when it is later. */
export function compareMoments(one: Moment, other: Moment): number {
  return one.events - other.events || one.at - other.at;
}
