import { describe, expect, it } from 'vitest';
import type { ProduceRequest } from '../../protocol/dataPlane.ts';
import type { ApiRequest } from '../../protocol/messages.ts';
import { LATENCY_US, newPartition, produceAnswer, type Received } from '../testing/clientHarness.ts';
import { send, startProducer, type ProducerHarness } from '../testing/producerHarness.ts';
import { partitionForKey } from './murmur2.ts';
import { closeProducer, describeProducer, setProducerRate } from './producerRole.ts';

const MS = 1_000;
const SECOND = 1_000_000;
/** Long enough for a producer to know its topic, its brokers and its id. */
const STARTED = 10 * MS;

function storedIds(harness: ProducerHarness, partition = 0): string[] {
  return harness.cluster.topics.get('t')?.[partition]?.batches.flatMap((batch) => batch.records.map((record) => record.id)) ?? [];
}

function idsInOrder(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `p:${index + 1}`);
}

describe('one record', () => {
  it('goes through accumulator, sender and leader, and is told of at each', () => {
    const harness = startProducer({ leaders: [2] });
    harness.until(STARTED);
    send(harness, { key: 'user:1', value: { kind: 'text', text: 'hello' }, headers: [{ key: 'h', value: '1' }] });
    harness.until(STARTED + 100 * MS);
    expect(harness.ofType('ProducerIdAssigned')).toMatchObject([{ producer: 'p', producerId: 1000, producerEpoch: 0 }]);
    expect(harness.ofType('RecordSent')).toMatchObject([{ at: STARTED, id: 'p:1', key: 'user:1', topic: 't', partition: 0 }]);
    // The record lingers, then the leader is spoken to for the first time, then it gets the batch.
    const [sent] = harness.ofType('BatchSent');
    expect(sent).toMatchObject({ leader: 2, records: 1, attempt: 1 });
    expect(sent?.at).toBeGreaterThanOrEqual(STARTED + 5 * MS + 2 * LATENCY_US);
    expect(sent?.at).toBeLessThanOrEqual(STARTED + 5 * MS + 4 * LATENCY_US);
    const [acked] = harness.ofType('BatchAcked');
    expect(acked).toMatchObject({ baseOffset: 0, acks: -1, recordIds: ['p:1'], at: (sent?.at ?? 0) + 2 * LATENCY_US });
    expect(acked?.latencyUs).toBe((acked?.at ?? 0) - STARTED);
    const [batch] = harness.cluster.topics.get('t')?.[0]?.batches ?? [];
    expect(batch?.records).toEqual([
      { id: 'p:1', key: 'user:1', value: 'hello', timestamp: STARTED, bytes: 7 + 6 + 5 + 4, headers: [{ key: 'h', value: '1' }] },
    ]);
    expect(describeProducer(harness.client)).toEqual({
      status: 'running', sent: 1, acked: 1, failed: 0, inFlight: 0, buffered: 0, producerId: 1000, epoch: 0,
    });
  });

  it('that is generated counts with its configured size; a tombstone has no value', () => {
    const harness = startProducer({ valueBytes: 300 });
    harness.until(STARTED);
    send(harness);
    send(harness, { key: 'k', value: { kind: 'tombstone' } });
    harness.until(SECOND);
    const records = harness.cluster.topics.get('t')?.[0]?.batches[0]?.records;
    expect(records).toMatchObject([
      { value: 'p #1', bytes: 307 },
      { value: null, bytes: 8 },
    ]);
  });

  it('that is larger than a request is refused at once', () => {
    const harness = startProducer({ valueBytes: 1_048_576 });
    harness.until(STARTED);
    send(harness);
    expect(harness.ofType('BatchFailed')).toMatchObject([{ error: 'MESSAGE_TOO_LARGE', recordIds: ['p:1'] }]);
    expect(harness.client.counters).toMatchObject({ sent: 1, failed: 1, buffered: 0 });
  });
});

