import { describe, expect, it } from 'vitest';
import { casesOf } from '../../../../test/conformance/cases.ts';
import type { TopicPartition } from '../types.ts';
import { advance, answer, answerOf, commit, errorOf, factsOf, fakeBroker, GROUP, group, MS, records, send } from './testing/fakeBroker.ts';
import type { FakeBroker } from './testing/fakeBroker.ts';
import { assignInTurn, commitOffset, fetchOffsets, heartbeat, join, leave, stableGroup, sync } from './testing/fakeMembers.ts';

const ORDERS_0: TopicPartition = { topic: 'orders', partition: 0 };

function committed(broker: FakeBroker): Record<string, number> {
  return Object.fromEntries(group(broker).offsets.map(({ topic, partition, offset }) => [`${topic}-${partition}`, offset]));
}

/** A group in the state, with the id and generation of its only member. */
const inState = {
  PREPARING_REBALANCE: (broker: FakeBroker) => {
    const [memberId = ''] = stableGroup(broker, ['c1']);
    join(broker, 'c2');
    return { memberId, generation: 1 };
  },
  COMPLETING_REBALANCE: (broker: FakeBroker) => {
    const { memberId } = join(broker, 'c1');
    advance(broker, 3_000 * MS);
    return { memberId, generation: 1 };
  },
  STABLE: (broker: FakeBroker) => ({ memberId: stableGroup(broker, ['c1'])[0] ?? '', generation: 1 }),
};

describe('committed offsets', () => {
  for (const c of casesOf<{ commits: [string, number, number][] }, Record<string, Record<string, number>>>('offsetFetchAt')) {
    it(c.id, () => {
      const broker = fakeBroker({ commits: 'by hand' });
      for (const [topic, partition, offset] of c.in.commits) commitOffset(broker, '', -1, offset, { topic, partition });
      const partitions = ['foo', 'bar'].flatMap((topic) => [0, 1].map((partition) => ({ topic, partition })));
      const fetch = fetchOffsets(broker, partitions);
      for (const [highWatermark, expected] of Object.entries(c.expect)) {
        expect(answer(broker, fetch)).toBeUndefined();
        commit(broker, Number(highWatermark));
        expect(committed(broker)).toEqual(expected);
      }
      expect(answerOf(broker, fetch, 'OffsetFetch').partitions).toEqual([
        { topic: 'foo', partition: 0, offset: 100, leaderEpoch: 0 },
        { topic: 'foo', partition: 1, offset: 111, leaderEpoch: 0 },
        { topic: 'bar', partition: 0, offset: 200, leaderEpoch: 0 },
        { topic: 'bar', partition: 1, offset: 210, leaderEpoch: 0 },
      ]);
    });
  }

  it('are -1 where there are none, in a known and an unknown group', () => {
    const broker = fakeBroker();
    const none = [{ ...ORDERS_0, offset: -1, leaderEpoch: -1 }];
    expect(answerOf(broker, fetchOffsets(broker, [ORDERS_0]), 'OffsetFetch')).toEqual({ api: 'OffsetFetch', error: 'NONE', partitions: none });
    stableGroup(broker, ['c1']);
    expect(answerOf(broker, fetchOffsets(broker, [ORDERS_0]), 'OffsetFetch').partitions).toEqual(none);
  });

  it('outlive the members', () => {
    const broker = fakeBroker();
    const [c1 = ''] = stableGroup(broker, ['c1']);
    commitOffset(broker, c1, 1, 42);
    leave(broker, c1);
    expect(answerOf(broker, fetchOffsets(broker, [ORDERS_0]), 'OffsetFetch').partitions[0]?.offset).toBe(42);
  });

  it('may go backwards, as after a seek', () => {
    const broker = fakeBroker();
    const [c1 = ''] = stableGroup(broker, ['c1']);
    commitOffset(broker, c1, 1, 42);
    commitOffset(broker, c1, 1, 7);
    expect(committed(broker)).toEqual({ 'orders-0': 7 });
  });
});

