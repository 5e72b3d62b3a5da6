import type { DurationUs } from '../../../../base/flavor.ts';
import { matches, type ReplicaKey } from './voterSet.ts';

/**
 * How long a voter waits before it stands for election when its leader has resigned: the first that the leader named not at all, each
 * after it twice as long as the one before, up to `controller.quorum.election.backoff.max.ms`; that long who is not named, if others
 * are. Kafka reckons in milliseconds. `KafkaRaftClient.endEpochElectionBackoff`.
 */
export function successionBackoffUs(own: ReplicaKey, successors: readonly ReplicaKey[], longestUs: DurationUs): DurationUs {
  const found = successors.findIndex((key) => matches(key, own));
  const position = found < 0 ? successors.length : found;
  if (position === 0) return 0;
  if (position >= successors.length) return longestUs;
  const firstUs = Math.floor(longestUs / 1_000 / (1 << (successors.length - 1))) * 1_000;
  return Math.min(longestUs, firstUs * (1 << (position - 1)));
}
