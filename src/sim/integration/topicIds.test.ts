import { describe, expect, it } from 'vitest';
import { clusterRun, consumer, manualProducer, send, type ClusterRun } from '../testing/clusterRun.ts';

// KIP-516: a topic that is created again under its name is another topic, although its leader and its epochs may be the same.

const CONFIG = { 'controller.quorum.request.timeout.ms': 60_000 };
const holdNews = { kind: 'holdLink', from: 'broker-1', to: 'controllers', api: 'RaftFetch' };
const releaseNews = { kind: 'releaseLink', from: 'broker-1', to: 'controllers', api: 'RaftFetch' };

/** Broker 1 leads `orders` in epoch 0 and does not hear that it was deleted and created again, with itself as leader in epoch 0. */
function createdAgain(consumers: Record<string, unknown>[] = []): ClusterRun {
  const run = clusterRun({ cluster: { config: CONFIG }, producers: [manualProducer('p', { 'metadata.max.age.ms': 1500 })], consumers });
  for (const value of ['a', 'b', 'c']) run.give(send('p', value), 2);
  run.give(holdNews, 4.5);
  run.give({ kind: 'deleteTopic', topic: 'orders' }, 5.2);
  run.give({ kind: 'createTopic', topic: 'orders', assignment: [[1, 2, 3]] }, 5.4);
  run.until(8);
  expect(run.partition('orders-0')).toMatchObject({ leader: 1, leaderEpoch: 0, isr: [1, 2, 3] });
  expect(run.values(1, 'orders-0')).toEqual(['a', 'b', 'c']);
  return run;
}

function fetchErrors(run: ClusterRun, to: string): string[] {
  const errors = run.arrivals('FetchResponse', { to }).flatMap(({ message }) => {
    if (message.type !== 'response' || message.response.api !== 'Fetch') return [];
    return message.response.partitions.filter(({ topic }) => topic === 'orders').map(({ error }) => error);
  });
  return [...new Set(errors)].filter((error) => error !== 'NONE');
}

/** What that broker's metadata calls `orders`. */
function idAt(run: ClusterRun, broker: number): number {
  return run.ask(broker, { api: 'Metadata', topics: ['orders'] })?.topics[0]?.topicId ?? -1;
}

function produce(run: ClusterRun, topicId: number): string | undefined {
  const record = { id: 'new', key: null, value: 'new', timestamp: 0, bytes: 10 };
  const batch = { producerId: -1, producerEpoch: -1, baseSequence: -1, records: [record], bytes: 71 };
  return run.ask(1, { api: 'Produce', acks: 1, timeoutUs: 1_000_000, partitions: [{ topic: 'orders', topicId, partition: 0, batch }] })?.partitions[0]?.error;
}

describe('a leader that still has the topic from before', () => {
  it('does not give its records to followers of the new one, not even when it dies and they lead', () => {
    const run = createdAgain();
    expect(fetchErrors(run, 'broker-2')).toEqual(['UNKNOWN_TOPIC_ID']);
    expect(run.log(2, 'orders-0')).toMatchObject({ endOffset: 0, highWatermark: 0 });
    run.give({ kind: 'killBroker', broker: 1 }, 8.5);
    run.until(25);
    expect(run.partition('orders-0').leader).toBe(2);
    expect([run.values(2, 'orders-0'), run.values(3, 'orders-0')]).toEqual([[], []]);
  });

  it('takes nothing for the new one, and acknowledges nothing', () => {
    const run = createdAgain();
    expect(idAt(run, 2)).not.toBe(idAt(run, 1));
    expect(produce(run, idAt(run, 2))).toBe('UNKNOWN_TOPIC_ID');
    expect(run.values(1, 'orders-0')).toEqual(['a', 'b', 'c']);
    run.give(releaseNews);
    run.until(20);
    // Now it is the other way round.
    expect(idAt(run, 1)).toBe(idAt(run, 2));
    expect(produce(run, idAt(run, 1) - 1)).toBe('UNKNOWN_TOPIC_ID');
    expect(produce(run, idAt(run, 1))).toBe('NONE');
    expect(run.values(1, 'orders-0')).toEqual(['new']);
  });

  it('serves consumers that mean the new one only once it has that', () => {
    const run = createdAgain([consumer('c', { 'metadata.max.age.ms': 1500 })]);
    const polled = run.all('RecordsPolled').length;
    expect(fetchErrors(run, 'consumer:c')).toEqual(['UNKNOWN_TOPIC_ID']);
    run.give(releaseNews);
    run.give(send('p', 'new'), 12);
    run.until(20);
    expect(run.all('RecordsPolled').slice(polled).map(({ from, to }) => [from, to])).toEqual([[0, 1]]);
  });
});

describe('a Fetch that names the topic by its id', () => {
  const fetch = (run: ClusterRun, topicId: number, topic = 'orders') =>
    run.ask(1, {
      api: 'Fetch',
      replicaId: -1,
      replicaEpoch: -1,
      maxWaitUs: 5_000_000,
      minBytes: 1,
      maxBytes: 1_000_000,
      isolation: 'read_uncommitted',
      sessionId: 0,
      sessionEpoch: 0,
      partitions: [{ topic, topicId, partition: 0, fetchOffset: 0, logStartOffset: -1, currentLeaderEpoch: -1, lastFetchedEpoch: -1, maxBytes: 1_000 }],
      forgotten: [],
    })?.partitions[0]?.error;

  it('that the broker does not know is refused, whatever the name', () => {
    const run = clusterRun();
    run.until(1);
    expect(fetch(run, idAt(run, 1) + 1000)).toBe('UNKNOWN_TOPIC_ID');
    expect(fetch(run, idAt(run, 1) + 1000, 'nothing')).toBe('UNKNOWN_TOPIC_ID');
  });

  it('and waits is answered when the topic goes', () => {
    const run = clusterRun();
    run.until(1);
    const id = idAt(run, 1);
    run.give({ kind: 'deleteTopic', topic: 'orders' }, 2);
    expect(fetch(run, id)).toBe('UNKNOWN_TOPIC_OR_PARTITION');
    expect(run.sim.state.now).toBeLessThan(2_200_000);
  });

  it('and waits is told so when the topic is another by the time the broker hears of it', () => {
    const run = clusterRun({ cluster: { config: CONFIG } });
    run.until(1);
    const id = idAt(run, 1);
    run.give(holdNews, 1.1);
    run.give({ kind: 'deleteTopic', topic: 'orders' }, 2);
    run.give({ kind: 'createTopic', topic: 'orders', assignment: [[1, 2, 3]] }, 2.2);
    run.give(releaseNews, 3);
    expect(fetch(run, id)).toBe('INCONSISTENT_TOPIC_ID');
  });
});
