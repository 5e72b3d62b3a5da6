/**
 * Whether fewer replicas are in sync than a partition is to have. Those that a reassignment is only adding do not count yet
 * (`OngoingReassignmentState.replicationFactor`): UnderReplicatedPartitions does not rise because one moves.
 */
export function isUnderReplicated(inSync: number, replicas: readonly number[], adding: readonly number[]): boolean {
  return inSync < replicas.length && inSync < replicas.filter((id) => !adding.includes(id)).length;
}
