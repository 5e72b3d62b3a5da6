import type { Narrations } from './words.ts';
import { count, nameOf, offsets, unlessInternal } from './words.ts';

/** What happens to segments that are no longer written to. */
export const STORAGE_FACTS: Narrations<'LogCompacted' | 'SegmentCopiedToRemote' | 'RemoteSegmentsDeleted' | 'RemoteSegmentRead' | 'TierStateRebuilt'> = {
  LogCompacted: {
    level: unlessInternal('notable'),
    say: (fact) => {
      const what = fact.removed === 0 ? 'nothing is to go' : `${count(fact.removed, 'record')} ${fact.removed === 1 ? 'goes' : 'go'}, ${fact.kept} stay under their offsets`;
      const deletes = fact.expiredTombstones === 0 ? '' : ` ${count(fact.expiredTombstones, 'tombstone')} had been kept long enough.`;
      return `Broker ${fact.broker} compacts ${nameOf(fact)} below offset ${fact.to}: ${what}.${deletes}`;
    },
  },
  SegmentCopiedToRemote: {
    level: 'notable',
    say: (fact) => `Broker ${fact.broker} copies the segment with ${offsets(fact.from, fact.to)} of ${nameOf(fact)} to remote storage.`,
  },
  RemoteSegmentsDeleted: {
    level: 'notable',
    say: (fact) => `Broker ${fact.broker} deletes ${count(fact.segments, 'segment')} of ${nameOf(fact)} in remote storage. The log starts at ${fact.startOffset}.`,
  },
  RemoteSegmentRead: {
    level: 'routine',
    say: (fact) => `Broker ${fact.broker} has ${offsets(fact.from, fact.to)} of ${nameOf(fact)} read from remote storage: they are no longer on its disk.`,
  },
  TierStateRebuilt: {
    level: 'notable',
    say: (fact) => `Broker ${fact.broker} begins its copy of ${nameOf(fact)} at offset ${fact.localStartOffset}: what lies before it is in remote storage, from ${fact.startOffset} on.`,
  },
};
