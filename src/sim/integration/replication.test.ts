import { describe, expect, it } from 'vitest';
import { clusterRun, consumer, manualProducer, send, type ClusterRun } from '../testing/clusterRun.ts';
import type { FetchResponse } from '../kafka/protocol/dataPlane.ts';

describe('what a follower knows of the high watermark', () => {
  /** One record when nothing else happens. */
  function oneRecord(): ClusterRun {
    const run = clusterRun({ producers: [manualProducer('p')] });
    run.give(send('p', 'a'), 10);
    run.until(12);
    return run;
  }

  it('is told with the answer to the fetch that moved it, half a second later when nothing else is written', () => {
    const run = oneRecord();
    const leader = run.first('HighWatermarkAdvanced', { topic: 'orders', broker: 1 });
    // Appended at 10.001 (the connection is open since the producer began), fetched at 10.002, told by the next fetch at 10.003.
    expect(leader).toMatchObject({ at: 10.003, from: 0, to: 1 });
    for (const broker of [2, 3]) {
      const replicated = run.first('RecordsReplicated', { topic: 'orders', broker });
      const told = run.first('HighWatermarkAdvanced', { topic: 'orders', broker });
      expect(replicated.at).toBe(10.002);
      // That fetch waits replica.fetch.wait.max.ms at the leader, since only new records would wake it.
      expect(told.at).toBeCloseTo(leader.at + 0.5 + 0.001, 3);
    }
  });

  it('comes with the next record when there is one', () => {
    const run = clusterRun({ producers: [manualProducer('p')] });
    run.give(send('p', 'a'), 10);
    run.give(send('p', 'b'), 10.1);
    run.until(10.3);
    for (const broker of [2, 3]) {
      expect(run.first('HighWatermarkAdvanced', { topic: 'orders', broker })).toMatchObject({ to: 1, at: 10.102 });
    }
  });

  it('is from before its own fetch when it is answered at once', () => {
    const run = clusterRun({ producers: [manualProducer('p')] });
    run.give(send('p', 'a'), 10);
    run.give(send('p', 'b'), 10.0015);
    run.until(11);
    // Both followers ask for offset 1 at 10.003, when `b` is there already. The second of these fetches moves the high
    // watermark to 1, and its own answer does not say so.
    const answers = run.arrivals('FetchResponse', { from: 'broker-1' }).filter(({ at }) => at > 10.0035 && at < 10.0045);
    const told = answers.map(({ message }) => (message.type === 'response' ? (message.response as FetchResponse).partitions[0] : null));
    expect(told.map((partition) => partition?.batches.length)).toEqual([1, 1]);
    expect(told.map((partition) => partition?.highWatermark)).toEqual([0, 0]);
    expect(run.first('HighWatermarkAdvanced', { topic: 'orders', broker: 1 }).at).toBe(10.003);
  });

  it('may fall when the leader knows less', () => {
    // Broker 2 leads after broker 1's death, with a high watermark one fetch behind that of broker 3.
    const run = clusterRun({ producers: [manualProducer('p')] });
    run.give(send('p', 'a'), 10);
    run.until(10.002);
    // Broker 2 hears no more from broker 1; broker 3 goes on.
    run.give({ kind: 'holdLink', from: 'broker-1', to: 'broker-2', api: 'FetchResponse' });
    run.until(10.6);
    expect(run.log(3, 'orders-0').highWatermark).toBe(1);
    expect(run.log(2, 'orders-0')).toMatchObject({ highWatermark: 0, endOffset: 1 });
    run.give({ kind: 'killBroker', broker: 1 });
    run.until(25);
    expect(run.partition('orders-0')).toMatchObject({ leader: 2, isr: [2, 3] });
    // Committed all the same: the new leader learns it from the fetch of broker 3, and tells it back.
    expect(run.log(2, 'orders-0').highWatermark).toBe(1);
    expect(run.log(3, 'orders-0').highWatermark).toBe(1);
  });
});

