import { describe, expect, it } from 'vitest';
import { createCluster, kafkaModel, restoreCheckpoint, runUntil, stateView, takeCheckpoint, traceHashOf } from '../index.ts';
import { MAX_TIMESTAMP } from '../kafka/protocol/dataPlane.ts';
import { parseScenario } from '../../scenarios/index.ts';
import { clusterRun, consumer, manualProducer, send, type ClusterRun } from '../testing/clusterRun.ts';

/** A record of 99 bytes of value; its batch has 61 + 7 + 99 = 167 bytes, so that a segment takes two of them. */
const TWO_RECORDS = 350;

function withRetention(config: Record<string, unknown>, changes: Parameters<typeof clusterRun>[0] = {}): ClusterRun {
  return clusterRun({
    cluster: {
      brokers: 3,
      controllers: 1,
      topics: [{ name: 'orders', assignment: [[1, 2, 3]], config: { 'internal.segment.bytes': TWO_RECORDS, ...config } }],
      network: { latency: '1ms', jitter: '0us' },
      config: { 'log.retention.check.interval.ms': 1_000 },
    },
    producers: [manualProducer('p')],
    ...changes,
  });
}

function sendOneASecond(run: ClusterRun, count: number): void {
  for (let second = 1; second <= count; second += 1) run.give(send('p', 'x'.repeat(99)), second);
}

describe('retention by time', () => {
  it('drops whole segments on every replica by itself, and frees their space a minute later', () => {
    const run = withRetention({ 'retention.ms': 5_000 });
    sendOneASecond(run, 8);
    run.until(11.5);
    // Segments of two; the one with 1 s and 2 s went after 7 s, that with 3 s and 4 s after 9 s, that with 5 s and 6 s not before 11 s.
    for (const broker of [1, 2, 3]) {
      const dropped = run.all('SegmentsDropped', { broker, topic: 'orders' });
      expect(dropped[0]).toMatchObject({ segments: 1, bytes: 334, reason: 'time', startOffset: 2, node: `broker-${broker}` });
      expect(dropped[0]?.at).toBeGreaterThan(7);
      expect(dropped[0]?.at).toBeLessThan(8.1);
    }
    expect(run.log(1, 'orders-0').startOffset).toBeGreaterThanOrEqual(4);
    expect(run.all('SegmentFilesDeleted')).toEqual([]);
    run.until(69.5);
    const [freed] = run.all('SegmentFilesDeleted', { broker: 1 });
    const [dropped] = run.all('SegmentsDropped', { broker: 1 });
    expect(freed).toMatchObject({ segments: 1, bytes: 334 });
    expect(freed?.at).toBeCloseTo((dropped?.at ?? 0) + 60, 6);
  });

  it('empties an idle partition, its active segment included, and offsets go on', () => {
    const run = withRetention({ 'retention.ms': 5_000 });
    sendOneASecond(run, 3);
    run.until(12);
    expect(run.log(1, 'orders-0')).toMatchObject({ startOffset: 3, endOffset: 3, epochs: [[0, 3]] });
    run.give(send('p', 'later'));
    run.until(13);
    expect(run.records(1, 'orders-0').map(({ offset, value }) => [offset, value])).toEqual([[3, 'later']]);
    expect(run.log(2, 'orders-0')).toMatchObject({ startOffset: 3, endOffset: 4, highWatermark: 4 });
  });

  it('looks every five minutes and so keeps records longer than it promises', () => {
    const run = clusterRun({ topic: { config: { 'retention.ms': 5_000 } }, producers: [manualProducer('p')] });
    run.give(send('p', 'x'), 1);
    run.until(310);
    const at = [1, 2, 3].map((broker) => run.first('SegmentsDropped', { topic: 'orders', broker }).at);
    for (const each of at) expect(each).toBeGreaterThan(6);
    // No two brokers look at the same time, and none in step with the records.
    expect(new Set(at).size).toBe(3);
    expect(Math.max(...at)).toBeGreaterThan(30);
  });
});

