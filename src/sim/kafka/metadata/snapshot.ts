import type { VoterSetEntry } from '../controller/raft/voterSet.ts';
import type { TimeUs } from '../../../base/flavor.ts';
import type { Offset } from '../types.ts';
import type { MetadataImage } from './image.ts';

/** Names a snapshot: it holds everything below `offset`, the last record of which is of `epoch` (`OffsetAndEpoch`). */
export interface SnapshotId {
  readonly offset: Offset;
  readonly epoch: number;
}

/** The state that the metadata log comes to at one offset, which can stand for all of the log before it. Immutable. */
export interface MetadataSnapshot extends SnapshotId {
  readonly image: MetadataImage;
  /** Size of its file, see `imageBytes`. */
  readonly bytes: number;
  /** The voters at `offset`; null when they are static. */
  readonly voters: VoterSetEntry | null;
  /** When its last record was committed, as far as who took it knows. */
  readonly lastContainedAt: TimeUs;
}
