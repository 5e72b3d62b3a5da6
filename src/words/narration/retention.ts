/** What logs lose: to retention, to DeleteRecords, to a power failure. */
import { counted } from '../counted.ts';

export const unflushedRecordsLost = (broker: number, offsets: string, partition: string): string => `Broker ${broker} loses ${offsets} of ${partition}, which its disk did not have yet.`;
export const logStartedAnew = (broker: number, partition: string, end: number, startOffset: number): string =>
  `Broker ${broker} empties its log of ${partition}, which ended at ${end}: the leader's begins at ${startOffset}.`;
export const replicaFetchFailed = (broker: number, partition: string, leader: number, baseOffset: number, endOffset: number): string =>
  `Broker ${broker} gives up following ${partition}: broker ${leader} sends a batch from offset ${baseOffset} on, and its log ends at ${endOffset}.`;
export const segmentRolled = (broker: number, partition: string, baseOffset: number): string => `Broker ${broker} begins a new segment of ${partition} at offset ${baseOffset}.`;

const WHY_DROPPED = {
  logStart: 'they lie before its start',
  size: 'without them it still has retention.bytes',
  time: 'their youngest record is older than retention.ms',
} as const;

export const segmentsDropped = (broker: number, segments: string, size: string, partition: string, reason: keyof typeof WHY_DROPPED, startOffset: number): string =>
  `Broker ${broker} drops ${segments} (${size}) of ${partition}: ${WHY_DROPPED[reason]}. It starts at offset ${startOffset} now.`;

const WHY_STARTS = {
  retention: 'older segments are gone',
  deleteRecords: 'its older records were deleted by request',
  leader: 'the leader says so',
} as const;

export const logStartAdvanced = (partition: string, broker: number, from: number, to: number, reason: keyof typeof WHY_STARTS): string =>
  `The start of ${partition} on broker ${broker} moves from ${from} to ${to}: ${WHY_STARTS[reason]}.`;

export const segmentFilesDeleted = (broker: number, segments: number, partition: string, size: string): string =>
  `Broker ${broker} deletes the files of ${counted(segments, 'dropped segment', 'dropped segments')} of ${partition}: ${size} are free again.`;
