import type { Offset } from '../../types.ts';

/**
 * The quorum leader's next high watermark, null while it has none: the largest offset that a majority of voters has
 * reached, the leader's own end among them, but only once it is beyond the start of the leader's epoch. So nothing
 * counts as committed before a record of this epoch does, else a later leader could lack what was exposed. It never
 * falls. `voterEndOffsets` has one entry a voter, null before its first fetch; without one for the leader itself
 * when it is being removed (KIP-853). Kafka: `LeaderState.maybeUpdateHighWatermark`.
 */
export function nextRaftHighWatermark(leader: {
  readonly current: Offset | null;
  readonly epochStartOffset: Offset;
  readonly voterEndOffsets: readonly (Offset | null)[];
}): Offset | null {
  const { current, voterEndOffsets } = leader;
  const descending = voterEndOffsets.toSorted((a, b) => (b ?? -1) - (a ?? -1));
  const reached = descending[Math.floor(descending.length / 2)] ?? null;
  if (reached === null || reached <= leader.epochStartOffset) return current;
  return current === null || reached > current ? reached : current;
}
