import { describe, expect, it } from 'vitest';
import { clusterRun, manualProducer, send } from '../testing/clusterRun.ts';

describe('a broker that dies', () => {
  it.each([1, 2, 3, 4, 5, 6])('is fenced when its session of 9 s is over and the controller looks next (seed %d)', (seed) => {
    const run = clusterRun({ seed });
    run.give({ kind: 'killBroker', broker: 1 }, 20 + seed / 10);
    run.until(40);
    const lastHeard = run.arrivals('BrokerHeartbeat', { from: 'broker-1' }).at(-1)?.at ?? NaN;
    const { at, reason } = run.first('BrokerFenced', { broker: 1 });
    expect(reason).toBe('session');
    // Every session/8 = 1.125 s the controller looks for sessions that are over; to commit it waits 25 ms for more to write.
    expect(at).toBeGreaterThan(lastHeard + 9);
    expect(at).toBeLessThanOrEqual(lastHeard + 9 + 1.125 + 0.03);
    expect(20 + seed / 10 - lastHeard).toBeLessThan(2.01);
  });

  it('loses its leadership to the next replica in the list, in the next leader epoch', () => {
    const run = clusterRun();
    run.give({ kind: 'killBroker', broker: 1 }, 10);
    run.until(25);
    const elected = run.first('LeaderElected', { topic: 'orders' });
    expect(elected).toMatchObject({ leader: 2, previousLeader: 1, leaderEpoch: 1, isr: [2, 3], clean: true });
    // Fencing and election are decided in one go.
    expect(elected.at).toBe(run.first('BrokerFenced', { broker: 1 }).at);
    expect(run.partition('orders-0')).toMatchObject({ leader: 2, leaderEpoch: 1, isr: [2, 3] });
    // Nothing was written in epoch 0, so it has left no trace.
    expect(run.log(2, 'orders-0').epochs).toEqual([[1, 0]]);
  });

  it('is followed by replica order whatever the order of the ISR', () => {
    const run = clusterRun();
    run.give({ kind: 'killBroker', broker: 2 }, 10);
    run.give({ kind: 'restartBroker', broker: 2 }, 25);
    run.until(40);
    // Broker 2 came back last and stands last in the ISR, but second in the list of replicas.
    expect(run.partition('orders-0')).toMatchObject({ leader: 1, isr: [1, 3, 2], replicas: [1, 2, 3] });
    run.give({ kind: 'killBroker', broker: 1 });
    run.until(60);
    expect(run.partition('orders-0')).toMatchObject({ leader: 2, isr: [3, 2] });
  });

  it('does not change the leader epoch when it was a follower, only the partition epoch', () => {
    const run = clusterRun();
    run.give({ kind: 'killBroker', broker: 3 }, 10);
    run.until(25);
    expect(run.partition('orders-0')).toMatchObject({ leader: 1, leaderEpoch: 0, partitionEpoch: 1, isr: [1, 2] });
    expect(run.all('LeaderElected', { topic: 'orders' })).toEqual([]);
  });

  it('takes nothing with it that was acknowledged with acks=all', () => {
    const run = clusterRun({ topic: { config: { 'min.insync.replicas': 2 } }, producers: [manualProducer('p')] });
    for (const [index, value] of ['a', 'b', 'c'].entries()) run.give(send('p', value), 5 + index);
    run.give({ kind: 'killBroker', broker: 1 }, 9);
    run.give(send('p', 'd'), 10);
    run.until(40);
    expect(run.state().producers['p']).toMatchObject({ sent: 4, acked: 4, failed: 0, duplicates: 0 });
    expect(run.values(2, 'orders-0')).toEqual(['a', 'b', 'c', 'd']);
    expect(run.records(2, 'orders-0').map(({ epoch }) => epoch)).toEqual([0, 0, 0, 1]);
  });
});

