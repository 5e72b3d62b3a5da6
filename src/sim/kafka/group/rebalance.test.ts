import { describe, expect, it } from 'vitest';
import {
  advance,
  answer,
  errorOf,
  factsOf,
  fakeBroker,
  GROUP,
  group,
  joinAnswer,
  MS,
  records,
  send,
} from './testing/fakeBroker.ts';
import {
  assignInTurn,
  heartbeat,
  join,
  joinRequest,
  leave,
  rejoin,
  stableGroup,
  sync,
  syncAll,
} from './testing/fakeMembers.ts';

describe('the join phase', () => {
  it('ends at once when the last known member has rejoined', () => {
    const broker = fakeBroker();
    const [c1 = '', c2 = ''] = stableGroup(broker, ['c1', 'c2']);
    const c3 = join(broker, 'c3');
    const second = rejoin(broker, c2);
    expect(answer(broker, second)).toBeUndefined();
    rejoin(broker, c1);
    for (const id of [second, c3.id]) expect(joinAnswer(broker, id)).toMatchObject({ error: 'NONE', generation: 2, leader: c1 });
  });

  it('waits for ids that have been given out, until they expire', () => {
    const broker = fakeBroker();
    const [c1 = ''] = stableGroup(broker, ['c1']);
    const c2 = join(broker, 'c2');
    send(broker, joinRequest('c3', { sessionTimeoutUs: 6_000 * MS }));
    const first = rejoin(broker, c1);
    expect(answer(broker, first)).toBeUndefined();
    advance(broker, 6_000 * MS - 1);
    expect(answer(broker, first)).toBeUndefined();
    advance(broker, 1);
    expect(joinAnswer(broker, first)).toMatchObject({ generation: 2 });
    expect(joinAnswer(broker, c2.id)).toMatchObject({ generation: 2 });
  });

  it('ends at the largest rebalance timeout, without the dynamic members that are absent', () => {
    const broker = fakeBroker();
    const [c1 = '', c2 = ''] = stableGroup(broker, ['c1', 'c2'], { sessionTimeoutUs: 45_000 * MS, rebalanceTimeoutUs: 20_000 * MS });
    const c3 = join(broker, 'c3', { rebalanceTimeoutUs: 30_000 * MS });
    rejoin(broker, c2);
    for (let beat = 0; beat < 3; beat += 1) {
      advance(broker, 9_000 * MS);
      expect(errorOf(broker, heartbeat(broker, c1, 1))).toBe('REBALANCE_IN_PROGRESS');
    }
    advance(broker, 3_000 * MS - 1);
    expect(answer(broker, c3.id)).toBeUndefined();
    advance(broker, 1);
    expect(joinAnswer(broker, c3.id)).toMatchObject({ error: 'NONE', generation: 2, leader: c2 });
    expect(factsOf(broker, 'MemberRemoved')).toEqual([
      { type: 'MemberRemoved', group: GROUP, memberId: c1, client: 'c1', reason: 'rebalance timeout' },
    ]);
    expect(errorOf(broker, heartbeat(broker, c1, 1))).toBe('UNKNOWN_MEMBER_ID');
  });

  it('keeps static members that are absent, and a present one leads instead of an absent leader', () => {
    const broker = fakeBroker();
    const [c1 = '', c2 = ''] = stableGroup(broker, ['c1', 'c2'], { sessionTimeoutUs: 100_000 * MS }, ['i1', 'i2']);
    const third = rejoin(broker, c2, { groupInstanceId: 'i2', topics: ['payments'] });
    advance(broker, 60_000 * MS);
    expect(joinAnswer(broker, third)).toMatchObject({ generation: 2, leader: c2 });
    expect(joinAnswer(broker, third).members.map((member) => member.memberId)).toEqual([c1, c2]);
    expect(factsOf(broker, 'MemberRemoved')).toEqual([]);
  });

  // GroupMetadataManagerTest#testCompleteJoinPhaseNoMembersRejoinedExtendsJoinPhase
  it('goes on for another rebalance timeout when nobody at all has rejoined', () => {
    const broker = fakeBroker();
    const [c1 = '', c2 = '', c3 = ''] = stableGroup(broker, ['c1', 'c2', 'c3'], { sessionTimeoutUs: 1_000_000 * MS }, ['i1', 'i2', 'i3']);
    leave(broker, c3);
    expect(group(broker).state).toBe('PreparingRebalance');
    advance(broker, 125_000 * MS);
    expect(group(broker)).toMatchObject({ state: 'PreparingRebalance', generation: 1 });
    const second = rejoin(broker, c2, { groupInstanceId: 'i2' });
    advance(broker, 55_000 * MS - 1);
    expect(answer(broker, second)).toBeUndefined();
    advance(broker, 1);
    expect(joinAnswer(broker, second)).toMatchObject({ error: 'NONE', generation: 2, leader: c2 });
    expect(joinAnswer(broker, second).members.map((member) => member.memberId)).toEqual([c1, c2]);
  });

  it('ends early when the member it waits for leaves or its session expires', () => {
    const broker = fakeBroker();
    const [c1 = '', c2 = '', c3 = ''] = stableGroup(broker, ['c1', 'c2', 'c3']);
    const first = rejoin(broker, c1);
    leave(broker, c2);
    expect(answer(broker, first)).toBeUndefined();
    advance(broker, 10_000 * MS);
    expect(joinAnswer(broker, first)).toMatchObject({ generation: 2, leader: c1 });
    expect(factsOf(broker, 'MemberRemoved').map(({ memberId, reason }) => [memberId, reason])).toEqual([
      [c2, 'left'],
      [c3, 'session expired'],
    ]);
  });

  it('starts over from the assignment phase, whose SyncGroups are told so', () => {
    const broker = fakeBroker({ commits: 'by hand' });
    const c1 = join(broker, 'c1');
    const c2 = join(broker, 'c2');
    advance(broker, 6_000 * MS);
    const waiting = sync(broker, c2.memberId, 1);
    join(broker, 'c3');
    expect(errorOf(broker, waiting)).toBe('REBALANCE_IN_PROGRESS');
    expect(group(broker).state).toBe('PreparingRebalance');
    expect(errorOf(broker, sync(broker, c1.memberId, 1))).toBe('REBALANCE_IN_PROGRESS');
  });
});