describe('batching', () => {
  it('collects for linger.ms, and sends at once what is full', () => {
    const harness = startProducer({ config: { 'linger.ms': 20, 'batch.size': 1_000 } });
    harness.until(STARTED);
    send(harness);
    harness.until(STARTED + 10 * MS);
    send(harness, { count: 2 });
    harness.until(STARTED + 19 * MS);
    expect(harness.ofType('BatchSent')).toEqual([]);
    harness.until(STARTED + 20 * MS);
    expect(harness.ofType('BatchSent')).toMatchObject([{ records: 3 }]);
    // 61 + 8 * 107 = 917; a ninth record of 107 does not fit.
    harness.until(STARTED + 500 * MS);
    send(harness, { count: 9 });
    expect(harness.ofType('BatchSent').slice(1)).toMatchObject([{ at: STARTED + 500 * MS, records: 8 }]);
    harness.until(STARTED + 520 * MS);
    expect(harness.ofType('BatchSent').slice(2)).toMatchObject([{ at: STARTED + 520 * MS, records: 1 }]);
  });

  it('sends one request a broker, with a batch of each of its partitions', () => {
    const harness = startProducer({ leaders: [1, 2, 1, 2] });
    harness.until(STARTED);
    for (const partition of [0, 1, 2, 3]) send(harness, { partition });
    harness.until(SECOND);
    const requests = harness.received('Produce');
    expect(requests.map(({ broker, request }) => [broker, request.partitions.map((each) => each.partition)])).toEqual([
      [1, [0, 2]],
      [2, [1, 3]],
    ]);
  });

  it('never has more than max.in.flight requests on a connection, and one alone keeps the order without idempotence', () => {
    for (const [limit, idempotent] of [[5, true], [2, true], [1, false]] as const) {
      const config = { 'linger.ms': 0, 'max.in.flight.requests.per.connection': limit, 'enable.idempotence': idempotent };
      const harness = startProducer({ config });
      let attempts = 0;
      harness.cluster.script = (request) => {
        if (request.api !== 'Produce') return undefined;
        attempts += 1;
        return attempts % 3 === 2 ? produceAnswer(request, 'NOT_ENOUGH_REPLICAS') : undefined;
      };
      harness.until(STARTED);
      let most = 0;
      for (let n = 0; n < 30; n += 1) {
        send(harness);
        harness.until(harness.sim.state.now + 100);
        most = Math.max(most, harness.client.inFlightRequests.get(harness.nodeOf(1)) ?? 0);
      }
      harness.until(60 * SECOND);
      expect(most).toBe(limit);
      expect(storedIds(harness)).toEqual(idsInOrder(30));
      expect(harness.client.counters).toMatchObject({ sent: 30, acked: 30 });
    }
  });

  it('with one request alone waits for the answer even if the partition has another leader by now', () => {
    const config = {
      'linger.ms': 0, 'enable.idempotence': false, 'max.in.flight.requests.per.connection': 1, 'metadata.max.age.ms': 1_000,
    };
    const harness = startProducer({ config });
    harness.cluster.script = (request, broker) => (request.api === 'Produce' && broker === 1 ? 'wait' : undefined);
    harness.until(STARTED);
    send(harness);
    harness.until(500 * MS);
    const partition = harness.cluster.topics.get('t')?.[0];
    if (partition === undefined) throw new Error('the topic has a partition');
    partition.leader = 2;
    partition.leaderEpoch = 1;
    send(harness);
    harness.until(5 * SECOND);
    expect(harness.received('Produce').map(({ broker }) => broker)).toEqual([1]);
    const [first] = harness.received('Produce') as [Received<ProduceRequest>];
    harness.answer(first as Received<ApiRequest>, produceAnswer(first.request, 'NOT_LEADER_OR_FOLLOWER'));
    harness.until(8 * SECOND);
    expect(storedIds(harness)).toEqual(['p:1', 'p:2']);
  });

  it('splits a batch that the broker finds too large until its parts are small enough', () => {
    const harness = startProducer({ config: { 'batch.size': 4_000 }, valueBytes: 200 });
    harness.cluster.script = (request) => {
      const tooLarge = request.api === 'Produce' && request.partitions.some(({ batch }) => batch.bytes > 1_000);
      return tooLarge ? produceAnswer(request, 'MESSAGE_TOO_LARGE') : undefined;
    };
    harness.until(STARTED);
    send(harness, { count: 40 });
    harness.until(60 * SECOND);
    expect(storedIds(harness)).toEqual(idsInOrder(40));
    expect(harness.client.counters).toMatchObject({ sent: 40, acked: 40, failed: 0 });
    expect(harness.client.accumulator.freeBytes).toBe(33_554_432);
    // What was behind a batch that was too large is out of order until the parts of that are stored.
    const errors = new Set(harness.ofType('BatchRetried').map((fact) => fact.error));
    expect([...errors].toSorted()).toEqual(['MESSAGE_TOO_LARGE', 'OUT_OF_ORDER_SEQUENCE_NUMBER']);
  });

  it('fails a single record that the broker finds too large', () => {
    const harness = startProducer();
    harness.cluster.script = (request) => (request.api === 'Produce' ? produceAnswer(request, 'MESSAGE_TOO_LARGE') : undefined);
    harness.until(STARTED);
    send(harness);
    harness.until(SECOND);
    expect(harness.ofType('BatchFailed')).toMatchObject([{ error: 'MESSAGE_TOO_LARGE', recordIds: ['p:1'] }]);
  });
});

