/** What happens to segments that are no longer written to. */
import { counted } from '../counted.ts';

interface Compaction {
  readonly removed: number;
  readonly kept: number;
  readonly expiredTombstones: number;
}

export function logCompacted(broker: number, partition: string, to: number, { removed, kept, expiredTombstones }: Compaction): string {
  const what = removed === 0 ? 'nothing is to go' : `${counted(removed, 'record goes', 'records go')}, ${kept} stay under their offsets`;
  const deletes = expiredTombstones === 0 ? '' : ` ${counted(expiredTombstones, 'tombstone', 'tombstones')} had been kept long enough.`;
  return `Broker ${broker} compacts ${partition} below offset ${to}: ${what}.${deletes}`;
}

export const segmentCopiedToRemote = (broker: number, offsets: string, partition: string): string => `Broker ${broker} copies the segment with ${offsets} of ${partition} to remote storage.`;
export const remoteSegmentsDeleted = (broker: number, segments: string, partition: string, startOffset: number): string =>
  `Broker ${broker} deletes ${segments} of ${partition} in remote storage. The log starts at ${startOffset}.`;
export const remoteSegmentRead = (broker: number, offsets: string, partition: string): string => `Broker ${broker} has ${offsets} of ${partition} read from remote storage: they are no longer on its disk.`;
export const tierStateRebuilt = (broker: number, partition: string, localStartOffset: number, startOffset: number): string =>
  `Broker ${broker} begins its copy of ${partition} at offset ${localStartOffset}: what lies before it is in remote storage, from ${startOffset} on.`;
