import { describe, expect, it } from 'vitest';
import { casesOf } from '../../../../test/conformance/cases.ts';
import {
  advance,
  answer,
  answerOf,
  errorOf,
  factsOf,
  fakeBroker,
  GROUP,
  group,
  joinAnswer,
  jumpTo,
  MS,
  records,
  send,
} from './testing/fakeBroker.ts';
import { heartbeat, join, joinRequest, leave, rejoin, stableGroup, syncAll } from './testing/fakeMembers.ts';

const NONE = { generation: -1, protocol: null, leader: '', members: [] };

describe('the first JoinGroup of a dynamic member', () => {
  it('only gets an id, of the client id and eight hexadecimal digits', () => {
    const broker = fakeBroker();
    const id = send(broker, joinRequest('c1'));
    expect(joinAnswer(broker, id)).toEqual({ api: 'JoinGroup', error: 'MEMBER_ID_REQUIRED', memberId: 'c1-00000001', ...NONE });
    expect(group(broker)).toMatchObject({ state: 'Empty', generation: 0, members: [] });
    expect(factsOf(broker, 'MemberJoined')).toEqual([]);
  });

  it('writes the new group to the log, so that it is there after a failover', () => {
    const broker = fakeBroker();
    send(broker, joinRequest('c1'));
    expect(records(broker)).toEqual([{ type: 'GroupMetadata', group: GROUP, generation: 0, protocol: null, leader: null, members: [] }]);
    send(broker, joinRequest('c2'));
    expect(records(broker)).toHaveLength(1);
  });

  it('makes no group when it cannot be written', () => {
    const broker = fakeBroker();
    broker.appendError = 'NOT_ENOUGH_REPLICAS';
    const { id, memberId } = join(broker, 'c1');
    expect(errorOf(broker, id)).toBe('UNKNOWN_MEMBER_ID');
    expect(memberId).toBe('c1-00000001');
    const staticMember = send(broker, joinRequest('c2', { groupInstanceId: 'i2' }));
    expect(errorOf(broker, staticMember)).toBe('COORDINATOR_NOT_AVAILABLE');
    expect(broker.timers.filter(({ timer }) => timer.kind !== 'groupWrite')).toEqual([]);
  });

  it('gets an id that expires after the session timeout', () => {
    const broker = fakeBroker();
    const id = send(broker, joinRequest('c1'));
    const { memberId } = joinAnswer(broker, id);
    advance(broker, 10_000 * MS);
    expect(errorOf(broker, rejoin(broker, memberId))).toBe('UNKNOWN_MEMBER_ID');
    expect(factsOf(broker, 'MemberRemoved')).toEqual([]);
  });

  it('with the id makes a member', () => {
    const broker = fakeBroker();
    const { id, memberId } = join(broker, 'c1');
    expect(answer(broker, id)).toBeUndefined();
    expect(factsOf(broker, 'MemberJoined')).toEqual([{ type: 'MemberJoined', group: GROUP, memberId, client: 'c1' }]);
    expect(factsOf(broker, 'RebalanceStarted')).toEqual([
      { type: 'RebalanceStarted', group: GROUP, generation: 0, reason: 'c1 joined' },
    ]);
    expect(group(broker).state).toBe('PreparingRebalance');
  });
});

