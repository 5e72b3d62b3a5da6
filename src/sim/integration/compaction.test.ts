import { describe, expect, it } from 'vitest';
import { clusterRun, consumer, manualProducer, send, type ClusterRun } from '../testing/clusterRun.ts';

const COMPACT = { 'cleanup.policy': 'compact', 'internal.segment.bytes': 300 };

/** A compacted topic of small segments: a batch of one short record is some 75 bytes, so four fit into one. */
function compacted(config: Record<string, unknown> = {}, more: Record<string, unknown> = {}): ClusterRun {
  return clusterRun({ topic: { config: { ...COMPACT, ...config } }, producers: [manualProducer('p')], ...more });
}

/** One record a value, `key=value`; `key=` is a tombstone. A fifth of a second apart, so that each is a batch. */
function sendAll(run: ClusterRun, records: readonly string[], fromSeconds = run.sim.state.now / 1_000_000): void {
  records.forEach((record, index) => {
    const [key, value] = record.split('=');
    run.give({ kind: 'send', producer: 'p', key, value: value === '' ? null : value }, fromSeconds + 0.2 * index);
  });
  run.until(fromSeconds + 0.2 * records.length + 0.5);
}

const kept = (run: ClusterRun, broker: number): string[] => run.records(broker, 'orders-0').map(({ offset, value }) => `${offset}:${value ?? ''}`);

describe('compaction', () => {
  it('leaves the last record of each key under its offset, and the active segment as it is', () => {
    const run = compacted();
    sendAll(run, ['a=1', 'b=1', 'a=2', 'a=3', 'b=2', 'a=4', 'c=1', 'a=5', 'a=6', 'a=7']);
    run.until(20);
    const fact = run.first('LogCompacted', { broker: 1, topic: 'orders' });
    const active = run.records(1, 'orders-0').filter(({ offset }) => offset >= fact.to).length;
    expect(active).toBeGreaterThan(0);
    expect(kept(run, 1).slice(0, -active).map((one) => Number(one.split(':')[0]))).toEqual([4, 6, 7]);
    expect(fact).toMatchObject({ from: 0, removed: 5, kept: 3, expiredTombstones: 0 });
    expect(run.log(1, 'orders-0')).toMatchObject({ startOffset: 0, endOffset: 10, highWatermark: 10, cleanedTo: fact.to });
  });
});

describe('the dirty ratio', () => {
  it('keeps the cleaner away from a log that is half dirty and no more', () => {
    const run = compacted({ 'internal.segment.bytes': 100 });
    // Every batch is a segment of its own: with two clean and two dirty segments of one size the ratio is just 0.5.
    sendAll(run, ['a=1', 'b=1', 'c=1']);
    run.until(20);
    expect(run.all('LogCompacted', { broker: 1, topic: 'orders' })).toMatchObject([{ from: 0, to: 2 }]);
    sendAll(run, ['d=1', 'e=1']);
    run.until(60);
    expect(run.all('LogCompacted', { broker: 1, topic: 'orders' })).toHaveLength(1);
    sendAll(run, ['f=1']);
    run.until(80);
    expect(run.all('LogCompacted', { broker: 1, topic: 'orders' })).toMatchObject([{ from: 0, to: 2 }, { from: 2, to: 5 }]);
  });

  it('is passed over once max.compaction.lag.ms is over', () => {
    const run = compacted({ 'min.cleanable.dirty.ratio': 1, 'max.compaction.lag.ms': 40_000 });
    sendAll(run, ['a=1', 'a=2', 'a=3', 'a=4', 'a=5']);
    run.until(39);
    expect(run.all('LogCompacted', { topic: 'orders' })).toHaveLength(0);
    run.until(60);
    expect(run.all('LogCompacted', { topic: 'orders', broker: 1 })).toMatchObject([{ removed: 3, kept: 1 }]);
  });

  it('does not matter before min.compaction.lag.ms is over', () => {
    const run = compacted({ 'min.cleanable.dirty.ratio': 0, 'min.compaction.lag.ms': 40_000 });
    sendAll(run, ['a=1', 'a=2', 'a=3', 'a=4', 'a=5']);
    run.until(39);
    expect(run.all('LogCompacted', { topic: 'orders' })).toHaveLength(0);
    run.until(60);
    expect(run.all('LogCompacted', { topic: 'orders', broker: 1 })).toHaveLength(1);
  });

  it('may be what it is when the cleaner is switched off', () => {
    const run = compacted({}, { cluster: { brokers: 3, controllers: 1, config: { 'log.cleaner.enable': false }, topics: [{ name: 'orders', assignment: [[1, 2, 3]], config: COMPACT }], network: { latency: '1ms', jitter: '0us' } } });
    sendAll(run, ['a=1', 'a=2', 'a=3', 'a=4', 'a=5']);
    run.until(60);
    expect(run.all('LogCompacted')).toHaveLength(0);
  });
});

