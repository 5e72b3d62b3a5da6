import { describe, expect, it } from 'vitest';
import { clusterRun, consumer, manualProducer, send, type ClusterRun } from '../testing/clusterRun.ts';

const TWO_IN_SYNC = { config: { 'min.insync.replicas': 2 } };

/** A Produce request of one record, sent by the test itself. */
function produce(run: ClusterRun, value: string, request: { acks: 0 | 1 | -1; timeoutUs?: number; broker?: number; topic?: string; partition?: number }) {
  const { acks, timeoutUs = 30_000_000, broker = 1, topic = 'orders', partition = 0 } = request;
  const records = [{ id: `test:${value}`, key: null, value, timestamp: run.sim.state.now, bytes: 50 }];
  const batch = { producerId: -1, producerEpoch: -1, baseSequence: -1, records, bytes: 100 };
  return run.ask(broker, { api: 'Produce', acks, timeoutUs, partitions: [{ topic, partition, batch }] })?.partitions[0];
}

describe('acks while a follower is dead but still in sync', () => {
  /** Broker 3 dies at 10 s and stays in the ISR until it is fenced. */
  function withDeadFollower(acks: string): ClusterRun {
    const run = clusterRun({ topic: TWO_IN_SYNC, producers: [manualProducer('p', { acks })] });
    run.give(send('p', 'before'), 5);
    run.give({ kind: 'killBroker', broker: 3 }, 10);
    run.give(send('p', 'after'), 10.5);
    run.until(25);
    return run;
  }

  it('acks=0 is done when it is sent', () => {
    const acked = withDeadFollower('0').all('BatchAcked')[1];
    expect(acked).toMatchObject({ at: 10.5, acks: 0, baseOffset: -1 });
  });

  it('acks=1 is answered when the leader has it, one round trip later', () => {
    const run = withDeadFollower('1');
    expect(run.all('BatchAcked')[1]?.at).toBeCloseTo(10.502, 3);
    // Committed only when the dead follower has left the ISR.
    const committed = run.first('HighWatermarkAdvanced', { topic: 'orders', broker: 1, to: 2 });
    expect(committed.at).toBeGreaterThan(run.first('BrokerFenced', { broker: 3 }).at);
  });

  it('acks=all waits for the whole ISR, not for min.insync.replicas of it', () => {
    const run = withDeadFollower('all');
    const fenced = run.first('BrokerFenced', { broker: 3 });
    expect(fenced.at).toBeGreaterThan(17);
    const [before, after] = run.all('BatchAcked');
    // Two more round trips than acks=1: the followers fetch it, and say so by their next fetch.
    expect(before?.at).toBeCloseTo(5.004, 3);
    expect(after?.at).toBeGreaterThan(fenced.at);
    expect(after?.at).toBeLessThan(fenced.at + 0.1);
    expect(run.all('BatchRetried')).toEqual([]);
  });
});

