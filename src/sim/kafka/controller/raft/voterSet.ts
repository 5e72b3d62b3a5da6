import type { NodeIndex } from '../../../kernel/types.ts';
import type { Offset } from '../../types.ts';

/** A voter is an id and its disk: the same id with a wiped disk is another voter (KIP-853). */
export interface ReplicaKey {
  readonly id: number;
  /** Null with static voters, which are known by id alone. */
  readonly directoryId: string | null;
}

/** A voter and where it is reached. */
export interface Voter extends ReplicaKey {
  readonly node: NodeIndex;
}

/** A voter set and the offset of the record that wrote it. It is in effect from the moment that record is in the log, committed or not. */
export interface VoterSetEntry {
  readonly offset: Offset;
  readonly voters: readonly Voter[];
}

/** Whether the replica is one of the voters. A voter without a directory (static voters) is known by its id. Kafka: `VoterSet.isVoter`. */
export function includesVoter(voters: readonly ReplicaKey[], replica: ReplicaKey): boolean {
  return voters.some((voter) => matches(voter, replica));
}

/** Whether a key stands for the replica: the id is the same and, if the key names a directory, that, too. */
export function matches(key: ReplicaKey, replica: ReplicaKey): boolean {
  return key.id === replica.id && (key.directoryId === null || key.directoryId === replica.directoryId);
}

/** The set with one voter more; null when the id is there already. Kafka: `VoterSet.addVoter`. */
export function withVoter(voters: readonly Voter[], added: Voter): readonly Voter[] | null {
  return voters.some(({ id }) => id === added.id) ? null : [...voters, added];
}

/** The set without that voter; null when it is none, be it that only its directory is another, or the last. Kafka: `VoterSet.removeVoter`. */
export function withoutVoter(voters: readonly Voter[], removed: ReplicaKey): readonly Voter[] | null {
  if (voters.length < 2 || !voters.some((voter) => sameReplica(voter, removed))) return null;
  return voters.filter((voter) => !sameReplica(voter, removed));
}

/** The set with that voter's entry replaced; null when it is none. Kafka: `VoterSet.updateVoter`. */
export function withUpdatedVoter(voters: readonly Voter[], updated: Voter): readonly Voter[] | null {
  return voters.some((voter) => sameReplica(voter, updated)) ? voters.map((voter) => (sameReplica(voter, updated) ? updated : voter)) : null;
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
