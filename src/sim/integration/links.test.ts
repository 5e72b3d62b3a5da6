import { describe, expect, it } from 'vitest';
import { clusterRun, manualProducer, send, type ClusterRun } from '../testing/clusterRun.ts';

const BUSY = { id: 'p', topic: 'orders', rate: 20, config: { acks: 'all' } };

describe('holdLink', () => {
  /** The fetches of broker 2 to its leader wait from 10 s on. */
  function heldFetch(count: number | null = null): ClusterRun {
    const run = clusterRun({ producers: [manualProducer('p')] });
    run.give(send('p', 'a'), 5);
    run.give({ kind: 'holdLink', from: 'broker-2', to: 'broker-1', api: 'Fetch', count }, 10);
    run.give(send('p', 'b'), 11);
    run.until(14);
    return run;
  }
  const acked = (run: ClusterRun) => run.state().producers['p']?.acked;

  it('keeps requests of one kind on the wire, and nothing else', () => {
    const run = heldFetch();
    // The fetch that was waiting at the leader was answered within half a second; the next one is on the wire.
    expect(run.log(2, 'orders-0').endOffset).toBe(1);
    expect(run.log(1, 'orders-0').highWatermark).toBe(1);
    expect(acked(run)).toBe(1);
    expect(run.arrivals('Fetch', { from: 'broker-2', to: 'broker-1' }).filter(({ at }) => at > 10.001)).toEqual([]);
    // Broker 2's answers to broker 1 and its heartbeats pass.
    expect(run.arrivals('FetchResponse', { from: 'broker-2', to: 'broker-1' }).some(({ at }) => at > 12)).toBe(true);
    expect(run.arrivals('Fetch', { from: 'broker-3', to: 'broker-1' }).some(({ at }) => at > 12)).toBe(true);
  });

  it('lets one go when told, and all at the end', () => {
    const run = heldFetch();
    const release = { kind: 'releaseLink', from: 'broker-2', to: 'broker-1', api: 'Fetch', count: 1 };
    run.give(release);
    run.until(14.5);
    // That one brought `b` to broker 2; the next one, which says so, waits again.
    expect(run.log(2, 'orders-0').endOffset).toBe(2);
    expect(acked(run)).toBe(1);
    run.give(release);
    run.until(15);
    expect(run.log(1, 'orders-0').highWatermark).toBe(2);
    expect(acked(run)).toBe(2);
    run.give(send('p', 'c'));
    run.until(17);
    expect(acked(run)).toBe(2);
    run.give({ kind: 'releaseLink', from: 'broker-2', to: 'broker-1', api: 'Fetch' });
    run.until(18);
    expect(acked(run)).toBe(3);
    run.give(send('p', 'd'));
    run.until(19);
    expect(acked(run)).toBe(4);
  });

  it('catches as many as it is told to', () => {
    const run = heldFetch(1);
    expect(acked(run)).toBe(1);
    run.give({ kind: 'releaseLink', from: 'broker-2', to: 'broker-1', api: 'Fetch', count: 1 });
    run.until(15);
    run.give(send('p', 'c'));
    run.until(16);
    expect(acked(run)).toBe(3);
  });

  it('makes a stale request: what a broker said before it died counts for nothing', () => {
    const run = clusterRun({ producers: [manualProducer('p')] });
    run.give({ kind: 'holdLink', from: 'broker-1', to: 'controllers', api: 'AlterPartition' }, 1);
    run.give({ kind: 'killBroker', broker: 3 }, 5);
    run.give({ kind: 'restartBroker', broker: 3 }, 20);
    run.until(25);
    // Broker 3 has caught up and broker 1 wants it in the ISR, which the controller does not hear.
    expect(run.all('IsrChangeProposed').map(({ isr }) => isr)).toContainEqual([1, 2, 3]);
    expect(run.partition('orders-0').isr).toEqual([1, 2]);
    run.give({ kind: 'killBroker', broker: 1 });
    run.until(40);
    run.give({ kind: 'releaseLink', from: 'broker-1', to: 'controllers' });
    run.until(45);
    expect(run.partition('orders-0')).toMatchObject({ leader: 2, isr: [2, 3] });
    expect(run.all('IsrExpanded', { topic: 'orders' }).every(({ at }) => at > 30)).toBe(true);
  });
});

