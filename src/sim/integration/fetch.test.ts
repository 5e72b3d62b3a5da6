import { describe, expect, it } from 'vitest';
import type { FetchRequest } from '../kafka/protocol/dataPlane.ts';
import { EARLIEST_TIMESTAMP, LATEST_TIMESTAMP } from '../kafka/protocol/dataPlane.ts';
import { clusterRun, manualProducer, send, type ClusterRun } from '../testing/clusterRun.ts';

type Asked = Partial<FetchRequest> & { readonly broker?: number; readonly topic?: string; readonly offset?: number; readonly epoch?: number };

/** A consumer's Fetch of one partition, sent by the test itself; with a session id, only of what it lists. */
function fetch(run: ClusterRun, asked: Asked = {}) {
  const { broker = 1, topic = 'orders', offset = 0, epoch = -1, ...rest } = asked;
  const partition = { topic, partition: 0, fetchOffset: offset, logStartOffset: -1, currentLeaderEpoch: epoch, lastFetchedEpoch: -1, maxBytes: 1_048_576 };
  return run.ask(broker, {
    api: 'Fetch',
    replicaId: -1,
    replicaEpoch: -1,
    maxWaitUs: 500_000,
    minBytes: 1,
    maxBytes: 52_428_800,
    isolation: 'read_uncommitted',
    sessionId: 0,
    sessionEpoch: 0,
    partitions: [partition],
    forgotten: [],
    ...rest,
  });
}

/** Two committed records, and one that is not because broker 3 has just died. */
function twoAndOne(): ClusterRun {
  const run = clusterRun({ producers: [manualProducer('p', { acks: '1' })] });
  run.give(send('p', 'a'), 5);
  run.give(send('p', 'b'), 6);
  run.give({ kind: 'killBroker', broker: 3 }, 7);
  run.give(send('p', 'c'), 7.5);
  run.until(8);
  return run;
}

const seconds = (run: ClusterRun) => run.sim.state.now / 1_000_000;

describe('a Fetch', () => {
  it('gets what is below the high watermark, at once', () => {
    const run = twoAndOne();
    const answer = fetch(run);
    expect(seconds(run)).toBeLessThan(8.01);
    expect(answer).toMatchObject({ error: 'NONE', partitions: [{ error: 'NONE', highWatermark: 2 }] });
    expect(answer?.partitions[0]?.batches.map(({ baseOffset }) => baseOffset)).toEqual([0, 1]);
  });

  it('past the high watermark and not past the end gets nothing and no error, at once', () => {
    const run = twoAndOne();
    expect(fetch(run, { offset: 3 })?.partitions).toMatchObject([{ error: 'NONE', highWatermark: 2, batches: [] }]);
    expect(seconds(run)).toBeLessThan(8.01);
  });

  it('that waits for many bytes is answered when the segment it reads from is not the last any more', () => {
    const run = clusterRun({ topic: { config: { 'internal.segment.bytes': 300 } }, producers: [manualProducer('p')] });
    for (const [index, value] of ['a', 'b', 'c', 'd', 'e', 'f'].entries()) run.give(send('p', value), 5.1 + index / 10);
    run.until(5);
    const answer = fetch(run, { minBytes: 1_000_000, maxWaitUs: 10_000_000 });
    expect(answer?.partitions[0]?.batches.length).toBeGreaterThan(0);
    expect(seconds(run)).toBeLessThan(5.8);
  });

  it.each([2])('at the high watermark waits and gets nothing, and no error', (offset) => {
    const run = twoAndOne();
    const answer = fetch(run, { offset });
    // Opening the connection and both ways take 4 ms; the rest is fetch.max.wait.ms.
    expect(seconds(run)).toBeCloseTo(8.504, 3);
    expect(answer?.partitions).toMatchObject([{ error: 'NONE', highWatermark: 2, batches: [] }]);
  });

  it('past the end is out of range, at once', () => {
    const run = twoAndOne();
    expect(fetch(run, { offset: 4 })?.partitions).toMatchObject([{ error: 'OFFSET_OUT_OF_RANGE' }]);
    expect(seconds(run)).toBeLessThan(8.01);
  });

  it('waits for as many bytes as it wants, and no longer than it said', () => {
    const run = twoAndOne();
    expect(fetch(run, { minBytes: 1_000_000, maxWaitUs: 200_000 })?.partitions[0]?.batches).toHaveLength(2);
    expect(seconds(run)).toBeCloseTo(8.204, 3);
  });

  it('is answered when a record is committed', () => {
    const run = clusterRun({ producers: [manualProducer('p')] });
    run.until(5);
    run.give(send('p', 'a'), 5.1);
    expect(fetch(run)?.partitions[0]?.batches).toHaveLength(1);
    // Sent at 5.1, appended 5.101, replicated 5.102, committed 5.103, here 5.104.
    expect(seconds(run)).toBeCloseTo(5.104, 3);
  });

  it('gets no more bytes than it wants, but always one batch', () => {
    const run = twoAndOne();
    expect(fetch(run, { maxBytes: 1 })?.partitions[0]?.batches).toHaveLength(1);
  });

  it.each([
    ['an old epoch', { epoch: 0 }, 'FENCED_LEADER_EPOCH'],
    ['an epoch still to come', { epoch: 2 }, 'UNKNOWN_LEADER_EPOCH'],
    ['another replica at a follower', { broker: 3, replicaId: 2 }, 'NOT_LEADER_OR_FOLLOWER'],
    ['a topic that does not exist', { topic: 'nothing' }, 'UNKNOWN_TOPIC_OR_PARTITION'],
  ])('with %s is told so', (_, asked, error) => {
    const run = clusterRun();
    run.give({ kind: 'killBroker', broker: 1 }, 1);
    run.until(20);
    const answer = fetch(run, { broker: 2, ...asked });
    const moved = error === 'FENCED_LEADER_EPOCH' || error === 'NOT_LEADER_OR_FOLLOWER';
    expect(answer?.partitions).toMatchObject([{ error, currentLeader: moved ? { leader: 2, leaderEpoch: 1 } : null }]);
    expect(seconds(run)).toBeLessThan(20.01);
  });

  it('of a consumer is served by a follower, too', () => {
    const run = clusterRun({ producers: [manualProducer('p')] });
    run.give(send('p', 'a'), 1);
    run.until(5);
    expect(fetch(run, { broker: 3, epoch: 0 })?.partitions[0]).toMatchObject({ error: 'NONE', highWatermark: 1 });
  });

  it('that waits is answered when its leader is deposed, and when its topic is deleted', () => {
    const run = clusterRun();
    run.until(1);
    run.give({ kind: 'shutdownBroker', broker: 1 }, 1.1);
    expect(fetch(run, { epoch: 0, maxWaitUs: 5_000_000 })?.partitions).toMatchObject([{ error: 'FENCED_LEADER_EPOCH' }]);
    expect(seconds(run)).toBeLessThan(2);
    run.until(5);
    run.give({ kind: 'deleteTopic', topic: 'orders' }, 5.1);
    expect(fetch(run, { broker: 2, maxWaitUs: 5_000_000 })?.partitions).toMatchObject([{ error: 'UNKNOWN_TOPIC_OR_PARTITION' }]);
    expect(seconds(run)).toBeLessThan(6);
  });
});

