import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../protocol/errors.ts';
import type { OffsetCommitRequest, OffsetCommitResponse } from '../../protocol/groups.ts';
import { closeConsumer } from './consumerRole.ts';
import { describeConsumer } from './describeConsumer.ts';
import {
  addConsumer,
  askedOf,
  contextOf,
  createHarness,
  factsOf,
  MS,
  polledIds,
  produce,
  run,
  SECOND,
  type Harness,
} from './testing/fakeCluster.ts';
import { startRebalance } from './testing/fakeGroup.ts';

function refusal(request: OffsetCommitRequest, error: ErrorCode): OffsetCommitResponse {
  return { api: 'OffsetCommit', partitions: request.offsets.map(({ topic, partition }) => ({ topic, partition, error })) };
}

function refuseCommits(harness: Harness, count: number, error: ErrorCode): void {
  let left = count;
  harness.cluster.script = (request) => {
    if (left === 0 || request.api !== 'OffsetCommit') return null;
    left -= 1;
    return refusal(request, error);
  };
}

const MANUAL = { 'enable.auto.commit': false };

describe('auto-commit', () => {
  it('commits every interval from the assignment on, even when nothing has moved', () => {
    const harness = createHarness({ topics: { orders: [1] } });
    const consumer = addConsumer(harness);
    run(harness, 100 * MS);
    const assignedAt = factsOf(harness, 'PartitionsAssigned')[0]?.at ?? 0;
    run(harness, 16 * SECOND);
    const commits = askedOf(harness, 'OffsetCommit');
    // Half a millisecond on the wire.
    expect(commits.map(({ at }) => at - assignedAt)).toEqual([5, 10, 15].map((s) => s * SECOND + 500));
    expect(commits[0]?.request).toMatchObject({ generation: 1, memberId: 'c1-1', offsets: [{ topic: 'orders', partition: 0, offset: 0 }] });
    expect(describeConsumer(consumer).partitions).toMatchObject([{ committed: 0 }]);
  });

  it('never commits a record that is still being processed', () => {
    const harness = createHarness({ topics: { orders: [1] } });
    addConsumer(harness, { processingUs: 400 * MS, config: { 'max.poll.records': 7, 'auto.commit.interval.ms': 1_000 } });
    run(harness, 100 * MS);
    produce(harness, 'orders-0', 50);
    run(harness, 30 * SECOND);
    expect(polledIds(harness)).toHaveLength(50);
    const polls = factsOf(harness, 'RecordsPolled');
    expect(polls.slice(0, 3).map(({ from, to }) => [from, to])).toEqual([[0, 7], [7, 14], [14, 21]]);
    expect(polls[1]?.at).toBe((polls[0]?.at ?? 0) + 7 * 400 * MS);
    const commits = askedOf(harness, 'OffsetCommit');
    expect(commits.length).toBeGreaterThan(6);
    for (const { at, request } of commits) {
      const processed = polls.filter((poll) => poll.at + (poll.to - poll.from) * 400 * MS <= at).at(-1)?.to ?? 0;
      expect(request.offsets[0]?.offset).toBeLessThanOrEqual(processed);
    }
  });

  it('tries again soon after an error that passes', () => {
    const harness = createHarness({ topics: { orders: [1] } });
    addConsumer(harness);
    run(harness, SECOND);
    refuseCommits(harness, 1, 'COORDINATOR_LOAD_IN_PROGRESS');
    run(harness, 6 * SECOND);
    const times = askedOf(harness, 'OffsetCommit').map(({ at }) => at);
    // The answer takes half a millisecond, and so does the next request.
    expect(times.map((at) => at - (times[0] ?? 0))).toEqual([0, 101 * MS]);
    expect(factsOf(harness, 'CommitFailed')).toEqual([]);
  });

  it.each(['NOT_COORDINATOR', 'COORDINATOR_NOT_AVAILABLE', 'REQUEST_TIMED_OUT'] as const)('looks for the coordinator on %s and commits there', (error) => {
    const harness = createHarness({ topics: { orders: [1] } });
    addConsumer(harness);
    run(harness, SECOND);
    refuseCommits(harness, 1, error);
    run(harness, 7 * SECOND);
    expect(askedOf(harness, 'FindCoordinator')).toHaveLength(2);
    expect(askedOf(harness, 'OffsetCommit')).toHaveLength(2);
  });

  it.each([
    ['UNKNOWN_MEMBER_ID', 'PartitionsLost', ''],
    ['ILLEGAL_GENERATION', 'PartitionsLost', 'c1-1'],
    ['REBALANCE_IN_PROGRESS', 'PartitionsRevoked', 'c1-1'],
  ] as const)('rejoins on %s', (error, fact, memberId) => {
    const harness = createHarness({ topics: { orders: [1] } });
    addConsumer(harness);
    run(harness, SECOND);
    refuseCommits(harness, 1, error);
    run(harness, 5_500 * MS);
    expect(factsOf(harness, 'CommitFailed')[0]).toMatchObject({ consumer: 'c1', group: 'g', error });
    expect(factsOf(harness, fact)).toHaveLength(1);
    expect(askedOf(harness, 'JoinGroup')[2]?.request.memberId).toBe(memberId);
  });
});

