import { describe, expect, it } from 'vitest';
import { clusterRun, manualProducer, send, type ClusterRun } from '../testing/clusterRun.ts';

/** Sends `count` records, 50 ms apart, from that second on; acks=all. */
function sendSome(run: ClusterRun, atSeconds: number, count: number): void {
  for (let index = 0; index < count; index += 1) run.give(send('p', `r${index}`), atSeconds + index * 0.05);
}

function cutPower(run: ClusterRun, broker: number, atSeconds: number): void {
  run.give({ kind: 'killBroker', broker, powerLoss: true }, atSeconds);
}

function ackedIds(run: ClusterRun): string[] {
  return run.all('BatchAcked').flatMap(({ recordIds }) => [...recordIds]);
}

function heldBy(run: ClusterRun, broker: number): Set<string> {
  return new Set(run.records(broker, 'orders-0').map(({ id }) => id));
}

describe('a power loss', () => {
  it('takes what the disk did not have; a process crash takes nothing', () => {
    const run = clusterRun({ producers: [manualProducer('p')] });
    sendSome(run, 1, 20);
    cutPower(run, 1, 2.5);
    run.give({ kind: 'killBroker', broker: 2 }, 2.5);
    run.until(3);
    const lost = run.first('UnflushedRecordsLost', { topic: 'orders', broker: 1 });
    expect(lost).toMatchObject({ to: 20, node: 'broker-1' });
    expect(lost.from).toBeLessThan(20);
    expect(run.log(1, 'orders-0').endOffset).toBe(lost.from);
    expect(run.all('UnflushedRecordsLost', { broker: 2 })).toEqual([]);
    expect(run.log(2, 'orders-0').endOffset).toBe(20);
  });

  it('keeps the same on the same seed, and differs between partitions and seeds', () => {
    const ends = (seed: number) => {
      const run = clusterRun({ seed, topic: { assignment: [[1, 2, 3], [1, 2, 3]] }, producers: [manualProducer('p')] });
      for (let index = 0; index < 30; index += 1) for (const partition of [0, 1]) run.give(send('p', `r${index}`, { partition }), 1 + index * 0.02);
      cutPower(run, 1, 2.5);
      run.until(3);
      return [0, 1].map((partition) => run.log(1, `orders-${partition}`).endOffset);
    };
    const first = ends(1);
    expect(ends(1)).toEqual(first);
    const drawn = [1, 2, 3, 4].flatMap(ends);
    expect(new Set(drawn).size).toBeGreaterThan(3);
    expect(first[0]).not.toBe(first[1]);
  });

  it('loses nothing that is acknowledged while one copy in sync keeps its power: the next leader has it all', () => {
    const run = clusterRun({ topic: { config: { 'min.insync.replicas': 2 } }, producers: [manualProducer('p')] });
    sendSome(run, 1, 20);
    cutPower(run, 1, 2.5);
    run.give({ kind: 'restartBroker', broker: 1 }, 15);
    run.until(40);
    const acked = ackedIds(run);
    expect(acked).toHaveLength(20);
    expect(run.all('UnflushedRecordsLost', { topic: 'orders', broker: 1 })).toHaveLength(1);
    for (const broker of [1, 2, 3]) expect([...heldBy(run, broker)]).toEqual(acked);
    // Back in the ISR only after it has fetched what it lost.
    expect(new Set(run.partition('orders-0').isr)).toEqual(new Set([1, 2, 3]));
  });

  it('loses acknowledged records when every copy loses its power at once', () => {
    const run = clusterRun({ producers: [manualProducer('p')] });
    sendSome(run, 1, 20);
    for (const broker of [1, 2, 3]) cutPower(run, broker, 2.5);
    for (const broker of [1, 2, 3]) run.give({ kind: 'restartBroker', broker }, 20);
    run.until(60);
    const acked = ackedIds(run);
    expect(acked).toHaveLength(20);
    const left = run.all('UnflushedRecordsLost', { topic: 'orders' }).map(({ from }) => from);
    expect(left).toHaveLength(3);
    const leader = run.partition('orders-0').leader;
    expect(leader).toBeGreaterThan(0);
    // What the first one to lead had; the others cut themselves to it or catch up with it.
    const held = heldBy(run, leader);
    expect(held.size).toBeLessThan(20);
    expect(left).toContain(held.size);
    for (const broker of [1, 2, 3]) expect(heldBy(run, broker).size).toBe(held.size);
  });

  it('loses nothing when all is flushed, by flush.messages=1', () => {
    const run = clusterRun({ topic: { config: { 'flush.messages': 1 } }, producers: [manualProducer('p')] });
    sendSome(run, 1, 20);
    for (const broker of [1, 2, 3]) cutPower(run, broker, 2.5);
    run.until(3);
    expect(run.all('UnflushedRecordsLost', { topic: 'orders' })).toEqual([]);
  });

  it('loses nothing of what was written back by the kernel, 35 seconds later at most', () => {
    const run = clusterRun({ producers: [manualProducer('p')] });
    sendSome(run, 1, 20);
    cutPower(run, 1, 36.1);
    run.until(37);
    expect(run.all('UnflushedRecordsLost', { topic: 'orders' })).toEqual([]);
  });

  it('loses nothing after a clean shutdown', () => {
    const run = clusterRun({ producers: [manualProducer('p')] });
    sendSome(run, 1, 20);
    run.give({ kind: 'shutdownBroker', broker: 1 }, 3);
    run.give({ kind: 'restartBroker', broker: 1 }, 8);
    cutPower(run, 1, 8.01);
    run.until(9);
    expect(run.all('UnflushedRecordsLost', { topic: 'orders', broker: 1 })).toEqual([]);
  });

  it('flushes by time only when the flush scheduler runs', () => {
    const lost = (config: Record<string, unknown>) => {
      const run = clusterRun({ cluster: { brokers: 3, controllers: 1, topics: [{ name: 'orders', assignment: [[1, 2, 3]], config: { 'flush.ms': 500 } }], network: { latency: '1ms', jitter: '0us' }, config }, producers: [manualProducer('p')] });
      sendSome(run, 1, 20);
      cutPower(run, 1, 6);
      run.until(7);
      return run.all('UnflushedRecordsLost', { topic: 'orders', broker: 1 }).length;
    };
    expect(lost({})).toBe(1);
    expect(lost({ 'log.flush.scheduler.interval.ms': 1_000 })).toBe(0);
  });

  it('brings back a broker whose high watermark is no further than its log', () => {
    const run = clusterRun({ producers: [manualProducer('p')] });
    sendSome(run, 1, 20);
    cutPower(run, 2, 8);
    run.give({ kind: 'restartBroker', broker: 2 }, 8.5);
    run.until(8.6);
    const log = run.log(2, 'orders-0');
    expect(log.endOffset).toBeLessThan(20);
    expect(log.highWatermark).toBeLessThanOrEqual(log.endOffset);
    run.until(30);
    expect(run.log(2, 'orders-0')).toMatchObject({ endOffset: 20, highWatermark: 20 });
  });
});
