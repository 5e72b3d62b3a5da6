import { describe, expect, it } from 'vitest';
import type { FetchPartitionResponse, OffsetForLeaderEpochRequest } from '../kafka/protocol/dataPlane.ts';
import { clusterRun, manualProducer, send, type ClusterRun } from '../testing/clusterRun.ts';

const CONFIG = { 'controller.quorum.request.timeout.ms': 60_000, 'offsets.topic.replication.factor': 1 };

/** `orders` with two partitions that broker 1 leads; a third broker has neither. */
function cluster(config: Record<string, unknown> = {}, topic: Record<string, unknown> = {}): ClusterRun {
  const orders = { name: 'orders', assignment: [[1, 2], [1, 2]], config: {}, ...topic };
  return clusterRun({
    cluster: { brokers: 3, controllers: 1, config: { ...CONFIG, ...config }, topics: [orders], network: { latency: '1ms', jitter: '0us' } },
    producers: [manualProducer('p')],
  });
}

const hold = (broker: number) => ({ kind: 'holdLink', from: `broker-${broker}`, to: 'controllers', api: 'RaftFetch' });
const release = (broker: number) => ({ kind: 'releaseLink', from: `broker-${broker}`, to: 'controllers', api: 'RaftFetch' });
const prefer = (...replicas: number[]) => ({ kind: 'reassignPartitions', topic: 'orders', partition: 0, replicas });
const ELECT = { kind: 'electLeaders', election: 'preferred', topic: 'orders', partition: 0 };

/** The parts of answers to broker 2's fetches that are about orders-0. */
function answers(run: ClusterRun): (FetchPartitionResponse & { readonly at: number })[] {
  return run.arrivals('FetchResponse', { to: 'broker-2' }).flatMap(({ at, message }) => {
    if (message.type !== 'response' || message.response.api !== 'Fetch') return [];
    return message.response.partitions.filter(({ topic, partition }) => topic === 'orders' && partition === 0).map((part) => ({ ...part, at }));
  });
}

/** Epoch 1 to broker 2 and epoch 2 to broker 1 again, while `late` hears of neither. */
function movedThereAndBack(late: number): ClusterRun {
  const run = cluster();
  run.give(prefer(2, 1), 1);
  run.give(hold(late), 2);
  run.give(ELECT, 3);
  run.give(prefer(1, 2), 3.1);
  run.give(ELECT, 3.2);
  run.until(4);
  expect(run.partition('orders-0')).toMatchObject({ leader: 1, leaderEpoch: 2 });
  return run;
}

describe('a follower whose leader is behind in the news', () => {
  it('is told UNKNOWN_LEADER_EPOCH and asks for that partition again after a second; the others go on', () => {
    const run = movedThereAndBack(1);
    run.give(send('p', 'other', { partition: 1 }), 6.2);
    run.until(8);
    const refused = answers(run).filter(({ error, at }) => error === 'UNKNOWN_LEADER_EPOCH' && at > 3.3);
    expect(refused.length).toBeGreaterThan(2);
    for (const [index, { at }] of refused.entries()) if (index > 0) expect(at - (refused[index - 1]?.at ?? 0)).toBeGreaterThanOrEqual(1);
    expect(run.first('RecordsReplicated', { partition: 1, broker: 2 }).at).toBeCloseTo(6.202, 3);
    // As soon as the leader has heard, the next try is served.
    run.give(release(1));
    run.give(send('p', 'a', { partition: 0 }), 8.1);
    run.until(10);
    expect(run.values(2, 'orders-0')).toEqual(['a']);
  });
});

describe('a follower that is behind in the news itself', () => {
  it('is told FENCED_LEADER_EPOCH once, and does not ask again until it is told of a new epoch', () => {
    const run = movedThereAndBack(2);
    run.give(send('p', 'a', { partition: 0 }));
    run.give(send('p', 'other', { partition: 1 }));
    run.until(10);
    expect(answers(run).filter(({ error }) => error === 'FENCED_LEADER_EPOCH')).toHaveLength(1);
    expect(run.values(2, 'orders-0')).toEqual([]);
    expect(run.values(2, 'orders-1')).toEqual(['other']);
    run.give(release(2));
    run.until(11);
    expect(run.values(2, 'orders-0')).toEqual(['a']);
  });
});

describe('a fetch of a broker that holds no copy', () => {
  it.each([
    [0, 'UNKNOWN_LEADER_EPOCH'],
    [-1, 'NOT_LEADER_OR_FOLLOWER'],
  ])('in epoch %i is told %s', (currentLeaderEpoch, error) => {
    const run = cluster();
    const partition = { topic: 'orders', partition: 0, fetchOffset: 0, logStartOffset: 0, currentLeaderEpoch, lastFetchedEpoch: -1, maxBytes: 1_000 };
    const request = { maxWaitUs: 500_000, minBytes: 1, maxBytes: 1_000, isolation: 'read_uncommitted', sessionId: 0, sessionEpoch: 0 } as const;
    const answer = run.ask(1, { api: 'Fetch', replicaId: 3, replicaEpoch: -1, ...request, partitions: [partition], forgotten: [] });
    expect(answer?.partitions).toMatchObject([{ error }]);
    expect(run.sim.state.now).toBeLessThan(10_000);
  });
});

