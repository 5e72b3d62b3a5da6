/**
 * Whether fewer replicas are in sync than a partition is to have. Those that a reassignment is only adding do not count yet
 * (`OngoingReassignmentState.replicationFactor`): UnderReplicatedPartitions does not rise because one moves.
 */
export function isUnderReplicated(isr: readonly number[], replicas: readonly number[], adding: readonly number[]): boolean {
  return isr.length < replicas.length && isr.length < replicas.filter((id) => !adding.includes(id)).length;
}