describe('the commit before a rebalance', () => {
  it('holds fetching and handing out back until it is answered', () => {
    const harness = createHarness({ topics: { orders: [1] } });
    addConsumer(harness);
    run(harness, SECOND);
    produce(harness, 'orders-0', 2);
    run(harness, 2 * SECOND);
    startRebalance(harness.cluster.group);
    let silentUntil = 10 * SECOND;
    harness.cluster.script = (request, _broker, at) => {
      if (request.api !== 'OffsetCommit' || at >= silentUntil) return null;
      silentUntil = at;
      return refusal(request, 'COORDINATOR_LOAD_IN_PROGRESS');
    };
    run(harness, 3_050 * MS);
    const fetchesBefore = askedOf(harness, 'Fetch').length;
    produce(harness, 'orders-0', 2);
    run(harness, 3_100 * MS);
    // The parked fetch was answered; what it brought stays in the buffer and is dropped.
    expect(polledIds(harness)).toHaveLength(2);
    expect(askedOf(harness, 'Fetch')).toHaveLength(fetchesBefore);
    expect(factsOf(harness, 'PartitionsRevoked')).toHaveLength(0);
    run(harness, 3_500 * MS);
    expect(harness.cluster.group.committed.get('orders-0')).toBe(2);
    expect(factsOf(harness, 'PartitionsRevoked')).toHaveLength(1);
    // In the next generation the two records come once, after the committed offset.
    expect(polledIds(harness)).toEqual(['orders-0@0', 'orders-0@1', 'orders-0@2', 'orders-0@3']);
  });

  it('stops fetches to all brokers meanwhile', () => {
    const harness = createHarness({ brokers: 2, topics: { orders: [1, 2] } });
    addConsumer(harness);
    run(harness, 2 * SECOND);
    startRebalance(harness.cluster.group);
    harness.cluster.script = (request, _broker, at) =>
      request.api === 'OffsetCommit' && at < 6 * SECOND ? refusal(request, 'COORDINATOR_LOAD_IN_PROGRESS') : null;
    run(harness, 8 * SECOND);
    // The heartbeat at 3 s tells of the rebalance; by 3.6 s every fetch that was parked then has come back.
    const fetches = askedOf(harness, 'Fetch').map(({ at }) => at);
    expect(fetches.filter((at) => at > 3_600 * MS && at < 6 * SECOND)).toEqual([]);
    expect(fetches.filter((at) => at > 6 * SECOND).length).toBeGreaterThan(0);
  });

  it('is given up after max.poll.interval.ms', () => {
    const harness = createHarness({ topics: { orders: [1] } });
    addConsumer(harness, { config: { 'max.poll.interval.ms': 10_000, 'auto.commit.interval.ms': 1_000_000 } });
    run(harness, SECOND);
    produce(harness, 'orders-0', 2);
    startRebalance(harness.cluster.group);
    harness.cluster.script = (request) => (request.api === 'OffsetCommit' ? refusal(request, 'COORDINATOR_LOAD_IN_PROGRESS') : null);
    run(harness, 20 * SECOND);
    const asked = askedOf(harness, 'OffsetCommit');
    const revoked = factsOf(harness, 'PartitionsRevoked');
    expect(revoked).toHaveLength(1);
    expect((revoked[0]?.at ?? 0) - (asked[0]?.at ?? 0)).toBe(10 * SECOND - 500);
  });
});

