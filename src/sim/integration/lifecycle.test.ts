import { describe, expect, it } from 'vitest';
import { clusterRun, consumer, manualProducer, send } from '../testing/clusterRun.ts';

describe('a broker that is started', () => {
  it('within the session of its last process is refused, asks every two seconds, and is let in when that has ended', () => {
    const run = clusterRun();
    run.give({ kind: 'killBroker', broker: 2 }, 10);
    run.give({ kind: 'restartBroker', broker: 2 }, 11);
    run.until(30);
    const answers = run.arrivals('BrokerRegistrationResponse', { to: 'broker-2' }).map(({ at, message }) => ({
      at,
      error: message.type === 'response' && 'error' in message.response ? message.response.error : null,
    }));
    const refused = answers.filter(({ error }) => error === 'DUPLICATE_BROKER_REGISTRATION');
    expect(refused.length).toBeGreaterThan(2);
    for (let index = 1; index < refused.length; index += 1) {
      expect((refused[index]?.at ?? 0) - (refused[index - 1]?.at ?? 0)).toBeCloseTo(2, 1);
    }
    const lastHeartbeat = run.arrivals('BrokerHeartbeat', { from: 'broker-2' }).findLast(({ at }) => at < 11)?.at ?? 0;
    expect(answers.at(-1)).toMatchObject({ error: 'NONE' });
    expect(run.first('BrokerRegistered', { broker: 2 }).at).toBeGreaterThan(lastHeartbeat + 9);
    expect(run.first('BrokerRegistered', { broker: 2 }).at).toBeLessThan(lastHeartbeat + 9 + 2.1);
    expect(run.partition('orders-0').isr).toEqual([1, 3, 2]);
  });

  it('with no controller to register with gives up after a minute', () => {
    const run = clusterRun();
    run.give({ kind: 'killBroker', broker: 2 }, 5);
    run.give({ kind: 'killController', controller: 3000 }, 20);
    run.give({ kind: 'restartBroker', broker: 2 }, 25);
    run.until(84);
    expect(run.state().brokers[1]?.state).toBe('starting');
    run.until(86);
    expect(run.state().brokers[1]?.state).toBe('dead');
    expect(run.first('NodeHalted')).toMatchObject({ node: 'broker-2', at: 85 });
    run.give({ kind: 'restartController', controller: 3000 });
    run.give({ kind: 'restartBroker', broker: 2 });
    run.until(120);
    expect(run.state().brokers[1]?.state).toBe('running');
  });
});

describe('a broker cut off from the controllers', () => {
  it('is fenced and goes on leading until it learns; what it takes with acks=1 is lost', () => {
    const run = clusterRun({ producers: [manualProducer('p', { acks: '1', 'metadata.max.age.ms': 300_000 })] });
    run.give(send('p', 'a'), 5);
    run.give({ kind: 'cutLink', from: 'broker-1', to: 'controllers' }, 10);
    run.until(25);
    expect(run.partition('orders-0')).toMatchObject({ leader: 2, leaderEpoch: 1, isr: [2, 3] });
    run.give(send('p', 'b'));
    run.until(26);
    // Broker 1 still leads in epoch 0, as far as it and the producer know.
    expect(run.values(1, 'orders-0')).toEqual(['a', 'b']);
    expect(run.state().producers['p']).toMatchObject({ acked: 2 });
    expect(run.log(1, 'orders-0').highWatermark).toBe(1);
    run.give({ kind: 'healLink', from: 'broker-1', to: 'controllers' });
    run.until(40);
    expect(run.partition('orders-0')).toMatchObject({ leader: 2, isr: [2, 3, 1] });
    expect(run.values(1, 'orders-0')).toEqual(['a']);
    expect(run.first('LogTruncated', { broker: 1 })).toMatchObject({ from: 2, to: 1 });
    // It was never restarted: its epoch is the same, and a heartbeat unfenced it.
    expect(run.all('BrokerRegistered', { broker: 1 })).toEqual([]);
    expect(run.all('BrokerUnfenced', { broker: 1 })).toHaveLength(1);
  });
});

