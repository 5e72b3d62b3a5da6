/** How to read the logs of the partitions lens. What stands in square brackets is a term, and explains itself. */

export const cells = 'Solid cells are [committed]. Outlined cells are above the [high watermark], the line: written, not safe yet, and not given to consumers.';
export const diverged =
  'A dashed red cell is on this copy only: the leader has something else there, or nothing. When the follower fetches, [truncation] takes it away. What was just cut off stays struck out for four seconds.';
export const compacted = 'A dotted line: offsets that [compaction] took out. A cell with pointed ends is a [tombstone], a key without a value.';
export const readers = 'Where a group reads next, its [position]; hollow, its [committed offset]. From there to the high watermark is its [lag].';
export const epochs = 'Bands say in which [leader epoch] records were written. A thin band under a copy shows epochs that are not the leader’s.';
export const moving = 'Drag a log, or turn the wheel with Shift, to move through its offsets; with Control to zoom. The last stable offset is the high watermark: there are no transactions here.';
