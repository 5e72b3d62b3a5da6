import { describe, expect, it } from 'vitest';
import { casesOf } from '../../../../../test/conformance/cases.ts';
import { resolveProducerConfig } from '../../config/resolve.ts';
import type { ConfigOverrides } from '../../config/types.ts';
import { BATCH_HEADER_BYTES, type LogRecord } from '../../log/recordBatch.ts';
import type { ClientMetadata } from '../clientMetadata.ts';
import { splitBatch, type PendingBatch } from './pendingBatch.ts';
import { cloneProducer, createProducer, type ProducerNode } from './producerNode.ts';
import { appendRecord, checkReady, drainNode, queuedFor } from './recordAccumulator.ts';

const MS = 1_000;

/** A producer that knows the leaders of its partitions, by node. It never sends by itself here. */
function producerFor(leaderNodes: readonly number[], overrides: ConfigOverrides): ProducerNode {
  const resolved = resolveProducerConfig({ 'enable.idempotence': false, ...overrides });
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.problems));
  const keys = { kind: 'none' } as const;
  const spec = { id: 'p', topic: 't', ratePerSecond: 0, keys, valueBytes: 10, config: resolved.config, overrides };
  const node = createProducer(spec, 0, [1]);
  const metadata: ClientMetadata = node.metadata;
  for (const leader of leaderNodes) metadata.brokers.set(leader, { node: leader, rack: null });
  metadata.topics.set('t', {
    topicId: null,
    partitions: leaderNodes.map((leader) => ({ leader, leaderEpoch: 0, replicas: [leader] })),
  });
  return node;
}

let nextId = 0;
function record(bytes: number): LogRecord {
  nextId += 1;
  return { id: `r${nextId}`, key: null, value: '', timestamp: 0, bytes };
}

/** Records that fill one batch to the byte. */
function fillBatch(node: ProducerNode, partition: number): void {
  const room = node.spec.config.batchSizeBytes - BATCH_HEADER_BYTES;
  appendRecord(node, partition, record(Math.floor(room / 2)), 0);
  appendRecord(node, partition, record(Math.ceil(room / 2)), 0);
}

describe('conformance', () => {
  for (const c of casesOf<{ lingerMs: number; append: number; at: number[] }, string[][]>('ready')) {
    it(c.id, () => {
      const node = producerFor([1], { 'linger.ms': c.in.lingerMs });
      appendRecord(node, 0, record(20), 0);
      const ready = c.in.at.map((at) => checkReady(node, at * MS).readyNodes.map((each) => `node${each}`));
      expect(ready).toEqual(c.expect);
    });
  }

  for (const c of casesOf<{ fullBatches: string[]; node: number; maxSize: number }, { batches: number }>('drain')) {
    it(c.id, () => {
      const partitions = c.in.fullBatches.map((_, partition) => partition);
      const node = producerFor(
        partitions.map(() => c.in.node),
        { 'linger.ms': 10, 'batch.size': c.in.maxSize, 'max.request.size': c.in.maxSize },
      );
      for (const partition of partitions) fillBatch(node, partition);
      expect(drainNode(node, c.in.node, partitions, 0)).toHaveLength(c.expect.batches);
    });
  }

  for (const c of casesOf<{ lingerMs: number; notFull: string[]; askedAt: number[] }, number[]>('nextReadyCheckDelay')) {
    it(c.id, () => {
      // tp1 is led by node 1 and tp3 by node 2, as in Kafka's test.
      const node = producerFor([1, 1, 1, 2], { 'linger.ms': c.in.lingerMs });
      const waits = c.in.askedAt.map((askedAt) => {
        for (const entry of c.in.notFull) {
          const [name = '', at = ''] = entry.split('@');
          if (Number(at) === askedAt) appendRecord(node, Number(name.slice(2)), record(20), askedAt * MS);
        }
        const { readyNodes, nextCheckAt } = checkReady(node, askedAt * MS);
        expect(readyNodes).toEqual([]);
        return nextCheckAt / MS - askedAt;
      });
      expect(waits).toEqual(c.expect);
    });
  }
});

