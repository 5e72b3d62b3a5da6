import type { TimeUs } from '../../base/flavor.ts';

export interface TimeScale {
  /** The place of a time: at an edge when it lies beyond it. */
  (this: void, time: TimeUs): number;
  /** The time at a place, not rounded. */
  readonly invert: (this: void, place: number) => TimeUs;
}

type Ends = readonly [number, number];

/** Times to places along a line and back. */
export function timeScale(times: Ends, places: Ends): TimeScale {
  return Object.assign((time: TimeUs) => along(time, times, places), { invert: (place: number) => along(place, places, times) });
}

function along(value: number, [from, to]: Ends, [start, end]: Ends): number {
  const part = to === from ? 0.5 : Math.min(1, Math.max(0, (value - from) / (to - from)));
  return start * (1 - part) + end * part;
}
