import { describe, expect, it } from 'vitest';
import { onOffsetsPartitionElected, onOffsetsPartitionResigned, onPeerGone } from './coordinator.ts';
import { cloneGroupCoordinator } from './coordinatorState.ts';
import {
  advance,
  answer,
  answerOf,
  commit,
  errorOf,
  factsOf,
  fakeBroker,
  GROUP,
  group,
  joinAnswer,
  MS,
  send,
} from './testing/fakeBroker.ts';
import type { FakeBroker } from './testing/fakeBroker.ts';
import {
  assignInTurn,
  commitOffset,
  fetchOffsets,
  heartbeat,
  join,
  joinRequest,
  leave,
  rejoin,
  stableGroup,
  sync,
  syncAll,
} from './testing/fakeMembers.ts';

function resign(broker: FakeBroker): void {
  onOffsetsPartitionResigned(broker.state, broker.env, 0);
}

function elect(broker: FakeBroker): void {
  onOffsetsPartitionElected(broker.state, broker.env, 0, 1, broker.log);
}

/** The partition moves away and comes back: everything is rebuilt from the log. */
function failOver(broker: FakeBroker): void {
  resign(broker);
  elect(broker);
}

describe('a broker that does not lead the partition of the group', () => {
  it('answers everything with NOT_COORDINATOR', () => {
    const broker = fakeBroker();
    resign(broker);
    const memberId = 'c1-0000abcd';
    const requests = [
      send(broker, joinRequest('c1')),
      rejoin(broker, memberId),
      sync(broker, memberId, 1),
      heartbeat(broker, memberId, 1),
      leave(broker, memberId),
      commitOffset(broker, memberId, 1, 5),
      fetchOffsets(broker, [{ topic: 'orders', partition: 0 }]),
    ];
    for (const id of requests) expect(errorOf(broker, id)).toBe('NOT_COORDINATOR');
  });

  it('still refuses a session timeout out of bounds first', () => {
    const broker = fakeBroker();
    resign(broker);
    expect(errorOf(broker, send(broker, joinRequest('c1', { sessionTimeoutUs: 1 })))).toBe('INVALID_SESSION_TIMEOUT');
  });
});

describe('losing the partition', () => {
  it('sends away whoever waits in the join phase', () => {
    const broker = fakeBroker();
    const { id, memberId } = join(broker, 'c1');
    resign(broker);
    expect(joinAnswer(broker, id)).toMatchObject({ error: 'NOT_COORDINATOR', memberId });
    expect(broker.timers).toEqual([]);
  });

  it('forgets how long it would have waited for SyncGroup', () => {
    const broker = fakeBroker();
    join(broker, 'c1');
    advance(broker, 3_000 * MS);
    expect(broker.timers.map(({ timer }) => timer.kind)).toContain('groupSync');
    resign(broker);
    expect(broker.timers).toEqual([]);
  });

  it('sends away whoever waits for the assignment or for a commit', () => {
    const broker = fakeBroker({ commits: 'by hand' });
    const [c1 = '', c2 = ''] = stableGroup(broker, ['c1', 'c2']);
    const parked = [
      commitOffset(broker, c1, 1, 5),
      heartbeat(broker, c1, 1),
      fetchOffsets(broker, [{ topic: 'orders', partition: 0 }]),
      rejoin(broker, c1),
    ];
    resign(broker);
    for (const id of parked) expect(errorOf(broker, id)).toBe('NOT_COORDINATOR');
    elect(broker);
    const again = [rejoin(broker, c1), rejoin(broker, c2)];
    for (const id of again) expect(joinAnswer(broker, id).generation).toBe(2);
    const syncs = [sync(broker, c2, 2), sync(broker, c1, 2, assignInTurn([c1, c2]))];
    resign(broker);
    for (const id of syncs) expect(errorOf(broker, id)).toBe('NOT_COORDINATOR');
    expect(broker.timers).toEqual([]);
  });

  it('leaves no timer behind', () => {
    const broker = fakeBroker();
    const [c1 = ''] = stableGroup(broker, ['c1', 'c2', 'c3'], {}, ['i1']);
    const c1Again = join(broker, 'c1', { groupInstanceId: 'i1' });
    expect(joinAnswer(broker, c1Again.id).memberId).not.toBe(c1);
    send(broker, joinRequest('c4'));
    leave(broker, joinAnswer(broker, send(broker, joinRequest('c5'))).memberId);
    leave(broker, joinAnswer(broker, c1Again.id).memberId);
    resign(broker);
    expect(broker.timers).toEqual([]);
  });
});