describe('tombstones', () => {
  it('stay until a pass that comes delete.retention.ms after the first one', () => {
    const run = compacted({ 'delete.retention.ms': 30_000, 'min.cleanable.dirty.ratio': 0 });
    sendAll(run, ['a=1', 'a=', 'b=1', 'c=1', 'd=1']);
    run.until(20);
    expect(kept(run, 1)).toEqual(['1:', '2:1', '3:1', '4:1']);
    const [first] = run.all('LogCompacted', { broker: 1, topic: 'orders' });
    // The horizon alone moves nothing: only new dirty records bring the cleaner back.
    run.until(70);
    expect(kept(run, 1)[0]).toBe('1:');
    sendAll(run, ['e=1', 'f=1', 'g=1', 'h=1']);
    run.until(100);
    const [, second] = run.all('LogCompacted', { broker: 1, topic: 'orders' });
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(30);
    expect(second).toMatchObject({ expiredTombstones: 1, removed: 1 });
    expect(kept(run, 1)).not.toContain('1:');
  });
});

describe('a record without key', () => {
  it('is refused with its whole batch, and the producer gives up on it at once', () => {
    const run = compacted({}, { producers: [manualProducer('p', { 'linger.ms': 50 })] });
    run.give(send('p', 'keyless'), 1);
    run.give(send('p', 'keyed', { key: 'a', partition: 0 }), 1.01);
    run.until(3);
    expect(run.first('ProduceRefused')).toMatchObject({ error: 'INVALID_RECORD', records: 2 });
    expect(run.first('BatchFailed')).toMatchObject({ error: 'INVALID_RECORD' });
    expect(run.all('BatchRetried')).toHaveLength(0);
    expect(run.log(1, 'orders-0').endOffset).toBe(0);
    run.give(send('p', 'again', { key: 'a' }), 4);
    run.until(5);
    expect(kept(run, 1)).toEqual(['0:again']);
  });
});

describe('a log with holes', () => {
  const many = ['a=1', 'a=2', 'a=3', 'a=4', 'a=5', 'b=1', 'b=2', 'b=3', 'b=4', 'b=5', 'c=1', 'c=2'];

  it('is read past its holes, and the group ends where the log ends', () => {
    const run = compacted({}, { consumers: [] });
    sendAll(run, many);
    run.until(20);
    run.give({ kind: 'addConsumer', consumer: consumer('c1') });
    run.until(40);
    const polled = run.all('RecordsPolled').flatMap(({ from, ids, offsets }) => ids.map((_, index) => offsets?.[index] ?? from + index));
    expect(polled).toEqual(run.records(1, 'orders-0').map(({ offset }) => offset));
    expect(polled.length).toBeLessThan(many.length);
    expect(run.state().groups['g']?.offsets['orders-0']).toMatchObject({ committed: many.length, position: many.length, lag: 0 });
  });

  it('is copied as it is by a follower that comes with an empty disk', () => {
    const run = compacted();
    sendAll(run, many);
    run.until(20);
    run.give({ kind: 'killBroker', broker: 3 });
    run.until(21);
    run.give({ kind: 'restartBroker', broker: 3, wipe: true });
    // Its own cleaner has not been by yet; by where its segments begin it could take out more.
    run.until(30);
    expect(run.records(3, 'orders-0')).toEqual(run.records(1, 'orders-0'));
    expect(run.log(3, 'orders-0')).toMatchObject({ endOffset: many.length, highWatermark: many.length });
    expect(new Set(run.partition('orders-0').isr)).toEqual(new Set([1, 2, 3]));
  });

  it('each broker makes by itself, when its own cleaner comes by', () => {
    const run = compacted();
    sendAll(run, many);
    run.until(20);
    const times = [1, 2, 3].map((broker) => run.first('LogCompacted', { broker, topic: 'orders' }).at);
    expect(new Set(times).size).toBe(3);
    for (const broker of [1, 2, 3]) expect(run.log(broker, 'orders-0')).toMatchObject({ endOffset: many.length, highWatermark: many.length });
  });

  it('remembers its producers: what follows the last sequence is taken, a leader later, too', () => {
    const run = compacted({ 'min.insync.replicas': 2 });
    sendAll(run, ['a=1', 'a=2', 'a=3', 'a=4', 'b=1', 'b=2', 'b=3', 'b=4', 'b=5']);
    run.until(20);
    run.give({ kind: 'killBroker', broker: 1 });
    run.until(35);
    run.give(send('p', '9', { key: 'a' }));
    run.until(40);
    expect(run.all('BatchFailed')).toHaveLength(0);
    expect(kept(run, 2).at(-1)).toBe('9:9');
  });
});

describe('__consumer_offsets', () => {
  it('is compacted, and a coordinator that loads it knows every last commit', () => {
    const run = clusterRun({
      producers: [manualProducer('p')],
      consumers: [consumer('c1', { 'auto.commit.interval.ms': 500 })],
      cluster: {
        brokers: 3,
        controllers: 1,
        config: { 'offsets.topic.num.partitions': 1, 'offsets.topic.segment.bytes': 500 },
        topics: [{ name: 'orders', assignment: [[1, 2, 3]] }],
        network: { latency: '1ms', jitter: '0us' },
      },
    });
    for (let index = 0; index < 30; index += 1) run.give(send('p', String(index), { key: 'k' }), 6 + index);
    run.until(60);
    const { coordinator } = run.state().groups['g'] ?? { coordinator: -1 };
    const fact = run.first('LogCompacted', { topic: '__consumer_offsets', broker: coordinator });
    expect(fact.removed).toBeGreaterThan(10);
    run.give({ kind: 'killBroker', broker: coordinator });
    run.until(90);
    const after = run.state().groups['g'];
    expect(after?.coordinator).not.toBe(coordinator);
    expect(after?.offsets['orders-0']).toMatchObject({ committed: 30, lag: 0 });
  });
});
