import { describe, expect, it } from 'vitest';
import type { CurrentLeader, FetchResponse } from '../../protocol/dataPlane.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import type { ApiRequest, ApiResponse } from '../../protocol/messages.ts';
import { cloneConsumer } from './consumerState.ts';
import { pauseConsumer, resumeConsumer } from './consumerRole.ts';
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
  type Harness,
} from './testing/fakeCluster.ts';
import { startRebalance } from './testing/fakeGroup.ts';

function refuseCommit(request: ApiRequest): ApiResponse | null {
  if (request.api !== 'OffsetCommit') return null;
  const error = 'NOT_COORDINATOR';
  return { api: 'OffsetCommit', partitions: request.offsets.map(({ topic, partition }) => ({ topic, partition, error })) };
}

function fetchError(error: ErrorCode, currentLeader: CurrentLeader | null): FetchResponse {
  const offsets = { highWatermark: -1, lastStableOffset: -1, logStartOffset: -1 };
  const partition = { topic: 'orders', partition: 0, error, ...offsets, batches: [], divergingEpoch: null, currentLeader };
  return { api: 'Fetch', error: 'NONE', sessionId: 1, partitions: [partition] };
}

function fetchesAfter(harness: Harness, at: number) {
  return askedOf(harness, 'Fetch').filter((asked) => asked.at > at);
}

function ids(name: string, from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, index) => `${name}@${from + index}`);
}

