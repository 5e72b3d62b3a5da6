/** Pure geometry of a line chart over time. Values are null where nothing was reported. */

export type Values = readonly (number | null)[];
type Scale = (value: number) => number;

/** The top of a scale from 0: the smallest of 1, 2 and 5 times a power of ten (of two for bytes) that is not below `highest`. */
export function niceTop(highest: number, least = 1, isBytes = false): number {
  if (highest <= least) return least;
  let unit = 1;
  if (isBytes) while (unit * 1024 <= highest) unit *= 1024;
  let tens = unit;
  while (tens * 10 < highest) tens *= 10;
  return [1, 2, 5, 10].map((times) => times * tens).find((top) => top >= highest) ?? highest;
}

export function highestOf(lists: readonly Values[]): number {
  let highest = 0;
  for (const values of lists) for (const value of values) if (value !== null && value > highest) highest = value;
  return highest;
}

/** The line of a series: straight from point to point for what is of a stretch, in steps for what holds until it is read again. */
export function linePath(times: readonly number[], values: Values, x: Scale, y: Scale, isStepped: boolean): string {
  let path = '';
  let isOpen = false;
  values.forEach((value, index) => {
    const time = times[index];
    if (value === null || time === undefined) {
      isOpen = false;
      return;
    }
    const [px, py] = [round(x(time)), round(y(value))];
    if (!isOpen) path += `M${px} ${py}`;
    else path += isStepped ? `H${px}V${py}` : `L${px} ${py}`;
    // A single value between gaps is a dot.
    if (!isOpen && (values[index + 1] ?? null) === null) path += 'h.01';
    isOpen = true;
  });
  return path;
}

/** The last of the times that is not after `at`; -1 when all are. */
export function indexAt(times: readonly number[], at: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

export interface Run {
  readonly from: number;
  readonly to: number;
}

/** Stretches in which a test holds, each from the end of the piece before it to its own end. */
export function runsWhere(times: readonly number[], holds: (index: number) => boolean, step: number): readonly Run[] {
  const runs: { from: number; to: number }[] = [];
  times.forEach((time, index) => {
    if (!holds(index)) return;
    const last = runs.at(-1);
    const from = times[index - 1] ?? time - step;
    if (last !== undefined && last.to === from) last.to = time;
    else runs.push({ from, to: time });
  });
  return runs;
}

function round(px: number): number {
  return Math.round(px * 10) / 10;
}