describe('a follower that cannot fetch', () => {
  /** Broker 3 is cut off from broker 1 at 10 s, not from the controllers. */
  function cutFollower(rate: number): ClusterRun {
    const run = clusterRun({ producers: [{ id: 'p', topic: 'orders', rate, config: { acks: 'all' } }], topic: { config: { 'min.insync.replicas': 2 } } });
    run.give({ kind: 'cutLink', from: 'broker-1', to: 'broker-3' }, 10);
    run.until(70);
    return run;
  }

  it('leaves the ISR 30 to 45 s after it was last caught up, and nothing is committed until then', () => {
    const run = cutFollower(5);
    const shrunk = run.first('IsrShrunk', { topic: 'orders' });
    expect(shrunk).toMatchObject({ changed: [3], isr: [1, 2] });
    // Its last fetch came at most 0.5 s before the cut.
    expect(shrunk.at).toBeGreaterThan(9.5 + 30);
    expect(shrunk.at).toBeLessThan(10 + 45 + 0.1);
    expect(run.all('BrokerFenced')).toEqual([]);
    const commits = run.all('HighWatermarkAdvanced', { topic: 'orders', broker: 1 }).map(({ at }) => at);
    expect(commits.filter((at) => at > 10.3 && at < shrunk.at)).toEqual([]);
    expect(commits.some((at) => at > shrunk.at)).toBe(true);
    // The ISR is the controller's; the leader epoch stays.
    expect(run.partition('orders-0')).toMatchObject({ leader: 1, leaderEpoch: 0, isr: [1, 2] });
  });

  it('stays in the ISR as long as nothing is written that it could miss', () => {
    const run = cutFollower(0);
    expect(run.all('IsrChangeProposed')).toEqual([]);
    expect(run.partition('orders-0').isr).toEqual([1, 2, 3]);
  });

  it('rejoins when it has caught up', () => {
    const run = cutFollower(5);
    run.give({ kind: 'healLink', from: 'broker-1', to: 'broker-3' });
    run.until(110);
    const expanded = run.first('IsrExpanded', { topic: 'orders' });
    expect(expanded).toMatchObject({ changed: [3], isr: [1, 2, 3] });
    expect(run.log(3, 'orders-0').endOffset).toBe(run.log(1, 'orders-0').endOffset);
    expect(run.state().producers['p']).toMatchObject({ failed: 0, duplicates: 0 });
  });

  it('is in sync although always one fetch behind', () => {
    const run = clusterRun({
      network: { links: [{ from: 'broker-3', to: 'broker-1', latency: '400ms' }] },
      producers: [{ id: 'p', topic: 'orders', rate: 20, config: { acks: '1' } }],
    });
    run.until(60);
    expect(run.all('IsrChangeProposed')).toEqual([]);
    expect(run.log(1, 'orders-0').endOffset).toBeGreaterThan(1000);
    expect(run.log(1, 'orders-0').endOffset - run.log(1, 'orders-0').highWatermark).toBeLessThan(40);
  });
});

describe('a partition whose leader is back from a cut', () => {
  /** Broker 1 is cut off from brokers and controllers at 10 s, gets two records with acks=1 that nobody else has, and comes back at 40 s. */
  function isolatedLeader(): ClusterRun {
    const run = clusterRun({
      producers: [manualProducer('old', { acks: '1' }), manualProducer('new', { 'request.timeout.ms': 1000 })],
      consumers: [consumer('c1')],
    });
    run.give(send('old', 'a'), 5);
    run.give({ kind: 'cutLink', from: 'broker-1', to: 'brokers' }, 10);
    run.give({ kind: 'cutLink', from: 'broker-1', to: 'controllers' }, 10);
    run.give(send('old', 'x1'), 11);
    run.give(send('old', 'x2'), 12);
    run.give({ kind: 'cutLink', from: 'broker-1', to: 'clients' }, 13);
    run.give(send('new', 'b'), 26);
    run.give({ kind: 'healLink', from: '*', to: '*' }, 40);
    return run;
  }

  it('truncates what only it had to where the epochs part, and follows', () => {
    const run = isolatedLeader();
    run.until(39);
    expect(run.all('BatchAcked', { producer: 'old' }).map(({ baseOffset }) => baseOffset)).toEqual([0, 1, 2]);
    expect(run.values(1, 'orders-0')).toEqual(['a', 'x1', 'x2']);
    expect(run.log(1, 'orders-0').highWatermark).toBe(1);
    expect(run.values(2, 'orders-0')).toEqual(['a', 'b']);
    run.until(70);
    expect(run.first('LogTruncated')).toMatchObject({ broker: 1, from: 3, to: 1, leaderEpoch: 1 });
    for (const broker of [1, 2, 3]) {
      expect(run.values(broker, 'orders-0')).toEqual(['a', 'b']);
      expect(run.log(broker, 'orders-0').epochs).toEqual([[0, 0], [1, 1]]);
    }
    expect(run.partition('orders-0')).toMatchObject({ leader: 2, leaderEpoch: 1, isr: [2, 3, 1] });
  });

  it('never gave consumers what it lost', () => {
    const run = isolatedLeader();
    run.until(80);
    expect(run.all('RecordsPolled').map(({ from, ids }) => [from, ...ids])).toEqual([
      [0, 'old:1'],
      [1, 'new:1'],
    ]);
  });
});

describe('an idle partition', () => {
  it('takes a follower back that was fenced for a while and missed nothing', () => {
    const run = clusterRun();
    run.give({ kind: 'pauseNode', node: 'broker-3', for: '15s' }, 10);
    run.until(50);
    expect(run.first('IsrShrunk', { topic: 'orders' })).toMatchObject({ changed: [3] });
    expect(run.first('IsrExpanded', { topic: 'orders' })).toMatchObject({ changed: [3] });
    expect(run.partition('orders-0')).toMatchObject({ leader: 1, isr: [1, 2, 3] });
  });
});
