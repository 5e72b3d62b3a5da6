import { formatSize } from '../../base/units.ts';
import { offsets, segments } from '../../words/narration/names.ts';
import * as words from '../../words/narration/retention.ts';
import { nameOf, unlessInternal, type NarrationFamily } from './telling.ts';

/** What logs lose: to retention, to DeleteRecords, to a power failure. */
export const RETENTION_FACTS = {
  UnflushedRecordsLost: {
    level: unlessInternal('notable'),
    say: (fact) => words.unflushedRecordsLost(fact.broker, offsets(fact.from, fact.to - 1), nameOf(fact)),
  },
  LogStartedAnew: { level: unlessInternal('notable'), say: (fact) => words.logStartedAnew(fact.broker, nameOf(fact), fact.from, fact.startOffset) },
  ReplicaFetchFailed: {
    level: 'notable',
    say: (fact) => words.replicaFetchFailed(fact.broker, nameOf(fact), fact.leader, fact.baseOffset, fact.endOffset),
  },
  SegmentRolled: { level: 'detail', say: (fact) => words.segmentRolled(fact.broker, nameOf(fact), fact.baseOffset) },
  SegmentsDropped: {
    level: unlessInternal('notable'),
    say: (fact) => words.segmentsDropped(fact.broker, segments(fact.segments), formatSize(fact.bytes), nameOf(fact), fact.reason, fact.startOffset),
  },
  LogStartOffsetAdvanced: {
    level: unlessInternal('routine'),
    say: (fact) => words.logStartAdvanced(nameOf(fact), fact.broker, fact.from, fact.to, fact.reason),
  },
  SegmentFilesDeleted: { level: 'detail', say: (fact) => words.segmentFilesDeleted(fact.broker, fact.segments, nameOf(fact), formatSize(fact.bytes)) },
} satisfies NarrationFamily;
