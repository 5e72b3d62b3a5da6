import type { GroupPartition } from '../../protocol/groupsDetail.ts';

/**
 * Where a record is for a group. `open`: no consumer can have it yet. `toRead`: the reader comes to it, now or later. `committed`: whoever
 * reads next begins after it. `passed`: the reader is past it, and that is not committed. `unread`: the group goes on at it or before
 * it, and no position is known. `unknown`: neither is known.
 */
export type RecordStanding = 'open' | 'toRead' | 'committed' | 'passed' | 'unread' | 'unknown';

export interface RecordMark {
  readonly offset: number;
  readonly standing: RecordStanding;
  /** Of the strip's length: where the record's place begins and how long it is; at an end of the strip where it lies outside. */
  readonly at: number;
  readonly length: number;
  readonly outside: 'before' | 'beyond' | null;
}

/** `position` is -1 where none is known. Null while nobody leads the partition: its strip shows no offsets. */
export function recordMark(partition: Pick<GroupPartition, 'highWatermark' | 'committed'>, position: number, shown: number, offset: number): RecordMark | null {
  const { highWatermark } = partition;
  if (highWatermark < 0) return null;
  const first = highWatermark - shown;
  const outside = offset >= highWatermark ? 'beyond' : offset < first ? 'before' : null;
  const at = outside === null ? (offset - first) / shown : outside === 'before' ? 0 : 1;
  return { offset, standing: standingOf(partition, position, offset), at, length: outside === null ? 1 / shown : 0, outside };
}

function standingOf({ highWatermark, committed }: Pick<GroupPartition, 'highWatermark' | 'committed'>, position: number, offset: number): RecordStanding {
  if (offset >= highWatermark) return 'open';
  // What is committed does not move a reader that is before it.
  if (position >= 0 && offset >= position) return 'toRead';
  if (committed > offset) return 'committed';
  if (position >= 0) return 'passed';
  return committed >= 0 ? 'unread' : 'unknown';
}
