import { describe, expect, it } from 'vitest';
import { advance, answer, answerOf, commit, errorOf, factsOf, fakeBroker, GROUP, group, joinAnswer, MS, records, send } from './testing/fakeBroker.ts';
import { heartbeat, join, joinRequest, rejoin, stableGroup, sync } from './testing/fakeMembers.ts';

describe('a static member', () => {
  it('joins without being asked to come again, under an id made of its instance id', () => {
    const broker = fakeBroker();
    const { id } = join(broker, 'c1', { groupInstanceId: 'i1' });
    advance(broker, 3_000 * MS);
    expect(joinAnswer(broker, id)).toMatchObject({ error: 'NONE', memberId: 'i1-00000001', leader: 'i1-00000001' });
    expect(joinAnswer(broker, id).members).toEqual([
      { memberId: 'i1-00000001', groupInstanceId: 'i1', topics: ['orders'], ownedPartitions: [] },
    ]);
  });

  it('that comes back to a stable group takes its predecessor over, without a rebalance', () => {
    const broker = fakeBroker();
    const [old1 = '', old2 = ''] = stableGroup(broker, ['c1', 'c2'], {}, ['i1', 'i2']);
    const { id } = join(broker, 'c2', { groupInstanceId: 'i2', topics: ['orders', 'payments'] });
    const new2 = 'i2-00000003';
    expect(joinAnswer(broker, id)).toMatchObject({ error: 'NONE', generation: 1, memberId: new2, leader: old1, members: [] });
    expect(group(broker)).toMatchObject({ state: 'Stable', generation: 1 });
    expect(answerOf(broker, sync(broker, new2, 1), 'SyncGroup').assignment).toEqual([{ topic: 'orders', partition: 1 }]);
    expect(factsOf(broker, 'MemberRemoved')).toEqual([
      { type: 'MemberRemoved', group: GROUP, memberId: old2, client: 'c2', reason: 'replaced' },
    ]);
    expect(errorOf(broker, heartbeat(broker, old2, 1, 'i2'))).toBe('FENCED_INSTANCE_ID');
    expect(errorOf(broker, heartbeat(broker, new2, 1, 'i2'))).toBe('NONE');
    expect(records(broker).at(-1)).toMatchObject({ generation: 1, members: [{ memberId: old1 }, { memberId: new2, topics: ['orders', 'payments'] }] });
  });

  it('that led leads on', () => {
    const broker = fakeBroker();
    stableGroup(broker, ['c1', 'c2'], {}, ['i1', 'i2']);
    const { id } = join(broker, 'c1', { groupInstanceId: 'i1' });
    const { memberId, leader, members } = joinAnswer(broker, id);
    expect(leader).toBe(memberId);
    expect(members.map((member) => member.groupInstanceId)).toEqual(['i2', 'i1']);
    const [i2 = ''] = group(broker).members.map((member) => member.memberId);
    const follower = rejoin(broker, i2, { groupInstanceId: 'i2', topics: ['payments'] });
    rejoin(broker, memberId, { groupInstanceId: 'i1' });
    expect(joinAnswer(broker, follower)).toMatchObject({ error: 'NONE', generation: 2, leader: memberId });
  });

  it('that comes back has a session like anybody else', () => {
    const broker = fakeBroker();
    stableGroup(broker, ['c1'], {}, ['i1']);
    advance(broker, 5_000 * MS);
    join(broker, 'c1', { groupInstanceId: 'i1' });
    advance(broker, 10_000 * MS - 1);
    expect(group(broker).state).toBe('Stable');
    advance(broker, 1);
    expect(group(broker)).toMatchObject({ state: 'Empty', members: [] });
  });

  it('that comes back completes the join phase that waits for it', () => {
    const broker = fakeBroker();
    const [c1 = ''] = stableGroup(broker, ['c1', 'c2'], {}, ['i1', 'i2']);
    const leader = rejoin(broker, c1, { groupInstanceId: 'i1' });
    expect(answer(broker, leader)).toBeUndefined();
    const { id } = join(broker, 'c2', { groupInstanceId: 'i2' });
    for (const one of [leader, id]) expect(joinAnswer(broker, one)).toMatchObject({ error: 'NONE', generation: 2 });
  });

  it('that comes back before it has asked for its assignment is looked for under its old id', () => {
    const broker = fakeBroker();
    const c1 = join(broker, 'c1', { groupInstanceId: 'i1', sessionTimeoutUs: 200_000 * MS });
    const c2 = join(broker, 'c2', { groupInstanceId: 'i2', sessionTimeoutUs: 200_000 * MS });
    advance(broker, 6_000 * MS);
    const old = joinAnswer(broker, c2.id).memberId;
    sync(broker, joinAnswer(broker, c1.id).memberId, 1);
    const again = joinAnswer(broker, join(broker, 'c2', { groupInstanceId: 'i2', sessionTimeoutUs: 200_000 * MS }).id);
    sync(broker, again.memberId, 1);
    expect(group(broker).state).toBe('Stable');
    advance(broker, 60_000 * MS);
    expect(factsOf(broker, 'RebalanceStarted').at(-1)?.reason).toBe(`${old} never asked for the assignment`);
    expect(group(broker).members).toHaveLength(2);
  });

  it.each([
    ['follower', 1, 1],
    ['leader', 0, 2],
  ])('that comes back just before a rebalance is answered: the %s', (_role, index, generation) => {
    const broker = fakeBroker({ commits: 'by hand' });
    const members = stableGroup(broker, ['c1', 'c2'], { sessionTimeoutUs: 200_000 * MS }, ['i1', 'i2']);
    const instance = `i${index + 1}`;
    const { id } = join(broker, `c${index + 1}`, { groupInstanceId: instance });
    const c3 = join(broker, 'c3');
    commit(broker);
    // A leader cannot be told of the old generation any more, and so is told of the next.
    expect(answer(broker, id) === undefined).toBe(generation === 2);
    const other = 1 - index;
    rejoin(broker, members[other] ?? '', { groupInstanceId: `i${other + 1}` });
    if (generation === 1) rejoin(broker, joinAnswer(broker, id).memberId, { groupInstanceId: instance });
    expect(joinAnswer(broker, id)).toMatchObject({ error: 'NONE', generation });
    expect(joinAnswer(broker, c3.id)).toMatchObject({ error: 'NONE', generation: 2 });
  });

  it('that comes back is answered when its new id is committed', () => {
    const broker = fakeBroker({ commits: 'by hand' });
    stableGroup(broker, ['c1'], {}, ['i1']);
    const { id } = join(broker, 'c1', { groupInstanceId: 'i1' });
    expect(answer(broker, id)).toBeUndefined();
    commit(broker);
    expect(joinAnswer(broker, id)).toMatchObject({ error: 'NONE', generation: 1, memberId: 'i1-00000002' });
  });

  it.each(['refused', 'not committed'])('that comes back leaves things as they were when its record is %s', (what) => {
    const broker = fakeBroker({ commits: 'by hand' });
    const [c1 = '', old = ''] = stableGroup(broker, ['c1', 'c2'], { sessionTimeoutUs: 20_000 * MS }, ['i1', 'i2']);
    if (what === 'refused') broker.appendError = 'NOT_ENOUGH_REPLICAS';
    const { id } = join(broker, 'c2', { groupInstanceId: 'i2', topics: ['payments'] });
    if (what === 'not committed') advance(broker, 5_000 * MS);
    expect(joinAnswer(broker, id)).toMatchObject({ error: 'COORDINATOR_NOT_AVAILABLE', memberId: '' });
    broker.appendError = null;
    commit(broker);
    expect(group(broker).members.map(({ memberId }) => memberId)).toEqual([c1, old]);
    expect(joinAnswer(broker, rejoin(broker, old, { groupInstanceId: 'i2' }))).toMatchObject({ error: 'NONE', generation: 1 });
    advance(broker, 10_000 * MS);
    heartbeat(broker, c1, 1, 'i1');
    advance(broker, 10_000 * MS - 1);
    expect(group(broker).state).toBe('Stable');
    advance(broker, 1);
    expect(factsOf(broker, 'MemberRemoved').at(-1)).toMatchObject({ memberId: old, reason: 'session expired' });
  });

  it('that comes back with an assignor that changes the choice starts a rebalance', () => {
    const broker = fakeBroker();
    stableGroup(broker, ['c1'], { protocols: ['range', 'roundrobin'] }, ['i1']);
    const { id } = join(broker, 'c1', { groupInstanceId: 'i1', protocols: ['roundrobin', 'range'] });
    expect(joinAnswer(broker, id)).toMatchObject({ error: 'NONE', generation: 2, protocol: 'roundrobin' });
    expect(factsOf(broker, 'RebalanceStarted').at(-1)?.reason).toBe('c1 came back with other assignors');
  });

  it('that comes back during the join phase replaces the one that waits, which is fenced', () => {
    const broker = fakeBroker();
    const first = join(broker, 'c1', { groupInstanceId: 'i1' });
    const second = join(broker, 'c1', { groupInstanceId: 'i1' });
    expect(joinAnswer(broker, first.id)).toMatchObject({ error: 'FENCED_INSTANCE_ID', memberId: 'i1-00000001' });
    expect(answer(broker, second.id)).toBeUndefined();
    advance(broker, 6_000 * MS);
    expect(joinAnswer(broker, second.id)).toMatchObject({ error: 'NONE', generation: 1, memberId: 'i1-00000002' });
    expect(joinAnswer(broker, second.id).members).toHaveLength(1);
  });

  it('that comes back before the assignment starts over, and fences the SyncGroup that waits', () => {
    const broker = fakeBroker();
    const c1 = join(broker, 'c1', { groupInstanceId: 'i1' });
    const c2 = join(broker, 'c2', { groupInstanceId: 'i2' });
    advance(broker, 6_000 * MS);
    const parked = sync(broker, joinAnswer(broker, c2.id).memberId, 1);
    const again = join(broker, 'c2', { groupInstanceId: 'i2' });
    expect(errorOf(broker, parked)).toBe('FENCED_INSTANCE_ID');
    expect(group(broker).state).toBe('PreparingRebalance');
    rejoin(broker, joinAnswer(broker, c1.id).memberId, { groupInstanceId: 'i1' });
    expect(joinAnswer(broker, again.id)).toMatchObject({ error: 'NONE', generation: 2 });
  });

  it('that is told to come back with another id than its instance has is fenced', () => {
    const broker = fakeBroker();
    const [c1 = '', c2 = ''] = stableGroup(broker, ['c1', 'c2'], {}, ['i1', 'i2']);
    expect(errorOf(broker, send(broker, joinRequest('c1', { memberId: c2, groupInstanceId: 'i1' })))).toBe('FENCED_INSTANCE_ID');
    expect(errorOf(broker, send(broker, joinRequest('c1', { memberId: c1, groupInstanceId: 'i9' })))).toBe('UNKNOWN_MEMBER_ID');
    expect(group(broker).state).toBe('Stable');
  });

  it('that stays away is removed when its session ends, not before', () => {
    const broker = fakeBroker();
    const [c1 = '', c2 = ''] = stableGroup(broker, ['c1', 'c2'], { sessionTimeoutUs: 30_000 * MS }, ['i1', 'i2']);
    advance(broker, 15_000 * MS);
    heartbeat(broker, c1, 1, 'i1');
    advance(broker, 15_000 * MS - 1);
    expect(group(broker).state).toBe('Stable');
    advance(broker, 1);
    expect(factsOf(broker, 'MemberRemoved')).toEqual([
      { type: 'MemberRemoved', group: GROUP, memberId: c2, client: 'c2', reason: 'session expired' },
    ]);
    expect(group(broker).state).toBe('PreparingRebalance');
  });
});
