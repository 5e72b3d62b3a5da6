import { describe, expect, it } from 'vitest';
import type { GroupDetail, GroupMember } from '../../scene/groups/types.ts';
import { deadlineOf } from './sentences.ts';

const MEMBER: GroupMember = { memberId: 'c1-1', client: 'c1', consumer: 'consumer:c1', instanceId: null, isLeader: false, process: 'running', step: 'joined', sessionEndsAt: null, sessionTimeoutUs: 45_000_000, assigned: 1, reads: 1, fetchPaused: false, unread: null, subscribed: ['orders'] };
const rebalance: GroupDetail['rebalance'] = { phase: 'join', isInitial: false, endsAt: 310_000_000, expected: 0 };
const group = (...members: readonly Partial<GroupMember>[]): Parameters<typeof deadlineOf>[0] => ({ state: 'PreparingRebalance', rebalance, members: members.map((one) => ({ ...MEMBER, ...one })) });

describe('what a rebalance waits for at most', () => {
  it('is the session of a member that is gone, which ends long before max.poll.interval.ms', () => {
    expect(deadlineOf(group({}, { client: 'c2', process: 'gone', step: 'awaited', sessionEndsAt: 51_000_000 }))).toEqual({ words: 'c2 is removed when its session ends, in {time}.', at: 51_000_000 });
  });

  it('is the first of several sessions, and others have longer', () => {
    const two = group({ client: 'c2', process: 'gone', step: 'awaited', sessionEndsAt: 51_000_000 }, { client: 'c3', process: 'paused', step: 'awaited', sessionEndsAt: 40_000_000 }, { client: 'c4', step: 'awaited', sessionEndsAt: 49_000_000 });
    expect(deadlineOf(two)).toEqual({ words: 'c3 is removed when its session ends, in {time}; the others have longer.', at: 40_000_000 });
  });

  it('is the time for all while those who are waited for run and send heartbeats', () => {
    expect(deadlineOf(group({ step: 'awaited', sessionEndsAt: 49_000_000 }))).toEqual({ words: 'Who has not joined is removed in {time}.', at: 310_000_000 });
    expect(deadlineOf({ ...group({}), rebalance: null })).toBeNull();
  });
});
