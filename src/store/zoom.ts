import type { TimeUs } from '../base/flavor.ts';

export interface Zoom {
  readonly from: TimeUs;
  readonly to: TimeUs;
}

/** Of the stretch that is shown, what lies before the playhead when it has come in from outside. */
const LEAD = 0.1;
/** Shorter than this nothing can be told apart in a chart of half seconds. */
const LEAST_US = 2_000_000;

/** The same stretch while the playhead is in it; else as long a one, turned to where the playhead is. */
export function zoomAround(zoom: Zoom | null, now: TimeUs): Zoom | null {
  if (zoom === null || (now >= zoom.from && now <= zoom.to)) return zoom;
  const length = zoom.to - zoom.from;
  const from = Math.max(0, Math.round(now - length * LEAD));
  return { from, to: from + length };
}

/** The stretch between two times that somebody has marked, in any order; null for one that is too short to have been meant. */
export function zoomBetween(one: TimeUs, other: TimeUs, end: TimeUs): Zoom | null {
  const [from, to] = [Math.max(0, Math.min(one, other)), Math.min(end, Math.max(one, other))];
  const middle = (from + to) / 2;
  if (to <= from) return null;
  if (to - from >= LEAST_US) return { from: Math.round(from), to: Math.round(to) };
  const start = Math.max(0, Math.round(middle - LEAST_US / 2));
  return { from: start, to: start + LEAST_US };
}
