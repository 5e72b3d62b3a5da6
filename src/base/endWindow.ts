/** So many slots stay free behind a log's end when it is followed, so that one sees that it ends there. */
const FREE = 2;

/** First offset of a window that follows the end of a log; where all of it fits, its beginning. */
export function endWindow(start: number, end: number, slots: number): number {
  return Math.max(start, end + Math.min(FREE, slots - 1) - slots);
}