describe('OffsetCommit', () => {
  for (const c of casesOf<{ classicState: keyof typeof inState; generation: string }, string>('offsetCommit')) {
    it(c.id, () => {
      const broker = fakeBroker();
      const { memberId, generation } = inState[c.in.classicState](broker);
      expect(c.in.generation).toBe('current');
      expect(errorOf(broker, commitOffset(broker, memberId, generation, 5))).toBe(c.expect);
      expect(committed(broker)).toEqual({});
    });
  }

  it.each(['PREPARING_REBALANCE', 'STABLE'] as const)('is accepted in %s', (state) => {
    const broker = fakeBroker();
    const { memberId, generation } = inState[state](broker);
    expect(errorOf(broker, commitOffset(broker, memberId, generation, 5))).toBe('NONE');
    expect(committed(broker)).toEqual({ 'orders-0': 5 });
  });

  it('is written for each partition and answered when committed', () => {
    const broker = fakeBroker({ commits: 'by hand' });
    const [c1 = ''] = stableGroup(broker, ['c1']);
    const before = broker.log.length;
    const offsets = [0, 1].map((partition) => ({ topic: 'orders', partition, offset: 10 + partition, leaderEpoch: 3 }));
    const id = send(broker, { api: 'OffsetCommit', group: GROUP, generation: 1, memberId: c1, groupInstanceId: null, offsets });
    expect(records(broker).slice(before)).toEqual(offsets.map((offset) => ({ type: 'OffsetCommit', group: GROUP, ...offset })));
    commit(broker, before + 1);
    expect(answer(broker, id)).toBeUndefined();
    expect(factsOf(broker, 'OffsetsCommitted')).toEqual([]);
    commit(broker, before + 2);
    expect(answer(broker, id)).toEqual({
      api: 'OffsetCommit',
      partitions: [
        { topic: 'orders', partition: 0, error: 'NONE' },
        { topic: 'orders', partition: 1, error: 'NONE' },
      ],
    });
    expect(factsOf(broker, 'OffsetsCommitted')).toEqual([{ type: 'OffsetsCommitted', group: GROUP, client: 'c1', offsets }]);
  });

  it.each(['PREPARING_REBALANCE', 'COMPLETING_REBALANCE', 'STABLE'] as const)('checks member and generation in %s', (state) => {
    const broker = fakeBroker();
    const { memberId, generation } = inState[state](broker);
    expect(errorOf(broker, commitOffset(broker, memberId, generation - 1, 5))).toBe('ILLEGAL_GENERATION');
    expect(errorOf(broker, commitOffset(broker, memberId, generation + 1, 5))).toBe('ILLEGAL_GENERATION');
    expect(errorOf(broker, commitOffset(broker, 'c9-0000abcd', generation, 5))).toBe('UNKNOWN_MEMBER_ID');
    expect(errorOf(broker, commitOffset(broker, '', -1, 5))).toBe('UNKNOWN_MEMBER_ID');
    expect(records(broker).filter((record) => record.type === 'OffsetCommit')).toEqual([]);
  });

  it('from a member of a group that is not there is refused', () => {
    const broker = fakeBroker();
    expect(errorOf(broker, commitOffset(broker, 'c1-0000abcd', 1, 5))).toBe('GROUP_ID_NOT_FOUND');
  });

  it('from outside the group protocol is accepted while the group is empty', () => {
    const broker = fakeBroker();
    expect(errorOf(broker, commitOffset(broker, '', -1, 5))).toBe('NONE');
    const [c1 = ''] = stableGroup(broker, ['c1']);
    expect(errorOf(broker, commitOffset(broker, '', -1, 6))).toBe('UNKNOWN_MEMBER_ID');
    leave(broker, c1);
    expect(errorOf(broker, commitOffset(broker, '', -1, 7))).toBe('NONE');
    expect(committed(broker)).toEqual({ 'orders-0': 7 });
  });

  it('keeps the session alive', () => {
    const broker = fakeBroker();
    const [c1 = ''] = stableGroup(broker, ['c1']);
    advance(broker, 9_000 * MS);
    commitOffset(broker, c1, 1, 5);
    advance(broker, 9_000 * MS);
    expect(errorOf(broker, heartbeat(broker, c1, 1))).toBe('NONE');
  });

  it.each([
    ['NOT_ENOUGH_REPLICAS', 'COORDINATOR_NOT_AVAILABLE'],
    ['NOT_LEADER_OR_FOLLOWER', 'NOT_COORDINATOR'],
    ['UNKNOWN_TOPIC_OR_PARTITION', 'COORDINATOR_NOT_AVAILABLE'],
  ] as const)('fails when the log answers %s: %s', (error, told) => {
    const broker = fakeBroker();
    const [c1 = ''] = stableGroup(broker, ['c1']);
    broker.appendError = error;
    expect(errorOf(broker, commitOffset(broker, c1, 1, 5))).toBe(told);
    expect(committed(broker)).toEqual({});
  });

  it('fails when it is not committed within 5 s, and may take effect later all the same', () => {
    const broker = fakeBroker({ commits: 'by hand' });
    const [c1 = ''] = stableGroup(broker, ['c1']);
    const first = commitOffset(broker, c1, 1, 5);
    advance(broker, 3_000 * MS);
    const second = commitOffset(broker, c1, 1, 6);
    const fetch = fetchOffsets(broker, [ORDERS_0]);
    advance(broker, 2_000 * MS - 1);
    expect(answer(broker, first)).toBeUndefined();
    advance(broker, 1);
    expect(errorOf(broker, first)).toBe('COORDINATOR_NOT_AVAILABLE');
    expect(answer(broker, second)).toBeUndefined();
    advance(broker, 3_000 * MS);
    expect([errorOf(broker, second), errorOf(broker, fetch)]).toEqual(['COORDINATOR_NOT_AVAILABLE', 'COORDINATOR_NOT_AVAILABLE']);
    commit(broker);
    expect(committed(broker)).toEqual({ 'orders-0': 6 });
  });

  it('of nothing is answered with nothing', () => {
    const broker = fakeBroker();
    const [c1 = ''] = stableGroup(broker, ['c1']);
    const id = send(broker, { api: 'OffsetCommit', group: GROUP, generation: 1, memberId: c1, groupInstanceId: null, offsets: [] });
    expect(answer(broker, id)).toEqual({ api: 'OffsetCommit', partitions: [] });
    expect(factsOf(broker, 'OffsetsCommitted')).toEqual([]);
  });

  it('between generations is held back until the assignment is known', () => {
    const broker = fakeBroker({ commits: 'by hand' });
    const { memberId, generation } = inState.COMPLETING_REBALANCE(broker);
    sync(broker, memberId, generation, assignInTurn([memberId]));
    expect(errorOf(broker, commitOffset(broker, memberId, generation, 5))).toBe('REBALANCE_IN_PROGRESS');
    commit(broker);
    const id = commitOffset(broker, memberId, generation, 5);
    commit(broker);
    expect(errorOf(broker, id)).toBe('NONE');
  });
});
