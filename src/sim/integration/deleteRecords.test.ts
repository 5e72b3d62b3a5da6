import { describe, expect, it } from 'vitest';
import type { DeleteRecordsPartitionResponse } from '../kafka/protocol/dataPlane.ts';
import { EARLIEST_TIMESTAMP } from '../kafka/protocol/dataPlane.ts';
import { clusterRun, consumer, manualProducer, send, type ClusterRun } from '../testing/clusterRun.ts';

/** Ten records at 1 s, one a batch. */
function filled(changes: Parameters<typeof clusterRun>[0] = {}): ClusterRun {
  const run = clusterRun({ producers: [manualProducer('p')], ...changes });
  for (let index = 0; index < 10; index += 1) run.give(send('p', `r${index}`, { key: `k${index}` }), 1 + index * 0.01);
  run.until(3);
  return run;
}

function ask(run: ClusterRun, offset: number, more: { broker?: number; timeoutUs?: number; topic?: string } = {}): DeleteRecordsPartitionResponse | undefined {
  const partitions = [{ topic: more.topic ?? 'orders', partition: 0, offset }];
  return run.ask(more.broker ?? 1, { api: 'DeleteRecords', timeoutUs: more.timeoutUs ?? 5_000_000, partitions })?.partitions[0];
}

function starts(run: ClusterRun): number[] {
  return [1, 2, 3].map((broker) => run.log(broker, 'orders-0').startOffset);
}

describe('DeleteRecords', () => {
  it('moves the start on the leader at once, tells followers by their fetches, and answers when all have it', () => {
    const run = filled();
    const before = run.sim.state.now;
    expect(ask(run, 4)).toEqual({ topic: 'orders', partition: 0, error: 'NONE', lowWatermark: 4 });
    expect(starts(run)).toEqual([4, 4, 4]);
    // A parked fetch is not woken for it: the followers hear of it when theirs end, within 500 ms, and say so with the next.
    const [first, ...others] = run.all('LogStartOffsetAdvanced');
    expect(first).toMatchObject({ broker: 1, reason: 'deleteRecords', from: 0, to: 4 });
    expect(new Set(others.map(({ broker, reason }) => `${broker} ${reason}`))).toEqual(new Set(['2 leader', '3 leader']));
    for (const { at } of others) expect(at - (first?.at ?? 0)).toBeGreaterThan(0.01);
    expect(run.sim.state.now - before).toBeLessThan(510_000);
    // The records are still in their segment, and cannot be read any more.
    expect(run.ask(1, { api: 'ListOffsets', partitions: [{ topic: 'orders', partition: 0, timestamp: EARLIEST_TIMESTAMP, currentLeaderEpoch: -1 }] })?.partitions).toMatchObject([{ offset: 4 }]);
  });

  it('deletes all that is committed with -1', () => {
    const run = filled();
    expect(ask(run, -1)).toMatchObject({ error: 'NONE', lowWatermark: 10 });
    expect(starts(run)).toEqual([10, 10, 10]);
    // Nothing is left, and the next record follows on.
    run.give(send('p', 'next'));
    run.until(6);
    expect(run.log(1, 'orders-0')).toMatchObject({ startOffset: 10, endOffset: 11, highWatermark: 11 });
  });

  it.each([
    ['above the high watermark', 11, {}, {}, 'OFFSET_OUT_OF_RANGE'],
    ['below -1', -2, {}, {}, 'OFFSET_OUT_OF_RANGE'],
    ['of a follower', 4, {}, { broker: 2 }, 'NOT_LEADER_OR_FOLLOWER'],
    ['of a topic that there is not', 4, {}, { topic: 'nothing' }, 'UNKNOWN_TOPIC_OR_PARTITION'],
    ["of Kafka's own topic", 0, {}, { topic: '__consumer_offsets' }, 'INVALID_TOPIC_EXCEPTION'],
    ['of a topic that is compacted only', 4, { topic: { config: { 'cleanup.policy': 'compact' } } }, {}, 'POLICY_VIOLATION'],
  ])('refuses an offset %s', (_, offset, changes, asked, error) => {
    const run = filled(changes);
    expect(ask(run, offset, asked)).toMatchObject({ error, lowWatermark: -1 });
    expect(starts(run)).toEqual([0, 0, 0]);
  });

  it('is allowed where the policy is both, and where it is empty', () => {
    for (const policy of ['compact,delete', '']) {
      expect(ask(filled({ topic: { config: { 'cleanup.policy': policy } } }), 4)).toMatchObject({ error: 'NONE', lowWatermark: 4 });
    }
  });

  it('is answered at once when it asks for no more than is gone', () => {
    const run = filled();
    ask(run, 4);
    const before = run.sim.state.now;
    expect(ask(run, 2)).toMatchObject({ error: 'NONE', lowWatermark: 4 });
    expect(run.sim.state.now - before).toBeLessThan(5_000);
  });

  it('times out while a live follower does not fetch, although the leader has done it', () => {
    const run = filled();
    run.give({ kind: 'cutLink', from: 'broker-3', to: 'broker-1' });
    run.until(3.1);
    expect(ask(run, 4, { timeoutUs: 2_000_000 })).toMatchObject({ error: 'REQUEST_TIMED_OUT' });
    expect(starts(run)).toEqual([4, 4, 0]);
  });

  it('does not wait for a follower that is fenced', () => {
    const run = filled();
    run.give({ kind: 'killBroker', broker: 3 });
    run.until(15);
    expect(ask(run, 4)).toMatchObject({ error: 'NONE', lowWatermark: 4 });
  });

  it('is refused to who waits when the leader is deposed', () => {
    const run = filled();
    run.give({ kind: 'cutLink', from: 'broker-1', to: 'brokers' });
    run.give({ kind: 'cutLink', from: 'broker-1', to: 'controllers' });
    run.until(3.1);
    run.give({ kind: 'healLink', from: 'broker-1', to: 'controllers' }, 14);
    expect(ask(run, 4, { timeoutUs: 40_000_000 })).toMatchObject({ error: 'NOT_LEADER_OR_FOLLOWER' });
  });
});