describe('an application that commits itself', () => {
  it('commits each batch when it is processed, and polls again when that is answered', () => {
    const harness = createHarness({ topics: { orders: [1] } });
    const consumer = addConsumer(harness, { processingUs: 10 * MS, config: { ...MANUAL, 'max.poll.records': 10 } });
    run(harness, 100 * MS);
    produce(harness, 'orders-0', 25);
    run(harness, 20 * SECOND);
    expect(askedOf(harness, 'OffsetCommit').map(({ request }) => request.offsets[0]?.offset)).toEqual([10, 20, 25]);
    const polls = factsOf(harness, 'RecordsPolled').map(({ at }) => at);
    // 10 records of 10 ms, and a round trip for the commit.
    expect((polls[1] ?? 0) - (polls[0] ?? 0)).toBe(101 * MS);
    expect(describeConsumer(consumer).partitions).toMatchObject([{ position: 25, committed: 25, lag: 0 }]);
  });

  it('tries for a minute and then goes on', () => {
    const harness = createHarness({ topics: { orders: [1] } });
    addConsumer(harness, { config: { ...MANUAL, 'request.timeout.ms': 1_000_000 } });
    run(harness, 100 * MS);
    harness.cluster.script = (request) => (request.api === 'OffsetCommit' ? refusal(request, 'COORDINATOR_LOAD_IN_PROGRESS') : null);
    produce(harness, 'orders-0', 1);
    run(harness, 50 * SECOND);
    produce(harness, 'orders-0', 1);
    run(harness, 60_099 * MS);
    expect(polledIds(harness)).toHaveLength(1);
    run(harness, 62 * SECOND);
    expect(factsOf(harness, 'CommitFailed')).toMatchObject([{ error: 'REQUEST_TIMED_OUT', at: 60 * SECOND + 100 * MS + 500 }]);
    expect(polledIds(harness)).toHaveLength(2);
  });
});

describe('closing', () => {
  it('commits, gives the partitions up, leaves, ends its fetch sessions and is gone', () => {
    const harness = createHarness({ topics: { orders: [1] } });
    const consumer = addConsumer(harness);
    run(harness, 100 * MS);
    produce(harness, 'orders-0', 3);
    run(harness, SECOND);
    closeConsumer(consumer, contextOf(harness, consumer));
    expect(describeConsumer(consumer).status).toBe('closing');
    run(harness, 2 * SECOND);
    const tail = harness.cluster.asked.filter(({ at }) => at > SECOND).map(({ request }) => request);
    expect(tail).toMatchObject([
      { api: 'OffsetCommit', offsets: [{ offset: 3 }] },
      { api: 'LeaveGroup', memberId: 'c1-1' },
      { api: 'Fetch', sessionId: 1, sessionEpoch: -1 },
    ]);
    expect(factsOf(harness, 'PartitionsRevoked')).toHaveLength(1);
    expect(describeConsumer(consumer)).toMatchObject({ status: 'stopped', partitions: [] });
    expect(harness.sim.control.statusOf(consumer.node)).toBe('dead');
    const count = harness.cluster.asked.length;
    run(harness, 100 * SECOND);
    expect(harness.cluster.asked).toHaveLength(count);
    expect(harness.sim.state.queue).toEqual([]);
  });

  it('lets the application finish what it processes', () => {
    const harness = createHarness({ topics: { orders: [1] } });
    const consumer = addConsumer(harness, { processingUs: SECOND });
    run(harness, 100 * MS);
    produce(harness, 'orders-0', 3);
    run(harness, SECOND);
    closeConsumer(consumer, contextOf(harness, consumer));
    run(harness, 3 * SECOND);
    expect(askedOf(harness, 'LeaveGroup')).toEqual([]);
    run(harness, 4 * SECOND);
    expect(harness.cluster.group.committed.get('orders-0')).toBe(3);
    expect(describeConsumer(consumer).status).toBe('stopped');
  });

  it('commits nothing of its own without auto-commit', () => {
    const harness = createHarness({ topics: { orders: [1] } });
    const consumer = addConsumer(harness, { config: MANUAL });
    run(harness, SECOND);
    closeConsumer(consumer, contextOf(harness, consumer));
    run(harness, 2 * SECOND);
    expect(askedOf(harness, 'OffsetCommit')).toEqual([]);
    expect(askedOf(harness, 'LeaveGroup')).toHaveLength(1);
  });

  it('does not leave as a static member', () => {
    const harness = createHarness({ topics: { orders: [1] } });
    const consumer = addConsumer(harness, { config: { 'group.instance.id': 'i1' } });
    run(harness, SECOND);
    closeConsumer(consumer, contextOf(harness, consumer));
    run(harness, 2 * SECOND);
    expect(askedOf(harness, 'LeaveGroup')).toEqual([]);
    expect(describeConsumer(consumer).status).toBe('stopped');
  });

  it('gives up after 30 seconds without answers', () => {
    const harness = createHarness({ topics: { orders: [1] } });
    const consumer = addConsumer(harness, { config: { 'request.timeout.ms': 60_000 } });
    run(harness, SECOND);
    harness.cluster.script = (request) => (request.api === 'OffsetCommit' ? refusal(request, 'COORDINATOR_LOAD_IN_PROGRESS') : null);
    closeConsumer(consumer, contextOf(harness, consumer));
    run(harness, 30_999 * MS);
    expect(describeConsumer(consumer).status).toBe('closing');
    run(harness, 31_010 * MS);
    expect(describeConsumer(consumer).status).toBe('stopped');
  });
});
