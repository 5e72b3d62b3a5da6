import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../protocol/errors.ts';
import { seekConsumer } from './consumerRole.ts';
import { describeConsumer } from './describeConsumer.ts';
import {
  addConsumer,
  askedOf,
  contextOf,
  createHarness,
  factsOf,
  moveLeader,
  MS,
  partitionOf,
  polledIds,
  produce,
  run,
  SECOND,
} from './testing/fakeCluster.ts';
import { startRebalance } from './testing/fakeGroup.ts';

describe('the first position', () => {
  it('is the committed offset, also in the middle of a batch', () => {
    const harness = createHarness({ topics: { orders: [1] } });
    produce(harness, 'orders-0', 5);
    harness.cluster.group.committed.set('orders-0', 3);
    const consumer = addConsumer(harness);
    run(harness, 100 * MS);
    expect(polledIds(harness)).toEqual(['orders-0@3', 'orders-0@4']);
    expect(factsOf(harness, 'RecordsPolled')).toMatchObject([{ from: 3, to: 5 }]);
    expect(askedOf(harness, 'ListOffsets')).toEqual([]);
    expect(describeConsumer(consumer).partitions).toMatchObject([{ position: 5, committed: 3 }]);
  });

  it.each([
    ['earliest', -2, 2, ['orders-0@2', 'orders-0@3', 'orders-0@4', 'orders-0@5']],
    ['latest', -1, 5, ['orders-0@5']],
  ] as const)('without a commit is the %s', (strategy, timestamp, offset, ids) => {
    const harness = createHarness({ topics: { orders: [1] } });
    produce(harness, 'orders-0', 5);
    partitionOf(harness, 'orders-0').logStartOffset = 2;
    addConsumer(harness, { config: { 'auto.offset.reset': strategy } });
    run(harness, 100 * MS);
    produce(harness, 'orders-0', 1);
    run(harness, 200 * MS);
    expect(askedOf(harness, 'ListOffsets')).toMatchObject([{ request: { partitions: [{ timestamp }] } }]);
    expect(factsOf(harness, 'OffsetReset')).toMatchObject([{ consumer: 'c1', offset, strategy }]);
    expect(polledIds(harness)).toEqual(ids);
  });

  it('without a commit and with auto.offset.reset=none is a failure', () => {
    const harness = createHarness({ topics: { orders: [1] } });
    const consumer = addConsumer(harness, { config: { 'auto.offset.reset': 'none' } });
    run(harness, SECOND);
    expect(factsOf(harness, 'ConsumerFailed')).toMatchObject([{ reason: 'no committed offset for orders-0 and auto.offset.reset is none' }]);
    expect(describeConsumer(consumer).status).toBe('failed');
    expect(askedOf(harness, 'LeaveGroup')).toHaveLength(1);
    expect(askedOf(harness, 'Fetch')).toEqual([]);
  });

  it.each(['COORDINATOR_LOAD_IN_PROGRESS', 'NOT_COORDINATOR'] as const)('is asked for again after %s', (error) => {
    const harness = createHarness({ topics: { orders: [1] } });
    let refused = false;
    harness.cluster.script = (request) => {
      if (refused || request.api !== 'OffsetFetch') return null;
      refused = true;
      return { api: 'OffsetFetch', error, partitions: [] };
    };
    const consumer = addConsumer(harness);
    run(harness, SECOND);
    expect(askedOf(harness, 'OffsetFetch')).toHaveLength(2);
    expect(askedOf(harness, 'FindCoordinator')).toHaveLength(error === 'NOT_COORDINATOR' ? 2 : 1);
    expect(describeConsumer(consumer).partitions).toMatchObject([{ position: 0 }]);
  });

  it('is asked for anew in each generation, whatever is unanswered from the one before', () => {
    const harness = createHarness({ topics: { orders: [1] } });
    produce(harness, 'orders-0', 9);
    harness.cluster.script = (request, _broker, at) => (request.api === 'OffsetFetch' && at < SECOND ? 'silence' : null);
    addConsumer(harness);
    run(harness, SECOND);
    startRebalance(harness.cluster.group);
    harness.cluster.group.committed.set('orders-0', 7);
    run(harness, 4 * SECOND);
    expect(askedOf(harness, 'OffsetFetch')).toHaveLength(2);
    expect(polledIds(harness)).toEqual(['orders-0@7', 'orders-0@8']);
  });

  it.each(['NOT_LEADER_OR_FOLLOWER', 'UNKNOWN_TOPIC_OR_PARTITION', 'UNKNOWN_LEADER_EPOCH'] as const)('is asked of the leader again after %s, with fresh metadata', (error: ErrorCode) => {
    const harness = createHarness({ brokers: 2, topics: { orders: [1] } });
    let refused = false;
    harness.cluster.script = (request) => {
      if (refused || request.api !== 'ListOffsets') return null;
      refused = true;
      moveLeader(harness, 'orders-0', 2);
      return { api: 'ListOffsets', partitions: [{ topic: 'orders', partition: 0, error, offset: -1, leaderEpoch: -1 }] };
    };
    const consumer = addConsumer(harness);
    run(harness, SECOND);
    expect(askedOf(harness, 'ListOffsets').map(({ broker }) => broker)).toEqual([1, 2]);
    expect(describeConsumer(consumer).partitions).toMatchObject([{ position: 0 }]);
  });

  it('waits for a leader where there is none', () => {
    const harness = createHarness({ topics: { orders: [-1] } });
    const consumer = addConsumer(harness);
    run(harness, 2 * SECOND);
    expect(describeConsumer(consumer).partitions).toMatchObject([{ position: null, lag: null }]);
    expect(askedOf(harness, 'Metadata').length).toBeGreaterThan(3);
    moveLeader(harness, 'orders-0', 1);
    run(harness, 5 * SECOND);
    expect(describeConsumer(consumer).partitions).toMatchObject([{ position: 0 }]);
  });
});