describe('JoinGroup is refused', () => {
  it.each([
    [5_999 * MS, 'INVALID_SESSION_TIMEOUT'],
    [6_000 * MS, 'MEMBER_ID_REQUIRED'],
    [1_800_000 * MS, 'MEMBER_ID_REQUIRED'],
    [1_800_000 * MS + 1, 'INVALID_SESSION_TIMEOUT'],
  ])('for a session timeout of %d us with %s', (sessionTimeoutUs, error) => {
    const broker = fakeBroker();
    expect(errorOf(broker, send(broker, joinRequest('c1', { sessionTimeoutUs })))).toBe(error);
  });

  it('for an id that was never given, in a known and an unknown group', () => {
    const broker = fakeBroker();
    expect(errorOf(broker, rejoin(broker, 'c9-0000abcd'))).toBe('UNKNOWN_MEMBER_ID');
    stableGroup(broker, ['c1']);
    expect(errorOf(broker, rejoin(broker, 'c9-0000abcd'))).toBe('UNKNOWN_MEMBER_ID');
  });

  it('without an assignor that all members know', () => {
    const broker = fakeBroker();
    expect(errorOf(broker, send(broker, joinRequest('c1', { protocols: [] })))).toBe('INCONSISTENT_GROUP_PROTOCOL');
    stableGroup(broker, ['c1'], { protocols: ['range', 'sticky'] });
    const id = send(broker, joinRequest('c2', { protocols: ['roundrobin'] }));
    expect(errorOf(broker, id)).toBe('INCONSISTENT_GROUP_PROTOCOL');
    expect(errorOf(broker, send(broker, joinRequest('c2', { protocols: ['sticky'] })))).toBe('MEMBER_ID_REQUIRED');
  });

  it('for a known member while the group is empty', () => {
    const broker = fakeBroker();
    const [memberId = ''] = stableGroup(broker, ['c1']);
    leave(broker, memberId);
    expect(group(broker).state).toBe('Empty');
    expect(errorOf(broker, rejoin(broker, memberId))).toBe('UNKNOWN_MEMBER_ID');
  });
});

describe('group.max.size', () => {
  it('counts members, not ids given out, and keeps the ones that are in', () => {
    const broker = fakeBroker({ config: { 'group.max.size': 2 } });
    const pending = send(broker, joinRequest('c3'));
    const [c1 = '', c2 = ''] = stableGroup(broker, ['c1', 'c2']);
    const late = rejoin(broker, joinAnswer(broker, pending).memberId);
    expect(errorOf(broker, late)).toBe('GROUP_MAX_SIZE_REACHED');
    expect(errorOf(broker, send(broker, joinRequest('c4')))).toBe('GROUP_MAX_SIZE_REACHED');
    const back = rejoin(broker, c1);
    expect(group(broker).state).toBe('PreparingRebalance');
    rejoin(broker, c2);
    expect(joinAnswer(broker, back)).toMatchObject({ error: 'NONE', generation: 2 });
  });
});

interface DelayCase {
  readonly rebalanceTimeoutMs?: string;
  readonly joins: readonly (number | string)[];
  readonly checkAt: readonly string[];
}

/** `2D+1` in milliseconds. */
function timeOf(text: number | string, delayMs: number): number {
  if (typeof text === 'number') return text;
  const match = /^(\d*)D(?:\/(\d+))?(?:\+(\d+))?$/.exec(text);
  if (match === null) throw new Error(`not a time: ${text}`);
  return (Number(match[1] || 1) * delayMs) / Number(match[2] ?? 1) + Number(match[3] ?? 0);
}

