import { describe, expect, it } from 'vitest';
import { clusterRun, type ClusterRun } from '../testing/clusterRun.ts';

const BUSY = { id: 'p', topic: 'orders', rate: 50, config: { acks: 'all' } };
const TWO_IN_SYNC = { config: { 'min.insync.replicas': 2 } };

describe('a controlled shutdown', () => {
  function shutDown(): ClusterRun {
    const run = clusterRun({ topic: TWO_IN_SYNC, producers: [BUSY] });
    run.give({ kind: 'shutdownBroker', broker: 1 }, 10);
    run.until(20);
    return run;
  }

  it('hands leaderships over before the process ends, without an error for producers', () => {
    const run = shutDown();
    const elected = run.first('LeaderElected', { topic: 'orders' });
    expect(elected).toMatchObject({ leader: 2, leaderEpoch: 1, isr: [2, 3] });
    const stopped = run.first('BrokerStateChanged', { broker: 1, state: 'stopped' });
    expect(stopped.at).toBeGreaterThan(elected.at);
    // Not a session timeout: a few heartbeats.
    expect(elected.at).toBeLessThan(10.1);
    expect(stopped.at).toBeLessThan(10 + 2 + 2.1);
    expect(run.state().brokers[0]?.state).toBe('dead');
    expect(run.all('BatchFailed')).toEqual([]);
    expect(run.all('BatchRetried').every(({ error }) => error === 'NOT_LEADER_OR_FOLLOWER')).toBe(true);
    // What was sent to the old leader goes to the new one at once.
    expect(Math.max(...run.all('BatchAcked').map(({ latencyUs }) => latencyUs))).toBeLessThan(1_000_000);
  });

  it('waits until the other brokers know the new leaders', () => {
    const run = clusterRun({ topic: TWO_IN_SYNC, producers: [BUSY] });
    // Broker 3 gets no metadata for a while, but goes on with its heartbeats.
    run.give({ kind: 'holdLink', from: 'controllers', to: 'broker-3', api: 'RaftFetchResponse' }, 9.9);
    run.give({ kind: 'shutdownBroker', broker: 1 }, 10);
    run.until(16);
    expect(run.partition('orders-0').leader).toBe(2);
    expect(run.state().brokers[0]?.state).toBe('shutting-down');
    run.give({ kind: 'releaseLink', from: 'controllers', to: 'broker-3' });
    run.until(22);
    expect(run.state().brokers[0]?.state).toBe('dead');
  });

  it('is a clean one: the broker has nothing to truncate, rejoins and leads nothing', () => {
    const run = shutDown();
    // Its last heartbeat was a shutting down one; the session of that process lasts 9 s from then, as any other.
    run.give({ kind: 'restartBroker', broker: 1 }, 25);
    run.until(30);
    expect(run.first('BrokerRegistered', { broker: 1 }).at).toBeLessThan(25.1);
    expect(run.partition('orders-0')).toMatchObject({ leader: 2, leaderEpoch: 1 });
    expect(new Set(run.partition('orders-0').isr)).toEqual(new Set([1, 2, 3]));
    expect(run.all('LogTruncated')).toEqual([]);
  });

  it('of the only replica leaves the partition without a leader until it is back, as a clean one', () => {
    const run = clusterRun({ topic: { assignment: [[1]] }, producers: [BUSY] });
    run.give({ kind: 'shutdownBroker', broker: 1 }, 10);
    run.until(15);
    expect(run.partition('orders-0')).toMatchObject({ leader: -1, isr: [], elr: [1] });
    run.give({ kind: 'restartBroker', broker: 1 }, 25);
    run.until(30);
    expect(run.first('LeaderElected', { topic: 'orders', leader: 1 })).toMatchObject({ clean: true });
    expect(run.partition('orders-0')).toMatchObject({ leader: 1, isr: [1] });
  });

  it('gives up after five minutes without a controller', () => {
    const run = clusterRun();
    run.give({ kind: 'killController', controller: 3000 }, 5);
    run.give({ kind: 'shutdownBroker', broker: 1 }, 10);
    run.until(309);
    expect(run.state().brokers[0]?.state).toBe('shutting-down');
    run.until(311);
    expect(run.state().brokers[0]?.state).toBe('dead');
  });
});

describe('the death of the active controller', () => {
  function threeControllers(): ClusterRun {
    return clusterRun({ cluster: { controllers: 3 }, topic: TWO_IN_SYNC, producers: [BUSY] });
  }

  it('makes another one active within seconds, while data goes on', () => {
    const run = threeControllers();
    run.give({ kind: 'killController', controller: 3000 }, 10);
    run.until(30);
    const elected = run.all('ControllerElected').find(({ at }) => at > 10);
    expect([3001, 3002]).toContain(elected?.controller);
    // A voter misses the leader for controller.quorum.fetch.timeout.ms = 2 s at most, and elections take up to a second or two.
    expect(elected?.at).toBeLessThan(10 + 2 + 3);
    expect(run.state().quorum).toMatchObject({ leader: elected?.controller, epoch: elected?.epoch });
    expect(run.all('BrokerFenced')).toEqual([]);
    expect(run.all('LeaderElected', { topic: 'orders' })).toEqual([]);
    expect(run.all('BatchRetried')).toEqual([]);
    expect(run.state().producers['p']?.acked).toBeGreaterThan(50 * 30 - 60);
  });

  it('only delays the fencing of a broker that dies with it: sessions begin anew', () => {
    const run = threeControllers();
    run.give({ kind: 'killController', controller: 3000 }, 10);
    run.give({ kind: 'killBroker', broker: 1 }, 10);
    run.until(40);
    const elected = run.all('ControllerElected').find(({ at }) => at > 10);
    const fenced = run.first('BrokerFenced', { broker: 1 });
    expect(fenced.at).toBeGreaterThan((elected?.at ?? NaN) + 9);
    expect(fenced.at).toBeLessThan((elected?.at ?? NaN) + 9 + 1.125 + 0.1);
    expect(run.partition('orders-0').leader).toBe(2);
  });

  it('of the only one stops changes, and the leaders go on as they are', () => {
    const run = clusterRun({ topic: TWO_IN_SYNC, producers: [BUSY] });
    run.give({ kind: 'killController', controller: 3000 }, 10);
    run.until(20);
    const acked = run.state().producers['p']?.acked ?? 0;
    run.give({ kind: 'killBroker', broker: 3 });
    run.until(40);
    // Nobody can take broker 3 out of the ISR.
    expect(run.state().producers['p']?.acked).toBeLessThan(acked + 10);
    run.give({ kind: 'restartController', controller: 3000 });
    run.until(70);
    expect(run.partition('orders-0').isr).toEqual([1, 2]);
    expect(run.state().producers['p']).toMatchObject({ failed: 0, duplicates: 0 });
  });
});