describe('partitions', () => {
  it('of keyed records follow the hash over all partitions, led or not', () => {
    const harness = startProducer({ leaders: [1, -1, 2, 3, 1] });
    harness.until(STARTED);
    const keys = ['a', 'user:1', 'user:2', 'Grüße', ''];
    for (const key of keys) send(harness, { key });
    harness.until(SECOND);
    expect(harness.ofType('RecordSent').map((fact) => fact.partition)).toEqual(keys.map((key) => partitionForKey(key, 5)));
  });

  it('of keyed records do not matter when keys are ignored, and an explicit one wins', () => {
    const harness = startProducer({ leaders: [1, 1, 1], config: { 'partitioner.ignore.keys': true } });
    harness.until(STARTED);
    for (const key of ['a', 'b', 'c', 'd', 'e', 'f']) send(harness, { key });
    const sticky = harness.ofType('RecordSent').map((fact) => fact.partition);
    expect(new Set(sticky).size).toBe(1);
    send(harness, { key: 'a', partition: ((sticky[0] as number) + 1) % 3 });
    expect(harness.ofType('RecordSent').at(-1)?.partition).toBe(((sticky[0] as number) + 1) % 3);
  });

  it('of keyless records stay until batch.size bytes went there', () => {
    const harness = startProducer({ leaders: [1, 2, 3], config: { 'batch.size': 2_000, 'linger.ms': 100 } });
    harness.until(STARTED);
    // 61 + 18 * 107 = 1987: the nineteenth record would make 2094 and opens a second batch of the same partition, whose
    // header counts, too: 1987 + 61 + 107. The switch waits until that batch is full or 4000 bytes were produced.
    send(harness, { count: 200 });
    harness.until(SECOND);
    const runs: { partition: number; length: number }[] = [];
    for (const { partition } of harness.ofType('RecordSent')) {
      const last = runs.at(-1);
      if (last?.partition === partition) last.length += 1;
      else runs.push({ partition, length: 1 });
    }
    expect(runs.length).toBeGreaterThan(3);
    // 4000 bytes: two headers and 37 records (122 + 37 * 107 = 4081).
    for (const run of runs.slice(0, -1)) expect(run.length % 37).toBe(0);
  });

  it('of keyless records are chosen less often where the queue is long, if the producer adapts', () => {
    for (const adaptive of [true, false]) {
      const config = { 'batch.size': 500, 'linger.ms': 0, 'partitioner.adaptive.partitioning.enable': adaptive };
      const harness = startProducer({ leaders: [1, 2, 3], rate: 1_000, config });
      harness.cluster.script = (request, broker) => (request.api === 'Produce' && broker === 3 ? 'wait' : undefined);
      harness.until(20 * SECOND);
      const counts = [0, 0, 0];
      for (const { partition } of harness.ofType('RecordSent')) counts[partition] = (counts[partition] ?? 0) + 1;
      const share = (counts[2] ?? 0) / 20_000;
      if (adaptive) expect(share).toBeLessThan(0.05);
      // Without, the partition that hangs gets the most, since its batches are full and the others' are not (KIP-794).
      else expect(share).toBeGreaterThan(0.5);
    }
  });

  it('without a leader get no keyless records', () => {
    const harness = startProducer({ leaders: [1, -1, 2], rate: 1_000, config: { 'batch.size': 300 } });
    harness.until(5 * SECOND);
    const partitions = new Set(harness.ofType('RecordSent').map((fact) => fact.partition));
    expect(partitions).toEqual(new Set([0, 2]));
  });
});

