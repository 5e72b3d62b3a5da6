import type { TimeUs } from '../../base/flavor.ts';
import { FOLLOW_AT } from './timeView.ts';

/** Lengths of time among which the first to be in sight is chosen. */
const LONGEST = 500_000;
const SPANS = [10_000, 20_000, 50_000, 100_000, 200_000, LONGEST];
/** Where hardly anything happens, more of it can be in sight. */
const QUIET_SPAN = 2_000_000;
/** More arrows than this are a crowd. */
const MOST = 60;
/** So few in the longest of those lengths are hardly anything. */
const FEW = 8;
/** So many are a picture even where some of them lie close; fewer only where half of them stand apart. */
const ENOUGH = 20;
/** Fewer are no picture of what goes on, be they ever so clear. */
export const LEAST = 6;
/** While time runs, what is in sight for less than this would fly by. */
export const LEAST_MOVING_US = 200_000;
/** Arrows that begin so far apart can be told from each other. */
const APART_PX = 9;

/** The longest time before the present that has to be known to choose. */
export const LOOK_BACK_US = FOLLOW_AT * LONGEST;

/**
 * How much time is in sight at first, with the present at its place: so much that the messages before it are many and can still be told
 * apart. Of each length the arrows that stand apart are counted, and weighed by their part of all.
 */
export function firstSpan(sentAt: readonly TimeUs[], now: TimeUs, height: number, isPlaying: boolean): number {
  const times = sentAt.filter((at) => at <= now).toSorted((a, b) => a - b);
  if (inSight(times, now, LONGEST).length <= FEW) return QUIET_SPAN;
  const spans = isPlaying ? SPANS.filter((span) => span >= LEAST_MOVING_US) : SPANS;
  let best = { span: spans[0] ?? LONGEST, score: 0 };
  for (const span of spans) {
    const seen = inSight(times, now, span);
    if (seen.length > MOST) break;
    const apart = countApart(seen, (span / height) * APART_PX);
    const isClear = seen.length >= ENOUGH || (seen.length >= LEAST && apart * 2 >= seen.length);
    const score = !isClear ? 0 : (apart * apart) / seen.length;
    // Where all have too few, the longest has most; of those that show the same, the shortest shows it best.
    if (score > best.score || best.score === 0) best = { span, score };
  }
  return best.span;
}

function inSight(times: readonly TimeUs[], now: TimeUs, span: number): readonly TimeUs[] {
  return times.filter((at) => at >= now - span * FOLLOW_AT);
}

function countApart(times: readonly TimeUs[], leastUs: number): number {
  let last = -Infinity;
  return times.filter((at) => {
    if (at - last < leastUs) return false;
    last = at;
    return true;
  }).length;
}
