import type { TimeUs } from '../base/flavor.ts';
import type { Playhead } from './state.ts';

export interface MovingPlayhead extends Playhead {
  /** Forwards only: an earlier time leaves it where it is. */
  moveTo(time: TimeUs): void;
  /** Anywhere: another run begins, or the reader goes elsewhere in time. */
  reset(time: TimeUs): void;
  /** Lets everyone who subscribed draw. `resting`: it will stay where it is, so this must be shown. */
  draw(nowMs: number, resting: boolean): void;
}

/** With reduced motion the picture moves on in steps this long, real milliseconds. */
const STEP_MS = 250;

/** The time to draw. Only the simulator's animation loop moves it. */
export function createPlayhead(reducedMotion: () => boolean): MovingPlayhead {
  const listeners = new Set<(now: TimeUs) => void>();
  let time = 0;
  let drawn = -1;
  let drawnAtMs = -STEP_MS;
  return {
    now: () => time,
    subscribe(draw) {
      listeners.add(draw);
      draw(time);
      return () => listeners.delete(draw);
    },
    moveTo(to) {
      time = Math.max(time, to);
    },
    reset(to) {
      time = to;
      drawnAtMs = -STEP_MS;
    },
    draw(nowMs, resting) {
      if (time === drawn || (!resting && reducedMotion() && nowMs - drawnAtMs < STEP_MS)) return;
      drawn = time;
      drawnAtMs = nowMs;
      for (const draw of listeners) draw(time);
    },
  };
}
