import { formatSize } from '../../base/units.ts';
import type { Narrations } from './words.ts';
import { count, nameOf, offsets, unlessInternal } from './words.ts';

const WHY_DROPPED = {
  logStart: 'they lie before its start',
  size: 'without them it still has retention.bytes',
  time: 'their youngest record is older than retention.ms',
} as const;

const WHY_STARTS = {
  retention: 'older segments are gone',
  deleteRecords: 'its older records were deleted by request',
  leader: 'the leader says so',
} as const;

/** What logs lose: to retention, to DeleteRecords, to a power failure. */
export const RETENTION_FACTS: Narrations<
  | 'UnflushedRecordsLost'
  | 'LogStartedAnew'
  | 'ReplicaFetchFailed'
  | 'SegmentRolled'
  | 'SegmentsDropped'
  | 'LogStartOffsetAdvanced'
  | 'SegmentFilesDeleted'
> = {
  UnflushedRecordsLost: {
    level: unlessInternal('notable'),
    say: (fact) => `Broker ${fact.broker} loses ${offsets(fact.from, fact.to - 1)} of ${nameOf(fact)}, which its disk did not have yet.`,
  },
  LogStartedAnew: {
    level: unlessInternal('notable'),
    say: (fact) =>
      `Broker ${fact.broker} empties its log of ${nameOf(fact)}, which ended at ${fact.from}: the leader's begins at ${fact.startOffset}.`,
  },
  ReplicaFetchFailed: {
    level: 'notable',
    say: (fact) =>
      `Broker ${fact.broker} gives up following ${nameOf(fact)}: broker ${fact.leader} sends a batch from offset ${fact.baseOffset} on, and its log ends at ${fact.endOffset}.`,
  },
  SegmentRolled: {
    level: 'detail',
    say: (fact) => `Broker ${fact.broker} begins a new segment of ${nameOf(fact)} at offset ${fact.baseOffset}.`,
  },
  SegmentsDropped: {
    level: unlessInternal('notable'),
    say: (fact) =>
      `Broker ${fact.broker} drops ${count(fact.segments, 'segment')} (${formatSize(fact.bytes)}) of ${nameOf(fact)}: ${WHY_DROPPED[fact.reason]}. It starts at offset ${fact.startOffset} now.`,
  },
  LogStartOffsetAdvanced: {
    level: unlessInternal('routine'),
    say: (fact) =>
      `The start of ${nameOf(fact)} on broker ${fact.broker} moves from ${fact.from} to ${fact.to}: ${WHY_STARTS[fact.reason]}.`,
  },
  SegmentFilesDeleted: {
    level: 'detail',
    say: (fact) =>
      `Broker ${fact.broker} deletes the files of ${count(fact.segments, 'dropped segment')} of ${nameOf(fact)}: ${formatSize(fact.bytes)} are free again.`,
  },
};