describe('two brokers that die together', () => {
  it('are fenced one after the other', () => {
    const run = clusterRun({ cluster: { brokers: 4 } });
    run.give({ kind: 'killBroker', broker: 3 }, 10);
    run.give({ kind: 'killBroker', broker: 4 }, 10);
    run.until(30);
    const [first, second] = run.all('BrokerFenced').map(({ at }) => at);
    expect(second).toBeGreaterThan(first ?? NaN);
  });
});

describe('topics while brokers are down', () => {
  it('are placed on a broker that has shut down as on any that is fenced: last, and not in sync', () => {
    const run = clusterRun();
    run.give({ kind: 'shutdownBroker', broker: 3 }, 5);
    run.give({ kind: 'createTopic', topic: 'new', partitions: 4, replicationFactor: 3 }, 15);
    run.until(20);
    const partitions = run.state().topics['new'] ?? [];
    expect(partitions).toHaveLength(4);
    for (const { replicas, isr, leader } of partitions) {
      expect(replicas.toSorted((a, b) => a - b)).toEqual([1, 2, 3]);
      expect(isr).not.toContain(3);
      expect(leader).toBe(isr[0]);
    }
    run.give({ kind: 'restartBroker', broker: 3 });
    run.until(40);
    for (const { isr } of run.state().topics['new'] ?? []) expect(isr).toContain(3);
  });

  it('are not placed on a broker that is about to shut down', () => {
    const run = clusterRun();
    run.give({ kind: 'holdLink', from: 'controllers', to: 'broker-3', api: 'RaftFetchResponse' }, 9.9);
    run.give({ kind: 'shutdownBroker', broker: 1 }, 10);
    run.until(12);
    expect(run.ask(2, { api: 'CreateTopics', name: 'new', partitions: 1, replicationFactor: 3, assignment: null, config: {} })).toMatchObject({
      error: 'INVALID_REPLICATION_FACTOR',
    });
  });
});

describe('racks', () => {
  const racked = { brokers: [1, 2, 3, 4].map((id) => ({ id, rack: id <= 2 ? 'a' : 'b' })) };

  it('are all used by added partitions, also that of a broker that came later', () => {
    const run = clusterRun({ cluster: racked, topic: { assignment: [[1, 3]] } });
    run.give({ kind: 'addBroker', broker: 5, rack: 'c' }, 5);
    run.give({ kind: 'addPartitions', topic: 'orders', partitions: 9 }, 20);
    run.until(25);
    const rackOf = (id: number) => run.state().brokers.find((broker) => broker.id === id)?.rack;
    const added = run.state().topics['orders']?.slice(1) ?? [];
    expect(added).toHaveLength(8);
    for (const { replicas } of added) expect(new Set(replicas.map(rackOf)).size).toBe(2);
    expect(added.some(({ replicas }) => replicas.includes(5))).toBe(true);
  });
});

describe('a topic that is deleted and made anew', () => {
  it('is forgotten by its consumers, and read from the start when it is back', () => {
    const run = clusterRun({
      producers: [manualProducer('p', { 'metadata.max.age.ms': 1_000 })],
      // With auto-commit it would try for max.poll.interval.ms to commit what is gone, as Kafka's does.
      consumers: [consumer('c', { 'metadata.max.age.ms': 1_000, 'enable.auto.commit': false })],
    });
    run.give(send('p', 'a', { count: 3 }), 8);
    run.until(15);
    run.give({ kind: 'deleteTopic', topic: 'orders' });
    run.until(25);
    expect(run.state().groups['g']?.members).toEqual({ c: [] });
    expect(run.all('ReplicaDeleted', { topic: 'orders' }).map(({ broker }) => broker).toSorted((a, b) => a - b)).toEqual([1, 2, 3]);
    run.give({ kind: 'createTopic', topic: 'orders', partitions: 1, replicationFactor: 3 });
    run.give(send('p', 'b', { count: 2 }), 30);
    run.until(45);
    expect(run.state().groups['g']?.members).toEqual({ c: ['orders-0'] });
    expect(run.all('RecordsPolled').map(({ from, to }) => [from, to])).toEqual([[0, 3], [0, 2]]);
  });
});
