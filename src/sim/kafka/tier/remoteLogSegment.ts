import type { TimeUs } from '../../../base/flavor.ts';
import type { EpochEntry } from '../log/leaderEpochFileCache.ts';
import type { ProducerStateEntry } from '../log/producerStateManager.ts';
import type { Offset } from '../types.ts';

/**
 * What brokers know of a segment that was copied to remote storage (`RemoteLogSegmentMetadata`), with the two small files that
 * Kafka copies along, from which a follower rebuilds what it cannot read any more. Immutable.
 */
export interface RemoteLogSegment {
  /** Unique in the store. */
  readonly id: number;
  readonly startOffset: Offset;
  /** Of its last record; inclusive, as Kafka has it. */
  readonly endOffset: Offset;
  readonly maxTimestamp: TimeUs;
  readonly bytes: number;
  /** The epochs with records in it, each from where it begins there (`segmentLeaderEpochs`). */
  readonly segmentEpochs: readonly EpochEntry[];
  /** The leader's epochs from the log's start up to the segment's end. */
  readonly leaderEpochs: readonly EpochEntry[];
  /** Producer state after its last record. */
  readonly producers: ReadonlyMap<number, ProducerStateEntry>;
}

/** The entries that cover [`from`, `to`), the first one moved up to `from` (`LeaderEpochFileCache.epochEntriesInRange`). */
export function epochsWithin(entries: readonly EpochEntry[], from: Offset, to: Offset): EpochEntry[] {
  const within: EpochEntry[] = [];
  entries.forEach(({ epoch, startOffset }, index) => {
    const end = entries[index + 1]?.startOffset ?? Number.MAX_SAFE_INTEGER;
    if (startOffset < to && end > from) within.push({ epoch, startOffset: Math.max(startOffset, from) });
  });
  return within;
}