describe('waiting', () => {
  it('for a topic that does not exist ends when it appears', () => {
    const harness = startProducer({ leaders: null });
    harness.until(STARTED);
    send(harness, { count: 2 });
    harness.until(3 * SECOND);
    expect(harness.ofType('SendBlocked')).toMatchObject([{ reason: 'metadata' }]);
    harness.cluster.topics.set('t', [newPartition(1)]);
    harness.until(5 * SECOND);
    expect(storedIds(harness)).toEqual(['p:1', 'p:2']);
    // 100 ms, then twice as long each time up to 1 s, each give or take a fifth.
    const asked = harness.received('Metadata').filter(({ request }) => request.topics?.length === 1).map((each) => each.at);
    const gaps = asked.slice(1).map((at, index) => at - (asked[index] as number));
    expect(gaps.length).toBeLessThan(12);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(80 * MS);
  });

  it('for a topic that never comes fails each record after max.block.ms, one after the other', () => {
    const harness = startProducer({ leaders: null, config: { 'max.block.ms': 2_000 } });
    harness.until(STARTED);
    send(harness, { count: 2, partition: 0 });
    harness.until(10 * SECOND);
    expect(harness.ofType('BatchFailed').map(({ at, recordIds, error }) => ({ at, recordIds, error }))).toEqual([
      { at: STARTED + 2 * SECOND, recordIds: ['p:1'], error: 'TIMEOUT' },
      { at: STARTED + 4 * SECOND, recordIds: ['p:2'], error: 'TIMEOUT' },
    ]);
    expect(harness.client.counters).toEqual({ sent: 2, acked: 0, failed: 2, inFlight: 0, buffered: 0 });
  });

  it('for memory lets go on when a batch is done, and hurries what lingers', () => {
    const harness = startProducer({ config: { 'linger.ms': 1_000, 'batch.size': 1_000, 'buffer.memory': 2_000 }, leaders: [1, 1, 1] });
    harness.until(STARTED);
    for (const partition of [0, 1, 2]) send(harness, { partition });
    expect(harness.ofType('SendBlocked')).toMatchObject([{ reason: 'buffer' }]);
    harness.until(STARTED + 20 * MS);
    expect(harness.ofType('RecordSent')).toHaveLength(3);
    expect(harness.client.accumulator.freeBytes).toBe(1_000);
  });

  it('for memory ends at max.block.ms', () => {
    const config = { 'batch.size': 1_000, 'buffer.memory': 2_000, 'max.block.ms': 500 };
    const harness = startProducer({ config, leaders: [1, 1, 1] });
    harness.cluster.script = (request) => (request.api === 'Produce' ? 'wait' : undefined);
    harness.until(STARTED);
    for (const partition of [0, 1, 2]) send(harness, { partition });
    harness.until(SECOND);
    expect(harness.ofType('BatchFailed')).toMatchObject([{ at: STARTED + 500 * MS, error: 'TIMEOUT', recordIds: ['p:3'], partition: 2 }]);
  });

  it('ends with delivery.timeout.ms, counted from the creation of the batch', () => {
    const config = { 'request.timeout.ms': 900, 'delivery.timeout.ms': 3_000 };
    const harness = startProducer({ config });
    harness.cluster.script = (request) => (request.api === 'Produce' ? 'wait' : undefined);
    harness.until(STARTED);
    send(harness);
    harness.until(20 * SECOND);
    expect(harness.ofType('BatchFailed')).toMatchObject([{ at: STARTED + 3 * SECOND, error: 'TIMEOUT', recordIds: ['p:1'] }]);
    expect(harness.ofType('BatchRetried').map((fact) => [fact.error, fact.attempt])).toEqual([
      ['REQUEST_TIMED_OUT', 1],
      ['REQUEST_TIMED_OUT', 2],
    ]);
    expect(harness.client.accumulator.freeBytes).toBe(33_554_432);
    expect(describeProducer(harness.client)).toMatchObject({ failed: 1, inFlight: 0, buffered: 0 });
  });

  it('for a leader that is not known ends with delivery.timeout.ms, too', () => {
    const harness = startProducer({ leaders: [-1], config: { 'request.timeout.ms': 1_000, 'delivery.timeout.ms': 2_000 } });
    harness.until(STARTED);
    send(harness);
    harness.until(5 * SECOND);
    expect(harness.ofType('BatchFailed')).toMatchObject([{ at: STARTED + 2 * SECOND, error: 'TIMEOUT' }]);
    expect(harness.received('Produce')).toEqual([]);
  });
});

