import { describe, expect, it } from 'vitest';
import { mayServe, selectByRack, type ReplicaView } from './preferredReadReplica.ts';
import type { Follower } from './replica.ts';
import { newReplicaState } from './replicaState.ts';

function view(broker: number, rack: string | null, logEndOffset = 10, sinceCaughtUpUs = 0): ReplicaView {
  return { broker, rack, logEndOffset, sinceCaughtUpUs };
}

describe('selectByRack', () => {
  // Expectations from Kafka's RackAwareReplicaSelector and ReplicaView.comparator.
  it.each([
    ['a consumer that does not say where it stands', '', 'a', [view(2, 'b')], null],
    ['a leader in its rack, though others are there', 'a', 'a', [view(2, 'a', 99)], null],
    ['nobody in its rack', 'c', 'a', [view(2, 'b')], null],
    ['a replica without a rack', 'c', null, [view(2, null)], null],
    ['one in its rack', 'b', 'a', [view(2, 'b'), view(3, 'c')], 2],
    ['the one with most records', 'b', 'a', [view(2, 'b', 9), view(3, 'b', 10)], 3],
    ['of equals the one that was caught up last', 'b', 'a', [view(3, 'b', 10, 400), view(2, 'b', 10, 300)], 2],
    ['of equals in all the highest id', 'b', 'a', [view(2, 'b'), view(4, 'b'), view(3, 'b')], 4],
  ] as const)('%s', (_, rack, leaderRack, replicas, expected) => {
    expect(selectByRack(rack, leaderRack, replicas)).toBe(expected);
  });
});

describe('mayServe', () => {
  const follower = (logStartOffset: number, logEndOffset: number): Follower => ({
    ...newReplicaState(),
    broker: 2,
    logStartOffset,
    logEndOffset,
    inMaximalIsr: true,
    caughtUpAndEligible: false,
  });

  it.each([
    [5, 10, 5, true],
    [5, 10, 10, true],
    [5, 10, 11, false],
    [5, 10, 4, false],
    // Nothing known of it in this epoch yet.
    [-1, -1, 0, false],
  ])('a log from %i to %i at offset %i: %s', (start, end, offset, expected) => {
    expect(mayServe({ kind: 'committed', isr: [1, 2] }, follower(start, end), offset)).toBe(expected);
  });

  it('counts who is committed in the ISR only', () => {
    expect(mayServe({ kind: 'pendingExpand', isr: [1], newReplica: 2 }, follower(0, 10), 5)).toBe(false);
    expect(mayServe({ kind: 'pendingShrink', isr: [1, 2], outOfSync: [2] }, follower(0, 10), 5)).toBe(true);
  });
});