describe('getting the partition', () => {
  it('brings back the last of each group and offset', () => {
    const broker = fakeBroker();
    const members = stableGroup(broker, ['c1', 'c2']);
    commitOffset(broker, members[0] ?? '', 1, 5);
    commitOffset(broker, members[0] ?? '', 1, 8);
    commitOffset(broker, members[1] ?? '', 1, 3, { topic: 'orders', partition: 1 });
    rejoin(broker, members[0] ?? '');
    rejoin(broker, members[1] ?? '');
    syncAll(broker, members, 2);
    const before = group(broker);
    failOver(broker);
    expect(group(broker)).toEqual(before);
    expect(factsOf(broker, 'CoordinatorLoaded')).toEqual([{ type: 'CoordinatorLoaded', broker: 1, partition: 0 }]);
    expect(errorOf(broker, heartbeat(broker, members[1] ?? '', 2))).toBe('NONE');
    const fetch = fetchOffsets(broker, [{ topic: 'orders', partition: 0 }]);
    expect(answerOf(broker, fetch, 'OffsetFetch').partitions[0]?.offset).toBe(8);
  });

  it('gives every member a fresh session', () => {
    const broker = fakeBroker();
    const [c1 = '', c2 = ''] = stableGroup(broker, ['c1', 'c2']);
    advance(broker, 9_999 * MS);
    failOver(broker);
    advance(broker, 9_999 * MS);
    heartbeat(broker, c1, 1);
    advance(broker, 1 * MS);
    expect(factsOf(broker, 'MemberRemoved').map((fact) => fact.memberId)).toEqual([c2]);
  });

  it('forgets a rebalance that was under way: the members go on in the generation before', () => {
    const broker = fakeBroker();
    const [c1 = ''] = stableGroup(broker, ['c1']);
    const c2 = join(broker, 'c2');
    failOver(broker);
    expect(group(broker)).toMatchObject({ state: 'Stable', generation: 1 });
    expect(errorOf(broker, heartbeat(broker, c1, 1))).toBe('NONE');
    expect(errorOf(broker, rejoin(broker, c2.memberId))).toBe('UNKNOWN_MEMBER_ID');
  });

  it('knows static members by their instance', () => {
    const broker = fakeBroker();
    const [old = ''] = stableGroup(broker, ['c1'], {}, ['i1']);
    failOver(broker);
    const { id } = join(broker, 'c1', { groupInstanceId: 'i1' });
    expect(joinAnswer(broker, id)).toMatchObject({ error: 'NONE', generation: 1 });
    expect(errorOf(broker, heartbeat(broker, old, 1, 'i1'))).toBe('FENCED_INSTANCE_ID');
  });

  it('knows the offsets of a group that never had a member', () => {
    const broker = fakeBroker();
    commitOffset(broker, '', -1, 5);
    failOver(broker);
    expect(group(broker)).toMatchObject({ state: 'Empty', generation: 0, offsets: [{ topic: 'orders', partition: 0, offset: 5 }] });
  });

  it('rebalances a group that is larger than this broker allows', () => {
    const broker = fakeBroker();
    stableGroup(broker, ['c1', 'c2', 'c3']);
    const smaller = fakeBroker({ config: { 'group.max.size': 2 } });
    resign(smaller);
    smaller.log.push(...broker.log);
    elect(smaller);
    expect(group(smaller).state).toBe('PreparingRebalance');
    const [a, b, c] = group(smaller).members.map(({ memberId }) => rejoin(smaller, memberId));
    expect(errorOf(smaller, c ?? 0)).toBe('GROUP_MAX_SIZE_REACHED');
    expect(factsOf(smaller, 'MemberRemoved').map(({ client, reason }) => [client, reason])).toEqual([['c3', 'group full']]);
    advance(smaller, 60_000 * MS);
    for (const id of [a, b]) expect(joinAnswer(smaller, id ?? 0)).toMatchObject({ error: 'NONE', generation: 2 });
  });

  it('a second time without having lost it changes nothing', () => {
    const broker = fakeBroker();
    const { id } = join(broker, 'c1');
    onOffsetsPartitionElected(broker.state, broker.env, 0, 5, broker.log);
    advance(broker, 3_000 * MS);
    expect(joinAnswer(broker, id)).toMatchObject({ error: 'NONE', generation: 1 });
  });

  it('gives every record an id of its own, before and after', () => {
    const broker = fakeBroker();
    const [c1 = ''] = stableGroup(broker, ['c1']);
    commitOffset(broker, c1, 1, 5);
    failOver(broker);
    commitOffset(broker, c1, 1, 6);
    commitOffset(broker, c1, 1, 7);
    expect(new Set(broker.log.map((record) => record.id)).size).toBe(broker.log.length);
  });
});

