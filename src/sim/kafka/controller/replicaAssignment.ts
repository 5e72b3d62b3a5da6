import * as words from '../../../words/run/topicAnswers.ts';
import type { MetadataImage } from '../metadata/image.ts';
import type { BrokerId } from '../types.ts';

/**
 * What is wrong with replicas that were assigned by hand, null when nothing is. `expected` is how many there have to be,
 * null for any number. Whether the brokers are alive is not asked: fenced ones may be assigned.
 * Kafka: `ReplicationControlManager.validateManualPartitionAssignment`; all of it is INVALID_REPLICA_ASSIGNMENT.
 */
export function wrongReplicas(image: MetadataImage, replicas: readonly BrokerId[], expected: number | null): string | null {
  if (replicas.length === 0) return words.noReplicas;
  const unknown = replicas.find((broker) => !image.brokers.has(broker));
  if (unknown !== undefined) return words.notRegistered(unknown);
  const twice = replicas.find((broker, index) => replicas.indexOf(broker) !== index);
  if (twice !== undefined) return words.listedTwice(twice);
  if (expected !== null && replicas.length !== expected) {
    return words.unlikeOthers(replicas.length, expected);
  }
  return null;
}