describe('another leader', () => {
  it('named in the answer is asked in the same instant', () => {
    const harness = startProducer({ leaders: [1, 2] });
    harness.until(STARTED);
    for (const partition of [0, 1]) send(harness, { partition });
    harness.until(SECOND);
    const partition = harness.cluster.topics.get('t')?.[0];
    if (partition === undefined) throw new Error('the topic has a partition');
    partition.leader = 2;
    partition.leaderEpoch = 1;
    harness.cluster.script = (request, broker) => {
      if (request.api !== 'Produce' || broker !== 1) return undefined;
      const currentLeader = { leader: 2, leaderEpoch: 1 };
      const error = 'NOT_LEADER_OR_FOLLOWER';
      return { api: 'Produce', partitions: [{ topic: 't', partition: 0, error, baseOffset: -1, currentLeader }] };
    };
    send(harness, { partition: 0 });
    harness.until(2 * SECOND);
    const [retried] = harness.ofType('BatchRetried');
    expect(retried).toMatchObject({ error: 'NOT_LEADER_OR_FOLLOWER', attempt: 1 });
    expect(harness.ofType('BatchSent').slice(2)).toMatchObject([{ leader: 1 }, { leader: 2, attempt: 2, at: retried?.at }]);
    expect(storedIds(harness)).toEqual(['p:1', 'p:3']);
  });

  it('found by a refresh is asked without waiting for the backoff', () => {
    const harness = startProducer({ leaders: [1], config: { 'retry.backoff.ms': 30_000, 'retry.backoff.max.ms': 60_000 } });
    harness.until(40 * SECOND);
    const partition = harness.cluster.topics.get('t')?.[0];
    if (partition === undefined) throw new Error('the topic has a partition');
    partition.leader = 2;
    partition.leaderEpoch = 1;
    send(harness);
    harness.until(41 * SECOND);
    expect(harness.ofType('BatchSent').map((fact) => fact.leader)).toEqual([1, 2]);
    expect(storedIds(harness)).toEqual(['p:1']);
  });

  it('after the broker was killed gets everything, in order and once', () => {
    const harness = startProducer({ leaders: [1, 2], rate: 200, keys: { kind: 'list', keys: ['a', 'b', 'c', 'd'] } });
    harness.until(5 * SECOND);
    harness.sim.control.crashNode(harness.nodeOf(1));
    harness.until(9 * SECOND);
    expect(harness.ofType('BatchRetried').some((fact) => fact.error === 'NETWORK_EXCEPTION')).toBe(true);
    const partition = harness.cluster.topics.get('t')?.[0];
    if (partition === undefined) throw new Error('the topic has a partition');
    partition.leader = 3;
    partition.leaderEpoch = 1;
    harness.until(20 * SECOND);
    harness.act((node, ctx) => setProducerRate(node, ctx, 0));
    harness.until(25 * SECOND);
    const { sent, acked, failed } = harness.client.counters;
    expect([acked, failed]).toEqual([sent, 0]);
    expect(sent).toBe(4_000);
    for (const index of [0, 1]) {
      const ids = storedIds(harness, index);
      const expected = harness.ofType('RecordSent').filter((fact) => fact.partition === index).map((fact) => fact.id);
      expect(ids).toEqual(expected);
    }
  });
});