describe('a rebalance that cuts the assignment phase short', () => {
  it('takes back the assignments of the generation before', () => {
    const broker = fakeBroker();
    const [c1 = '', c2 = ''] = stableGroup(broker, ['c1', 'c2']);
    rejoin(broker, c1);
    rejoin(broker, c2);
    expect(group(broker).members.map(({ assignment }) => assignment.length)).toEqual([1, 1]);
    join(broker, 'c3');
    expect(group(broker).members.map(({ assignment }) => assignment.length)).toEqual([0, 0, 0]);
  });

  it('starts the session of members whose SyncGroup it answers', () => {
    const broker = fakeBroker();
    const c1 = join(broker, 'c1', { sessionTimeoutUs: 100_000 * MS });
    const c2 = join(broker, 'c2');
    advance(broker, 6_000 * MS);
    sync(broker, c2.memberId, 1);
    advance(broker, 15_000 * MS);
    join(broker, 'c3');
    rejoin(broker, c1.memberId);
    advance(broker, 10_000 * MS - 1);
    expect(group(broker).members).toHaveLength(3);
    advance(broker, 1);
    expect(factsOf(broker, 'MemberRemoved').map(({ memberId, reason }) => [memberId, reason])).toEqual([
      [c2.memberId, 'session expired'],
    ]);
  });

  it('gives the next assignment phase all its time', () => {
    const broker = fakeBroker();
    const c1 = join(broker, 'c1', { sessionTimeoutUs: 200_000 * MS });
    advance(broker, 3_000 * MS);
    advance(broker, 50_000 * MS);
    const c2 = join(broker, 'c2', { sessionTimeoutUs: 200_000 * MS });
    rejoin(broker, c1.memberId, { sessionTimeoutUs: 200_000 * MS });
    expect(joinAnswer(broker, c2.id)).toMatchObject({ generation: 2 });
    advance(broker, 60_000 * MS - 1);
    expect(group(broker)).toMatchObject({ state: 'CompletingRebalance', generation: 2 });
    advance(broker, 1);
    expect(group(broker)).toMatchObject({ state: 'Empty', generation: 3 });
  });
});