describe('a fetch session', () => {
  it('lists only what changed', () => {
    const run = twoAndOne();
    const first = fetch(run);
    const session = { sessionId: first?.sessionId ?? 0, partitions: [] };
    expect(session.sessionId).toBeGreaterThan(0);
    // Still at offset 0, so the records come again; then the position is told, and there is nothing.
    expect(fetch(run, { ...session, sessionEpoch: 1 })?.partitions[0]?.batches).toHaveLength(2);
    const { sessionId } = session;
    expect(fetch(run, { sessionId, sessionEpoch: 2, offset: 2 })?.partitions).toEqual([]);
    expect(fetch(run, { sessionId, sessionEpoch: 3, partitions: [] })?.partitions).toEqual([]);
  });

  it('is refused out of turn, and when it is not known', () => {
    const run = twoAndOne();
    const sessionId = fetch(run)?.sessionId ?? 0;
    expect(fetch(run, { sessionId, sessionEpoch: 2 })?.error).toBe('INVALID_FETCH_SESSION_EPOCH');
    expect(fetch(run, { sessionId: sessionId + 100, sessionEpoch: 1 })?.error).toBe('FETCH_SESSION_ID_NOT_FOUND');
  });

  it('ends when it is told to', () => {
    const run = twoAndOne();
    const sessionId = fetch(run)?.sessionId ?? 0;
    expect(fetch(run, { sessionId, sessionEpoch: -1, partitions: [] })).toMatchObject({ error: 'NONE', sessionId: 0, partitions: [] });
    expect(fetch(run, { sessionId, sessionEpoch: 1 })?.error).toBe('FETCH_SESSION_ID_NOT_FOUND');
  });

  it('hears of a partition that is made after it asked', () => {
    const run = clusterRun({ producers: [manualProducer('p', {}, 'later')] , cluster: { topics: [{ name: 'orders', assignment: [[1, 2, 3]] }, { name: 'later', assignment: [[2]] }] } });
    run.give({ kind: 'deleteTopic', topic: 'later' }, 1);
    run.until(3);
    const first = fetch(run, { topic: 'later' });
    expect(first?.partitions).toMatchObject([{ error: 'UNKNOWN_TOPIC_OR_PARTITION' }]);
    const sessionId = first?.sessionId ?? 0;
    run.give({ kind: 'createTopic', topic: 'later', assignment: [[1]] });
    run.until(4);
    // Nothing is said of the partition any more; it is there now and empty.
    expect(fetch(run, { sessionId, sessionEpoch: 1, partitions: [] })?.partitions).toMatchObject([{ error: 'NONE', highWatermark: 0 }]);
    run.give(send('p', 'a'), 6);
    run.until(5.8);
    expect(fetch(run, { sessionId, sessionEpoch: 2, partitions: [] })?.partitions[0]?.batches).toHaveLength(1);
  });
});

