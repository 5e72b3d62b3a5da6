import { describe, expect, it } from 'vitest';
import { advance, answer, commit, errorOf, factsOf, fakeBroker, GROUP, group, joinAnswer, MS, send } from './testing/fakeBroker.ts';
import { commitOffset, heartbeat, join, joinRequest, leave, rejoin, stableGroup, sync } from './testing/fakeMembers.ts';

describe('Heartbeat', () => {
  it('gets UNKNOWN_MEMBER_ID from an unknown group, an empty group and a group without the member', () => {
    const broker = fakeBroker();
    expect(errorOf(broker, heartbeat(broker, 'c1-0000abcd', 1))).toBe('UNKNOWN_MEMBER_ID');
    const [c1 = ''] = stableGroup(broker, ['c1']);
    expect(errorOf(broker, heartbeat(broker, 'c9-0000abcd', 1))).toBe('UNKNOWN_MEMBER_ID');
    leave(broker, c1);
    expect(errorOf(broker, heartbeat(broker, c1, 2))).toBe('UNKNOWN_MEMBER_ID');
  });

  it('gets ILLEGAL_GENERATION for any but the current one, in every state', () => {
    const broker = fakeBroker();
    const { memberId } = join(broker, 'c1');
    advance(broker, 3_000 * MS);
    for (const generation of [0, 2]) expect(errorOf(broker, heartbeat(broker, memberId, generation))).toBe('ILLEGAL_GENERATION');
    sync(broker, memberId, 1);
    expect(errorOf(broker, heartbeat(broker, memberId, 2))).toBe('ILLEGAL_GENERATION');
    join(broker, 'c2');
    expect(errorOf(broker, heartbeat(broker, memberId, 0))).toBe('ILLEGAL_GENERATION');
  });

  it('answers by state: NONE before and after the assignment, REBALANCE_IN_PROGRESS during the join phase', () => {
    const broker = fakeBroker();
    const { memberId } = join(broker, 'c1');
    advance(broker, 3_000 * MS);
    expect(group(broker).state).toBe('CompletingRebalance');
    expect(errorOf(broker, heartbeat(broker, memberId, 1))).toBe('NONE');
    sync(broker, memberId, 1);
    expect(group(broker).state).toBe('Stable');
    expect(errorOf(broker, heartbeat(broker, memberId, 1))).toBe('NONE');
    join(broker, 'c2');
    expect(group(broker).state).toBe('PreparingRebalance');
    expect(errorOf(broker, heartbeat(broker, memberId, 1))).toBe('REBALANCE_IN_PROGRESS');
  });

  it('does not overtake writes that are not committed', () => {
    const broker = fakeBroker({ commits: 'by hand' });
    const [c1 = ''] = stableGroup(broker, ['c1']);
    const committed = commitOffset(broker, c1, 1, 7);
    const beat = heartbeat(broker, c1, 1);
    expect([answer(broker, committed), answer(broker, beat)]).toEqual([undefined, undefined]);
    commit(broker);
    expect(broker.answered.slice(-2)).toEqual([committed, beat]);
    expect(errorOf(broker, beat)).toBe('NONE');
  });

  it('fails with COORDINATOR_NOT_AVAILABLE when they are not committed within 5 s', () => {
    const broker = fakeBroker({ commits: 'by hand' });
    const [c1 = ''] = stableGroup(broker, ['c1']);
    commitOffset(broker, c1, 1, 7);
    advance(broker, 2_000 * MS);
    const beat = heartbeat(broker, c1, 1);
    advance(broker, 5_000 * MS - 1);
    expect(answer(broker, beat)).toBeUndefined();
    advance(broker, 1);
    expect(errorOf(broker, beat)).toBe('COORDINATOR_NOT_AVAILABLE');
  });
});

describe('LeaveGroup', () => {
  it('removes the member at once and rebalances the rest', () => {
    const broker = fakeBroker();
    const [c1 = '', c2 = ''] = stableGroup(broker, ['c1', 'c2']);
    expect(errorOf(broker, leave(broker, c1))).toBe('NONE');
    expect(group(broker)).toMatchObject({ state: 'PreparingRebalance', leader: c2 });
    expect(factsOf(broker, 'MemberRemoved')).toEqual([
      { type: 'MemberRemoved', group: GROUP, memberId: c1, client: 'c1', reason: 'left' },
    ]);
    expect(factsOf(broker, 'RebalanceStarted').at(-1)?.reason).toBe('c1 left');
    expect(joinAnswer(broker, rejoin(broker, c2))).toMatchObject({ generation: 2, leader: c2 });
  });

  it('gets UNKNOWN_MEMBER_ID without the group or the member', () => {
    const broker = fakeBroker();
    expect(errorOf(broker, leave(broker, 'c1-0000abcd'))).toBe('UNKNOWN_MEMBER_ID');
    stableGroup(broker, ['c1']);
    expect(errorOf(broker, leave(broker, 'c9-0000abcd'))).toBe('UNKNOWN_MEMBER_ID');
    expect(group(broker).state).toBe('Stable');
  });

  it('answers the JoinGroup that the member still waits for', () => {
    const broker = fakeBroker();
    stableGroup(broker, ['c1']);
    const c2 = join(broker, 'c2');
    leave(broker, c2.memberId);
    expect(joinAnswer(broker, c2.id)).toMatchObject({ error: 'UNKNOWN_MEMBER_ID', memberId: '' });
  });

  it('takes back an id that nobody has joined with, and ends the join phase that waited for it', () => {
    const broker = fakeBroker();
    const [c1 = ''] = stableGroup(broker, ['c1']);
    const pending = joinAnswer(broker, send(broker, joinRequest('c2'))).memberId;
    const c1Again = rejoin(broker, c1);
    expect(answer(broker, c1Again)).toBeUndefined();
    expect(errorOf(broker, leave(broker, pending))).toBe('NONE');
    expect(joinAnswer(broker, c1Again)).toMatchObject({ error: 'NONE', generation: 2 });
    expect(errorOf(broker, rejoin(broker, pending))).toBe('UNKNOWN_MEMBER_ID');
  });

  it('rebalances a stable group for such an id as well, but not an empty one', () => {
    const broker = fakeBroker();
    const early = joinAnswer(broker, send(broker, joinRequest('c0'))).memberId;
    expect(errorOf(broker, leave(broker, early))).toBe('NONE');
    expect(group(broker).state).toBe('Empty');
    stableGroup(broker, ['c1']);
    leave(broker, joinAnswer(broker, send(broker, joinRequest('c2'))).memberId);
    expect(group(broker).state).toBe('PreparingRebalance');
  });

  it('of everybody does not end the first rebalance before its delay', () => {
    const broker = fakeBroker();
    const { memberId } = join(broker, 'c1');
    leave(broker, memberId);
    expect(group(broker)).toMatchObject({ state: 'PreparingRebalance', generation: 0 });
    advance(broker, 3_000 * MS);
    expect(group(broker)).toMatchObject({ state: 'Empty', generation: 1 });
  });

  it('is answered when the record of the empty group is committed', () => {
    const broker = fakeBroker({ commits: 'by hand' });
    const [c1 = ''] = stableGroup(broker, ['c1']);
    const id = leave(broker, c1);
    expect(group(broker).state).toBe('Empty');
    expect(answer(broker, id)).toBeUndefined();
    commit(broker);
    expect(errorOf(broker, id)).toBe('NONE');
  });
});
