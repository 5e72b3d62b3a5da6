export interface BookmarkPlace {
  readonly left: number;
  readonly width: number;
  /** There is room for a name. */
  readonly named: boolean;
}

/** A ribbon and its menu; a name needs some letters more. */
const LEAST = 48;
const NAMED = 76;
const MOST = 180;
/** The ribbon's tip is this far right of where its flag begins. */
const TIP = 11;

/**
 * Flags in the order of their times, whose ribbons hang where their moments are: each as wide as it may be before the next one. Where
 * they are too close they move apart, to the left where the axis ends.
 */
export function bookmarkPlaces(xs: readonly number[], width: number): readonly BookmarkPlace[] {
  const lefts = xs.map((x) => x - TIP);
  for (let index = 1; index < lefts.length; index += 1) lefts[index] = Math.max(lefts[index] as number, (lefts[index - 1] as number) + LEAST);
  let limit = width;
  return lefts
    .toReversed()
    .map((wanted): BookmarkPlace => {
      const left = Math.min(wanted, limit - LEAST);
      const room = Math.min(MOST, limit - left);
      limit = left;
      return { left, width: room, named: room >= NAMED };
    })
    .reverse();
}
