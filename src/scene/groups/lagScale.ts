import type { GroupPartition } from '../../protocol/groupsDetail.ts';

/** Fewer offsets are never shown: to be one behind is not to look like much. */
const LEAST = 20;
/** How much of the scale the most that is behind may take. */
const FILLED = 0.8;
const STEPS = [1, 2, 5, 10];

/** How many offsets the strips of a group are long, the same for all of them: 20, 50, 100, 200 and so on. */
export function offsetsShown(furthestBehind: number): number {
  const needed = Math.max(LEAST, furthestBehind / FILLED);
  let decade = 10;
  while (decade * 10 < needed) decade *= 10;
  const step = STEPS.find((each) => decade * each >= needed) ?? 10;
  return decade * step;
}

/** Parts of a strip, as fractions of its length. It ends at the high watermark. */
export interface LagStrip {
  /** Where the log begins, when that is in sight: nothing is before it. */
  readonly logStart: number;
  /** Null when there is none, or it lies before the strip. */
  readonly committed: number | null;
  readonly position: number | null;
  /** From where on nobody has read. Null when that is not known. */
  readonly unreadFrom: number | null;
  /** That begins before the strip. */
  readonly isCut: boolean;
}

/**
 * `position` is -1 where nobody reads: what is committed is then taken to be read, and where that is -1 as well nothing is known of what
 * is unread. Null where the high watermark is not known, at which a strip would end.
 */
export function lagStrip({ logStart, highWatermark, committed }: Pick<GroupPartition, 'logStart' | 'highWatermark' | 'committed'>, position: number, shown: number): LagStrip | null {
  if (highWatermark < 0) return null;
  const first = highWatermark - shown;
  const at = (offset: number): number => Math.min(1, Math.max(0, (offset - first) / shown));
  const mark = (offset: number): number | null => (offset < 0 || offset < first ? null : at(offset));
  const from = position < 0 ? committed : position;
  const isKnown = from >= 0;
  return {
    logStart: at(logStart),
    committed: mark(committed),
    position: mark(position),
    unreadFrom: isKnown ? at(from) : null,
    isCut: isKnown && from < first,
  };
}
