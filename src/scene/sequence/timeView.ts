import type { TimeUs } from '../../base/flavor.ts';

/** The part of time in sight: what is at the upper edge, and how much a pixel is. */
export interface TimeView {
  readonly from: TimeUs;
  readonly usPerPx: number;
}

/** The whole height is at least a tenth of a millisecond and at most a minute. */
const LEAST_US = 100;
export const MOST_US = 60_000_000;
/** Of the height, where the playhead is while it is followed: what is on its way goes on a little below it. */
export const FOLLOW_AT = 0.86;
/** Sizes of the window that the buttons and keys go through. */
const STEPS = [100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000, 20_000_000, 60_000_000];

export function yOf({ from, usPerPx }: TimeView, at: TimeUs): number {
  return (at - from) / usPerPx;
}

export function timeAtY({ from, usPerPx }: TimeView, y: number): TimeUs {
  return from + y * usPerPx;
}

/** Larger or smaller by a factor, with the time at `y` where it was. */
export function zoomAt(view: TimeView, factor: number, y: number, height: number): TimeView {
  const usPerPx = Math.min(MOST_US, Math.max(LEAST_US, view.usPerPx * factor * height)) / height;
  return { from: Math.max(-height * usPerPx * 0.25, timeAtY(view, y) - y * usPerPx), usPerPx };
}

/** The next size of window in or out. */
export function zoomStep(view: TimeView, direction: 'in' | 'out', y: number, height: number): TimeView {
  const span = view.usPerPx * height;
  const next = direction === 'in' ? STEPS.findLast((step) => step < span * 0.98) : STEPS.find((step) => step > span * 1.02);
  return next === undefined ? view : zoomAt(view, next / span, y, height);
}

/** Moved by so many pixels; not further than a little before the beginning and after what is known. */
export function panBy(view: TimeView, px: number, height: number, knownTo: TimeUs): TimeView {
  const span = view.usPerPx * height;
  const from = Math.min(Math.max(view.from + px * view.usPerPx, -span * 0.25), Math.max(0, knownTo - span * 0.25));
  return { ...view, from };
}

/** With the playhead at its place. */
export function following(view: TimeView, now: TimeUs, height: number): TimeView {
  return { ...view, from: now - FOLLOW_AT * height * view.usPerPx };
}

/** Times to mark between two others: round, and so far apart that their names do not touch. */
export function ticksBetween(from: TimeUs, to: TimeUs, usPerPx: number): { readonly times: readonly TimeUs[]; readonly step: number } {
  const least = usPerPx * 44;
  let step = 1;
  for (let power = 1; step < least; power *= 10) step = [1, 2, 5].map((factor) => factor * power).find((each) => each >= least) ?? step;
  const times: TimeUs[] = [];
  for (let at = Math.max(0, Math.ceil(from / step) * step); at <= to; at += step) times.push(at);
  return { times, step };
}

/** A time with as many digits as its neighbours need: `12.5 s`, `12.503 s`; without the unit where there are many. */
export function tickText(at: TimeUs, step: number): string {
  const digits = step >= 1_000_000 ? 0 : step >= 100_000 ? 1 : step >= 10_000 ? 2 : step >= 1_000 ? 3 : step >= 100 ? 4 : step >= 10 ? 5 : 6;
  return `${(at / 1_000_000).toFixed(digits)}${digits > 3 ? '' : ' s'}`;
}
