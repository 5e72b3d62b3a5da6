import type { ModelSwitches } from '../config/modelSwitches.ts';
import type { Offset } from '../types.ts';

/** What the leader must know of one remote replica to place the high watermark. */
export interface HighWatermarkReplica {
  /** From the replica's last fetch; -1 when it has not fetched in this leader epoch. */
  readonly logEndOffset: Offset;
  /** Member of the ISR, or about to be (see `isInMaximalIsr`). */
  readonly inMaximalIsr: boolean;
  /** Outside the ISR, but caught up and allowed to join: the leader waits, else it might never reach the high watermark. */
  readonly caughtUpAndEligible: boolean;
}

/**
 * The leader's next high watermark; `current` when it stays. It is the lowest log end offset among the leader and the
 * replicas that count, never falls, and is frozen while the ISR the controller has committed is below the effective
 * minimum, however large the maximal ISR. Kafka: `Partition.maybeIncrementLeaderHW` (KIP-497, KIP-966).
 * `minIsrNotStrict` takes the freeze away, `noMaximalIsr` the wait for replicas that are about to join.
 */
export function nextHighWatermark(partition: {
  readonly current: Offset;
  readonly leaderLogEndOffset: Offset;
  readonly committedIsrSize: number;
  readonly effectiveMinIsr: number;
  readonly remotes: readonly HighWatermarkReplica[];
  readonly switches?: Pick<ModelSwitches, 'minIsrNotStrict' | 'noMaximalIsr'>;
}): Offset {
  const { switches } = partition;
  if (partition.committedIsrSize < partition.effectiveMinIsr && switches?.minIsrNotStrict !== true) return partition.current;
  let candidate = partition.leaderLogEndOffset;
  for (const remote of partition.remotes) {
    const isJoining = remote.caughtUpAndEligible && switches?.noMaximalIsr !== true;
    if (remote.logEndOffset < candidate && (remote.inMaximalIsr || isJoining)) {
      candidate = remote.logEndOffset;
    }
  }
  return candidate > partition.current ? candidate : partition.current;
}

/** How many replicas have to be in sync for the high watermark to move and acks=all to be taken. */
export { effectiveMinIsr } from '../../../base/effectiveMinIsr.ts';