describe('fetching', () => {
  it('keeps one fetch parked at every broker that leads assigned partitions, and at no other', () => {
    const harness = createHarness({ brokers: 3, topics: { orders: [1, 2, 2] } });
    addConsumer(harness);
    run(harness, 10 * SECOND);
    expect(new Set(harness.cluster.parked.map(({ broker }) => broker))).toEqual(new Set([1, 2]));
    expect(harness.cluster.parked).toHaveLength(2);
    // About one every half second.
    const times = askedOf(harness, 'Fetch').filter(({ broker }) => broker === 2).map(({ at }) => at);
    expect(times.length).toBeGreaterThanOrEqual(19);
    expect(times.length).toBeLessThanOrEqual(21);
  });

  it('says what is to be fetched once, and then only what has changed', () => {
    const harness = createHarness({ topics: { orders: [1, 1, 1] } });
    addConsumer(harness);
    run(harness, 100 * MS);
    produce(harness, 'orders-1', 5);
    run(harness, 2 * SECOND);
    const fetches = askedOf(harness, 'Fetch').map(({ request }) => request);
    expect(fetches[0]).toMatchObject({ sessionId: 0, sessionEpoch: 0, minBytes: 1, maxWaitUs: 500 * MS, maxBytes: 52_428_800 });
    expect(fetches[0]?.partitions).toHaveLength(3);
    expect(fetches[1]).toMatchObject({ sessionId: 1, sessionEpoch: 1, partitions: [{ partition: 1, fetchOffset: 5 }], forgotten: [] });
    expect(fetches[2]).toMatchObject({ sessionId: 1, sessionEpoch: 2, partitions: [], forgotten: [] });
  });

  it('has a broker forget partitions that went to another member', () => {
    const harness = createHarness({ topics: { orders: [1, 1] } });
    addConsumer(harness);
    run(harness, 2 * SECOND);
    addConsumer(harness, { id: 'c2' });
    run(harness, 10 * SECOND);
    const forgotten = askedOf(harness, 'Fetch').filter(({ from }) => from === 1).flatMap(({ request }) => request.forgotten);
    expect(forgotten).toEqual([{ topic: 'orders', partition: 1 }]);
    expect(harness.cluster.sessions.get(1)?.partitions.size).toBe(1);
  });

  it.each([
    ['FETCH_SESSION_ID_NOT_FOUND', 0],
    ['INVALID_FETCH_SESSION_EPOCH', 1],
  ] as const)('starts a new session after %s', (error, sessionId) => {
    const harness = createHarness({ topics: { orders: [1, 1] } });
    const consumer = addConsumer(harness);
    run(harness, 100 * MS);
    let refused = false;
    harness.cluster.script = (request) => {
      if (refused || request.api !== 'Fetch') return null;
      refused = true;
      return { api: 'Fetch', error, sessionId: 0, partitions: [] };
    };
    produce(harness, 'orders-0', 1);
    run(harness, 2 * SECOND);
    const [refusedFetch, next] = fetchesAfter(harness, 100 * MS);
    expect(refusedFetch?.request.sessionEpoch).toBe(1);
    expect(next?.request).toMatchObject({ sessionId, sessionEpoch: 0, partitions: [{ fetchOffset: 0 }, { fetchOffset: 1 }] });
    produce(harness, 'orders-0', 1);
    run(harness, 3 * SECOND);
    expect(polledIds(harness)).toHaveLength(2);
    expect(describeConsumer(consumer).partitions).toMatchObject([{ position: 2 }, { position: 0 }]);
  });

  it('ends the old session with the new one when a fetch got no answer', () => {
    const harness = createHarness({ topics: { orders: [1, 1] } });
    addConsumer(harness, { config: { 'request.timeout.ms': 2_000 } });
    run(harness, 100 * MS);
    harness.cluster.script = (request, _broker, at) => (request.api === 'Fetch' && at < SECOND ? 'silence' : null);
    run(harness, 4 * SECOND);
    const [, lost, next] = askedOf(harness, 'Fetch');
    expect(lost?.request).toMatchObject({ sessionId: 1, sessionEpoch: 1 });
    expect(next?.request).toMatchObject({ sessionId: 1, sessionEpoch: 0, partitions: [{ partition: 0 }, { partition: 1 }] });
  });

  it('passes over the holes of a compacted log and over transaction markers', () => {
    const harness = createHarness({ topics: { orders: [1] } });
    for (const count of [3, 1, 2, 4]) produce(harness, 'orders-0', count);
    const partition = partitionOf(harness, 'orders-0');
    const [first, marker, emptied, last] = partition.batches;
    if (first === undefined || marker === undefined || emptied === undefined || last === undefined) throw new Error('four batches were produced');
    partition.batches = [
      { ...first, records: first.records.filter((_, index) => index !== 1), offsetDeltas: [0, 2] },
      { ...marker, control: 'commit', isTransactional: true },
      { ...emptied, records: [], offsetDeltas: [] },
      { ...last, records: last.records.slice(2), offsetDeltas: [2, 3] },
    ];
    addConsumer(harness, { config: { 'auto.offset.reset': 'earliest', 'max.poll.records': 3 } });
    run(harness, SECOND);
    expect(factsOf(harness, 'RecordsPolled').map(({ from, to, ids: read, offsets }) => [from, to, read, offsets])).toEqual([
      [0, 9, ['orders-0@0', 'orders-0@2', 'orders-0@8'], [0, 2, 8]],
      [9, 10, ['orders-0@9'], null],
    ]);
  });

  it('sends a broker nothing while its records wait to be handed out', () => {
    // The idle orders-2 has to wait as well.
    const harness = createHarness({ brokers: 2, topics: { orders: [1, 2, 1] } });
    addConsumer(harness, { processingUs: 100 * MS, config: { 'max.poll.records': 4 } });
    run(harness, SECOND);
    produce(harness, 'orders-0', 10);
    run(harness, 3 * SECOND);
    // 4, 4 and 2 records: the next fetch goes out with the last of them.
    const polls = factsOf(harness, 'RecordsPolled');
    expect(polls.map(({ ids: handed }) => handed.length)).toEqual([4, 4, 2]);
    const toFirst = fetchesAfter(harness, SECOND).filter(({ broker }) => broker === 1);
    expect(toFirst[0]?.at).toBe((polls[2]?.at ?? 0) + 500);
    const whileWorking = fetchesAfter(harness, SECOND).filter(({ broker, at }) => broker === 2 && at < (polls[2]?.at ?? 0));
    expect(whileWorking.length).toBeGreaterThan(0);
  });

  it('fetches ahead while the application works, and hands nothing out', () => {
    const harness = createHarness({ topics: { orders: [1] } });
    addConsumer(harness, { processingUs: SECOND });
    run(harness, SECOND);
    produce(harness, 'orders-0', 2);
    run(harness, 1_500 * MS);
    produce(harness, 'orders-0', 2);
    run(harness, 2 * SECOND);
    expect(factsOf(harness, 'RecordsFetched')).toMatchObject([{ broker: 1, from: 0, to: 2 }, { from: 2, to: 4 }]);
    expect(polledIds(harness)).toHaveLength(2);
    run(harness, 3_100 * MS);
    expect(polledIds(harness)).toHaveLength(4);
  });

  it('takes a broker at its word about the high watermark', () => {
    const harness = createHarness({ topics: { orders: [1] } });
    addConsumer(harness);
    run(harness, SECOND);
    produce(harness, 'orders-0', 2);
    const { batches } = partitionOf(harness, 'orders-0');
    harness.cluster.script = (request): FetchResponse | null => {
      if (request.api !== 'Fetch') return null;
      const offsets = { highWatermark: 3, lastStableOffset: 3, logStartOffset: 0 };
      const beyond = batches.map((batch) => ({ ...batch, baseOffset: 2, lastOffset: 3 }));
      return {
        api: 'Fetch',
        error: 'NONE',
        sessionId: 1,
        partitions: [{ topic: 'orders', partition: 0, error: 'NONE', ...offsets, batches: beyond, divergingEpoch: null, currentLeader: null }],
      };
    };
    expect(() => run(harness, 3 * SECOND)).toThrow('from the high watermark on');
  });
});

