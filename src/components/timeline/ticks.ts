const SECOND = 1_000_000;
/** Ends a timeline may have, so that it grows in jumps and not all the time. */
const ENDS = [10, 20, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 14_400, 36_000, 86_400].map((s) => s * SECOND);
/** Distances between ticks that people can count in. */
const STEPS = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400].map((s) => s * SECOND);

const SECONDS = [1, 's'] as const;
const UNITS = [[3_600, 'h'], [60, 'min'], SECONDS] as const;

/** The time at the right end of the timeline: some way after `now`. */
export function timelineEnd(now: number): number {
  const day = 86_400 * SECOND;
  return ENDS.find((end) => now <= end * 0.9) ?? Math.ceil((now * 1.1) / day) * day;
}

/** Times to mark from `from` to `end`, at most `most` of them, or one more. */
export function timeTicks(from: number, end: number, most: number): readonly number[] {
  const length = end - from;
  const step = STEPS.find((each) => length / each <= most) ?? Math.ceil(length / most / SECOND) * SECOND;
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.floor(end / step) - first + 1 }, (_, index) => (first + index) * step);
}

/** Ticks in words: `0 s`, `14 s`, or `2 min`, or `1 h`, in the largest unit that all of them are whole numbers of. */
export function tickTexts(ticks: readonly number[]): readonly string[] {
  const [seconds, name] = UNITS.find(([unit]) => ticks.every((tick) => tick % (unit * SECOND) === 0)) ?? SECONDS;
  return ticks.map((tick) => `${tick / SECOND / seconds} ${name}`);
}

/** Places for flags so that none covers another: each at its time or as far right of it as it must be. */
export function spread(places: readonly number[], width: number): readonly number[] {
  let free = -Infinity;
  return places.map((place) => {
    const x = Math.max(place, free);
    free = x + width;
    return x;
  });
}