describe('the first rebalance of a group', () => {
  for (const c of casesOf<DelayCase, string[]>('initialDelay')) {
    it(c.id, () => {
      const delayMs = 3_000;
      const broker = fakeBroker();
      const rebalanceTimeoutUs = timeOf(c.in.rebalanceTimeoutMs ?? '20D', delayMs) * MS;
      const ids: number[] = [];
      const seen: string[] = [];
      const steps = [
        ...c.in.joins.map((at) => ({ at: timeOf(at, delayMs), check: false })),
        ...c.in.checkAt.map((at) => ({ at: timeOf(at, delayMs), check: true })),
      ].toSorted((a, b) => a.at - b.at);
      for (const { at, check } of steps) {
        jumpTo(broker, at * MS);
        if (check) seen.push(ids.every((id) => answer(broker, id) !== undefined) ? 'done' : 'pending');
        else ids.push(join(broker, `c${ids.length}`, { rebalanceTimeoutUs }).id);
      }
      expect(seen).toEqual(c.expect);
      for (const id of ids) expect(errorOf(broker, id)).toBe('NONE');
    });
  }

  it('ends exactly after the delay when nobody else comes', () => {
    const broker = fakeBroker();
    const { id, memberId } = join(broker, 'c1');
    advance(broker, 3_000 * MS - 1);
    expect(answer(broker, id)).toBeUndefined();
    advance(broker, 1);
    expect(joinAnswer(broker, id)).toEqual({
      api: 'JoinGroup',
      error: 'NONE',
      generation: 1,
      protocol: 'range',
      leader: memberId,
      memberId,
      members: [{ memberId, groupInstanceId: null, topics: ['orders'], ownedPartitions: [] }],
    });
    expect(group(broker).state).toBe('CompletingRebalance');
  });

  it('is extended as long as new members come, up to the largest rebalance timeout', () => {
    const broker = fakeBroker();
    const first = join(broker, 'c1', { rebalanceTimeoutUs: 7_000 * MS });
    for (const at of [1_000, 4_000, 6_500]) {
      advance(broker, at * MS - broker.now);
      join(broker, `c at ${at}`, { rebalanceTimeoutUs: 5_000 * MS });
    }
    // 3 s and 3 s of extension leave 1 s of the 7, whoever still comes.
    advance(broker, 500 * MS - 1);
    expect(answer(broker, first.id)).toBeUndefined();
    advance(broker, 1);
    expect(joinAnswer(broker, first.id).members).toHaveLength(4);
  });

  it('does not end early because everybody is there', () => {
    const broker = fakeBroker();
    const { id } = join(broker, 'c1');
    join(broker, 'c2');
    advance(broker, 3_000 * MS);
    expect(answer(broker, id)).toBeUndefined();
    advance(broker, 3_000 * MS);
    expect(joinAnswer(broker, id)).toMatchObject({ generation: 1 });
  });

  // In Kafka only the arrival of members respects the delay, not their removal.
  it.each([
    ['a member that waited 5 minutes', 400_000, 300_000],
    ['an id that nobody joined with', 60_000, 210_000],
  ])('ends early with the removal of %s', (_what, delayMs, endsAtMs) => {
    const broker = fakeBroker({ config: { 'group.initial.rebalance.delay.ms': delayMs } });
    const idOnly = delayMs === 60_000;
    if (!idOnly) join(broker, 'c1');
    advance(broker, 200_000 * MS);
    if (idOnly) send(broker, joinRequest('c1'));
    const c2 = join(broker, 'c2');
    advance(broker, (endsAtMs - 200_000) * MS - 1);
    expect(answer(broker, c2.id)).toBeUndefined();
    advance(broker, 1);
    expect(joinAnswer(broker, c2.id)).toMatchObject({ error: 'NONE', generation: 1 });
  });

  it('does without the delay if that is 0', () => {
    const broker = fakeBroker({ config: { 'group.initial.rebalance.delay.ms': 0 } });
    const { id } = join(broker, 'c1');
    advance(broker, 0);
    expect(joinAnswer(broker, id)).toMatchObject({ error: 'NONE', generation: 1 });
  });

  it('chooses the assignor that all know and most prefer, and tells only the leader of the others', () => {
    const broker = fakeBroker();
    const c1 = join(broker, 'c1', { protocols: ['sticky', 'roundrobin', 'range'], topics: ['a'] });
    const c2 = join(broker, 'c2', { protocols: ['range', 'roundrobin'], topics: ['a', 'b'] });
    const c3 = join(broker, 'c3', { protocols: ['range', 'roundrobin'], ownedPartitions: [{ topic: 'b', partition: 4 }] });
    advance(broker, 6_000 * MS);
    const leader = joinAnswer(broker, c1.id);
    expect(leader).toMatchObject({ protocol: 'range', leader: c1.memberId });
    expect(leader.members).toEqual([
      { memberId: c1.memberId, groupInstanceId: null, topics: ['a'], ownedPartitions: [] },
      { memberId: c2.memberId, groupInstanceId: null, topics: ['a', 'b'], ownedPartitions: [] },
      { memberId: c3.memberId, groupInstanceId: null, topics: ['orders'], ownedPartitions: [{ topic: 'b', partition: 4 }] },
    ]);
    expect(joinAnswer(broker, c2.id)).toMatchObject({ protocol: 'range', leader: c1.memberId, memberId: c2.memberId, members: [] });
    expect(factsOf(broker, 'GenerationStarted')).toEqual([
      {
        type: 'GenerationStarted',
        group: GROUP,
        generation: 1,
        protocol: 'range',
        leader: c1.memberId,
        members: [c1.memberId, c2.memberId, c3.memberId],
      },
    ]);
  });
});