describe('fewer in-sync replicas than min.insync.replicas', () => {
  /** Brokers 2 and 3 are dead and fenced at 30 s. */
  function underMinIsr(): ClusterRun {
    const run = clusterRun({
      topic: TWO_IN_SYNC,
      producers: [manualProducer('all'), manualProducer('one', { acks: '1' })],
      consumers: [consumer('c1')],
    });
    run.give(send('all', 'a'), 8);
    run.give({ kind: 'killBroker', broker: 2 }, 10);
    run.give({ kind: 'killBroker', broker: 3 }, 10);
    run.until(30);
    expect(run.partition('orders-0')).toMatchObject({ leader: 1, isr: [1] });
    return run;
  }

  it('acks=all is refused before anything is appended, and gets through when a follower is back', () => {
    const run = underMinIsr();
    run.give(send('all', 'b'));
    run.until(35);
    expect(run.first('ProduceRefused')).toMatchObject({ broker: 1, error: 'NOT_ENOUGH_REPLICAS' });
    expect(run.log(1, 'orders-0').endOffset).toBe(1);
    run.give({ kind: 'restartBroker', broker: 2 });
    run.until(60);
    expect(run.values(1, 'orders-0')).toEqual(['a', 'b']);
    expect(run.state().producers['all']).toMatchObject({ acked: 2, failed: 0, duplicates: 0 });
  });

  it('acks=1 is appended and acknowledged, and no consumer sees it until the ISR is large enough again', () => {
    const run = underMinIsr();
    run.give(send('one', 'b'));
    run.until(45);
    expect(run.all('BatchAcked', { producer: 'one' })).toHaveLength(1);
    expect(run.log(1, 'orders-0')).toMatchObject({ endOffset: 2, highWatermark: 1 });
    expect(run.all('RecordsPolled').flatMap(({ ids }) => ids)).toEqual(['all:1']);
    run.give({ kind: 'restartBroker', broker: 2 });
    run.until(70);
    expect(run.log(1, 'orders-0').highWatermark).toBe(2);
    expect(run.all('RecordsPolled').flatMap(({ ids }) => ids)).toEqual(['all:1', 'one:1']);
    const polled = run.all('RecordsPolled')[1];
    expect(polled?.at).toBeGreaterThan(run.first('IsrExpanded', { topic: 'orders' }).at);
  });

  it('a request that was waiting when the ISR shrank times out; its record stays', () => {
    const run = clusterRun({ topic: TWO_IN_SYNC });
    run.give({ kind: 'killBroker', broker: 2 }, 10);
    run.give({ kind: 'killBroker', broker: 3 }, 10);
    run.until(15);
    const answer = produce(run, 'a', { acks: -1, timeoutUs: 20_000_000 });
    expect(answer).toMatchObject({ error: 'REQUEST_TIMED_OUT', baseOffset: -1 });
    expect(run.sim.state.now).toBeGreaterThanOrEqual(35_000_000);
    expect(run.log(1, 'orders-0')).toMatchObject({ endOffset: 1, highWatermark: 0 });
  });

  it('a shorter timeout than that of an earlier request is kept, too', () => {
    const run = clusterRun({ topic: TWO_IN_SYNC, producers: [manualProducer('p')] });
    run.give({ kind: 'killBroker', broker: 3 }, 10);
    run.give(send('p', 'a'), 11);
    run.until(11.5);
    expect(produce(run, 'b', { acks: -1, timeoutUs: 2_000_000 })?.error).toBe('REQUEST_TIMED_OUT');
    expect(run.sim.state.now).toBeLessThan(13_600_000);
  });
});

describe('what a leader answers to Produce', () => {
  it('the offset, once it is committed', () => {
    expect(produce(clusterRun(), 'a', { acks: -1 })).toEqual({ topic: 'orders', partition: 0, error: 'NONE', baseOffset: 0, currentLeader: null });
  });

  it('who leads, to those who ask another broker', () => {
    const run = clusterRun();
    expect(produce(run, 'a', { acks: 1, broker: 2 })).toMatchObject({ error: 'NOT_LEADER_OR_FOLLOWER', currentLeader: { leader: 1, leaderEpoch: 0 } });
  });

  it('the same where the broker has no copy at all, and that there is no such partition where there is none', () => {
    const run = clusterRun({ topic: { assignment: [[1]] } });
    expect(produce(run, 'a', { acks: 1, broker: 2 })).toMatchObject({ error: 'NOT_LEADER_OR_FOLLOWER', currentLeader: { leader: 1 } });
    expect(produce(run, 'a', { acks: 1, topic: 'nothing' })).toMatchObject({ error: 'UNKNOWN_TOPIC_OR_PARTITION', currentLeader: null });
    expect(produce(run, 'a', { acks: 1, partition: 7 })).toMatchObject({ error: 'UNKNOWN_TOPIC_OR_PARTITION' });
  });

  it('that a batch is larger than max.message.bytes', () => {
    const run = clusterRun({ topic: { config: { 'max.message.bytes': 99 } } });
    expect(produce(run, 'a', { acks: 1 })).toMatchObject({ error: 'MESSAGE_TOO_LARGE', baseOffset: -1 });
    expect(run.log(1, 'orders-0').endOffset).toBe(0);
  });

  it('nothing with acks=0, but it hangs up when something was wrong', () => {
    const run = clusterRun({ producers: [manualProducer('p', { acks: '0' })] });
    run.give({ kind: 'killBroker', broker: 1 }, 1);
    run.give({ kind: 'restartBroker', broker: 1 }, 15);
    run.give(send('p', 'a'), 13);
    // Broker 2 hands the leadership back and lives on; nobody tells the producer.
    run.give({ kind: 'electLeaders', election: 'preferred', topic: 'orders' }, 25);
    run.give(send('p', 'lost'), 26);
    run.give(send('p', 'kept'), 27);
    run.until(30);
    expect(run.partition('orders-0')).toMatchObject({ leader: 1, leaderEpoch: 2 });
    expect(run.all('ProduceRefused')).toMatchObject([{ broker: 2, error: 'NOT_LEADER_OR_FOLLOWER', at: 26.001 }]);
    expect(run.arrivals('ProduceResponse')).toEqual([]);
    expect(run.values(1, 'orders-0')).toEqual(['a', 'kept']);
    expect(run.state().producers['p']?.acked).toBe(3);
  });
});
