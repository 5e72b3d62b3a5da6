import type { MetadataImage } from '../metadata/image.ts';
import type { BrokerId } from '../types.ts';

/**
 * What is wrong with replicas that were assigned by hand, null when nothing is. `expected` is how many there have to be,
 * null for any number. Whether the brokers are alive is not asked: fenced ones may be assigned.
 * Kafka: `ReplicationControlManager.validateManualPartitionAssignment`; all of it is INVALID_REPLICA_ASSIGNMENT.
 */
export function wrongReplicas(image: MetadataImage, replicas: readonly BrokerId[], expected: number | null): string | null {
  if (replicas.length === 0) return 'no replicas are assigned to it';
  const unknown = replicas.find((broker) => !image.brokers.has(broker));
  if (unknown !== undefined) return `broker ${unknown} is not registered`;
  const twice = replicas.find((broker, index) => replicas.indexOf(broker) !== index);
  if (twice !== undefined) return `broker ${twice} is listed more than once`;
  if (expected !== null && replicas.length !== expected) {
    return `it has ${replicas.length} replicas where the others have ${expected}`;
  }
  return null;
}
