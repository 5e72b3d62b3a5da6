import { describe, expect, it } from 'vitest';
import { clusterRun, manualProducer, send, type ClusterRun } from '../testing/clusterRun.ts';

const kill = (broker: number) => ({ kind: 'killBroker', broker });
const restart = (broker: number) => ({ kind: 'restartBroker', broker });
const shutDown = (broker: number) => ({ kind: 'shutdownBroker', broker });

/** `min.insync.replicas` 2 unless told otherwise, and one record everywhere. */
function started(config: Record<string, unknown> = {}, cluster: Record<string, unknown> = {}): ClusterRun {
  const run = clusterRun({ topic: { config: { 'min.insync.replicas': 2, ...config } }, producers: [manualProducer('p')], cluster });
  run.give(send('p', 'a'), 2);
  run.until(5);
  return run;
}

describe('eligible leader replicas', () => {
  it('keep who left an ISR below the minimum, and one that shut down cleanly leads again', () => {
    const run = started();
    run.give(shutDown(3));
    run.until(10);
    expect(run.partition('orders-0')).toMatchObject({ isr: [1, 2], elr: [] });
    run.give(shutDown(2));
    run.until(15);
    expect(run.partition('orders-0')).toMatchObject({ isr: [1], elr: [2], leader: 1 });
    run.give(shutDown(1));
    run.until(25);
    expect(run.partition('orders-0')).toMatchObject({ isr: [], elr: [1, 2], leader: -1 });
    // Not broker 3, which left while two were still in sync and may have missed records since.
    run.give(restart(3));
    run.until(35);
    expect(run.partition('orders-0')).toMatchObject({ isr: [], elr: [1, 2], leader: -1 });
    run.give(restart(2));
    run.until(45);
    const after = run.partition('orders-0');
    expect(after.leader).toBe(2);
    expect(after.isr).toContain(2);
    expect(after.leaderRecoveryState).toBeUndefined();
    expect(run.all('LeaderElected', { topic: 'orders', leader: 2 }).map(({ clean }) => clean)).toEqual([true]);
    expect(run.values(2, 'orders-0')).toEqual(['a']);
  });

  it('lose who shut down cleanly and then crashed before it could register: its next process has nothing to show', () => {
    const run = started();
    run.give(shutDown(3));
    run.until(15);
    run.give(shutDown(2));
    run.until(17.9);
    expect(run.partition('orders-0')).toMatchObject({ isr: [1], elr: [2] });
    // Its old session lasts until 26 s or so, so it is not registered when it dies.
    run.give(restart(2), 18);
    run.give(kill(2), 20);
    run.give(restart(2), 30);
    run.until(30.2);
    expect(run.first('BrokerRegistered', { broker: 2 }).at).toBeGreaterThan(30);
    expect(run.partition('orders-0').elr).toEqual([]);
  });

  it('lose who comes back from a crash; then only the last leader is taken, as an unclean one', () => {
    const run = started();
    run.give(kill(3));
    run.until(20);
    run.give(kill(2));
    run.until(35);
    expect(run.partition('orders-0')).toMatchObject({ isr: [1], elr: [2] });
    run.give(kill(1));
    run.until(50);
    expect(run.partition('orders-0')).toMatchObject({ isr: [], elr: [1, 2], leader: -1 });
    run.give(restart(2));
    run.until(60);
    expect(run.partition('orders-0')).toMatchObject({ isr: [], elr: [1], leader: -1 });
    run.give(restart(1));
    run.until(63);
    const elected = run.all('LeaderElected', { topic: 'orders', leader: 1 }).at(-1);
    expect(elected).toMatchObject({ clean: false, isr: [1] });
  });

  it('that are switched off leave the last member in the ISR, which alone may lead again', () => {
    const run = started({}, { config: { 'model.elr.off': true } });
    for (const [index, broker] of [3, 2, 1].entries()) run.give(kill(broker), 5 + index * 15);
    run.until(50);
    expect(run.partition('orders-0')).toMatchObject({ isr: [1], elr: [], leader: -1 });
    run.give(restart(2));
    run.give(restart(3));
    run.until(65);
    expect(run.partition('orders-0')).toMatchObject({ isr: [1], leader: -1 });
    run.give(restart(1));
    run.until(80);
    // A crash does not count against it: that it may have lost records is what came with eligible leader replicas.
    expect(run.all('LeaderElected', { topic: 'orders', leader: 1 }).at(-1)?.clean).toBe(true);
    expect(run.partition('orders-0').leader).toBe(1);
  });

  it('are forgotten when min.insync.replicas changes', () => {
    const run = started();
    run.give(shutDown(3));
    run.give(shutDown(2), 10);
    run.until(15);
    expect(run.partition('orders-0')).toMatchObject({ isr: [1], elr: [2] });
    run.give({ kind: 'alterConfig', topic: 'orders', set: { 'min.insync.replicas': 1 } });
    run.until(16);
    expect(run.partition('orders-0')).toMatchObject({ isr: [1], elr: [], partitionEpoch: 3 });
  });
});