describe('a leader that the metadata names without saying where it is', () => {
  it('is asked after until it is known', () => {
    const harness = createHarness({ brokers: 2, topics: { orders: [2] } });
    produce(harness, 'orders-0', 2);
    harness.cluster.group.committed.set('orders-0', 0);
    const partitions = [{ partition: 0, leader: 2, leaderEpoch: 0, replicas: [2], isr: [2], offlineReplicas: [] }];
    harness.cluster.script = (request, _broker, at) =>
      request.api === 'Metadata' && at < 3 * SECOND
        ? { api: 'Metadata', brokers: [{ id: 1, node: 0, rack: null }], topics: [{ name: 'orders', error: 'NONE', partitions }] }
        : null;
    addConsumer(harness);
    run(harness, 5 * SECOND);
    expect(polledIds(harness)).toEqual(['orders-0@0', 'orders-0@1']);
  });
});

describe('a position that is out of range', () => {
  it('is reset', () => {
    const harness = createHarness({ topics: { orders: [1] } });
    produce(harness, 'orders-0', 4);
    harness.cluster.group.committed.set('orders-0', 9);
    addConsumer(harness);
    run(harness, SECOND);
    expect(factsOf(harness, 'OffsetOutOfRange')).toMatchObject([{ consumer: 'c1', topic: 'orders', partition: 0, offset: 9 }]);
    expect(factsOf(harness, 'OffsetReset')).toMatchObject([{ offset: 0, strategy: 'earliest' }]);
    expect(polledIds(harness)).toHaveLength(4);
  });

  it('is a failure with auto.offset.reset=none', () => {
    const harness = createHarness({ topics: { orders: [1] } });
    harness.cluster.group.committed.set('orders-0', 9);
    const consumer = addConsumer(harness, { config: { 'auto.offset.reset': 'none' } });
    run(harness, SECOND);
    expect(describeConsumer(consumer).failure).toBe('offset 9 of orders-0 is out of range and auto.offset.reset is none');
  });
});