describe('a broker that comes back', () => {
  it('waits for its old session to end, registers, catches up and rejoins the ISR, but does not lead', () => {
    const run = clusterRun({ producers: [manualProducer('p')] });
    run.give({ kind: 'killBroker', broker: 1 }, 10);
    run.give({ kind: 'restartBroker', broker: 1 }, 11);
    run.give(send('p', 'a'), 12);
    run.until(40);
    const lastHeard = run.arrivals('BrokerHeartbeat', { from: 'broker-1' }).findLast(({ at }) => at < 10)?.at ?? NaN;
    const registered = run.first('BrokerRegistered', { broker: 1 });
    // It tries every heartbeat interval, from its start on.
    expect(registered.at).toBeGreaterThan(lastHeard + 9);
    expect(registered.at).toBeLessThan(lastHeard + 9 + 2.1);
    const states = run.all('BrokerStateChanged', { broker: 1 });
    expect(states.map(({ state }) => state)).toEqual(['starting', 'recovery', 'running']);
    const [, recovery, running] = states;
    // Caught up and unfenced a few messages later, not a heartbeat interval later.
    expect((recovery?.at ?? NaN) - registered.at).toBeLessThan(0.1);
    expect((running?.at ?? NaN) - registered.at).toBeLessThan(0.2);
    expect(run.first('IsrExpanded', { topic: 'orders' }).changed).toEqual([1]);
    expect(run.partition('orders-0')).toMatchObject({ leader: 2, isr: [2, 3, 1] });
    expect(run.values(1, 'orders-0')).toEqual(['a']);
  });

  it('asks every 10 ms whether it has caught up', () => {
    const restarted = () => {
      const run = clusterRun();
      run.give({ kind: 'killBroker', broker: 2 }, 10);
      run.give({ kind: 'restartBroker', broker: 2 }, 25);
      return run;
    };
    const first = restarted();
    first.until(30);
    const registeredAt = first.first('BrokerRegistered', { broker: 2 }).at;
    // The same again, but the metadata log comes half a second late.
    const run = restarted();
    run.give({ kind: 'holdLink', from: 'controllers', to: 'broker-2', api: 'RaftFetchResponse' }, registeredAt - 0.01);
    run.give({ kind: 'releaseLink', from: 'controllers', to: 'broker-2' }, registeredAt + 0.5);
    run.until(30);
    const { at } = run.first('BrokerStateChanged', { broker: 2, state: 'recovery' });
    expect(at).toBeGreaterThan(registeredAt + 0.5);
    expect(at).toBeLessThan(registeredAt + 0.5 + 0.02);
  });

  it('answers nobody before it is unfenced', () => {
    const run = clusterRun();
    run.give({ kind: 'killBroker', broker: 2 }, 10);
    run.give({ kind: 'restartBroker', broker: 2 }, 11);
    run.until(13);
    expect(run.ask(2, { api: 'Metadata', topics: null }, 1)).toBeNull();
    run.until(30);
    expect(run.ask(2, { api: 'Metadata', topics: null }, 1)).toMatchObject({ brokers: [{ id: 1 }, { id: 2 }, { id: 3 }] });
  });

  it('begins with the high watermark it last wrote down, and an empty disk with nothing', () => {
    const run = clusterRun({ producers: [manualProducer('p')] });
    run.give(send('p', 'a'), 2);
    run.until(9);
    run.give(send('p', 'b'));
    run.until(9.8);
    expect(run.log(2, 'orders-0')).toMatchObject({ highWatermark: 2, endOffset: 2 });
    run.give({ kind: 'killBroker', broker: 2 });
    run.until(9.9);
    // Written every 5 s; `b` was committed after the last time or, at the latest, is known from it.
    expect(run.log(2, 'orders-0').highWatermark).toBeGreaterThanOrEqual(1);
    expect(run.log(2, 'orders-0').endOffset).toBe(2);
    run.give({ kind: 'restartBroker', broker: 2, wipe: true });
    run.until(9.95);
    expect(run.partition('orders-0').logs['2']).toBeUndefined();
    run.until(30);
    expect(run.values(2, 'orders-0')).toEqual(['a', 'b']);
    expect(run.partition('orders-0').isr).toEqual([1, 3, 2]);
    // All of it came from the leader.
    expect(run.first('RecordsReplicated', { topic: 'orders', broker: 2 }, 10)).toMatchObject({ baseOffset: 0, lastOffset: 1 });
  });

  it('is no clean leader once it has crashed, and with an empty disk the records are gone', () => {
    const run = clusterRun({ topic: { assignment: [[1]] }, producers: [manualProducer('p')] });
    run.give(send('p', 'a'), 2);
    run.give({ kind: 'killBroker', broker: 1 }, 5);
    run.until(20);
    // KIP-966: the last member leaves the ISR and is eligible.
    expect(run.partition('orders-0')).toMatchObject({ leader: -1, isr: [], elr: [1] });
    run.give({ kind: 'restartBroker', broker: 1, wipe: true });
    run.until(30);
    expect(run.first('LeaderElected', { topic: 'orders', leader: 1 })).toMatchObject({ clean: false, leaderEpoch: 2 });
    expect(run.log(1, 'orders-0')).toMatchObject({ endOffset: 0, highWatermark: 0 });
    expect(run.state().producers['p']?.acked).toBe(1);
  });
});