describe('JoinGroup from a member', () => {
  it('in a stable group starts a rebalance if it leads', () => {
    const broker = fakeBroker();
    const [leader = '', follower = ''] = stableGroup(broker, ['c1', 'c2']);
    const id = rejoin(broker, leader);
    expect(answer(broker, id)).toBeUndefined();
    expect(group(broker).state).toBe('PreparingRebalance');
    expect(errorOf(broker, heartbeat(broker, follower, 1))).toBe('REBALANCE_IN_PROGRESS');
    rejoin(broker, follower);
    expect(joinAnswer(broker, id)).toMatchObject({ error: 'NONE', generation: 2, leader });
  });

  it('in a stable group only repeats the generation to an unchanged follower', () => {
    const broker = fakeBroker();
    const [leader = '', follower = ''] = stableGroup(broker, ['c1', 'c2']);
    const id = rejoin(broker, follower, { sessionTimeoutUs: 20_000 * MS });
    expect(joinAnswer(broker, id)).toEqual({
      api: 'JoinGroup',
      error: 'NONE',
      generation: 1,
      protocol: 'range',
      leader,
      memberId: follower,
      members: [],
    });
    expect(group(broker).state).toBe('Stable');
  });

  it.each([
    ['topics', { topics: ['orders', 'payments'] }],
    ['assignors', { protocols: ['range', 'roundrobin'] }],
    ['partitions held', { ownedPartitions: [{ topic: 'orders', partition: 1 }] }],
  ])('in a stable group starts a rebalance if its %s changed', (_what, change) => {
    const broker = fakeBroker();
    const [, follower = ''] = stableGroup(broker, ['c1', 'c2']);
    expect(answer(broker, rejoin(broker, follower, change))).toBeUndefined();
    expect(group(broker).state).toBe('PreparingRebalance');
    expect(factsOf(broker, 'RebalanceStarted').at(-1)?.reason).toBe('c2 changed its subscription');
  });

  it('before the assignment repeats the generation, or starts over if it changed', () => {
    const broker = fakeBroker();
    const { id, memberId } = join(broker, 'c1');
    advance(broker, 3_000 * MS);
    const again = rejoin(broker, memberId);
    expect(joinAnswer(broker, again)).toEqual(joinAnswer(broker, id));
    const changed = rejoin(broker, memberId, { topics: ['payments'] });
    // Alone in the group, it has everybody with it at once.
    expect(joinAnswer(broker, changed)).toMatchObject({ error: 'NONE', generation: 2 });
  });

  it('is known for what it said last', () => {
    const broker = fakeBroker();
    const [c1 = '', c2 = ''] = stableGroup(broker, ['c1', 'c2']);
    rejoin(broker, c2, { topics: ['payments'], rebalanceTimeoutUs: 20_000 * MS, sessionTimeoutUs: 30_000 * MS });
    const leader = rejoin(broker, c1, { rebalanceTimeoutUs: 20_000 * MS, sessionTimeoutUs: 30_000 * MS });
    expect(joinAnswer(broker, leader).members.map((member) => member.topics)).toEqual([['orders'], ['payments']]);
    // Neither sends SyncGroup: 20 s later they are out, long before the 60 s they first spoke of.
    advance(broker, 20_000 * MS);
    expect(group(broker)).toMatchObject({ state: 'Empty', generation: 3 });
  });

  it('compares the partitions held one by one', () => {
    const broker = fakeBroker();
    const [, c2 = ''] = stableGroup(broker, ['c1', 'c2'], { ownedPartitions: [{ topic: 'orders', partition: 1 }] });
    expect(errorOf(broker, rejoin(broker, c2, { ownedPartitions: [{ topic: 'orders', partition: 1 }] }))).toBe('NONE');
    rejoin(broker, c2, { ownedPartitions: [{ topic: 'orders', partition: 2 }] });
    expect(group(broker).state).toBe('PreparingRebalance');
  });

  it('follows the generations through', () => {
    const broker = fakeBroker();
    const members = stableGroup(broker, ['c1']);
    const c2 = join(broker, 'c2');
    expect(answer(broker, c2.id)).toBeUndefined();
    const c1 = rejoin(broker, members[0] ?? '');
    expect(joinAnswer(broker, c1).generation).toBe(2);
    expect(answerOf(broker, c2.id, 'JoinGroup').generation).toBe(2);
    syncAll(broker, [members[0] ?? '', c2.memberId], 2);
    expect(group(broker)).toMatchObject({ state: 'Stable', generation: 2 });
  });
});
