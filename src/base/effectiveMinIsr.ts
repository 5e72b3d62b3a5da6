/**
 * `min.insync.replicas`, but never more than there are replicas. On the leader that is every assigned replica, those
 * being added included (`Partition.effectiveMinIsr`); the controller uses the size of the topic's partition 0
 * (`ReplicationControlManager.getTopicEffectiveMinIsr`).
 */
export function effectiveMinIsr(minInsyncReplicas: number, replicationFactor: number): number {
  return minInsyncReplicas < replicationFactor ? minInsyncReplicas : replicationFactor;
}
