import type { TimeUs } from '../../base/flavor.ts';
import type { ProduceAnswer } from '../../store/facts.ts';

/** Answers that fall on one place of the axis. */
export interface LatencyColumn {
  readonly place: number;
  readonly count: number;
  /** When the last of them came. */
  readonly at: TimeUs;
  /** The longest wait; null in a column of batches that failed. */
  readonly latencyUs: number | null;
}

export interface LatencyColumns {
  readonly answered: readonly LatencyColumn[];
  readonly failed: readonly LatencyColumn[];
}

const FASTEST_US = 1_000;
const DECADES = 5;
const FAILED_APART = 6;
export const COLUMN = 2;

/** What of the stretch of time fits on the axis: a bar for every few pixels, and a cross wherever batches failed. */
export function latencyColumns(answers: readonly ProduceAnswer[], x: (time: TimeUs) => number, from: TimeUs, end: TimeUs): LatencyColumns {
  const answered: LatencyColumn[] = [];
  const failed: LatencyColumn[] = [];
  for (const { at, latencyUs } of answers) {
    if (at < from || at > end) continue;
    const columns = latencyUs === null ? failed : answered;
    const width = latencyUs === null ? FAILED_APART : COLUMN;
    const place = Math.floor(x(at) / width) * width;
    const last = columns.at(-1);
    if (last === undefined || last.place !== place) columns.push({ place, count: 1, at, latencyUs });
    else columns[columns.length - 1] = { place, count: last.count + 1, at, latencyUs: latencyUs === null ? null : Math.max(latencyUs, last.latencyUs ?? 0) };
  }
  return { answered, failed };
}

/** Of the whole height, what a wait has: by powers of ten, from 1 ms to 100 s. Each answer can be seen. */
export function shareOfHeight(latencyUs: number): number {
  const decades = Math.log10(Math.max(latencyUs, FASTEST_US) / FASTEST_US);
  return Math.min(1, Math.max(0.08, decades / DECADES));
}
