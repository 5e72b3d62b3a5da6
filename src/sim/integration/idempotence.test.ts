import { describe, expect, it } from 'vitest';
import { clusterRun, manualProducer, send, type ClusterRun } from '../testing/clusterRun.ts';

const QUICK = { 'request.timeout.ms': 2000 };

/**
 * From 10 s on the answers of broker 1 do not reach the producer. A record is sent, stored and committed, and the producer cannot
 * know. `then` is done at 13 s, when it has given the request up.
 */
function lostAnswers(config: Record<string, unknown>, then: Record<string, unknown>): ClusterRun {
  const run = clusterRun({ producers: [manualProducer('p', { ...QUICK, ...config })] });
  run.give(send('p', 'a'), 5);
  run.give({ kind: 'cutLink', from: 'broker-1', to: 'producer:p', oneWay: true }, 10);
  run.give(send('p', 'b'), 10.1);
  run.until(13);
  expect(run.values(2, 'orders-0')).toEqual(['a', 'b']);
  expect(run.all('BatchAcked')).toHaveLength(1);
  run.give(then);
  run.until(40);
  expect(run.all('BatchRetried').length).toBeGreaterThan(0);
  expect(run.state().producers['p']).toMatchObject({ sent: 2, acked: 2, failed: 0 });
  return run;
}

describe.each([
  ['by the same leader', 1, { kind: 'healLink', from: '*', to: '*' }],
  ['by the next leader, which has it from its own log', 2, { kind: 'killBroker', broker: 1 }],
])('a record whose answer was lost and that is stored again %s', (_, leader, then) => {
  it('is recognized with enable.idempotence', () => {
    const run = lostAnswers({}, then);
    expect(run.values(leader, 'orders-0')).toEqual(['a', 'b']);
    expect(run.first('DuplicateBatchIgnored')).toMatchObject({ broker: leader, baseOffset: 1, baseSequence: 1 });
    // The offset is that of the first time.
    expect(run.all('BatchAcked').map(({ baseOffset }) => baseOffset)).toEqual([0, 1]);
    expect(run.state().producers['p']?.duplicates).toBe(0);
  });

  it('is stored twice without', () => {
    const run = lostAnswers({ 'enable.idempotence': false }, then);
    expect(run.values(leader, 'orders-0')).toEqual(['a', 'b', 'b']);
    expect(run.all('BatchAcked').map(({ baseOffset }) => baseOffset)).toEqual([0, 2]);
    expect(run.state().producers['p']?.duplicates).toBe(1);
  });
});

describe('a connection', () => {
  it('cannot be opened while the answers do not come through, so nothing is stored over and over', () => {
    const run = clusterRun({ producers: [manualProducer('p', { ...QUICK, 'enable.idempotence': false })] });
    run.give(send('p', 'a'), 5);
    run.give({ kind: 'cutLink', from: 'broker-1', to: 'producer:p', oneWay: true }, 10);
    run.give(send('p', 'b'), 10.1);
    run.until(60);
    expect(run.values(1, 'orders-0')).toEqual(['a', 'b']);
  });
});

describe('many records through faults', () => {
  it('lie in the log once each and in order with idempotence', () => {
    const run = clusterRun({
      topic: { config: { 'min.insync.replicas': 2 } },
      producers: [{ id: 'p', topic: 'orders', rate: 50, config: { acks: 'all', 'linger.ms': 0, ...QUICK } }],
    });
    run.give({ kind: 'cutLink', from: 'broker-1', to: 'producer:p', oneWay: true }, 5);
    run.give({ kind: 'killBroker', broker: 1 }, 8);
    run.give({ kind: 'restartBroker', broker: 1 }, 25);
    run.give({ kind: 'healLink', from: '*', to: '*' }, 25);
    run.give({ kind: 'killBroker', broker: 2 }, 45);
    run.give({ kind: 'setProducerRate', producer: 'p', rate: 0 }, 60);
    run.until(90);
    const leader = run.partition('orders-0').leader;
    const numbers = run.records(leader, 'orders-0').map(({ id }) => Number(id.split(':')[1]));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(run.state().producers['p']).toMatchObject({ sent: numbers.length, acked: numbers.length, failed: 0, inFlight: 0, duplicates: 0 });
    expect(run.all('DuplicateBatchIgnored').length).toBeGreaterThan(0);
  });
});