describe('the lag', () => {
  it('of a partition where nothing happens is known again after a rebalance', () => {
    const harness = createHarness({ topics: { orders: [1, 1] } });
    const consumer = addConsumer(harness);
    run(harness, 2 * SECOND);
    startRebalance(harness.cluster.group);
    run(harness, 10 * SECOND);
    expect(describeConsumer(consumer)).toMatchObject({ generation: 2, partitions: [{ lag: 0 }, { lag: 0 }] });
  });

  it('counts up to the high watermark of the last fetch', () => {
    const harness = createHarness({ topics: { orders: [1] } });
    const consumer = addConsumer(harness, { processingUs: 100 * MS, config: { 'max.poll.records': 3 } });
    run(harness, SECOND);
    produce(harness, 'orders-0', 10);
    run(harness, 1_100 * MS);
    expect(describeConsumer(consumer).partitions).toMatchObject([{ position: 3, highWatermark: 10, lag: 7 }]);
  });
});

describe('a change of leader', () => {
  it('is found out by an error and a metadata refresh', () => {
    const harness = createHarness({ brokers: 2, topics: { orders: [1, 1] } });
    const consumer = addConsumer(harness);
    run(harness, SECOND);
    produce(harness, 'orders-0', 3);
    run(harness, 1_100 * MS);
    moveLeader(harness, 'orders-0', 2);
    run(harness, 2 * SECOND);
    const [first] = fetchesAfter(harness, 1_101 * MS).filter(({ broker }) => broker === 2);
    // The error, the metadata, a new connection: no backoff in between.
    expect(first?.at).toBeLessThan(1_106 * MS);
    expect(first?.request.partitions).toMatchObject([{ partition: 0, fetchOffset: 3, currentLeaderEpoch: 1 }]);
    produce(harness, 'orders-0', 2);
    run(harness, 3 * SECOND);
    expect(polledIds(harness)).toEqual(ids('orders-0', 0, 5));
    expect(describeConsumer(consumer).partitions[0]?.position).toBe(5);
    // The old leader is told to forget the partition.
    expect(fetchesAfter(harness, SECOND).filter(({ broker }) => broker === 1).flatMap(({ request }) => request.forgotten)).toEqual([{ topic: 'orders', partition: 0 }]);
  });

  it('is known at once when the error says who leads now', () => {
    const harness = createHarness({ brokers: 2, topics: { orders: [1] } });
    addConsumer(harness);
    run(harness, SECOND);
    const partition = partitionOf(harness, 'orders-0');
    harness.cluster.script = (request, broker): ApiResponse | 'silence' | null => {
      if (request.api === 'Metadata') return 'silence';
      if (request.api !== 'Fetch' || broker !== 1) return null;
      partition.leader = 2;
      partition.leaderEpoch = 1;
      return fetchError('NOT_LEADER_OR_FOLLOWER', { leader: 2, leaderEpoch: 1 });
    };
    run(harness, 2 * SECOND);
    const toOld = fetchesAfter(harness, SECOND).filter(({ broker }) => broker === 1);
    const toNew = fetchesAfter(harness, SECOND).filter(({ broker }) => broker === 2);
    expect(toOld).toHaveLength(1);
    // One way for the answer; a new connection takes a round trip before the request leaves.
    expect((toNew[0]?.at ?? 0) - (toOld[0]?.at ?? 0)).toBeLessThan(3 * MS);
  });

  it('is survived when the old leader dies without a word, and nothing is read twice or skipped', () => {
    const harness = createHarness({ brokers: 2, topics: { orders: [2] } });
    addConsumer(harness);
    run(harness, SECOND);
    produce(harness, 'orders-0', 3);
    run(harness, 1_100 * MS);
    harness.sim.control.crashNode(1);
    run(harness, 4 * SECOND);
    // While the metadata still names the dead leader, attempts come less and less often.
    const attempts = askedOf(harness, 'Metadata').filter(({ at }) => at > 1_100 * MS).length;
    expect(attempts).toBeLessThan(12);
    moveLeader(harness, 'orders-0', 1);
    run(harness, 6 * SECOND);
    produce(harness, 'orders-0', 2);
    run(harness, 7 * SECOND);
    expect(polledIds(harness)).toEqual(ids('orders-0', 0, 5));
    expect(fetchesAfter(harness, 1_100 * MS)[0]?.request).toMatchObject({ sessionEpoch: 0, partitions: [{ fetchOffset: 3 }] });
  });

  it.each(['UNKNOWN_LEADER_EPOCH', 'FENCED_LEADER_EPOCH', 'NOT_LEADER_OR_FOLLOWER', 'UNKNOWN_SERVER_ERROR'] as const)('that the broker has not heard of (%s) makes no storm of fetches', (error) => {
    const harness = createHarness({ topics: { orders: [1] } });
    addConsumer(harness);
    run(harness, SECOND);
    harness.cluster.script = (request, _broker, at): FetchResponse | null => {
      if (request.api !== 'Fetch' || at > 2 * SECOND) return null;
      return fetchError(error, null);
    };
    produce(harness, 'orders-0', 2);
    run(harness, 4 * SECOND);
    expect(fetchesAfter(harness, SECOND).filter(({ at }) => at <= 2 * SECOND).length).toBeLessThan(12);
    expect(polledIds(harness)).toHaveLength(2);
  });
});

