import { describe, expect, it } from 'vitest';
import { clusterRun, consumer, manualProducer, send, type ClusterRun } from '../testing/clusterRun.ts';

describe('createTopic', () => {
  it('places replicas over the brokers, and clients find it', () => {
    const run = clusterRun();
    run.give({ kind: 'createTopic', topic: 'new', partitions: 3, replicationFactor: 3, config: { 'min.insync.replicas': 2 } }, 1);
    run.until(2);
    expect(run.first('AdminDone').request).toBe('CreateTopics');
    const partitions = run.state().topics['new'] ?? [];
    // Striped: each broker is the preferred leader of one partition.
    expect(partitions.map(({ leader }) => leader).toSorted((a, b) => a - b)).toEqual([1, 2, 3]);
    for (const { replicas, isr } of partitions) expect(isr).toEqual(replicas);
    run.give({ kind: 'addProducer', producer: { id: 'p', topic: 'new', rate: 0 } });
    run.give(send('p', 'a', { partition: 1, count: 3 }), 3);
    run.until(4);
    expect(run.state().producers['p']?.acked).toBe(3);
    expect(run.log(partitions[1]?.leader ?? -1, 'new-1').highWatermark).toBe(3);
  });

  it('goes by hand where replicas are given, and is refused for a topic that is there', () => {
    const run = clusterRun();
    run.give({ kind: 'createTopic', topic: 'new', assignment: [[3, 1], [2, 3]] }, 1);
    run.until(2);
    expect(run.state().topics['new']?.map(({ replicas, leader }) => [leader, ...replicas])).toEqual([[3, 3, 1], [2, 2, 3]]);
    run.give({ kind: 'deleteTopic', topic: 'new' });
    run.give({ kind: 'deleteTopic', topic: 'new' });
    run.until(3);
    expect(run.first('AdminFailed')).toMatchObject({ error: 'UNKNOWN_TOPIC_OR_PARTITION' });
  });
});

describe('addPartitions', () => {
  it('adds partitions that producers use once they know of them, and that groups share', () => {
    const run = clusterRun({
      producers: [manualProducer('p', { 'metadata.max.age.ms': 2000 })],
      consumers: [consumer('c1', { 'metadata.max.age.ms': 2000 }), consumer('c2', { 'metadata.max.age.ms': 2000 })],
    });
    run.until(8);
    expect(run.state().groups['g']?.members).toEqual({ c1: ['orders-0'], c2: [] });
    run.give({ kind: 'addPartitions', topic: 'orders', partitions: 2, assignment: [[2, 3, 1]] });
    run.until(20);
    expect(run.state().topics['orders']?.map(({ leader }) => leader)).toEqual([1, 2]);
    expect(run.state().groups['g']?.members).toEqual({ c1: ['orders-0'], c2: ['orders-1'] });
    run.give(send('p', 'a', { partition: 1 }));
    run.until(21);
    expect(run.all('RecordsPolled').map(({ consumer: who, partition }) => [who, partition])).toEqual([['c2', 1]]);
  });
});

describe('deleteTopic', () => {
  it('takes logs, configuration and committed offsets with it; a topic of that name begins anew', () => {
    const run = clusterRun({
      topic: { config: { 'min.insync.replicas': 3 } },
      producers: [manualProducer('p')],
      consumers: [consumer('c1')],
    });
    for (const value of ['a', 'b', 'c']) run.give(send('p', value), 5);
    run.give({ kind: 'closeConsumer', consumer: 'c1' }, 15);
    run.until(19);
    expect(run.state().groups['g']?.offsets['orders-0']?.committed).toBe(3);
    run.give({ kind: 'deleteTopic', topic: 'orders' }, 20);
    run.until(21);
    expect(run.state().topics['orders']).toBeUndefined();
    expect(run.state().groups['g']?.offsets).toEqual({});
    run.give({ kind: 'createTopic', topic: 'orders', assignment: [[2, 1, 3]] });
    run.until(25);
    expect(run.log(1, 'orders-0')).toMatchObject({ startOffset: 0, endOffset: 0, highWatermark: 0, epochs: [] });
    expect(run.log(2, 'orders-0')).toMatchObject({ endOffset: 0, epochs: [[0, 0]] });
    // min.insync.replicas is 1 again: with two brokers dead a write still gets through.
    run.give({ kind: 'killBroker', broker: 1 });
    run.give({ kind: 'killBroker', broker: 3 });
    run.until(40);
    run.give(send('p', 'd'));
    run.until(42);
    expect(run.values(2, 'orders-0')).toEqual(['d']);
    expect(run.state().producers['p']?.acked).toBe(4);
    // Nor does a coordinator that has to read the log find what was committed.
    expect(run.state().groups['g']?.offsets ?? {}).toEqual({});
  });

  it('is noticed by a broker that was down meanwhile', () => {
    const run = clusterRun({ producers: [manualProducer('p')] });
    for (const value of ['a', 'b', 'c']) run.give(send('p', value), 5);
    run.give({ kind: 'killBroker', broker: 3 }, 10);
    run.give({ kind: 'deleteTopic', topic: 'orders' }, 22);
    run.give({ kind: 'createTopic', topic: 'orders', assignment: [[1, 2, 3]] }, 24);
    run.give(send('p', 'new'), 26);
    run.give({ kind: 'restartBroker', broker: 3 }, 30);
    run.until(45);
    expect(run.partition('orders-0').isr).toEqual([1, 2, 3]);
    expect(run.values(3, 'orders-0')).toEqual(['new']);
  });

  it('answers who waits for it', () => {
    const run = clusterRun({ topic: { config: { 'min.insync.replicas': 2 } }, producers: [manualProducer('p', { retries: 0, 'enable.idempotence': false })] });
    run.give({ kind: 'killBroker', broker: 3 }, 10);
    run.give(send('p', 'a'), 11);
    run.give({ kind: 'deleteTopic', topic: 'orders' }, 12);
    run.until(13);
    expect(run.first('BatchFailed').error).toBe('UNKNOWN_TOPIC_OR_PARTITION');
  });
});