describe('pauseNode', () => {
  it('shorter than the session changes nothing but time', () => {
    const run = clusterRun({ producers: [BUSY] });
    run.give({ kind: 'pauseNode', node: 'broker-1', for: '5s' }, 10);
    run.until(30);
    expect(run.all('BrokerFenced')).toEqual([]);
    expect(run.all('LeaderElected', { topic: 'orders' })).toEqual([]);
    expect(run.state().producers['p']).toMatchObject({ failed: 0, duplicates: 0 });
    expect(run.all('ConnectionLost')).toEqual([]);
  });

  it('longer makes a leader that does not know that it is none; nothing acknowledged is lost', () => {
    const run = clusterRun({ topic: { config: { 'min.insync.replicas': 2 } }, producers: [BUSY] });
    run.give({ kind: 'pauseNode', node: 'broker-1', for: '20s' }, 10);
    run.until(60);
    expect(run.first('BrokerFenced', { broker: 1 }).at).toBeLessThan(20.3);
    expect(run.first('BrokerUnfenced', { broker: 1 }).at).toBeGreaterThan(30);
    expect(run.partition('orders-0')).toMatchObject({ leader: 2, leaderEpoch: 1, isr: [2, 3, 1] });
    const ids = new Set(run.records(2, 'orders-0').map(({ id }) => id));
    for (const { recordIds } of run.all('BatchAcked')) for (const id of recordIds) expect(ids).toContain(id);
    expect(run.state().producers['p']).toMatchObject({ failed: 0, duplicates: 0 });
    expect(run.values(1, 'orders-0')).toEqual(run.values(2, 'orders-0'));
  });

  it('ends when told, and an earlier pause does not end a later one', () => {
    const run = clusterRun();
    run.give({ kind: 'pauseNode', node: 'broker-1', for: '4s' }, 10);
    run.give({ kind: 'resumeNode', node: 'broker-1' }, 11);
    run.give({ kind: 'pauseNode', node: 'broker-1' }, 12);
    run.until(11.5);
    expect(run.state().brokers[0]?.state).toBe('running');
    run.until(18);
    expect(run.state().brokers[0]?.state).toBe('paused');
  });
});

describe('slowNode', () => {
  it('makes acknowledgements slower, as long as the broker is in the ISR', () => {
    const latencies = (disk: number) => {
      const run = clusterRun({ producers: [{ ...BUSY, rate: 5 }] });
      run.give({ kind: 'slowNode', node: 'broker-3', disk }, 1);
      run.until(10);
      return run.all('BatchAcked').filter(({ at }) => at > 2).map(({ latencyUs }) => latencyUs);
    };
    const normal = latencies(1);
    const slow = latencies(100);
    expect(Math.max(...normal)).toBeLessThan(20_000);
    // The followers take 200 us and a little to write a batch; a hundred times that on broker 3.
    expect(Math.min(...slow)).toBeGreaterThan(Math.max(...normal) + 15_000);
  });
});

describe('a broker cut off from everybody', () => {
  it('keeps its connections open and silent until it is healed', () => {
    const run = clusterRun({ topic: { config: { 'min.insync.replicas': 2 } }, producers: [BUSY] });
    run.give({ kind: 'cutLink', from: 'broker-1', to: '*' }, 10);
    run.until(11);
    expect(run.all('ConnectionLost')).toEqual([]);
    run.until(40);
    expect(run.first('BrokerFenced', { broker: 1 }).at).toBeLessThan(20.3);
    expect(run.partition('orders-0')).toMatchObject({ leader: 2, isr: [2, 3] });
    run.give({ kind: 'healLink', from: 'broker-1', to: '*' });
    run.until(80);
    expect(run.partition('orders-0').isr).toEqual([2, 3, 1]);
    expect(run.state().producers['p']).toMatchObject({ failed: 0, duplicates: 0 });
  });
});