describe('seeking', () => {
  function seeking() {
    const harness = createHarness({ topics: { orders: [1, 1] } });
    const consumer = addConsumer(harness, { config: { 'auto.commit.interval.ms': 1_000_000 } });
    run(harness, SECOND);
    produce(harness, 'orders-0', 3);
    run(harness, 2 * SECOND);
    produce(harness, 'orders-0', 3);
    run(harness, 3 * SECOND);
    harness.told.length = 0;
    return { harness, consumer, ctx: contextOf(harness, consumer) };
  }

  it.each([
    [{ kind: 'offset', offset: 4 }, ['orders-0@4', 'orders-0@5'], []],
    [{ kind: 'beginning' }, ['orders-0@0', 'orders-0@1', 'orders-0@2', 'orders-0@3', 'orders-0@4', 'orders-0@5'], [{ offset: 0, strategy: 'earliest' }]],
    [{ kind: 'end' }, [], [{ offset: 6, strategy: 'latest' }]],
    [{ kind: 'time', atUs: 1_500_000 }, ['orders-0@3', 'orders-0@4', 'orders-0@5'], [{ offset: 3, strategy: 'time' }]],
    [{ kind: 'time', atUs: 2_500_000 }, [], [{ offset: 6, strategy: 'time' }]],
  ] as const)('to %j', (position, ids, resets) => {
    const { harness, consumer, ctx } = seeking();
    expect(seekConsumer(consumer, ctx, 'orders', 0, position)).toBeNull();
    run(harness, 4 * SECOND);
    expect(polledIds(harness)).toEqual(ids);
    expect(factsOf(harness, 'OffsetReset')).toMatchObject(resets);
    expect(describeConsumer(consumer).partitions).toMatchObject([{ position: 6 }, { position: 0 }]);
    expect(askedOf(harness, 'OffsetCommit')).toEqual([]);
  });

  it('moves every partition of a topic', () => {
    const { harness, consumer, ctx } = seeking();
    produce(harness, 'orders-1', 2);
    run(harness, 4 * SECOND);
    harness.told.length = 0;
    expect(seekConsumer(consumer, ctx, 'orders', null, { kind: 'beginning' })).toBeNull();
    run(harness, 5 * SECOND);
    expect(polledIds(harness)).toHaveLength(8);
  });

  it('wins over a committed offset that is still on its way', () => {
    const harness = createHarness({ topics: { orders: [1] } });
    produce(harness, 'orders-0', 6);
    harness.cluster.group.committed.set('orders-0', 1);
    const consumer = addConsumer(harness);
    harness.sim.control.holdLink(0, consumer.node, 'OffsetFetch', 1);
    run(harness, 100 * MS);
    expect(describeConsumer(consumer).partitions).toMatchObject([{ position: null }]);
    seekConsumer(consumer, contextOf(harness, consumer), 'orders', 0, { kind: 'offset', offset: 4 });
    harness.sim.control.releaseLink(0, consumer.node, null, null);
    run(harness, SECOND);
    expect(polledIds(harness)).toEqual(['orders-0@4', 'orders-0@5']);
  });

  it('is refused for what is not assigned', () => {
    const { consumer, ctx } = seeking();
    expect(seekConsumer(consumer, ctx, 'orders', 7, { kind: 'beginning' })).toBe('Partition 7 of orders is not assigned to consumer c1.');
    expect(seekConsumer(consumer, ctx, 'users', null, { kind: 'end' })).toBe('No partition of users is assigned to consumer c1.');
  });

  it('drops what was fetched for the old position', () => {
    const harness = createHarness({ topics: { orders: [1] } });
    const consumer = addConsumer(harness, { processingUs: SECOND, config: { 'max.poll.records': 2 } });
    run(harness, SECOND);
    produce(harness, 'orders-0', 6);
    run(harness, 1_100 * MS);
    seekConsumer(consumer, contextOf(harness, consumer), 'orders', 0, { kind: 'offset', offset: 5 });
    run(harness, 10 * SECOND);
    expect(polledIds(harness)).toEqual(['orders-0@0', 'orders-0@1', 'orders-0@5']);
  });
});