it('a leader that is gone costs a batch no more than the attempt that was under way', () => {
  const harness = startProducer({ leaders: [1], rate: 100, config: { retries: 2, 'enable.idempotence': true } });
  harness.until(2 * SECOND);
  harness.sim.control.crashNode(harness.nodeOf(1));
  harness.until(12 * SECOND);
  const partition = harness.cluster.topics.get('t')?.[0];
  if (partition === undefined) throw new Error('the topic has a partition');
  partition.leader = 2;
  partition.leaderEpoch = 1;
  harness.until(20 * SECOND);
  expect(harness.client.counters.failed).toBe(0);
  for (const fact of harness.ofType('BatchRetried')) expect(fact).toMatchObject({ error: 'NETWORK_EXCEPTION', attempt: 1 });
  expect(storedIds(harness)).toEqual(harness.ofType('BatchAcked').flatMap((fact) => fact.recordIds));
});

describe('acks=0', () => {
  const config = { acks: '0', 'linger.ms': 0 };

  it('counts a batch as written when it is sent', () => {
    const harness = startProducer({ config });
    harness.until(STARTED);
    send(harness);
    harness.until(SECOND);
    const [sent] = harness.ofType('BatchSent');
    expect(harness.ofType('BatchAcked')).toMatchObject([{ at: sent?.at, acks: 0, baseOffset: -1, recordIds: ['p:1'] }]);
    expect(harness.client.requests.pending).toEqual([]);
    expect(storedIds(harness)).toEqual(['p:1']);
    expect(describeProducer(harness.client)).toMatchObject({ producerId: -1, epoch: -1 });
  });

  it('learns of another leader from the connection that the broker closes', () => {
    const harness = startProducer({ config, leaders: [1] });
    harness.until(STARTED);
    send(harness);
    harness.until(STARTED + 10 * MS);
    const partition = harness.cluster.topics.get('t')?.[0];
    if (partition === undefined) throw new Error('the topic has a partition');
    partition.leader = 2;
    partition.leaderEpoch = 1;
    send(harness);
    harness.until(SECOND);
    send(harness);
    harness.until(2 * SECOND);
    expect(storedIds(harness)).toEqual(['p:1', 'p:3']);
    expect(harness.client.counters).toMatchObject({ sent: 3, acked: 3 });
  });

  it('keeps what is meant for a broker that is gone until there is another leader', () => {
    const harness = startProducer({ config, leaders: [1] });
    harness.until(STARTED);
    send(harness);
    harness.until(SECOND);
    harness.sim.control.crashNode(harness.nodeOf(1));
    harness.until(2 * SECOND);
    for (let n = 0; n < 5; n += 1) {
      send(harness);
      harness.until(harness.sim.state.now + SECOND);
    }
    const partition = harness.cluster.topics.get('t')?.[0];
    if (partition === undefined) throw new Error('the topic has a partition');
    partition.leader = 2;
    partition.leaderEpoch = 1;
    harness.until(20 * SECOND);
    expect(storedIds(harness)).toEqual(['p:1', 'p:2', 'p:3', 'p:4', 'p:5', 'p:6']);
  });
});

