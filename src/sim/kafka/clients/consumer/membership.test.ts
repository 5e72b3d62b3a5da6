import { describe, expect, it } from 'vitest';
import type { HeartbeatResponse, JoinGroupResponse } from '../../protocol/groups.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import { describeConsumer } from './describeConsumer.ts';
import {
  addConsumer,
  askedOf,
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

function heartbeatAnswer(error: ErrorCode): HeartbeatResponse {
  return { api: 'Heartbeat', error };
}

/** Answers the next heartbeat, and only that, with an error. */
function failNextHeartbeat(harness: Harness, error: ErrorCode): void {
  let done = false;
  harness.cluster.script = (request) => {
    if (done || request.api !== 'Heartbeat') return null;
    done = true;
    return heartbeatAnswer(error);
  };
}

function joinRefusal(error: ErrorCode): JoinGroupResponse {
  return { api: 'JoinGroup', error, generation: -1, protocol: null, leader: '', memberId: '', members: [] };
}

function apisAfter(harness: Harness, at: number): string[] {
  return harness.cluster.asked.filter((asked) => asked.at > at && asked.request.api !== 'Fetch').map(({ request }) => request.api);
}

describe('joining a group', () => {
  it('asks for a member id, joins, assigns as leader, looks up positions and reads', () => {
    const harness = createHarness({ topics: { orders: [1, 1] } });
    const consumer = addConsumer(harness);
    expect(describeConsumer(consumer).status).toBe('created');
    run(harness, 2 * MS);
    expect(describeConsumer(consumer).status).toBe('joining');
    run(harness, 100 * MS);
    produce(harness, 'orders-1', 3);
    run(harness, 200 * MS);
    expect(harness.cluster.asked.map(({ request }) => request.api)).toEqual([
      'FindCoordinator',
      'Metadata',
      'JoinGroup',
      'JoinGroup',
      'SyncGroup',
      'OffsetFetch',
      'ListOffsets',
      'Fetch',
      'Fetch',
    ]);
    expect(askedOf(harness, 'JoinGroup').map(({ request }) => request.memberId)).toEqual(['', 'c1-1']);
    expect(polledIds(harness)).toEqual(['orders-1@0', 'orders-1@1', 'orders-1@2']);
    expect(describeConsumer(consumer)).toMatchObject({
      status: 'stable',
      memberId: 'c1-1',
      generation: 1,
      isLeader: true,
      coordinator: 1,
      partitions: [
        { topic: 'orders', partition: 0, position: 0, committed: null, highWatermark: 0, lag: 0 },
        { topic: 'orders', partition: 1, position: 3, committed: null, highWatermark: 3, lag: 0 },
      ],
    });
  });

  it('shares partitions by range, gives everything up before it rejoins, and goes on from the committed offsets', () => {
    const harness = createHarness({ topics: { orders: [1, 1, 1] } });
    const first = addConsumer(harness);
    run(harness, 100 * MS);
    produce(harness, 'orders-2', 4);
    run(harness, 200 * MS);
    const second = addConsumer(harness, { id: 'c2' });
    run(harness, 6 * SECOND);
    expect(factsOf(harness, 'PartitionsRevoked')).toMatchObject([
      { consumer: 'c1', partitions: [{ partition: 0 }, { partition: 1 }, { partition: 2 }] },
    ]);
    expect(describeConsumer(first)).toMatchObject({ isLeader: true, partitions: [{ partition: 0 }, { partition: 1 }] });
    // The first member committed offset 4 before it gave the partition up.
    expect(describeConsumer(second)).toMatchObject({ isLeader: false, generation: 2, partitions: [{ partition: 2, position: 4, committed: 4 }] });
    expect(polledIds(harness)).toHaveLength(4);
  });

  it('tells a member that is left without partitions so', () => {
    const harness = createHarness({ topics: { orders: [1] } });
    addConsumer(harness);
    addConsumer(harness, { id: 'c2' });
    run(harness, 6 * SECOND);
    const last = factsOf(harness, 'PartitionsAssigned').filter(({ consumer }) => consumer === 'c2').at(-1);
    expect(last?.partitions).toEqual([]);
  });

  it('uses the assignor that the group chose', () => {
    const harness = createHarness({ topics: { a: [1], b: [1] } });
    const config = { 'partition.assignment.strategy': 'roundrobin' };
    const first = addConsumer(harness, { topics: ['a', 'b'], config });
    const second = addConsumer(harness, { id: 'c2', topics: ['a', 'b'], config });
    run(harness, 6 * SECOND);
    expect(describeConsumer(first).partitions).toMatchObject([{ topic: 'a' }]);
    expect(describeConsumer(second).partitions).toMatchObject([{ topic: 'b' }]);
  });

  it('waits for metadata of topics that only other members read before it assigns them', () => {
    const harness = createHarness({ topics: { orders: [1], payments: [1, 1] } });
    addConsumer(harness);
    run(harness, SECOND);
    const second = addConsumer(harness, { id: 'c2', topics: ['payments'] });
    run(harness, 6 * SECOND);
    const requests = askedOf(harness, 'Metadata').filter(({ from }) => from === 1);
    expect(requests.at(-1)?.request.topics).toEqual(['orders', 'payments']);
    expect(describeConsumer(second).partitions).toMatchObject([{ partition: 0 }, { partition: 1 }]);
  });

  it.each([
    ['COORDINATOR_LOAD_IN_PROGRESS', ['JoinGroup', 'SyncGroup', 'OffsetFetch', 'ListOffsets'], 100],
    ['NOT_COORDINATOR', ['FindCoordinator', 'JoinGroup', 'SyncGroup', 'OffsetFetch', 'ListOffsets'], 100],
    ['REBALANCE_IN_PROGRESS', ['JoinGroup', 'SyncGroup', 'OffsetFetch', 'ListOffsets'], 0],
  ] as const)('joins again after %s', (error, expected, backoffMs) => {
    const harness = createHarness({ topics: { orders: [1] } });
    let refusedAt = 0;
    harness.cluster.script = (request, _broker, at) => {
      if (refusedAt > 0 || request.api !== 'JoinGroup' || request.memberId === '') return null;
      refusedAt = at;
      return joinRefusal(error);
    };
    const consumer = addConsumer(harness);
    run(harness, SECOND);
    expect(apisAfter(harness, refusedAt).filter((api) => api !== 'Metadata')).toEqual(expected);
    const again = askedOf(harness, 'JoinGroup').at(-1);
    expect((again?.at ?? 0) - refusedAt).toBeGreaterThanOrEqual(backoffMs * MS);
    expect(describeConsumer(consumer).status).toBe('stable');
  });

  it('asks for a new member id when the group has forgotten its own', () => {
    const harness = createHarness({ topics: { orders: [1] } });
    let refused = false;
    harness.cluster.script = (request) => {
      if (refused || request.api !== 'JoinGroup' || request.memberId === '') return null;
      refused = true;
      return joinRefusal('UNKNOWN_MEMBER_ID');
    };
    addConsumer(harness);
    run(harness, SECOND);
    expect(askedOf(harness, 'JoinGroup').map(({ request }) => request.memberId)).toEqual(['', 'c1-1', '', 'c1-2']);
  });

  it.each(['INCONSISTENT_GROUP_PROTOCOL', 'INVALID_SESSION_TIMEOUT', 'FENCED_INSTANCE_ID'] as const)('fails for good on %s', (error) => {
    const harness = createHarness({ topics: { orders: [1] } });
    harness.cluster.script = (request) => (request.api === 'JoinGroup' ? joinRefusal(error) : null);
    const consumer = addConsumer(harness);
    run(harness, 10 * SECOND);
    expect(factsOf(harness, 'ConsumerFailed')).toMatchObject([{ consumer: 'c1', reason: error }]);
    expect(describeConsumer(consumer)).toMatchObject({ status: 'failed', failure: error });
    expect(askedOf(harness, 'JoinGroup')).toHaveLength(1);
  });

  it('rejoins when SyncGroup finds the group rebalancing, and keeps its member id', () => {
    const harness = createHarness({ topics: { orders: [1] } });
    let refused = false;
    harness.cluster.script = (request) => {
      if (refused || request.api !== 'SyncGroup') return null;
      refused = true;
      return { api: 'SyncGroup', error: 'REBALANCE_IN_PROGRESS', assignment: [] };
    };
    const consumer = addConsumer(harness);
    run(harness, SECOND);
    expect(askedOf(harness, 'JoinGroup').map(({ request }) => request.memberId)).toEqual(['', 'c1-1', 'c1-1']);
    expect(describeConsumer(consumer)).toMatchObject({ status: 'stable', generation: 2 });
  });
});

describe('the heartbeat thread', () => {
  it('sends a heartbeat every interval, also while the application processes for long', () => {
    const harness = createHarness({ topics: { orders: [1] } });
    addConsumer(harness, { processingUs: 20 * SECOND });
    run(harness, 100 * MS);
    produce(harness, 'orders-0', 1);
    run(harness, 15 * SECOND);
    const times = askedOf(harness, 'Heartbeat').map(({ at }) => at);
    expect(times).toHaveLength(4);
    expect(times.slice(1).map((at, index) => at - (times[index] ?? 0))).toEqual([3 * SECOND, 3 * SECOND, 3 * SECOND]);
    // The fetch that was sent before the application got its records stays parked; the poll loop stands still.
    expect(askedOf(harness, 'OffsetCommit')).toHaveLength(0);
  });

  it('rejoins on REBALANCE_IN_PROGRESS once the application polls again, and heartbeats until then', () => {
    const harness = createHarness({ topics: { orders: [1] } });
    const consumer = addConsumer(harness, { processingUs: 10 * SECOND });
    run(harness, 100 * MS);
    produce(harness, 'orders-0', 1);
    run(harness, SECOND);
    startRebalance(harness.cluster.group);
    run(harness, 9 * SECOND);
    expect(describeConsumer(consumer)).toMatchObject({ status: 'rebalancing', application: 'processing' });
    expect(askedOf(harness, 'JoinGroup')).toHaveLength(2);
    expect(askedOf(harness, 'Heartbeat')).toHaveLength(2);
    run(harness, 11 * SECOND);
    // Processed, committed, revoked, and only then joined.
    const commit = askedOf(harness, 'OffsetCommit')[0];
    expect(commit?.request.offsets).toMatchObject([{ offset: 1 }]);
    const rejoin = askedOf(harness, 'JoinGroup')[2];
    expect(rejoin?.request.memberId).toBe('c1-1');
    expect(rejoin?.at).toBeGreaterThan(commit?.at ?? 0);
    expect(factsOf(harness, 'PartitionsRevoked')).toHaveLength(1);
    expect(describeConsumer(consumer)).toMatchObject({ status: 'stable', generation: 2 });
  });

  it.each([
    ['ILLEGAL_GENERATION', 'c1-1'],
    ['UNKNOWN_MEMBER_ID', ''],
  ] as const)('loses its partitions on %s and joins anew as "%s"', (error, memberId) => {
    const harness = createHarness({ topics: { orders: [1] } });
    const consumer = addConsumer(harness);
    run(harness, SECOND);
    failNextHeartbeat(harness, error);
    run(harness, 4 * SECOND);
    expect(factsOf(harness, 'PartitionsLost')).toMatchObject([{ partitions: [{ topic: 'orders', partition: 0 }] }]);
    expect(factsOf(harness, 'PartitionsRevoked')).toHaveLength(0);
    expect(askedOf(harness, 'JoinGroup')[2]?.request.memberId).toBe(memberId);
    if (memberId !== '') expect(describeConsumer(consumer).status).toBe('stable');
  });

  it('fails on FENCED_INSTANCE_ID and sends no LeaveGroup', () => {
    const harness = createHarness({ topics: { orders: [1] } });
    const consumer = addConsumer(harness, { config: { 'group.instance.id': 'i1' } });
    run(harness, SECOND);
    failNextHeartbeat(harness, 'FENCED_INSTANCE_ID');
    run(harness, 10 * SECOND);
    expect(describeConsumer(consumer)).toMatchObject({ status: 'failed', failure: 'FENCED_INSTANCE_ID' });
    expect(askedOf(harness, 'LeaveGroup')).toHaveLength(0);
  });

  it('looks for the coordinator again on NOT_COORDINATOR and stays in its generation', () => {
    const harness = createHarness({ brokers: 2, topics: { orders: [2] } });
    const consumer = addConsumer(harness);
    run(harness, SECOND);
    harness.cluster.coordinator = 2;
    run(harness, 7 * SECOND);
    expect(describeConsumer(consumer)).toMatchObject({ status: 'stable', generation: 1, coordinator: 2 });
    expect(askedOf(harness, 'JoinGroup')).toHaveLength(2);
    expect(askedOf(harness, 'Heartbeat').map(({ broker }) => broker)).toEqual([1, 2, 2]);
  });

  it('finds the next coordinator when the old one dies, while the application is processing', () => {
    const harness = createHarness({ brokers: 2, topics: { orders: [2] } });
    const consumer = addConsumer(harness, { processingUs: 60 * SECOND });
    run(harness, SECOND);
    produce(harness, 'orders-0', 1);
    run(harness, 1100 * MS);
    harness.sim.control.crashNode(0);
    harness.cluster.coordinator = 2;
    // The next heartbeat, at 3 s, finds the connection broken.
    run(harness, 3_200 * MS);
    expect(askedOf(harness, 'FindCoordinator').length).toBeGreaterThan(1);
    run(harness, 10 * SECOND);
    expect(describeConsumer(consumer)).toMatchObject({ generation: 1, coordinator: 2, application: 'processing' });
    expect(askedOf(harness, 'Heartbeat').some(({ broker }) => broker === 2)).toBe(true);
  });

  it('looks for the coordinator at once when an auto-commit shows that it has moved', () => {
    const harness = createHarness({ topics: { orders: [1] } });
    addConsumer(harness, { processingUs: 20 * SECOND, config: { 'heartbeat.interval.ms': 10_000 } });
    run(harness, SECOND);
    const commitAt = (factsOf(harness, 'PartitionsAssigned')[0]?.at ?? 0) + 5 * SECOND;
    // The records arrive just after the commit has left, and the application then processes them for long.
    run(harness, commitAt - 300);
    harness.cluster.script = (request) =>
      request.api === 'OffsetCommit'
        ? { api: 'OffsetCommit', partitions: [{ topic: 'orders', partition: 0, error: 'NOT_COORDINATOR' }] }
        : null;
    produce(harness, 'orders-0', 1);
    run(harness, commitAt + 500 * MS);
    expect(askedOf(harness, 'OffsetCommit')).toHaveLength(1);
    expect(factsOf(harness, 'RecordsPolled').map(({ at }) => at)).toEqual([commitAt + 200]);
    const lookups = askedOf(harness, 'FindCoordinator').map(({ at }) => at);
    // retry.backoff.ms after the answer, and the way there.
    expect(lookups[1]).toBeLessThanOrEqual(commitAt + 102 * MS);
  });

  it('does not leave a SyncGroup unanswered for ever at a coordinator that is none', () => {
    const harness = createHarness({ topics: { orders: [1] } });
    harness.cluster.script = (request, _broker, at) => {
      if (request.api === 'SyncGroup' && at < 2 * SECOND) return 'silence';
      return at < 4 * SECOND && request.api === 'Heartbeat' ? heartbeatAnswer('NOT_COORDINATOR') : null;
    };
    const consumer = addConsumer(harness);
    run(harness, 6 * SECOND);
    expect(askedOf(harness, 'JoinGroup').length).toBeGreaterThan(2);
    expect(describeConsumer(consumer).status).toBe('stable');
  });

  it('waits longer and longer while there is no coordinator', () => {
    const harness = createHarness({ topics: { orders: [1] } });
    harness.cluster.script = (request) =>
      request.api === 'FindCoordinator'
        ? { api: 'FindCoordinator', error: 'COORDINATOR_NOT_AVAILABLE', coordinator: -1, node: -1 }
        : null;
    addConsumer(harness);
    run(harness, 3 * SECOND);
    const times = askedOf(harness, 'FindCoordinator').map(({ at }) => at);
    const waits = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    // 100 ms doubling up to 1 s, each 20 percent either way, and a round trip of 1 ms.
    for (const [index, base] of [100, 200, 400, 800].entries()) {
      expect(waits[index]).toBeGreaterThanOrEqual(base * 0.8 * MS);
      expect(waits[index]).toBeLessThanOrEqual((base * 1.2 + 2) * MS);
    }
  });

  it('gives the coordinator up when heartbeats go unanswered for the session timeout', () => {
    const harness = createHarness({ topics: { orders: [1] } });
    const config = { 'session.timeout.ms': 10_000, 'request.timeout.ms': 60_000 };
    addConsumer(harness, { config });
    run(harness, SECOND);
    const joinedAt = factsOf(harness, 'PartitionsAssigned')[0]?.at ?? 0;
    harness.cluster.script = (request) => (request.api === 'Heartbeat' || request.api === 'OffsetCommit' ? 'silence' : null);
    run(harness, joinedAt + 9_990 * MS);
    expect(askedOf(harness, 'FindCoordinator')).toHaveLength(1);
    run(harness, joinedAt + 10_300 * MS);
    expect(askedOf(harness, 'FindCoordinator').length).toBeGreaterThan(1);
  });

  it('leaves the group when the application has not polled for max.poll.interval.ms', () => {
    const harness = createHarness({ topics: { orders: [1] } });
    const consumer = addConsumer(harness, {
      processingUs: 20 * SECOND,
      config: { 'max.poll.interval.ms': 10_000, 'enable.auto.commit': false },
    });
    run(harness, SECOND);
    produce(harness, 'orders-0', 1);
    run(harness, 21 * SECOND);
    const polledAt = factsOf(harness, 'RecordsPolled')[0]?.at ?? 0;
    expect(factsOf(harness, 'PollTimeoutExceeded').map(({ at }) => at)).toEqual([polledAt + 10 * SECOND]);
    expect(askedOf(harness, 'LeaveGroup')).toMatchObject([{ request: { memberId: 'c1-1' } }]);
    run(harness, 22 * SECOND);
    // Back from processing: too late to commit, and the partitions are no longer its own.
    expect(factsOf(harness, 'CommitFailed')).toMatchObject([{ error: 'UNKNOWN_MEMBER_ID' }]);
    expect(factsOf(harness, 'PartitionsLost')).toHaveLength(1);
    expect(askedOf(harness, 'OffsetCommit')).toHaveLength(0);
    // A new member, which reads the record again.
    expect(describeConsumer(consumer)).toMatchObject({ memberId: 'c1-2', application: 'processing' });
    expect(polledIds(harness)).toEqual(['orders-0@0', 'orders-0@0']);
  });

  it('watches max.poll.interval.ms to the point, also between heartbeats and during commitSync', () => {
    const harness = createHarness({ topics: { orders: [1] } });
    const config = { 'max.poll.interval.ms': 1_000, 'enable.auto.commit': false };
    addConsumer(harness, { processingUs: 5 * SECOND, config });
    addConsumer(harness, { id: 'c2', topics: ['users'], config });
    harness.cluster.partitions.set('users-0', { topic: 'users', partition: 0, leader: 1, leaderEpoch: 0, logStartOffset: 0, batches: [] });
    run(harness, 6_500 * MS);
    harness.cluster.script = (request) =>
      request.api === 'OffsetCommit'
        ? { api: 'OffsetCommit', partitions: [{ topic: 'users', partition: 0, error: 'COORDINATOR_LOAD_IN_PROGRESS' }] }
        : null;
    produce(harness, 'orders-0', 1);
    produce(harness, 'users-0', 1);
    run(harness, 8_500 * MS);
    // The first poll and the first timeout of each; what follows is the rejoin.
    const polledAt = new Map(factsOf(harness, 'RecordsPolled').toReversed().map(({ consumer, at }) => [consumer, at]));
    const exceeded = new Map(factsOf(harness, 'PollTimeoutExceeded').toReversed().map(({ consumer, at }) => [consumer, at]));
    expect(exceeded.get('c1')).toBe((polledAt.get('c1') ?? 0) + SECOND);
    expect(exceeded.get('c2')).toBe((polledAt.get('c2') ?? 0) + SECOND);
  });

  it('finds itself expelled after a long pause of its process, and joins anew', () => {
    const harness = createHarness({ topics: { orders: [1] } });
    const consumer = addConsumer(harness);
    run(harness, SECOND);
    harness.sim.control.pauseNode(consumer.node, 60 * SECOND);
    run(harness, 50 * SECOND);
    harness.cluster.group.members.clear();
    harness.cluster.group.state = 'empty';
    run(harness, 62 * SECOND);
    expect(factsOf(harness, 'PartitionsLost')).toHaveLength(1);
    expect(describeConsumer(consumer)).toMatchObject({ status: 'stable', memberId: 'c1-2' });
  });

  it('does not mind how long nothing is fetched', () => {
    const harness = createHarness({ topics: { orders: [1] } });
    addConsumer(harness, { config: { 'max.poll.interval.ms': 10_000 } });
    run(harness, 60 * SECOND);
    expect(factsOf(harness, 'PollTimeoutExceeded')).toEqual([]);
  });
});

describe('the leader of the group', () => {
  it('assigns a topic as soon as it exists', () => {
    const harness = createHarness({ topics: {} });
    const consumer = addConsumer(harness);
    run(harness, 10 * SECOND);
    expect(describeConsumer(consumer)).toMatchObject({ status: 'stable', generation: 1, partitions: [] });
    harness.cluster.partitions.set('orders-0', { topic: 'orders', partition: 0, leader: 1, leaderEpoch: 0, logStartOffset: 0, batches: [] });
    run(harness, 12 * SECOND);
    expect(describeConsumer(consumer)).toMatchObject({ status: 'stable', generation: 2, partitions: [{ partition: 0, position: 0 }] });
  });

  it('rejoins when a refresh of the metadata shows more partitions, a follower does not', () => {
    const harness = createHarness({ topics: { orders: [1, 1] } });
    const config = { 'metadata.max.age.ms': 20_000 };
    const leader = addConsumer(harness, { config });
    run(harness, SECOND);
    const follower = addConsumer(harness, { id: 'c2', config });
    run(harness, 10 * SECOND);
    const joinsBefore = askedOf(harness, 'JoinGroup').length;
    harness.cluster.partitions.set('orders-2', { topic: 'orders', partition: 2, leader: 1, leaderEpoch: 0, logStartOffset: 0, batches: [] });
    run(harness, 30 * SECOND);
    const joins = askedOf(harness, 'JoinGroup').slice(joinsBefore);
    expect(joins.map(({ from }) => from)[0]).toBe(leader.node);
    expect(joins).toHaveLength(2);
    expect(describeConsumer(leader).partitions).toHaveLength(2);
    expect(describeConsumer(follower).partitions).toMatchObject([{ partition: 2 }]);
  });
});