describe('append', () => {
  it('starts a batch when the record does not fit, and calls the old one full', () => {
    const node = producerFor([1], { 'batch.size': 200, 'linger.ms': 1_000 });
    expect(appendRecord(node, 0, record(100), 0)).toBe('newBatch');
    expect(appendRecord(node, 0, record(40), 0)).toBe('newBatchFull');
    expect(checkReady(node, 0).readyNodes).toEqual([1]);
  });

  it('takes a record that fills the batch to the byte', () => {
    const node = producerFor([1], { 'batch.size': 200, 'linger.ms': 1_000 });
    appendRecord(node, 0, record(100), 0);
    expect(appendRecord(node, 0, record(39), 0)).toBe('joinedFull');
  });

  it('takes memory by the batch, a larger one for a larger record', () => {
    const node = producerFor([1, 1], { 'batch.size': 200, 'buffer.memory': 700 });
    appendRecord(node, 0, record(100), 0);
    expect(node.accumulator.freeBytes).toBe(500);
    appendRecord(node, 1, record(300), 0);
    expect(node.accumulator.freeBytes).toBe(500 - 361);
    expect(appendRecord(node, 1, record(100), 0)).toBe('noMemory');
    expect(appendRecord(node, 0, record(30), 0)).toBe('joined');
  });
});

describe('drain', () => {
  it('takes one batch a partition, from partitions that are not ready as well', () => {
    const node = producerFor([1, 1, 2], { 'batch.size': 200, 'linger.ms': 1_000 });
    fillBatch(node, 0);
    fillBatch(node, 0);
    appendRecord(node, 1, record(20), 0);
    expect(checkReady(node, 0).readyNodes).toEqual([1]);
    const drained = drainNode(node, 1, queuedFor(node, 1), 0);
    expect(drained.map((batch) => batch.partition)).toEqual([0, 1]);
    expect([...node.accumulator.active]).toEqual([0]);
  });

  it('goes on at the partition where the size limit stopped it', () => {
    const node = producerFor([1, 1, 1], { 'batch.size': 400, 'max.request.size': 900 });
    for (const partition of [0, 1, 2]) fillBatch(node, partition);
    expect(drainNode(node, 1, [0, 1, 2], 0).map((batch) => batch.partition)).toEqual([0, 1]);
    for (const partition of [0, 1]) fillBatch(node, partition);
    expect(drainNode(node, 1, [0, 1, 2], 0).map((batch) => batch.partition)).toEqual([2, 0]);
  });

  it('lets a first batch be larger than a request', () => {
    const node = producerFor([1, 1], { 'batch.size': 500, 'max.request.size': 400 });
    fillBatch(node, 0);
    fillBatch(node, 1);
    expect(drainNode(node, 1, [0, 1], 0)).toHaveLength(1);
  });
});

describe('split', () => {
  it('keeps the order and the sequence numbers; a part that is still too large is halved', () => {
    const node = producerFor([1], { 'batch.size': 400 });
    const sizes = [80, 80, 80, 80];
    for (const size of sizes) appendRecord(node, 0, record(size), 0);
    const [batch] = drainNode(node, 1, [0], 0) as [PendingBatch];
    batch.baseSequence = 7;
    batch.producerId = 5;
    const ids = batch.records.map((each) => each.id);
    const again = splitBatch(batch, 400);
    expect(again.map((part) => part.records.length)).toEqual([4]);
    const halves = splitBatch(again[0] as PendingBatch, 400);
    expect(halves.map((part) => part.records.length)).toEqual([1, 1, 1, 1]);
    expect(halves.map((part) => part.baseSequence)).toEqual([7, 8, 9, 10]);
    expect(halves.flatMap((part) => part.records.map((each) => each.id))).toEqual(ids);
  });
});

it('a clone shares nothing that changes, and its lists still name the same batches', () => {
  const node = producerFor([1], { 'batch.size': 400 });
  appendRecord(node, 0, record(20), 0);
  const copy = cloneProducer(node);
  appendRecord(node, 0, record(20), 0);
  fillBatch(node, 0);
  const [batch] = copy.accumulator.partitions.get(0)?.queue ?? [];
  expect(batch?.records).toHaveLength(1);
  expect(copy.accumulator.partitions.get(0)?.queue).toHaveLength(1);
  expect([...copy.accumulator.incomplete]).toEqual([batch]);
  expect([...copy.accumulator.incomplete][0]).toBe(batch);
  expect(copy.accumulator.freeBytes).toBe(33_554_432 - 400);
});