describe('a consumer that falls behind the start', () => {
  it('is out of range, goes where its reset policy says, and its group keeps its commit until it commits again', () => {
    const late = consumer('c', { 'auto.offset.reset': 'earliest', 'enable.auto.commit': true, 'max.poll.records': 1 });
    const run = withRetention({ 'retention.ms': 5_000 }, { consumers: [late] });
    sendOneASecond(run, 6);
    run.give({ kind: 'pauseConsumer', consumer: 'c' }, 6.5);
    for (let second = 7; second <= 20; second += 1) run.give(send('p', 'x'.repeat(99)), second);
    run.until(20.5);
    const before = run.state().groups['g']?.offsets['orders-0'];
    const start = run.log(1, 'orders-0').startOffset;
    expect(before?.position).toBe(6);
    expect(start).toBeGreaterThan(6);
    run.give({ kind: 'resumeConsumer', consumer: 'c' }, 20.6);
    run.until(21.9);
    expect(run.first('OffsetOutOfRange')).toMatchObject({ consumer: 'c', offset: 6 });
    expect(run.first('OffsetReset', {}, 20)).toMatchObject({ offset: start, strategy: 'earliest' });
    expect(run.all('RecordsPolled').at(-1)?.to).toBeGreaterThan(start);
  });

  it('skips to the end with latest, and fails with none', () => {
    const played = (reset: string) => {
      const run = withRetention({ 'retention.ms': 5_000 }, { consumers: [consumer('c', { 'auto.offset.reset': 'earliest' })] });
      run.give({ kind: 'closeConsumer', consumer: 'c' }, 6.5);
      run.give({ kind: 'addConsumer', consumer: consumer('d', { 'auto.offset.reset': reset }) }, 20);
      for (let second = 1; second <= 20; second += 1) run.give(send('p', 'x'.repeat(99)), second);
      run.until(25);
      return run;
    };
    const latest = played('latest');
    expect(latest.first('OffsetReset', { consumer: 'd' })).toMatchObject({ offset: 20, strategy: 'latest' });
    const none = played('none');
    expect(none.first('ConsumerFailed')).toMatchObject({ consumer: 'd', reason: expect.stringMatching(/^offset \d+ of orders-0 is out of range/) });
  });
});

describe('retention by size', () => {
  it('keeps up to a segment more than retention.bytes', () => {
    const run = withRetention({ 'retention.bytes': 700 });
    sendOneASecond(run, 10);
    run.until(13);
    // 10 records have 1,670 bytes; with 835 or less than a segment more than 700 it stops.
    expect(run.log(1, 'orders-0')).toMatchObject({ startOffset: 4, endOffset: 10 });
  });
});

describe('cleanup.policy', () => {
  it('may be empty: then nothing is deleted', () => {
    const run = withRetention({ 'retention.bytes': 0, 'retention.ms': 1, 'cleanup.policy': '' });
    sendOneASecond(run, 5);
    run.until(20);
    expect(run.log(1, 'orders-0')).toMatchObject({ startOffset: 0, endOffset: 5 });
  });

  it('is taken from the topic as it is now', () => {
    const run = withRetention({ 'retention.ms': 1 });
    run.give({ kind: 'alterConfig', topic: 'orders', set: { 'retention.ms': 60_000 } }, 0.5);
    sendOneASecond(run, 5);
    run.until(10);
    expect(run.log(1, 'orders-0').startOffset).toBe(0);
    run.give({ kind: 'alterConfig', topic: 'orders', remove: ['retention.ms'], set: { 'retention.bytes': 0 } }, 10);
    run.until(13);
    expect(run.log(1, 'orders-0').startOffset).toBe(5);
  });
});

describe('after a crash', () => {
  it('a log starts with its first segment, and files that waited to be deleted are deleted at the start', () => {
    const run = withRetention({ 'retention.ms': 5_000 });
    sendOneASecond(run, 8);
    run.until(11.5);
    const start = run.log(2, 'orders-0').startOffset;
    run.give({ kind: 'killBroker', broker: 2 }, 11.6);
    run.give({ kind: 'restartBroker', broker: 2 }, 11.7);
    run.until(11.8);
    expect(run.log(2, 'orders-0').startOffset).toBe(start);
    expect(run.first('SegmentFilesDeleted', { broker: 2 }, 11.7).at).toBeCloseTo(11.7, 3);
    run.until(90);
    expect(run.all('SegmentFilesDeleted', { broker: 2 }).filter(({ at }) => at > 60 && at < 71.7)).toEqual([]);
  });
});