describe('electLeaders preferred', () => {
  it('gives the leadership back to the first replica, in a new epoch', () => {
    const run = clusterRun({ producers: [{ id: 'p', topic: 'orders', rate: 20 }] });
    run.give({ kind: 'killBroker', broker: 1 }, 10);
    run.give({ kind: 'restartBroker', broker: 1 }, 25);
    run.until(40);
    expect(run.partition('orders-0')).toMatchObject({ leader: 2, leaderEpoch: 1, isr: [2, 3, 1] });
    run.give({ kind: 'electLeaders', election: 'preferred', topic: 'orders' });
    run.until(45);
    expect(run.partition('orders-0')).toMatchObject({ leader: 1, leaderEpoch: 2, isr: [2, 3, 1] });
    expect(run.first('AdminDone').request).toBe('ElectLeaders');
    expect(run.state().producers['p']).toMatchObject({ failed: 0, duplicates: 0 });
  });

  it('says so when that replica cannot lead', () => {
    const run = clusterRun();
    run.give({ kind: 'killBroker', broker: 1 }, 10);
    run.give({ kind: 'electLeaders', election: 'preferred', topic: 'orders', partition: 0 }, 25);
    run.until(27);
    expect(run.first('AdminFailed')).toMatchObject({ request: 'ElectLeaders', error: 'PREFERRED_LEADER_NOT_AVAILABLE' });
  });
});

describe('alterConfig', () => {
  const refusals = (run: ClusterRun) => run.all('ProduceRefused').map(({ error }) => error);

  it('min.insync.replicas of a topic counts from when the leader knows', () => {
    const run = clusterRun({ producers: [manualProducer('p', { retries: 0, 'enable.idempotence': false })] });
    run.give({ kind: 'killBroker', broker: 3 }, 5);
    run.give(send('p', 'a'), 20);
    run.give({ kind: 'alterConfig', topic: 'orders', set: { 'min.insync.replicas': 3 } }, 21);
    run.give(send('p', 'b'), 22);
    run.give({ kind: 'alterConfig', topic: 'orders', remove: ['min.insync.replicas'] }, 23);
    run.give(send('p', 'c'), 24);
    run.until(30);
    expect(run.values(1, 'orders-0')).toEqual(['a', 'c']);
    expect(refusals(run)).toEqual(['NOT_ENOUGH_REPLICAS']);
  });

  it('of all brokers is the default of topics that say nothing, and of one broker its own', () => {
    const run = clusterRun({
      cluster: { topics: [{ name: 'orders', assignment: [[1, 2, 3], [2, 3, 1]] }, { name: 'own', assignment: [[1, 2, 3]], config: { 'max.message.bytes': 5000 } }] },
      producers: ['orders', 'own'].map((topic) => manualProducer(topic, { retries: 0, 'enable.idempotence': false }, topic)),
    });
    const big = 'x'.repeat(900);
    const sendAll = (seconds: number) => {
      run.give(send('orders', big, { partition: 0 }), seconds);
      run.give(send('orders', big, { partition: 1 }), seconds + 0.1);
      run.give(send('own', big), seconds + 0.2);
    };
    const stored = () => [run.log(1, 'orders-0').endOffset, run.log(2, 'orders-1').endOffset, run.log(1, 'own-0').endOffset];
    sendAll(5);
    run.until(6);
    expect(stored()).toEqual([1, 1, 1]);
    run.give({ kind: 'alterConfig', set: { 'message.max.bytes': 500 } });
    sendAll(7);
    run.until(8);
    expect(stored()).toEqual([1, 1, 2]);
    // Documents set this for all brokers only; the tools can set it for one.
    const resource = { type: 'broker', id: 2 } as const;
    expect(run.ask(1, { api: 'IncrementalAlterConfigs', resource, set: { 'message.max.bytes': '2000' } })?.error).toBe('NONE');
    sendAll(9);
    run.until(10);
    expect(stored()).toEqual([1, 2, 3]);
    run.give({ kind: 'alterConfig', remove: ['message.max.bytes'] });
    sendAll(11);
    run.until(12);
    expect(stored()).toEqual([2, 3, 4]);
    expect(new Set(refusals(run))).toEqual(new Set(['MESSAGE_TOO_LARGE']));
  });

  it('is known to a broker that was down when it was changed', () => {
    const run = clusterRun({ producers: [manualProducer('p', { retries: 0, 'enable.idempotence': false })] });
    run.give({ kind: 'killBroker', broker: 1 }, 5);
    run.give({ kind: 'alterConfig', topic: 'orders', set: { 'max.message.bytes': 200 } }, 20);
    run.give({ kind: 'restartBroker', broker: 1 }, 25);
    run.give({ kind: 'electLeaders', election: 'preferred', topic: 'orders' }, 35);
    run.give(send('p', 'x'.repeat(900)), 40);
    run.until(42);
    expect(run.partition('orders-0').leader).toBe(1);
    expect(run.first('ProduceRefused')).toMatchObject({ broker: 1, error: 'MESSAGE_TOO_LARGE' });
  });
});
