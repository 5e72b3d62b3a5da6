import { describe, expect, it } from 'vitest';
import { casesOf } from '../../../../../test/conformance/cases.ts';
import type { ApiRequest, ApiResponse } from '../../protocol/messages.ts';
import type { ProduceRequest } from '../../protocol/dataPlane.ts';
import { produceAnswer, type Received } from '../testing/clientHarness.ts';
import { send, startProducer, type ProducerHarness } from '../testing/producerHarness.ts';
import type { PartitionQueue } from './producerNode.ts';

const MS = 1_000;
const SECOND = 1_000_000;
const NO_LINGER = { 'linger.ms': 0 };

type InflightExpectation = {
  inFlightDuringRetry: number;
  resendOrder: number[];
  finalOffsets: number[];
  lastAckedSeq: number;
  lastAckedOffset: number;
  future0: unknown;
  future1Offset: number;
  unresolvedAfterExpiry: boolean;
  thirdHeldUnsequenced: boolean;
  nextSequence: number;
};

const cases = casesOf<unknown, InflightExpectation>('idempotentInflight');

function expectationOf(id: string): InflightExpectation {
  const found = cases.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no case ${id}`);
  return found.expect;
}

/** A producer whose Produce requests the test answers itself. */
function waitingProducer(config = {}): ProducerHarness {
  const harness = startProducer({ config: { ...NO_LINGER, ...config } });
  harness.cluster.script = (request) => (request.api === 'Produce' ? 'wait' : undefined);
  harness.until(10 * MS);
  return harness;
}

function produced(harness: ProducerHarness): Received<ProduceRequest>[] {
  return harness.received('Produce');
}

function sequenceOf({ request }: Received<ProduceRequest>): number {
  return request.partitions[0]?.batch.baseSequence ?? -9;
}

function later(harness: ProducerHarness, us: number): void {
  harness.until(harness.sim.state.now + us);
}

function respond(harness: ProducerHarness, request: Received<ProduceRequest>, answer: ApiResponse): void {
  harness.answer(request as Received<ApiRequest>, answer);
  later(harness, MS);
}

function queueOf(harness: ProducerHarness): PartitionQueue {
  const queue = harness.client.accumulator.partitions.get(0);
  if (queue === undefined) throw new Error('partition 0 has no queue');
  return queue;
}

describe('conformance', () => {
  it('send-1', () => {
    const expected = expectationOf('send-1');
    const harness = waitingProducer();
    for (let n = 0; n < 3; n += 1) {
      send(harness);
      later(harness, 5 * MS);
    }
    const [first, second, third] = produced(harness) as [Received<ProduceRequest>, Received<ProduceRequest>, Received<ProduceRequest>];
    expect([first, second, third].map(sequenceOf)).toEqual([0, 1, 2]);
    respond(harness, first, produceAnswer(first.request, 'LEADER_NOT_AVAILABLE'));
    send(harness);
    respond(harness, second, produceAnswer(second.request, 'OUT_OF_ORDER_SEQUENCE_NUMBER'));
    respond(harness, third, produceAnswer(third.request, 'OUT_OF_ORDER_SEQUENCE_NUMBER'));
    const resent: number[] = [];
    const inFlight: number[] = [];
    for (let offset = 0; offset < 4; offset += 1) {
      later(harness, SECOND);
      const next = produced(harness)[3 + offset] as Received<ProduceRequest>;
      resent.push(sequenceOf(next));
      const retryWaits = queueOf(harness).queue.some((batch) => batch.inRetry);
      if (retryWaits) inFlight.push(harness.client.inFlightRequests.get(harness.nodeOf(1)) ?? 0);
      respond(harness, next, produceAnswer(next.request, 'NONE', offset));
    }
    expect(resent).toEqual(expected.resendOrder);
    expect(inFlight).toEqual([expected.inFlightDuringRetry, expected.inFlightDuringRetry]);
    expect(harness.ofType('BatchAcked').map((fact) => fact.baseOffset)).toEqual(expected.finalOffsets);
    expect(harness.ofType('ProducerIdAssigned')).toHaveLength(1);
  });

  it('send-2', () => {
    const expected = expectationOf('send-2');
    const harness = waitingProducer();
    send(harness);
    later(harness, 5 * MS);
    send(harness);
    later(harness, 5 * MS);
    const [zero, one] = produced(harness) as [Received<ProduceRequest>, Received<ProduceRequest>];
    respond(harness, one, produceAnswer(one.request, 'NONE', 1000));
    expect(queueOf(harness).lastAckedSequence).toBe(expected.lastAckedSeq);
    respond(harness, zero, produceAnswer(zero.request, 'DUPLICATE_SEQUENCE_NUMBER'));
    expect(queueOf(harness)).toMatchObject({ lastAckedSequence: expected.lastAckedSeq, lastAckedOffset: expected.lastAckedOffset });
    const future0 = harness.ofType('BatchAcked').find((fact) => fact.recordIds.includes('p:1'));
    expect({ ok: future0 !== undefined, offset: future0?.baseOffset }).toEqual(expected.future0);
    expect(harness.client.counters).toMatchObject({ acked: 2, failed: 0 });
  });

  it('send-3', () => {
    const expected = expectationOf('send-3');
    const harness = waitingProducer({ 'request.timeout.ms': 1_000, 'delivery.timeout.ms': 1_000 });
    send(harness);
    // The second is so much younger that it outlives the first by far.
    later(harness, 800 * MS);
    send(harness);
    later(harness, 5 * MS);
    const [zero, one] = produced(harness) as [Received<ProduceRequest>, Received<ProduceRequest>];
    // With 150 ms of backoff ahead of it, 80 to 120 of them, the first batch waits in its queue when its time runs out.
    later(harness, 160 * MS);
    respond(harness, zero, produceAnswer(zero.request, 'REQUEST_TIMED_OUT'));
    later(harness, 60 * MS);
    const failed = harness.ofType('BatchFailed');
    expect(failed).toMatchObject([{ error: 'TIMEOUT', recordIds: ['p:1'] }]);
    expect(queueOf(harness).unresolvedSequence !== null).toBe(expected.unresolvedAfterExpiry);
    send(harness);
    later(harness, 5 * MS);
    expect(produced(harness)).toHaveLength(2);
    expect(queueOf(harness).queue.map((batch) => batch.baseSequence)).toEqual(expected.thirdHeldUnsequenced ? [-1] : []);
    expect(queueOf(harness).nextSequence).toBe(expected.nextSequence);
    respond(harness, one, produceAnswer(one.request, 'NONE', 1));
    const acked = harness.ofType('BatchAcked').find((fact) => fact.recordIds.includes('p:2'));
    expect(acked?.baseOffset).toBe(expected.future1Offset);
    // The second was stored, so the first was, too: the third goes on with the next number of the same epoch.
    expect(sequenceOf(produced(harness)[2] as Received<ProduceRequest>)).toBe(expected.nextSequence);
    expect(harness.client.idempotence.producerEpoch).toBe(0);
  });
});

describe('a gap in the sequence', () => {
  it('begins a new epoch at 0 when the batch that is next is out of order', () => {
    const harness = waitingProducer();
    send(harness);
    later(harness, 5 * MS);
    send(harness);
    later(harness, 5 * MS);
    const [zero, one] = produced(harness) as [Received<ProduceRequest>, Received<ProduceRequest>];
    respond(harness, zero, produceAnswer(zero.request, 'NONE', 0));
    // The broker lost what it had acknowledged, so even the batch that is next does not follow.
    respond(harness, one, produceAnswer(one.request, 'OUT_OF_ORDER_SEQUENCE_NUMBER'));
    later(harness, SECOND);
    const again = produced(harness)[2] as Received<ProduceRequest>;
    expect(again.request.partitions[0]?.batch).toMatchObject({ producerId: 1000, producerEpoch: 1, baseSequence: 0 });
    expect(harness.ofType('ProducerIdAssigned').map((fact) => fact.producerEpoch)).toEqual([0, 1]);
    expect(harness.ofType('BatchRetried')).toMatchObject([{ error: 'OUT_OF_ORDER_SEQUENCE_NUMBER', attempt: 1 }]);
  });

  it('begins a new epoch when a batch failed for good, and other partitions follow once theirs are settled', () => {
    const harness = startProducer({ config: NO_LINGER, leaders: [1, 1] });
    harness.cluster.script = (request) => (request.api === 'Produce' ? 'wait' : undefined);
    harness.until(10 * MS);
    for (const partition of [0, 1, 1]) {
      send(harness, { partition });
      later(harness, 5 * MS);
    }
    const [bad, other, third] = produced(harness) as [Received<ProduceRequest>, Received<ProduceRequest>, Received<ProduceRequest>];
    respond(harness, bad, produceAnswer(bad.request, 'INVALID_PRODUCER_EPOCH'));
    expect(harness.ofType('BatchFailed')).toMatchObject([{ error: 'INVALID_PRODUCER_EPOCH', partition: 0 }]);
    send(harness, { partition: 0 });
    later(harness, 5 * MS);
    send(harness, { partition: 1 });
    later(harness, 5 * MS);
    // Partition 0 begins anew; partition 1 still has batches of the old epoch in flight.
    const begun = produced(harness).slice(3);
    expect(begun.map(({ request }) => request.partitions[0])).toMatchObject([
      { partition: 0, batch: { producerEpoch: 1, baseSequence: 0 } },
    ]);
    respond(harness, other, produceAnswer(other.request, 'NONE', 0));
    expect(produced(harness)).toHaveLength(4);
    respond(harness, third, produceAnswer(third.request, 'NONE', 1));
    expect(produced(harness)[4]?.request.partitions[0]).toMatchObject({ partition: 1, batch: { producerEpoch: 1, baseSequence: 0 } });
  });

  it('begins a new epoch when an expired batch was never stored', () => {
    const harness = waitingProducer({ 'request.timeout.ms': 1_000, 'delivery.timeout.ms': 1_000 });
    send(harness);
    later(harness, 950 * MS);
    const [zero] = produced(harness) as [Received<ProduceRequest>];
    respond(harness, zero, produceAnswer(zero.request, 'NOT_ENOUGH_REPLICAS'));
    later(harness, 60 * MS);
    expect(harness.ofType('BatchFailed')).toHaveLength(1);
    send(harness);
    later(harness, 5 * MS);
    expect(produced(harness)[1]?.request.partitions[0]?.batch).toMatchObject({ producerEpoch: 1, baseSequence: 0 });
  });
});

describe('an answer that is lost', () => {
  /** The broker stores the batch, the answer does not come, the batch is sent again. */
  function loseAnswer(config: Record<string, boolean | number>): ProducerHarness {
    const harness = startProducer({ config: { ...NO_LINGER, 'request.timeout.ms': 1_000, ...config } });
    harness.until(10 * MS);
    send(harness);
    harness.until(50 * MS);
    send(harness);
    harness.sim.control.cutLink(harness.nodeOf(1), harness.clientNode);
    harness.until(900 * MS);
    harness.sim.control.healLink(harness.nodeOf(1), harness.clientNode);
    // The retransmitted answer comes on a connection that has been given up by then.
    harness.sim.control.cutLink(harness.nodeOf(1), harness.clientNode);
    harness.until(1_500 * MS);
    harness.sim.control.healLink(harness.nodeOf(1), harness.clientNode);
    harness.until(10 * SECOND);
    return harness;
  }

  it('makes no duplicate with idempotence', () => {
    const harness = loseAnswer({});
    expect(produced(harness).length).toBeGreaterThan(2);
    expect(harness.cluster.topics.get('t')?.[0]?.batches).toHaveLength(2);
    expect(harness.ofType('BatchAcked').slice(1)).toMatchObject([{ baseOffset: 1, recordIds: ['p:2'] }]);
    expect(harness.ofType('BatchRetried')[0]).toMatchObject({ error: 'REQUEST_TIMED_OUT' });
  });

  it('makes one without', () => {
    const harness = loseAnswer({ 'enable.idempotence': false });
    expect(harness.cluster.topics.get('t')?.[0]?.batches.length).toBeGreaterThan(2);
    expect(harness.client.counters).toMatchObject({ sent: 2, acked: 2 });
  });
});