describe('pausing', () => {
  it('stops fetching and handing out, keeps heartbeating and committing, and goes on where it was', () => {
    const harness = createHarness({ brokers: 2, topics: { orders: [1, 2] } });
    const consumer = addConsumer(harness);
    run(harness, SECOND);
    produce(harness, 'orders-0', 2);
    run(harness, 2 * SECOND);
    pauseConsumer(consumer);
    produce(harness, 'orders-0', 2);
    run(harness, 20 * SECOND);
    expect(describeConsumer(consumer)).toMatchObject({ paused: true, status: 'stable', partitions: [{ position: 2 }, { position: 0 }] });
    expect(fetchesAfter(harness, 3 * SECOND)).toEqual([]);
    expect(askedOf(harness, 'Heartbeat').length).toBe(6);
    expect(askedOf(harness, 'OffsetCommit').length).toBe(3);
    resumeConsumer(consumer, contextOf(harness, consumer));
    run(harness, 21 * SECOND);
    expect(polledIds(harness)).toEqual(ids('orders-0', 0, 4));
  });
});

describe('the cost of a consumer', () => {
  it('is one timer for the poll loop, one for heartbeats and one for its requests', () => {
    const harness = createHarness({ brokers: 3, topics: { orders: [1, 2, 3, 1, 2, 3] } });
    const consumer = addConsumer(harness, { processingUs: 10 });
    for (let second = 1; second <= 60; second += 1) {
      run(harness, second * SECOND);
      for (let partition = 0; partition < 6; partition += 1) produce(harness, `orders-${partition}`, 100);
      const { queue, cancelled } = harness.sim.state;
      const timers = queue.filter((event) => event.kind === 'timer' && event.node === consumer.node && !cancelled.has(event.seq));
      expect(timers.length).toBeLessThanOrEqual(4);
    }
    run(harness, 61 * SECOND);
    expect(polledIds(harness)).toHaveLength(60 * 600);
  });
});

describe('intervals and backoffs of zero', () => {
  it('do not stop time', () => {
    const harness = createHarness({ topics: { orders: [1] } });
    const zero = { 'auto.commit.interval.ms': 0, 'retry.backoff.ms': 0, 'retry.backoff.max.ms': 0, 'fetch.max.wait.ms': 0 };
    addConsumer(harness, { config: zero });
    run(harness, 100 * MS);
    harness.cluster.script = (request, _broker, at): ApiResponse | null => {
      if (at > 300 * MS) return null;
      if (request.api === 'FindCoordinator') return { api: 'FindCoordinator', error: 'COORDINATOR_NOT_AVAILABLE', coordinator: -1, node: -1 };
      return request.api === 'Heartbeat' ? { api: 'Heartbeat', error: 'NOT_COORDINATOR' } : refuseCommit(request);
    };
    run(harness, SECOND);
    harness.sim.control.crashNode(0);
    run(harness, 5 * SECOND);
    expect(harness.sim.state.processed).toBeLessThan(50_000);
  });
});

describe('a copy of a consumer', () => {
  it('is not touched by what happens to the original', () => {
    const harness = createHarness({ brokers: 2, topics: { orders: [1, 2, 1, 2] } });
    const consumer = addConsumer(harness, { processingUs: 50 * MS, config: { 'max.poll.records': 3 } });
    run(harness, SECOND);
    for (const name of ['orders-0', 'orders-1', 'orders-2']) produce(harness, name, 20);
    for (let at = 1_000 * MS; at < 9_000 * MS; at += 333 * MS) {
      run(harness, at);
      const copy = cloneConsumer(consumer);
      expect(copy).toEqual(consumer);
      const before = structuredClone(copy);
      run(harness, at + 300 * MS);
      expect(copy).toEqual(before);
    }
  });
});