describe('ListOffsets', () => {
  const list = (run: ClusterRun, timestamp: number, asked: { broker?: number; topic?: string; epoch?: number; replicaId?: number } = {}) => {
    const { broker = 1, topic = 'orders', epoch = -1, replicaId } = asked;
    const partitions = [{ topic, partition: 0, timestamp, currentLeaderEpoch: epoch }];
    return run.ask(broker, { api: 'ListOffsets', partitions, ...(replicaId === undefined ? {} : { replicaId }) })?.partitions[0];
  };

  it('gives beginning, end and the first record of a time; the end is the high watermark, for followers the log end', () => {
    const run = twoAndOne();
    expect(list(run, EARLIEST_TIMESTAMP)).toMatchObject({ error: 'NONE', offset: 0 });
    expect(list(run, LATEST_TIMESTAMP)).toMatchObject({ error: 'NONE', offset: 2, leaderEpoch: 0 });
    expect(list(run, LATEST_TIMESTAMP, { replicaId: 2 })).toMatchObject({ offset: 3 });
    expect(list(run, 5_500_000)).toMatchObject({ offset: 1 });
    // The third record is not committed.
    expect(list(run, 7_000_000)).toMatchObject({ error: 'NONE', offset: -1 });
  });

  it('gives the epoch of the record, and with the end that of the leader', () => {
    const run = clusterRun({ producers: [manualProducer('p')] });
    run.give(send('p', 'a'), 1);
    run.give({ kind: 'shutdownBroker', broker: 1 }, 2);
    run.give(send('p', 'b'), 5);
    run.until(6);
    run.give({ kind: 'shutdownBroker', broker: 2 });
    run.until(9);
    expect(run.log(3, 'orders-0').epochs).toEqual([[0, 0], [1, 1], [2, 2]]);
    const at3 = (timestamp: number) => list(run, timestamp, { broker: 3 });
    expect(at3(EARLIEST_TIMESTAMP)).toMatchObject({ offset: 0, leaderEpoch: 0 });
    expect(at3(4_000_000)).toMatchObject({ offset: 1, leaderEpoch: 1 });
    expect(at3(LATEST_TIMESTAMP)).toMatchObject({ offset: 2, leaderEpoch: 2 });
    expect(at3(7_000_000)).toMatchObject({ offset: -1, leaderEpoch: -1 });
  });

  it('names its errors', () => {
    const run = twoAndOne();
    expect(list(run, LATEST_TIMESTAMP, { broker: 2 })?.error).toBe('NOT_LEADER_OR_FOLLOWER');
    expect(list(run, LATEST_TIMESTAMP, { epoch: 1 })?.error).toBe('UNKNOWN_LEADER_EPOCH');
    expect(list(run, LATEST_TIMESTAMP, { topic: 'nothing' })?.error).toBe('UNKNOWN_TOPIC_OR_PARTITION');
  });

  it('does not name an end that lies before what the leader before had committed', () => {
    const run = clusterRun({ topic: { config: { 'min.insync.replicas': 2 } }, producers: [manualProducer('p')] });
    run.give(send('p', 'a'), 5);
    run.until(5.1);
    // Broker 2 has the record, but will not hear that it is committed; the last fetch of broker 3 is its last.
    run.give({ kind: 'holdLink', from: 'broker-1', to: 'broker-2', api: 'FetchResponse' });
    run.give({ kind: 'killBroker', broker: 1 }, 5.2);
    run.give({ kind: 'killBroker', broker: 3 }, 5.2);
    run.until(20);
    expect(run.partition('orders-0')).toMatchObject({ leader: 2, isr: [2] });
    expect(run.log(2, 'orders-0')).toMatchObject({ endOffset: 1, highWatermark: 0 });
    expect(list(run, LATEST_TIMESTAMP, { broker: 2 })).toMatchObject({ error: 'OFFSET_NOT_AVAILABLE', offset: -1 });
    expect(list(run, EARLIEST_TIMESTAMP, { broker: 2 })).toMatchObject({ error: 'NONE', offset: 0 });
    run.give({ kind: 'restartBroker', broker: 3 });
    run.until(40);
    expect(list(run, LATEST_TIMESTAMP, { broker: 2 })).toMatchObject({ error: 'NONE', offset: 1 });
  });
});