describe('an offset by time', () => {
  it('is where a consumer that seeks a time goes on', () => {
    const run = withRetention({}, { consumers: [consumer('c')] });
    sendOneASecond(run, 8);
    run.give({ kind: 'seek', consumer: 'c', topic: 'orders', partition: 0, offset: { time: '5500ms' } }, 10);
    run.until(12);
    expect(run.all('RecordsPolled').filter(({ at }) => at > 10).map(({ from, to }) => [from, to])).toEqual([[5, 8]]);
  });

  it('is the start when the time is before it, and the end when it is after all', () => {
    const run = withRetention({ 'retention.bytes': 700 });
    sendOneASecond(run, 10);
    run.until(13);
    const offsetAt = (timestamp: number) =>
      run.ask(1, { api: 'ListOffsets', partitions: [{ topic: 'orders', partition: 0, timestamp, currentLeaderEpoch: -1 }] })?.partitions[0]?.offset;
    expect([0, 2_000_000, 7_500_000, 60_000_000].map(offsetAt)).toEqual([4, 4, 7, -1]);
    expect(offsetAt(MAX_TIMESTAMP)).toBe(9);
  });

  it('is where a group is moved to that has no members', () => {
    const run = withRetention({}, { consumers: [consumer('c')] });
    sendOneASecond(run, 8);
    run.give({ kind: 'closeConsumer', consumer: 'c' }, 9);
    run.give({ kind: 'seek', group: 'g', topic: 'orders', partition: 0, offset: { time: '3500ms' } }, 10);
    run.until(12);
    expect(run.first('AdminDone')).toMatchObject({ what: 'move group g: orders-0 to 3' });
  });
});

describe('a run with all of it', () => {
  it('is the same in pieces', () => {
    const document = {
      v: 1,
      id: 'everything',
      title: 'Retention, deletion and power losses',
      seed: 11,
      cluster: {
        brokers: 3,
        controllers: 1,
        topics: [{ name: 'orders', assignment: [[1, 2, 3], [2, 3, 1]], config: { 'internal.segment.bytes': 2_000, 'retention.ms': 3_000, 'file.delete.delay.ms': 2_000, 'segment.ms': 900, 'segment.jitter.ms': 500 } }],
        config: { 'log.retention.check.interval.ms': 1_000, 'log.flush.start.offset.checkpoint.interval.ms': 1_500, 'log.flush.scheduler.interval.ms': 700, 'broker.session.timeout.ms': 2_000, 'broker.heartbeat.interval.ms': 500 },
      },
      producers: [{ id: 'p', topic: 'orders', rate: 40 }],
      consumers: [{ id: 'c', group: 'g', topics: ['orders'], config: { 'auto.offset.reset': 'earliest' } }],
      script: [
        { at: '2500ms', do: { kind: 'cutLink', from: 'broker-3', to: 'broker-1' } },
        { at: '3s', do: { kind: 'deleteRecords', topic: 'orders', partition: 0, offset: -1 } },
        { at: '4100ms', do: { kind: 'healLink', from: '*', to: '*' } },
        { at: '6s', do: { kind: 'killBroker', broker: 1, powerLoss: true } },
        { at: '9s', do: { kind: 'restartBroker', broker: 1 } },
        { at: '13s', do: { kind: 'killBroker', broker: 2, powerLoss: true } },
        { at: '14s', do: { kind: 'restartBroker', broker: 2 } },
      ],
    };
    const parsed = parseScenario(document);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const untilUs = 20_000_000;
    const straight = createCluster(parsed.spec);
    runUntil(straight, untilUs);
    let pieces = createCluster(parsed.spec);
    for (let at = 250_000; at < untilUs; at += 250_000) {
      runUntil(pieces, at);
      const checkpoint = takeCheckpoint(pieces);
      // What the old copy does from here on must not show in the new one.
      runUntil(pieces, at + 400_000);
      pieces = restoreCheckpoint(kafkaModel, checkpoint);
    }
    runUntil(pieces, untilUs);
    expect(traceHashOf(pieces)).toBe(traceHashOf(straight));
    expect(stateView(pieces)).toEqual(stateView(straight));
    expect(pieces.state.nextFactSeq).toBe(straight.state.nextFactSeq);
    expect(pieces.world.nodes).toEqual(straight.world.nodes);
  });
});
