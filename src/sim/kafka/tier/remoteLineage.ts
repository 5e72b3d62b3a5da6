import { endOffsetFor, epochAt, type EpochEntry } from '../log/leaderEpochFileCache.ts';
import type { LeaderEpoch, Offset } from '../types.ts';
import type { RemoteLogSegment } from './remoteLogSegment.ts';

/** Epochs that have records: of several that begin at one offset only the last has any. Kafka: `buildFilteredLeaderEpochMap`. */
function epochsWithRecords(entries: readonly EpochEntry[]): readonly EpochEntry[] {
  return entries.filter(({ startOffset }, index) => entries[index + 1]?.startOffset !== startOffset);
}

/**
 * Whether the store's segment is part of this log, or of one that lost: a leader that was elected uncleanly may find segments
 * there whose records it never had. `entries` are the leader's epochs. Kafka: `RemoteLogManager.isRemoteSegmentWithinLeaderEpochs`.
 */
export function isWithinLineage(segment: RemoteLogSegment, logEndOffset: Offset, entries: readonly EpochEntry[]): boolean {
  const leader = epochsWithRecords(entries);
  const own = epochsWithRecords(segment.segmentEpochs);
  const [earliest] = leader;
  const latest = leader.at(-1);
  const lastOwn = own.at(-1);
  if (earliest === undefined || latest === undefined || lastOwn === undefined) return false;
  if (lastOwn.epoch < earliest.epoch || lastOwn.epoch > latest.epoch || segment.endOffset >= logEndOffset) return false;
  const covered = own.filter(({ epoch }) => epoch >= earliest.epoch);
  return covered.every(({ epoch, startOffset }, index) => {
    const at = leader.findIndex((entry) => entry.epoch === epoch);
    const here = leader[at];
    if (here === undefined) return false;
    if (index === 0 && at > 0 && startOffset < here.startOffset) return false;
    const next = leader[at + 1];
    if (epoch === lastOwn.epoch) return next === undefined || segment.endOffset < next.startOffset;
    const following = covered[index + 1];
    return next?.epoch === following?.epoch && next?.startOffset === following?.startOffset;
  });
}

/**
 * The last offset of this log that remote storage has; -1 for none. Looked for from the latest epoch back: the store may have more
 * of an epoch than this log, which then ends it. Kafka: `RemoteLogManager.findHighestRemoteOffset`.
 */
export function highestRemoteOffset(segments: readonly RemoteLogSegment[], entries: readonly EpochEntry[], logEndOffset: Offset): Offset {
  for (let index = entries.length - 1; index >= 0; index -= 1) {
    const { epoch } = entries[index] as EpochEntry;
    const highest = highestOffsetForEpoch(segments, epoch);
    if (highest === null) continue;
    const end = endOffsetFor(entries, epoch, logEndOffset)?.endOffset ?? logEndOffset;
    return end <= highest ? end - 1 : highest;
  }
  return -1;
}

/** `RemoteLogMetadataManager.highestOffsetForEpoch`: of a segment with several epochs, where the epoch ends in it. */
function highestOffsetForEpoch(segments: readonly RemoteLogSegment[], epoch: LeaderEpoch): Offset | null {
  let highest: Offset | null = null;
  for (const { segmentEpochs, endOffset } of segments) {
    const at = segmentEpochs.findIndex((entry) => entry.epoch === epoch);
    if (at < 0) continue;
    const end = (segmentEpochs[at + 1]?.startOffset ?? endOffset + 1) - 1;
    if (highest === null || end > highest) highest = end;
  }
  return highest;
}

/** Where a log that is partly remote begins; the local start when nothing of it was copied. Kafka: `RemoteLogManager.findLogStartOffset`. */
export function remoteLogStartOffset(segments: readonly RemoteLogSegment[], entries: readonly EpochEntry[], localLogStartOffset: Offset): Offset {
  for (const { epoch } of entries) {
    const first = segments.filter(({ segmentEpochs }) => segmentEpochs.some((entry) => entry.epoch === epoch));
    if (first.length > 0) return Math.min(...first.map(({ startOffset }) => startOffset));
  }
  return localLogStartOffset;
}

/** The segment that has `offset` in the epoch that this log has there; undefined when none does. Kafka: `remoteLogSegmentMetadata(epoch, offset)`. */
export function remoteSegmentAt(segments: readonly RemoteLogSegment[], entries: readonly EpochEntry[], offset: Offset): RemoteLogSegment | undefined {
  const epoch = epochAt(entries, offset);
  return segments.findLast(
    (segment) => segment.startOffset <= offset && offset <= segment.endOffset && epochAt(segment.segmentEpochs, offset) === epoch,
  );
}
