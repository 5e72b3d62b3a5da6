/**
 * Durations, in cells that are as wide as a 64th of their octave and narrower: below 128 µs exact, above to within 1.6 %. Merging two
 * gives what all of their durations together would have given.
 */
export interface Times {
  count: number;
  sumUs: number;
  maxUs: number;
  readonly cells: Map<number, number>;
}

const SUB_BITS = 6;
const EXACT_BELOW = 2 << SUB_BITS;

export function emptyTimes(): Times {
  return { count: 0, sumUs: 0, maxUs: 0, cells: new Map() };
}

export function addTime(times: Times, us: number): void {
  times.count += 1;
  times.sumUs += us;
  times.maxUs = Math.max(times.maxUs, us);
  const cell = cellOf(us);
  times.cells.set(cell, (times.cells.get(cell) ?? 0) + 1);
}

export function mergeTimes(into: Times, from: Times): void {
  into.count += from.count;
  into.sumUs += from.sumUs;
  into.maxUs = Math.max(into.maxUs, from.maxUs);
  for (const [cell, count] of from.cells) into.cells.set(cell, (into.cells.get(cell) ?? 0) + count);
}

/** The smallest duration that so many hundredths of all are not above (nearest rank), as the end of its cell; null when there is none. */
export function percentile(times: Times, hundredths: number): number | null {
  if (times.count === 0) return null;
  const rank = Math.max(1, Math.ceil((times.count * hundredths) / 100));
  let seen = 0;
  for (const cell of [...times.cells.keys()].sort((a, b) => a - b)) {
    seen += times.cells.get(cell) ?? 0;
    if (seen >= rank) return Math.min(endOf(cell), times.maxUs);
  }
  return times.maxUs;
}

/** Microseconds, in integers: the octave above the sub-bits, then the place in it. */
function cellOf(us: number): number {
  if (us < EXACT_BELOW) return us;
  let octave = 0;
  let rest = us;
  while (rest >= EXACT_BELOW) {
    rest = Math.floor(rest / 2);
    octave += 1;
  }
  return (octave << SUB_BITS) + rest;
}

/** The last duration that falls into the cell. */
function endOf(cell: number): number {
  if (cell < EXACT_BELOW) return cell;
  let octave = (cell >> SUB_BITS) - 1;
  let end = cell - (octave << SUB_BITS) + 1;
  for (; octave > 0; octave -= 1) end *= 2;
  return end - 1;
}