describe('members that never send SyncGroup', () => {
  it('are removed after the rebalance timeout, followers too', () => {
    const broker = fakeBroker();
    const c1 = join(broker, 'c1', { sessionTimeoutUs: 200_000 * MS, rebalanceTimeoutUs: 30_000 * MS });
    const c2 = join(broker, 'c2', { sessionTimeoutUs: 200_000 * MS });
    advance(broker, 6_000 * MS);
    sync(broker, c1.memberId, 1, assignInTurn([c1.memberId, c2.memberId]));
    expect(group(broker).state).toBe('Stable');
    advance(broker, 60_000 * MS - 1);
    expect(group(broker).state).toBe('Stable');
    advance(broker, 1);
    expect(group(broker).state).toBe('PreparingRebalance');
    expect(factsOf(broker, 'MemberRemoved')).toEqual([
      { type: 'MemberRemoved', group: GROUP, memberId: c2.memberId, client: 'c2', reason: 'rebalance timeout' },
    ]);
    expect(factsOf(broker, 'RebalanceStarted').at(-1)?.reason).toBe('c2 never asked for the assignment');
  });

  it('leave an empty group if none did', () => {
    const broker = fakeBroker();
    join(broker, 'c1', { sessionTimeoutUs: 200_000 * MS, rebalanceTimeoutUs: 30_000 * MS });
    advance(broker, 33_000 * MS);
    expect(group(broker)).toMatchObject({ state: 'Empty', generation: 2, members: [] });
  });

  it('are not looked for once all have', () => {
    const broker = fakeBroker();
    stableGroup(broker, ['c1', 'c2'], { sessionTimeoutUs: 200_000 * MS });
    expect(broker.timers.map(({ timer }) => timer.kind)).toEqual(['groupSession', 'groupSession', 'groupWrite']);
    advance(broker, 100_000 * MS);
    expect(group(broker).state).toBe('Stable');
  });
});