describe('OffsetForLeaderEpoch', () => {
  function ask(run: ClusterRun, broker: number, asked: Partial<OffsetForLeaderEpochRequest['partitions'][number]>) {
    const partition = { topic: 'orders', partition: 0, currentLeaderEpoch: -1, leaderEpoch: 0, ...asked };
    return run.ask(broker, { api: 'OffsetForLeaderEpoch', replicaId: -1, partitions: [partition] })?.partitions[0];
  }

  /** Two records in epoch 0, one in epoch 2, none in epoch 1. */
  function threeEpochs(): ClusterRun {
    const run = cluster();
    run.give(send('p', 'a', { partition: 0 }), 1);
    run.give(send('p', 'b', { partition: 0 }), 1.1);
    run.give(prefer(2, 1), 2);
    run.give(ELECT, 2.1);
    run.give(prefer(1, 2), 4);
    run.give(ELECT, 4.1);
    run.give(send('p', 'c', { partition: 0 }), 5);
    run.until(7);
    return run;
  }

  it.each([
    [0, { leaderEpoch: 0, endOffset: 2 }],
    // It led nobody's records; the largest lower epoch answers.
    [1, { leaderEpoch: 0, endOffset: 2 }],
    [2, { leaderEpoch: 2, endOffset: 3 }],
    [3, { leaderEpoch: -1, endOffset: -1 }],
  ])('says where epoch %i ends', (leaderEpoch, end) => {
    expect(ask(threeEpochs(), 1, { leaderEpoch, currentLeaderEpoch: 2 })).toMatchObject({ error: 'NONE', ...end });
  });

  it.each([
    ['an old epoch', 1, { currentLeaderEpoch: 1 }, 'FENCED_LEADER_EPOCH'],
    ['an epoch to come', 1, { currentLeaderEpoch: 3 }, 'UNKNOWN_LEADER_EPOCH'],
    ['a follower', 2, { currentLeaderEpoch: 2 }, 'NOT_LEADER_OR_FOLLOWER'],
    ['a broker without a copy', 3, {}, 'NOT_LEADER_OR_FOLLOWER'],
    ['no such topic', 1, { topic: 'nothing' }, 'UNKNOWN_TOPIC_OR_PARTITION'],
  ])('refuses %s', (_, broker, asked, error) => {
    expect(ask(threeEpochs(), broker, asked)).toMatchObject({ error, endOffset: -1 });
  });
});

describe('a Produce with acks=all whose ISR shrinks below the minimum while it waits', () => {
  /** Broker 2 stops; the ISR shrinks to broker 1 when it is fenced. */
  function shrunk(config: Record<string, unknown>): ClusterRun {
    const run = cluster({ 'broker.session.timeout.ms': 6_000, ...config }, { config: { 'min.insync.replicas': 2 } });
    run.give({ kind: 'killBroker', broker: 2 }, 1);
    run.until(2);
    return run;
  }
  function produce(run: ClusterRun) {
    const records = [{ id: 'test:1', key: null, value: 'a', timestamp: run.sim.state.now, bytes: 50 }];
    const batch = { producerId: -1, producerEpoch: -1, baseSequence: -1, records, bytes: 100 };
    return run.ask(1, { api: 'Produce', acks: -1, timeoutUs: 15_000_000, partitions: [{ topic: 'orders', partition: 0, batch }] })?.partitions[0];
  }

  it('times out, since the high watermark does not move below the minimum', () => {
    const run = shrunk({});
    expect(produce(run)).toMatchObject({ error: 'REQUEST_TIMED_OUT', baseOffset: -1 });
    expect(run.sim.state.now).toBeGreaterThan(17_000_000);
    expect(run.log(1, 'orders-0')).toMatchObject({ endOffset: 1, highWatermark: 0 });
  });

  it('was told NOT_ENOUGH_REPLICAS_AFTER_APPEND before the minimum was strict: the record is there for all to read', () => {
    const run = shrunk({ 'model.min.isr.not.strict': true });
    expect(produce(run)).toMatchObject({ error: 'NOT_ENOUGH_REPLICAS_AFTER_APPEND', baseOffset: -1 });
    expect(run.sim.state.now).toBeLessThan(12_000_000);
    expect(run.log(1, 'orders-0')).toMatchObject({ endOffset: 1, highWatermark: 1 });
  });
});
