import { describe, expect, it } from 'vitest';
import { clusterRun, manualProducer, send, type ClusterRun } from '../testing/clusterRun.ts';

/** About 200 kB in `orders-0` on brokers 1 and 2; `set` is what is throttled when the move to broker 4 begins at 10 s. */
function moving(throttle: { readonly rates?: Record<string, number>; readonly replicas?: Record<string, string> }): ClusterRun {
  const run = clusterRun({
    cluster: { brokers: 4, config: { 'replica.fetch.max.bytes': 10_000, 'replica.fetch.response.max.bytes': 10_000 } },
    topic: { assignment: [[1, 2]] },
    producers: [manualProducer('p')],
  });
  for (let index = 0; index < 200; index += 1) run.give(send('p', 'x'.repeat(1_000)), 2 + index / 100);
  run.until(8);
  if (throttle.rates !== undefined) run.give({ kind: 'alterConfig', set: throttle.rates });
  if (throttle.replicas !== undefined) run.give({ kind: 'alterConfig', topic: 'orders', set: throttle.replicas });
  run.until(10);
  run.give({ kind: 'reassignPartitions', topic: 'orders', partition: 0, replicas: [1, 2, 4] });
  return run;
}

function secondsToMove(run: ClusterRun): number {
  run.until(60);
  return run.first('ReassignmentCompleted').at - 10;
}

const BOTH_RATES = { 'leader.replication.throttled.rate': 20_000, 'follower.replication.throttled.rate': 20_000 };

describe('a move', () => {
  it('takes a moment without a throttle', () => {
    expect(secondsToMove(moving({}))).toBeLessThan(3);
  });

  it.each([
    ['leader', { 'leader.replication.throttled.rate': 20_000 }, { 'leader.replication.throttled.replicas': '0:1' }],
    ['follower', { 'follower.replication.throttled.rate': 20_000 }, { 'follower.replication.throttled.replicas': '0:4' }],
    ['both', BOTH_RATES, { 'leader.replication.throttled.replicas': '*', 'follower.replication.throttled.replicas': '*' }],
  ])('goes at the rate that the %s keeps to', (_, rates, replicas) => {
    const seconds = secondsToMove(moving({ rates, replicas }));
    // 200 kB and headers at 20 kB a second.
    expect(seconds).toBeGreaterThan(9);
    expect(seconds).toBeLessThan(16);
  });

  it.each([
    ['the rate alone', { rates: BOTH_RATES }],
    ['the replicas alone', { replicas: { 'leader.replication.throttled.replicas': '*' } }],
    ['other replicas', { rates: BOTH_RATES, replicas: { 'leader.replication.throttled.replicas': '0:2', 'follower.replication.throttled.replicas': '0:3' } }],
  ])('is not held back by %s', (_, throttle) => {
    expect(secondsToMove(moving(throttle))).toBeLessThan(3);
  });

  it('goes on at full speed when the throttle is taken away', () => {
    const run = moving({ rates: BOTH_RATES, replicas: { 'leader.replication.throttled.replicas': '*', 'follower.replication.throttled.replicas': '*' } });
    run.give({ kind: 'alterConfig', remove: Object.keys(BOTH_RATES) }, 13);
    expect(secondsToMove(run)).toBeLessThan(6);
  });

  it('does not hold back who is in sync', () => {
    const run = moving({ rates: BOTH_RATES, replicas: { 'leader.replication.throttled.replicas': '*', 'follower.replication.throttled.replicas': '*' } });
    run.until(12);
    for (let index = 0; index < 50; index += 1) run.give(send('p', 'y'.repeat(1_000)), 12 + index / 100);
    run.until(13);
    expect(run.all('IsrShrunk', { topic: 'orders' })).toEqual([]);
    expect(run.state().producers['p']).toMatchObject({ sent: 250, acked: 250 });
  });
});