describe('life', () => {
  it('ends with close after the last outcome, without lingering', () => {
    const harness = startProducer({ config: { 'linger.ms': 60_000, 'delivery.timeout.ms': 200_000 }, rate: 10 });
    harness.until(2 * SECOND);
    harness.act((node, ctx) => closeProducer(node, ctx));
    expect(harness.client.status).toBe('closing');
    expect(harness.ofType('BatchSent')).toMatchObject([{ at: 2 * SECOND }]);
    harness.until(3 * SECOND);
    expect(describeProducer(harness.client)).toMatchObject({ status: 'closed', sent: 20, acked: 20, inFlight: 0, buffered: 0 });
    expect(harness.sim.control.statusOf(harness.clientNode)).toBe('dead');
    send(harness);
    harness.until(60 * SECOND);
    expect(harness.client.counters.sent).toBe(20);
    expect(harness.ofType('MetadataRefreshed')).toHaveLength(1);
  });

  it('ends with a kill; another start has another producer id and goes on counting records', () => {
    const harness = startProducer({ rate: 100 });
    harness.until(2 * SECOND);
    harness.sim.control.crashNode(harness.clientNode);
    const { sent, acked } = harness.client.counters;
    expect(describeProducer(harness.client)).toMatchObject({ status: 'killed', inFlight: 0, buffered: 0 });
    harness.until(4 * SECOND);
    expect(harness.client.counters).toMatchObject({ sent, acked });
    harness.sim.control.startNode(harness.clientNode);
    harness.until(6 * SECOND);
    expect(harness.ofType('ProducerIdAssigned').map((fact) => fact.producerId)).toEqual([1000, 1001]);
    const ids = harness.ofType('RecordSent').map((fact) => fact.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(harness.client.counters.sent).toBeGreaterThan(sent + 190);
  });

  it('refreshes its metadata after metadata.max.age.ms', () => {
    const harness = startProducer({ config: { 'metadata.max.age.ms': 10_000 } });
    harness.until(45 * SECOND);
    expect(harness.received('Metadata').length).toBe(5);
  });

  it('asks again for a producer id that it did not get', () => {
    const harness = startProducer();
    let asked = 0;
    harness.cluster.script = (request) => {
      if (request.api !== 'InitProducerId') return undefined;
      asked += 1;
      return asked < 4 ? { api: 'InitProducerId', error: 'COORDINATOR_LOAD_IN_PROGRESS', producerId: -1, producerEpoch: -1 } : undefined;
    };
    send(harness);
    harness.until(SECOND);
    expect(asked).toBe(4);
    expect(storedIds(harness)).toEqual(['p:1']);
  });
});

it('answers to a request that was given up change nothing', () => {
  const harness = startProducer({ config: { 'request.timeout.ms': 1_000, 'delivery.timeout.ms': 60_000 } });
  harness.cluster.script = (request) => (request.api === 'Produce' ? 'wait' : undefined);
  harness.until(STARTED);
  send(harness);
  harness.until(1_500 * MS);
  const [first] = harness.received('Produce') as [Received<ProduceRequest>];
  harness.answer(first as Received<ApiRequest>, produceAnswer(first.request, 'NONE', 0));
  harness.until(1_600 * MS);
  expect(harness.client.counters.acked).toBe(0);
});
