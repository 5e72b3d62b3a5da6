/** So many slots stay free behind the log's end when it is followed, so that one sees that it ends there. */
const FREE = 2;

/** First offset of a window that follows the end of a log, and shows its beginning while that fits. */
export function followedFrom(start: number, end: number, slots: number): number {
  return Math.max(start, end + Math.min(FREE, slots - 1) - slots);
}
