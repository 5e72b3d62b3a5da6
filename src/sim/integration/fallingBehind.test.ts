import { describe, expect, it } from 'vitest';
import { clusterRun, consumer, manualProducer, send, type ClusterRun } from '../testing/clusterRun.ts';

/** A consumer of g reads the first four records and dies; by the time retention has been by, the log starts later. */
function leftBehind(config: Record<string, unknown>): ClusterRun {
  const run = clusterRun({
    cluster: {
      brokers: 3,
      controllers: 1,
      config: { 'log.retention.check.interval.ms': 5_000, 'log.initial.task.delay.ms': 1_000 },
      topics: [{ name: 'orders', assignment: [[1, 2, 3]], config: { 'internal.segment.bytes': 300, 'retention.bytes': 300 } }],
      network: { latency: '1ms', jitter: '0us' },
    },
    producers: [manualProducer('p')],
    consumers: [consumer('c1', { 'auto.commit.interval.ms': 200, ...config })],
  });
  for (let index = 0; index < 4; index += 1) run.give(send('p', `v${index}`), 6 + 0.1 * index);
  run.give({ kind: 'killConsumer', consumer: 'c1' }, 9);
  for (let index = 4; index < 24; index += 1) run.give(send('p', `v${index}`), 10 + 0.1 * index);
  run.until(60);
  expect(run.log(1, 'orders-0').startOffset).toBeGreaterThan(4);
  return run;
}

const committed = (run: ClusterRun): unknown => run.state().groups['g']?.offsets['orders-0']?.committed;

describe('a group whose committed offset fell off the start of the log', () => {
  it('keeps it: nothing on the broker moves it', () => {
    expect(committed(leftBehind({}))).toBe(4);
  });

  it.each([
    ['earliest', (run: ClusterRun) => run.log(1, 'orders-0').startOffset],
    ['latest', (run: ClusterRun) => run.log(1, 'orders-0').endOffset],
  ])('is out of range at its first fetch and goes on by auto.offset.reset=%s', (strategy, expected) => {
    const run = leftBehind({});
    run.give({ kind: 'addConsumer', consumer: consumer('c2', { 'auto.offset.reset': strategy, 'auto.commit.interval.ms': 200 }) });
    run.until(80);
    expect(run.first('OffsetOutOfRange')).toMatchObject({ consumer: 'c2', offset: 4 });
    expect(run.first('OffsetReset', { consumer: 'c2' })).toMatchObject({ offset: expected(run), strategy });
    expect(committed(run)).toBe(24);
  });

  it('stops with an error when there is no policy', () => {
    const run = leftBehind({});
    run.give({ kind: 'addConsumer', consumer: consumer('c2', { 'auto.offset.reset': 'none' }) });
    run.until(80);
    expect(run.first('ConsumerFailed', { consumer: 'c2' }).reason).toContain('out of range');
    expect(committed(run)).toBe(4);
  });
});
