import { offsets, segments } from '../../words/narration/names.ts';
import * as words from '../../words/narration/storage.ts';
import { nameOf, unlessInternal, type NarrationFamily } from './telling.ts';

/** What happens to segments that are no longer written to. */
export const STORAGE_FACTS = {
  LogCompacted: { level: unlessInternal('notable'), say: (fact) => words.logCompacted(fact.broker, nameOf(fact), fact.to, fact) },
  SegmentCopiedToRemote: { level: 'notable', say: (fact) => words.segmentCopiedToRemote(fact.broker, offsets(fact.from, fact.to), nameOf(fact)) },
  RemoteSegmentsDeleted: { level: 'notable', say: (fact) => words.remoteSegmentsDeleted(fact.broker, segments(fact.segments), nameOf(fact), fact.startOffset) },
  RemoteSegmentRead: { level: 'routine', say: (fact) => words.remoteSegmentRead(fact.broker, offsets(fact.from, fact.to), nameOf(fact)) },
  TierStateRebuilt: { level: 'notable', say: (fact) => words.tierStateRebuilt(fact.broker, nameOf(fact), fact.localStartOffset, fact.startOffset) },
} satisfies NarrationFamily;