describe('a follower that was away while records were deleted', () => {
  it('takes the start from the leader where its log reaches past it', () => {
    const run = filled();
    run.give({ kind: 'killBroker', broker: 3 }, 3);
    run.give({ kind: 'deleteRecords', topic: 'orders', partition: 0, offset: 4 }, 14);
    run.give({ kind: 'restartBroker', broker: 3 }, 20);
    run.until(30);
    expect(starts(run)).toEqual([4, 4, 4]);
    expect(run.all('LogStartedAnew')).toEqual([]);
    expect(new Set(run.partition('orders-0').isr)).toEqual(new Set([1, 2, 3]));
  });

  it("begins anew at the leader's start where its log ends before it", () => {
    const run = filled();
    run.give({ kind: 'killBroker', broker: 3 }, 3);
    for (let index = 10; index < 20; index += 1) run.give(send('p', `r${index}`), 5 + index * 0.01);
    run.give({ kind: 'deleteRecords', topic: 'orders', partition: 0, offset: 15 }, 14);
    run.give({ kind: 'restartBroker', broker: 3 }, 20);
    run.until(30);
    expect(run.first('LogStartedAnew')).toMatchObject({ broker: 3, from: 10, startOffset: 15 });
    expect(run.log(3, 'orders-0')).toMatchObject({ startOffset: 15, endOffset: 20, highWatermark: 20, epochs: [[0, 15]] });
    expect(run.values(3, 'orders-0')).toEqual(['r15', 'r16', 'r17', 'r18', 'r19']);
    expect(new Set(run.partition('orders-0').isr)).toEqual(new Set([1, 2, 3]));
  });

  it('takes a batch whole in whose middle the leader starts', () => {
    const run = clusterRun({ producers: [manualProducer('p', { 'linger.ms': 100 })] });
    run.give({ kind: 'killBroker', broker: 3 }, 0.5);
    run.give({ kind: 'send', producer: 'p', count: 5 }, 11);
    run.give({ kind: 'deleteRecords', topic: 'orders', partition: 0, offset: 3 }, 14);
    run.give({ kind: 'restartBroker', broker: 3 }, 20);
    run.until(30);
    expect(run.log(1, 'orders-0').startOffset).toBe(3);
    expect(run.records(3, 'orders-0').map(({ offset }) => offset)).toEqual([0, 1, 2, 3, 4]);
    expect(run.log(3, 'orders-0')).toMatchObject({ startOffset: 3, endOffset: 5 });
    expect(new Set(run.partition('orders-0').isr)).toEqual(new Set([1, 2, 3]));
  });
});