describe('an unclean election', () => {
  /** Broker 1 alone in the ISR with a record that nobody else has, then dead. */
  function lost(config: Record<string, unknown>): ClusterRun {
    const run = started({ 'min.insync.replicas': 1, ...config });
    run.give(kill(3));
    run.give(kill(2));
    run.until(25);
    run.give(send('p', 'b'));
    run.until(27);
    expect(run.state().producers['p']?.acked).toBe(2);
    run.give(kill(1));
    run.give(restart(2), 40);
    run.until(50);
    return run;
  }

  it('is made at once where the topic allows it, and recovered with the next change of the ISR', () => {
    const run = lost({ 'unclean.leader.election.enable': true });
    expect(run.partition('orders-0')).toMatchObject({ leader: 2, isr: [2], leaderRecoveryState: 'RECOVERING' });
    run.give(restart(3));
    run.until(65);
    expect(run.partition('orders-0')).toMatchObject({ leader: 2, isr: [2, 3] });
    expect(run.partition('orders-0').leaderRecoveryState).toBeUndefined();
    // The acknowledged record is gone, and with it the old leader's when it returns.
    run.give(restart(1));
    run.until(80);
    expect(run.values(1, 'orders-0')).toEqual(['a']);
    expect(run.first('LogTruncated', { broker: 1 })).toMatchObject({ from: 2, to: 1 });
  });

  it('waits for the sweep when the topic allows it only later', () => {
    const run = lost({});
    expect(run.partition('orders-0').leader).toBe(-1);
    run.give({ kind: 'alterConfig', topic: 'orders', set: { 'unclean.leader.election.enable': true } });
    run.until(290);
    expect(run.partition('orders-0').leader).toBe(-1);
    run.until(305);
    expect(run.partition('orders-0')).toMatchObject({ leader: 2, isr: [2] });
  });

  it('is made at once when an administrator asks, whatever the topic says', () => {
    const run = lost({});
    run.give({ kind: 'electLeaders', election: 'unclean', topic: 'orders', partition: 0 });
    run.until(52);
    expect(run.partition('orders-0')).toMatchObject({ leader: 2, isr: [2], leaderRecoveryState: 'RECOVERING' });
    expect(run.first('AdminDone').request).toBe('ElectLeaders');
  });
});

describe('broker 1, first of the list', () => {
  it('leads again by itself within 300 s of its return', () => {
    const run = started();
    run.give(kill(1));
    run.give(restart(1), 20);
    run.until(40);
    expect(run.partition('orders-0')).toMatchObject({ leader: 2, isr: [2, 3, 1] });
    run.until(305);
    expect(run.partition('orders-0')).toMatchObject({ leader: 1, leaderEpoch: 2 });
  });

  it('does not while auto.leader.rebalance.enable is off', () => {
    const run = started({}, { config: { 'auto.leader.rebalance.enable': false } });
    run.give(kill(1));
    run.give(restart(1), 20);
    run.until(320);
    expect(run.partition('orders-0').leader).toBe(2);
  });
});
