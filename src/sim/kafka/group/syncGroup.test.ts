import { describe, expect, it } from 'vitest';
import { advance, answer, answerOf, commit, errorOf, factsOf, fakeBroker, GROUP, group, joinAnswer, MS, records } from './testing/fakeBroker.ts';
import type { FakeBroker } from './testing/fakeBroker.ts';
import { assignInTurn, join, leave, rejoin, stableGroup, sync } from './testing/fakeMembers.ts';

/** Two members that know generation 1 and have no assignment yet. */
function completing(broker: FakeBroker): [string, string] {
  const c1 = join(broker, 'c1');
  const c2 = join(broker, 'c2');
  advance(broker, 6_000 * MS);
  commit(broker);
  return [c1.memberId, c2.memberId];
}

describe('SyncGroup', () => {
  it('is answered to all once the assignment is committed', () => {
    const broker = fakeBroker({ commits: 'by hand' });
    const [c1, c2] = completing(broker);
    const follower = sync(broker, c2, 1);
    const leader = sync(broker, c1, 1, assignInTurn([c1, c2]));
    expect(broker.log).toHaveLength(2);
    expect([answer(broker, follower), answer(broker, leader)]).toEqual([undefined, undefined]);
    expect(group(broker).state).toBe('CompletingRebalance');
    commit(broker, 1);
    expect(answer(broker, leader)).toBeUndefined();
    commit(broker, 2);
    expect(answerOf(broker, follower, 'SyncGroup')).toEqual({
      api: 'SyncGroup',
      error: 'NONE',
      assignment: [{ topic: 'orders', partition: 1 }],
    });
    expect(answerOf(broker, leader, 'SyncGroup').assignment).toEqual([{ topic: 'orders', partition: 0 }]);
    expect(group(broker)).toMatchObject({ state: 'Stable', generation: 1 });
    expect(factsOf(broker, 'GroupStable')).toEqual([{ type: 'GroupStable', group: GROUP, generation: 1 }]);
  });

  it('writes the whole group', () => {
    const broker = fakeBroker();
    const [c1, c2] = completing(broker);
    sync(broker, c1, 1, assignInTurn([c1]));
    const member = { groupInstanceId: null, sessionTimeoutUs: 10_000 * MS, rebalanceTimeoutUs: 60_000 * MS, topics: ['orders'] };
    expect(records(broker).at(-1)).toEqual({
      type: 'GroupMetadata',
      group: GROUP,
      generation: 1,
      protocol: 'range',
      leader: c1,
      members: [
        { ...member, memberId: c1, clientId: 'c1', assignment: [{ topic: 'orders', partition: 0 }] },
        { ...member, memberId: c2, clientId: 'c2', assignment: [] },
      ],
    });
  });

  it('after the assignment is answered at once', () => {
    const broker = fakeBroker();
    const [c1, c2] = completing(broker);
    sync(broker, c1, 1, assignInTurn([c1, c2]));
    expect(answerOf(broker, sync(broker, c2, 1), 'SyncGroup').assignment).toEqual([{ topic: 'orders', partition: 1 }]);
    expect(records(broker)).toHaveLength(2);
    // What a leader says now is too late.
    sync(broker, c1, 1, assignInTurn([c2, c1]));
    expect(group(broker).members[0]?.assignment).toEqual([{ topic: 'orders', partition: 0 }]);
  });

  it('is refused without the group, the member or the generation', () => {
    const broker = fakeBroker();
    expect(errorOf(broker, sync(broker, 'c1-0000abcd', 1))).toBe('UNKNOWN_MEMBER_ID');
    const [c1] = completing(broker);
    expect(errorOf(broker, sync(broker, 'c9-0000abcd', 1))).toBe('UNKNOWN_MEMBER_ID');
    for (const generation of [0, 2]) expect(errorOf(broker, sync(broker, c1, generation))).toBe('ILLEGAL_GENERATION');
    expect(group(broker).state).toBe('CompletingRebalance');
  });

  it('is refused during the join phase and by an empty group', () => {
    const broker = fakeBroker();
    const [c1 = ''] = stableGroup(broker, ['c1']);
    const c2 = join(broker, 'c2');
    expect(errorOf(broker, sync(broker, c1, 1))).toBe('REBALANCE_IN_PROGRESS');
    leave(broker, c1);
    leave(broker, c2.memberId);
    expect(group(broker).state).toBe('Empty');
    expect(errorOf(broker, sync(broker, c1, 2))).toBe('UNKNOWN_MEMBER_ID');
  });

  it.each([
    ['NOT_ENOUGH_REPLICAS', 'COORDINATOR_NOT_AVAILABLE'],
    ['NOT_LEADER_OR_FOLLOWER', 'NOT_COORDINATOR'],
    ['MESSAGE_TOO_LARGE', 'UNKNOWN_SERVER_ERROR'],
  ] as const)('fails for all when the log answers %s: %s, and the group rebalances', (error, told) => {
    const broker = fakeBroker();
    const [c1, c2] = completing(broker);
    const follower = sync(broker, c2, 1);
    broker.appendError = error;
    const leader = sync(broker, c1, 1, assignInTurn([c1, c2]));
    expect([errorOf(broker, leader), errorOf(broker, follower)]).toEqual([told, told]);
    expect(answerOf(broker, leader, 'SyncGroup').assignment).toEqual([]);
    expect(group(broker).state).toBe('PreparingRebalance');
    broker.appendError = null;
    const again = rejoin(broker, c1);
    rejoin(broker, c2);
    expect(joinAnswer(broker, again)).toMatchObject({ error: 'NONE', generation: 2 });
  });

  it('fails for all when the assignment is not committed within 5 s', () => {
    const broker = fakeBroker({ commits: 'by hand' });
    const [c1, c2] = completing(broker);
    const leader = sync(broker, c1, 1, assignInTurn([c1, c2]));
    advance(broker, 5_000 * MS - 1);
    expect(answer(broker, leader)).toBeUndefined();
    advance(broker, 1);
    expect(errorOf(broker, leader)).toBe('COORDINATOR_NOT_AVAILABLE');
    expect(group(broker).state).toBe('PreparingRebalance');
    // The record is committed after all, but its generation is over.
    commit(broker);
    expect(group(broker)).toMatchObject({ state: 'PreparingRebalance', generation: 1 });
  });

  it('of a generation that is over does not fail that of the next', () => {
    const broker = fakeBroker({ commits: 'by hand' });
    const [c1, c2] = completing(broker);
    sync(broker, c1, 1, assignInTurn([c1, c2]));
    advance(broker, 3_000 * MS);
    leave(broker, c2);
    expect(joinAnswer(broker, rejoin(broker, c1))).toMatchObject({ generation: 2 });
    const second = sync(broker, c1, 2, assignInTurn([c1]));
    advance(broker, 2_000 * MS);
    expect(answer(broker, second)).toBeUndefined();
    advance(broker, 3_000 * MS - 1);
    expect(answer(broker, second)).toBeUndefined();
    commit(broker);
    expect(answerOf(broker, second, 'SyncGroup')).toMatchObject({ error: 'NONE', assignment: [{ topic: 'orders', partition: 0 }] });
  });

  it('has no effect when the group has moved on before the assignment is committed', () => {
    const broker = fakeBroker({ commits: 'by hand' });
    const [c1, c2] = completing(broker);
    const leader = sync(broker, c1, 1, assignInTurn([c1, c2]));
    leave(broker, c2);
    expect(errorOf(broker, leader)).toBe('REBALANCE_IN_PROGRESS');
    commit(broker);
    expect(group(broker)).toMatchObject({ state: 'PreparingRebalance', generation: 1 });
    expect(group(broker).members[0]?.assignment).toEqual([]);
  });
});