describe('a session', () => {
  it('ends without a heartbeat, and the others rebalance', () => {
    const broker = fakeBroker();
    const [c1 = '', c2 = ''] = stableGroup(broker, ['c1', 'c2']);
    advance(broker, 9_999 * MS);
    heartbeat(broker, c2, 1);
    advance(broker, 1 * MS - 1);
    expect(group(broker).state).toBe('Stable');
    advance(broker, 1);
    expect(factsOf(broker, 'MemberRemoved')).toEqual([
      { type: 'MemberRemoved', group: GROUP, memberId: c1, client: 'c1', reason: 'session expired' },
    ]);
    expect(factsOf(broker, 'RebalanceStarted').at(-1)).toEqual({
      type: 'RebalanceStarted',
      group: GROUP,
      generation: 1,
      reason: 'the session of c1 expired',
    });
    expect(errorOf(broker, heartbeat(broker, c2, 1))).toBe('REBALANCE_IN_PROGRESS');
    expect(joinAnswer(broker, rejoin(broker, c2))).toMatchObject({ generation: 2, leader: c2 });
  });

  it('lasts while heartbeats come, exactly one session timeout after the last', () => {
    const broker = fakeBroker();
    const [c1 = ''] = stableGroup(broker, ['c1']);
    for (let beat = 0; beat < 10; beat += 1) {
      advance(broker, 9_500 * MS);
      expect(errorOf(broker, heartbeat(broker, c1, 1))).toBe('NONE');
    }
    advance(broker, 10_000 * MS - 1);
    expect(group(broker).members).toHaveLength(1);
    advance(broker, 1);
    expect(group(broker)).toMatchObject({ state: 'Empty', members: [] });
  });

  it('costs no timer for a heartbeat', () => {
    const broker = fakeBroker();
    const [c1 = ''] = stableGroup(broker, ['c1']);
    const before = broker.timersSet;
    for (let beat = 0; beat < 1_000; beat += 1) {
      advance(broker, 3_000 * MS);
      heartbeat(broker, c1, 1);
    }
    // 3,000 s at one look every session timeout of 10 s or less.
    expect(broker.timersSet - before).toBeLessThan(450);
    expect(group(broker).state).toBe('Stable');
  });

  it('does not end while JoinGroup or SyncGroup are parked, and starts anew with the answer', () => {
    const broker = fakeBroker({ commits: 'by hand' });
    const [c1 = '', c2 = ''] = stableGroup(broker, ['c1', 'c2']);
    const first = rejoin(broker, c1);
    for (let beat = 0; beat < 5; beat += 1) {
      advance(broker, 8_000 * MS);
      heartbeat(broker, c2, 1);
    }
    expect(answer(broker, first)).toBeUndefined();
    rejoin(broker, c2);
    expect(joinAnswer(broker, first)).toMatchObject({ generation: 2 });
    const parked = sync(broker, c2, 2);
    for (let beat = 0; beat < 3; beat += 1) {
      advance(broker, 8_000 * MS);
      heartbeat(broker, c1, 2);
    }
    expect(answer(broker, parked)).toBeUndefined();
    syncAll(broker, [c1], 2);
    expect(errorOf(broker, parked)).toBe('NONE');
    advance(broker, 10_000 * MS - 1);
    expect(group(broker).members).toHaveLength(2);
    advance(broker, 1);
    expect(group(broker).members).toEqual([]);
  });

  it('is 5 minutes for the first JoinGroup of a new member', () => {
    const broker = fakeBroker();
    const [c1 = ''] = stableGroup(broker, ['c1'], { rebalanceTimeoutUs: 1_000_000 * MS });
    const c2 = join(broker, 'c2');
    const fiveMinutes = broker.now + 300_000 * MS;
    while (broker.now < fiveMinutes - 5_000 * MS) {
      advance(broker, 5_000 * MS);
      heartbeat(broker, c1, 1);
    }
    advance(broker, 5_000 * MS - 1);
    expect(answer(broker, c2.id)).toBeUndefined();
    advance(broker, 1);
    expect(joinAnswer(broker, c2.id)).toMatchObject({ error: 'UNKNOWN_MEMBER_ID', memberId: '' });
  });
});

describe('an empty group', () => {
  it('has one generation more and says so in the log', () => {
    const broker = fakeBroker();
    const [c1 = '', c2 = ''] = stableGroup(broker, ['c1', 'c2']);
    leave(broker, c1);
    leave(broker, c2);
    expect(group(broker)).toMatchObject({ state: 'Empty', generation: 2, assignor: null, leader: null, members: [] });
    expect(records(broker).at(-1)).toEqual({ type: 'GroupMetadata', group: GROUP, generation: 2, protocol: null, leader: null, members: [] });
    expect(factsOf(broker, 'GroupEmptied')).toEqual([{ type: 'GroupEmptied', group: GROUP, generation: 2 }]);
  });

  it('waits the initial delay again for whoever comes next', () => {
    const broker = fakeBroker();
    const [c1 = ''] = stableGroup(broker, ['c1']);
    leave(broker, c1);
    const { id } = join(broker, 'c2');
    advance(broker, 3_000 * MS - 1);
    expect(answer(broker, id)).toBeUndefined();
    advance(broker, 1);
    expect(joinAnswer(broker, id)).toMatchObject({ error: 'NONE', generation: 3 });
  });

  it('comes about even if its record cannot be written', () => {
    const broker = fakeBroker();
    const [c1 = ''] = stableGroup(broker, ['c1']);
    broker.appendError = 'NOT_ENOUGH_REPLICAS';
    expect(errorOf(broker, leave(broker, c1))).toBe('NONE');
    expect(group(broker)).toMatchObject({ state: 'Empty', generation: 2 });
  });
});