describe('a follower that is told to cut its log in the middle of a batch', () => {
  /** Brokers 1 and then 2 each write a batch from offset 0 on that the other has not; then broker 2's log starts within it. */
  const unclean = () => {
    const topics = [{ name: 'orders', assignment: [[1, 2, 3]], config: { 'min.insync.replicas': 1, 'unclean.leader.election.enable': true } }];
    const run = clusterRun({ cluster: { topics }, producers: [manualProducer('p', { 'linger.ms': 100, acks: '1' })] });
    for (const broker of [2, 3]) run.give({ kind: 'killBroker', broker }, 0.5);
    run.give({ kind: 'send', producer: 'p', count: 5 }, 11);
    run.give({ kind: 'killBroker', broker: 1 }, 12);
    run.give({ kind: 'restartBroker', broker: 2 }, 14);
    run.give({ kind: 'electLeaders', election: 'unclean', topic: 'orders', partition: 0 }, 30);
    run.give({ kind: 'send', producer: 'p', count: 5 }, 40);
    run.give({ kind: 'deleteRecords', topic: 'orders', partition: 0, offset: 3 }, 45);
    run.give({ kind: 'restartBroker', broker: 1 }, 50);
    return run;
  };

  it('cannot take that batch and gives up', () => {
    const run = unclean();
    run.until(70);
    expect(run.log(2, 'orders-0')).toMatchObject({ startOffset: 3, endOffset: 5 });
    expect(run.first('LogTruncated', { broker: 1 })).toMatchObject({ from: 5, to: 3 });
    expect(run.all('ReplicaFetchFailed')).toEqual([expect.objectContaining({ broker: 1, leader: 2, baseOffset: 0, endOffset: 3 })]);
    expect(run.partition('orders-0').isr).toEqual([2]);
  });

  it('finds its log empty when it starts again, and begins where the leader does', () => {
    const run = unclean();
    run.give({ kind: 'killBroker', broker: 1 }, 70);
    run.give({ kind: 'restartBroker', broker: 1 }, 90);
    run.until(110);
    expect(run.first('LogStartedAnew')).toMatchObject({ broker: 1, from: 0, startOffset: 3 });
    expect(run.partition('orders-0').isr.toSorted((a, b) => a - b)).toEqual([1, 2]);
  });
});

describe('the admin client', () => {
  it('asks the leader and says where the log starts then', () => {
    const run = filled();
    run.give({ kind: 'deleteRecords', topic: 'orders', partition: 0, offset: -1 });
    run.until(5);
    expect(run.first('AdminDone')).toMatchObject({ request: 'DeleteRecords', what: 'delete the records of orders-0 before 10' });
  });

  it('says why it is refused', () => {
    const run = filled();
    run.give({ kind: 'deleteRecords', topic: 'orders', partition: 0, offset: 99 });
    run.until(5);
    expect(run.first('AdminFailed')).toMatchObject({ error: 'OFFSET_OUT_OF_RANGE', message: 'The offset is above the high watermark.' });
  });

  it('finds the new leader when the old one dies', () => {
    const run = filled();
    run.give({ kind: 'killBroker', broker: 1 }, 3);
    run.give({ kind: 'deleteRecords', topic: 'orders', partition: 0, offset: 4 }, 3.01);
    run.until(20);
    expect(run.first('AdminDone')).toMatchObject({ request: 'DeleteRecords' });
    expect(run.log(2, 'orders-0').startOffset).toBe(4);
  });
});

describe('a deleted start', () => {
  it('is on disk after at most a minute, and is forgotten by all who crash before', () => {
    const startAfterCrash = (crashAt: number) => {
      const run = filled();
      ask(run, 4);
      for (const broker of [1, 2, 3]) run.give({ kind: 'killBroker', broker }, crashAt);
      for (const broker of [1, 2, 3]) run.give({ kind: 'restartBroker', broker }, crashAt + 1);
      run.until(crashAt + 30);
      return Math.max(...starts(run));
    };
    expect(startAfterCrash(3.7)).toBe(0);
    expect(startAfterCrash(65)).toBe(4);
  });

  it('sends a consumer that is behind to where its reset policy says', () => {
    const run = filled({ consumers: [consumer('c', { 'max.poll.records': 1 }, { processing: '10s' })] });
    run.until(6);
    const [first] = run.all('RecordsPolled');
    expect(first).toMatchObject({ from: 0, to: 1 });
    run.give({ kind: 'deleteRecords', topic: 'orders', partition: 0, offset: 6 }, 6.1);
    run.give({ kind: 'seek', consumer: 'c', topic: 'orders', partition: 0, offset: 2 }, 6.2);
    run.until(60);
    expect(run.first('OffsetOutOfRange')).toMatchObject({ consumer: 'c', offset: 2 });
    expect(run.first('OffsetReset', {}, 6)).toMatchObject({ offset: 6, strategy: 'earliest' });
  });
});