describe('a client whose connection broke', () => {
  it('stays a member until its session ends, and its commits count', () => {
    const broker = fakeBroker({ commits: 'by hand' });
    const [c1 = ''] = stableGroup(broker, ['c1']);
    const written = commitOffset(broker, c1, 1, 5);
    const beat = heartbeat(broker, c1, 1);
    // The harness gives every request a connection of its own, of the same number.
    onPeerGone(broker.state, written);
    onPeerGone(broker.state, beat);
    commit(broker);
    expect([answer(broker, written), answer(broker, beat)]).toEqual([undefined, undefined]);
    expect(group(broker).offsets).toMatchObject([{ offset: 5 }]);
    expect(group(broker)).toMatchObject({ state: 'Stable', members: [{ memberId: c1 }] });
  });
});

describe('cloneGroupCoordinator', () => {
  /** A busy moment: a stable group with offsets on their way, one in its first rebalance, one without its assignment. */
  function busy(): FakeBroker {
    const broker = fakeBroker({ commits: 'by hand' });
    const [c1 = ''] = stableGroup(broker, ['c1', 'c2']);
    commitOffset(broker, c1, 1, 5);
    commit(broker);
    const e1 = join(broker, 'e1', { group: 'audit' });
    join(broker, 'e2', { group: 'audit' });
    advance(broker, 6_000 * MS);
    join(broker, 'd1', { group: 'billing' });
    send(broker, joinRequest('d2', { group: 'billing' }));
    commitOffset(broker, c1, 1, 6);
    heartbeat(broker, c1, 1);
    expect(errorOf(broker, e1.id)).toBe('NONE');
    return broker;
  }

  it('is equal and shares nothing that changes', () => {
    const broker = busy();
    const copy = cloneGroupCoordinator(broker.state);
    const frozen = structuredClone(broker.state);
    expect(copy).toEqual(broker.state);
    commit(broker);
    advance(broker, 2_000 * MS);
    for (const { memberId } of group(broker).members) heartbeat(broker, memberId, 1);
    join(broker, 'c3');
    const { memberId: e1 = '' } = group(broker, 'audit').members[0] ?? {};
    send(broker, { api: 'SyncGroup', group: 'audit', generation: 1, memberId: e1, groupInstanceId: null, assignments: [] });
    advance(broker, 100_000 * MS);
    // Nobody is heard of again: the next generation begins with the newcomers, then the group empties.
    expect(group(broker, 'billing')).toMatchObject({ state: 'Empty', generation: 2 });
    expect(group(broker, GROUP)).toMatchObject({ state: 'Empty', generation: 3 });
    expect(copy).toEqual(frozen);
  });

  it('goes on exactly as the original does', () => {
    const go = (broker: FakeBroker): unknown => {
      commit(broker);
      const { memberId = '' } = group(broker).members[0] ?? {};
      commitOffset(broker, memberId, 1, 9);
      leave(broker, memberId);
      commit(broker);
      advance(broker, 100_000 * MS);
      return [broker.facts, broker.answered, [...broker.answers], broker.log, broker.state];
    };
    const copied = busy();
    copied.state = cloneGroupCoordinator(copied.state);
    expect(go(copied)).toEqual(go(busy()));
  });
});
