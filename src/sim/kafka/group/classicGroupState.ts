import { assert } from '../../../base/assert.ts';
import { javaStringHashCode } from './offsetsPartition.ts';

/** Kafka: `ClassicGroupState`, under the names its tools print. */
export type ClassicGroupState = 'Empty' | 'PreparingRebalance' | 'CompletingRebalance' | 'Stable' | 'Dead';

const VALID_PREVIOUS_STATES: Readonly<Record<ClassicGroupState, readonly ClassicGroupState[]>> = {
  Empty: ['PreparingRebalance'],
  PreparingRebalance: ['Stable', 'CompletingRebalance', 'Empty'],
  CompletingRebalance: ['PreparingRebalance'],
  Stable: ['CompletingRebalance'],
  Dead: ['Stable', 'PreparingRebalance', 'CompletingRebalance', 'Empty', 'Dead'],
};

export function canTransition(from: ClassicGroupState, to: ClassicGroupState): boolean {
  return VALID_PREVIOUS_STATES[to].includes(from);
}

/** Whether a change in membership may begin a rebalance; otherwise one is under way. Kafka: `ClassicGroup.canRebalance`. */
export function canRebalance(state: ClassicGroupState): boolean {
  return canTransition(state, 'PreparingRebalance');
}

/**
 * Whether a member with these assignors fits into the group: one of them is known to every member, or the group is
 * empty and it names any. Otherwise INCONSISTENT_GROUP_PROTOCOL. Kafka: `ClassicGroup.supportsProtocols`.
 */
export function supportsProtocols(
  protocols: readonly string[],
  members: readonly (readonly string[])[],
): boolean {
  if (members.length === 0) return protocols.length > 0;
  return protocols.some((name) => members.every((supported) => supported.includes(name)));
}

/**
 * The assignor of the next generation: among those all members know, each member votes for the one it lists first, and
 * most votes win. A tie falls to the first in the order of Java's hash map, as in Kafka. `members` holds each
 * member's assignors in order of preference; they must have one in common. Kafka: `ClassicGroup.selectProtocol`.
 */
export function selectProtocol(members: readonly (readonly string[])[]): string {
  const votes = new Map<string, number>();
  for (const supported of members) {
    const vote = supported.find((name) => members.every((other) => other.includes(name)));
    assert(vote !== undefined, 'all members of a group share an assignor');
    votes.set(vote, (votes.get(vote) ?? 0) + 1);
  }
  let best: string | undefined;
  for (const name of [...votes.keys()].toSorted((a, b) => hashMapSlot(a) - hashMapSlot(b))) {
    if (best === undefined || (votes.get(name) ?? 0) > (votes.get(best) ?? 0)) best = name;
  }
  assert(best !== undefined, 'a group without members selects no assignor');
  return best;
}

/** Where `java.util.HashMap` with its first 16 slots, enough for 12 keys, keeps a string. */
function hashMapSlot(key: string): number {
  const hash = javaStringHashCode(key);
  return (hash ^ (hash >>> 16)) & 15;
}
