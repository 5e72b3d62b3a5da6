import type { DurationUs, TimeUs } from '../../../base/flavor.ts';
import type { EpochEntry } from '../log/leaderEpochFileCache.ts';
import type { Offset } from '../types.ts';
import { isWithinLineage } from './remoteLineage.ts';
import type { RemoteLogSegment } from './remoteLogSegment.ts';

export interface RemoteRetention {
  readonly logStartOffset: Offset;
  readonly logEndOffset: Offset;
  readonly epochs: readonly EpochEntry[];
  /** Bytes of the log that are on the leader's disk alone. */
  readonly onlyLocalBytes: number;
  readonly nowUs: TimeUs;
  /** `retention.ms` and `retention.bytes`, which count what is local and what is remote together; null for no limit. */
  readonly retentionUs: DurationUs | null;
  readonly retentionBytes: number | null;
}

export interface ExpiredRemote {
  readonly segments: RemoteLogSegment[];
  /** Where the log begins afterwards; not below where it began. */
  readonly logStartOffset: Offset;
}

/**
 * Which remote segments the leader deletes, oldest first up to the first that stays: those wholly below the log's start, then by
 * time and by size. Segments of another lineage are passed over, and go when all their epochs are older than any of this log's.
 * Kafka: `RLMExpirationTask.cleanupExpiredRemoteLogSegments`, `RemoteLogRetentionHandler`. Unlike a local log, whose last
 * segment may stay above the limit, the size rule stops when one more would go below it.
 */
export function expiredRemoteSegments(all: readonly RemoteLogSegment[], rules: RemoteRetention): ExpiredRemote {
  const { logStartOffset, logEndOffset, epochs, retentionUs, retentionBytes, nowUs } = rules;
  const segments = all.toSorted((a, b) => a.startOffset - b.startOffset || a.id - b.id);
  const earliestEpoch = epochs[0]?.epoch;
  if (earliestEpoch === undefined) return { segments: [], logStartOffset };
  const valid = segments.filter((segment) => isWithinLineage(segment, logEndOffset, epochs));
  let excessBytes = retentionBytes === null ? 0 : rules.onlyLocalBytes + sum(valid) - retentionBytes;
  const expired: RemoteLogSegment[] = [];
  let start = logStartOffset;
  for (const segment of segments) {
    const ofOlderEpochs = segment.segmentEpochs.every(({ epoch }) => epoch < earliestEpoch);
    const belowStart = segment.segmentEpochs.every(({ epoch }) => epoch <= earliestEpoch) && segment.endOffset < logStartOffset;
    if (ofOlderEpochs || belowStart) {
      expired.push(segment);
      continue;
    }
    if (!valid.includes(segment)) continue;
    const tooOld = retentionUs !== null && segment.maxTimestamp < nowUs - retentionUs;
    const tooMuch = excessBytes > 0 && excessBytes >= segment.bytes;
    if (!tooOld && !tooMuch) break;
    excessBytes -= segment.bytes;
    expired.push(segment);
    start = Math.max(start, segment.endOffset + 1);
  }
  return { segments: expired, logStartOffset: start };
}

function sum(segments: readonly RemoteLogSegment[]): number {
  let bytes = 0;
  for (const segment of segments) bytes += segment.bytes;
  return bytes;
}
