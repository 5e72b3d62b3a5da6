import { describe, expect, it } from 'vitest';
import { createStream, nextUint32, scaleToBound, type Sfc32 } from '../../../kernel/rng.ts';
import { traceHashOf } from '../../../kernel/simulation.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import { produceAnswer } from '../testing/clientHarness.ts';
import { startProducer, type ProducerHarness } from '../testing/producerHarness.ts';
import { cloneProducer, type ProducerNode } from './producerNode.ts';
import { setProducerRate } from './producerRole.ts';

const MS = 1_000;
const SECOND = 1_000_000;
const SEEDS = 40;
const PARTITIONS = 4;

const RETRIABLE: readonly ErrorCode[] = ['NOT_ENOUGH_REPLICAS', 'NOT_LEADER_OR_FOLLOWER', 'REQUEST_TIMED_OUT'];
/**
 * A fatal answer to the retry of a batch makes an idempotent producer begin a new epoch, in which it sends again whatever is behind
 * that batch, even if its first attempt was stored and only the answer lost: a duplicate, in Kafka as here.
 */
const WITHOUT_IDEMPOTENCE: readonly ErrorCode[] = [...RETRIABLE, 'UNKNOWN_SERVER_ERROR'];

function pick(rng: Sfc32, bound: number): number {
  return scaleToBound(nextUint32(rng), bound);
}

/**
 * A producer among brokers that die, come back, hand over leaderships, refuse, and answer late or never. A twin whose state is
 * replaced by a copy of itself every now and then has to do exactly the same.
 */
function run(seed: number, copying: boolean): ProducerHarness {
  const rng = createStream(seed, 'test');
  const idempotent = seed % 3 !== 0;
  const harness = startProducer({
    seed,
    leaders: [1, 2, 3, 1],
    rate: 50 + pick(rng, 250),
    keys: seed % 2 === 0 ? { kind: 'none' } : { kind: 'list', keys: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] },
    config: {
      'enable.idempotence': idempotent,
      'linger.ms': pick(rng, 30),
      'batch.size': 300 + pick(rng, 2_000),
      'buffer.memory': 20_000 + pick(rng, 100_000),
      'request.timeout.ms': 1_000,
      'delivery.timeout.ms': 3_000 + pick(rng, 5_000),
      'max.in.flight.requests.per.connection': 1 + pick(rng, 5),
    },
  });
  // Until every partition knows the producer: one that does not takes any sequence number.
  harness.until(2 * SECOND);
  const errorPermille = pick(rng, 200);
  harness.cluster.script = (request) => {
    if (request.api !== 'Produce' || pick(rng, 1_000) >= errorPermille) return undefined;
    const errors = idempotent ? RETRIABLE : WITHOUT_IDEMPOTENCE;
    const error = errors[pick(rng, errors.length)] as ErrorCode;
    return pick(rng, 4) === 0 ? 'wait' : produceAnswer(request, error);
  };
  const alive = new Set([1, 2, 3]);
  for (let step = 0; step < 60; step += 1) {
    harness.until(harness.sim.state.now + 50 * MS + pick(rng, 400 * MS));
    if (copying) harness.sim.world.client = cloneProducer(harness.client);
    disturb(harness, rng, alive);
  }
  harness.cluster.script = () => undefined;
  for (const broker of [1, 2, 3]) {
    harness.sim.control.healLink(harness.nodeOf(broker), harness.clientNode);
    if (!alive.has(broker)) harness.sim.control.startNode(harness.nodeOf(broker));
  }
  for (const partition of harness.cluster.topics.get('t') ?? []) {
    partition.leader = Math.max(1, partition.leader);
    partition.leaderEpoch += 1;
  }
  harness.act((node, ctx) => setProducerRate(node, ctx, 0));
  harness.until(harness.sim.state.now + 30 * SECOND);
  return harness;
}

function disturb(harness: ProducerHarness, rng: Sfc32, alive: Set<number>): void {
  const broker = 1 + pick(rng, 3);
  const { control } = harness.sim;
  switch (pick(rng, 6)) {
    case 0:
      if (alive.delete(broker)) control.crashNode(harness.nodeOf(broker));
      return;
    case 1:
      for (const dead of [1, 2, 3]) {
        if (!alive.has(dead)) control.startNode(harness.nodeOf(dead));
        alive.add(dead);
      }
      return;
    case 2:
      control.cutLink(harness.nodeOf(broker), harness.clientNode);
      return;
    case 3:
      for (const each of [1, 2, 3]) control.healLink(harness.nodeOf(each), harness.clientNode);
      return;
    default: {
      const partition = harness.cluster.topics.get('t')?.[pick(rng, PARTITIONS)];
      if (partition === undefined) return;
      partition.leader = pick(rng, 8) === 0 ? -1 : 1 + pick(rng, 3);
      partition.leaderEpoch += 1;
    }
  }
}

function stored(harness: ProducerHarness, partition: number): string[] {
  return (harness.cluster.topics.get('t')?.[partition]?.batches ?? []).flatMap((batch) => batch.records.map((record) => record.id));
}

function checkAccounts(node: ProducerNode): void {
  const { sent, acked, failed } = node.counters;
  expect(node.counters).toMatchObject({ inFlight: 0, buffered: 0 });
  expect(acked + failed).toBe(sent);
  expect(node.accumulator.incomplete.size).toBe(0);
  expect(node.accumulator.freeBytes).toBe(node.spec.config.bufferMemoryBytes);
  expect(node.inFlightRequests.size).toBe(0);
  for (const queue of node.accumulator.partitions.values()) {
    expect(queue).toMatchObject({ queue: [], inFlight: [], bySequence: [], muted: false, unresolvedSequence: null });
  }
}

describe.each(Array.from({ length: SEEDS }, (_, index) => index + 1))('seed %d', (seed) => {
  it('every record has one outcome, what was acknowledged is stored, and order and copies hold', () => {
    const harness = run(seed, false);
    checkAccounts(harness.client);
    const settled = [
      ...harness.ofType('BatchAcked').flatMap((fact) => fact.recordIds),
      ...harness.ofType('BatchFailed').flatMap((fact) => fact.recordIds),
    ];
    expect(new Set(settled).size).toBe(settled.length);
    expect(settled.length).toBe(harness.client.counters.sent);
    for (let partition = 0; partition < PARTITIONS; partition += 1) {
      const ids = stored(harness, partition);
      const acked = harness.ofType('BatchAcked').filter((fact) => fact.partition === partition);
      const known = new Set(ids);
      expect(acked.flatMap((fact) => fact.recordIds).every((id) => known.has(id))).toBe(true);
      if (!harness.client.idempotence.enabled) continue;
      const numbers = ids.map((id) => Number(id.slice(2)));
      expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
    }
    expect(traceHashOf(run(seed, true).sim)).toBe(traceHashOf(harness.sim));
  });
});
