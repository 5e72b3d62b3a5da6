const MIN_INT = -0x80000000;

/** Java's `String.hashCode`: over UTF-16 units, wrapping at 32 bits, signed. */
export function javaStringHashCode(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return hash;
}

/**
 * The partition of `__consumer_offsets` that holds a group's state; its leader coordinates the group.
 * Kafka: `GroupCoordinatorService.partitionFor`. The smallest integer has no positive counterpart and counts as 0.
 */
export function offsetsPartitionFor(groupId: string, partitionCount: number): number {
  const hash = javaStringHashCode(groupId);
  return (hash === MIN_INT ? 0 : Math.abs(hash)) % partitionCount;
}
