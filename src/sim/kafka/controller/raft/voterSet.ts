/** A voter is an id and its disk: the same id with a wiped disk is another voter (KIP-853). */
export interface ReplicaKey {
  readonly id: number;
  /** Null with static voters, which are known by id alone. */
  readonly directoryId: string | null;
}

/** How many of `voterCount` voters decide. */
export function majoritySize(voterCount: number): number {
  return Math.floor(voterCount / 2) + 1;
}

/**
 * Whether any majority of one set shares a voter with any majority of the other, which holds when they differ by at most
 * one voter on either side: then no two leaders can commit different records while the set changes.
 * Kafka: `VoterSet.hasOverlappingMajority`.
 */
export function hasOverlappingMajority(a: readonly ReplicaKey[], b: readonly ReplicaKey[]): boolean {
  return missingFrom(a, b) <= 1 && missingFrom(b, a) <= 1;
}

function sameReplica(a: ReplicaKey, b: ReplicaKey): boolean {
  return a.id === b.id && a.directoryId === b.directoryId;
}

function missingFrom(a: readonly ReplicaKey[], b: readonly ReplicaKey[]): number {
  let missing = 0;
  for (const voter of a) if (!b.some((other) => sameReplica(voter, other))) missing++;
  return missing;
}
