import type { LogSegment } from './segments.ts';

/**
 * Neighbouring segments that are rewritten into one, so that cleaned segments do not get ever smaller: as many as fit
 * into `segment.bytes` by the sizes they have before cleaning. Kafka: `Cleaner.groupSegmentsBySize`. Left out: the sizes of
 * indexes, and the limit of 2^31 offsets a segment.
 */
export function groupSegments(segments: readonly LogSegment[], segmentBytes: number): LogSegment[][] {
  const groups: LogSegment[][] = [];
  let bytes = 0;
  for (const segment of segments) {
    const group = groups.at(-1);
    if (group !== undefined && bytes + segment.bytes <= segmentBytes) {
      group.push(segment);
      bytes += segment.bytes;
    } else {
      groups.push([segment]);
      bytes = segment.bytes;
    }
  }
  return groups;
}
