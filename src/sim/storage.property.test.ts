import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listAt, listLength } from '../base/chunkedList.ts';
import { parseScenario } from '../scenarios/index.ts';
import { brokersOf, createCluster, createGuarantees, kafkaModel, restoreCheckpoint, runChecked, runUntil, takeCheckpoint, traceHashOf, type KafkaSimulation } from './index.ts';
import type { Replica } from './kafka/broker/replica.ts';
import { offsetOf } from './kafka/log/recordBatch.ts';
import { localLogStartOffset } from './kafka/log/unifiedLog.ts';
import { randomRun } from './testing/randomRuns.ts';

const RUNS = Number(process.env['KAFKA_SIM_RUNS'] ?? 8);
const SEED = process.env['KAFKA_SIM_SEED'];
const options = { numRuns: RUNS, ...(SEED === undefined ? {} : { seed: Number(SEED) }) };

const SMALL = { 'min.insync.replicas': 2 };
/** Everything happens soon, so that half a minute is enough. */
const SOON = { 'log.cleaner.backoff.ms': 700, 'log.retention.check.interval.ms': 2_000, 'log.initial.task.delay.ms': 1_000, 'remote.log.manager.task.interval.ms': 1_500 };

const compaction = fc.record({
  'internal.segment.bytes': fc.constantFrom(1_000, 3_000),
  'cleanup.policy': fc.constantFrom('compact', 'compact,delete'),
  'retention.ms': fc.constantFrom(8_000, 60_000),
  'min.cleanable.dirty.ratio': fc.constantFrom(0, 0.3, 0.5),
  'delete.retention.ms': fc.constantFrom(0, 3_000),
  'min.compaction.lag.ms': fc.constantFrom(0, 2_000),
});

const tiering = fc.record({
  'internal.segment.bytes': fc.constantFrom(1_000, 3_000),
  'remote.storage.enable': fc.constant(true),
  'retention.bytes': fc.constantFrom(-1, 8_000),
  'local.retention.bytes': fc.constantFrom(1_000, 4_000),
});

interface Document {
  readonly cluster: { config: Record<string, unknown>; topics: { config: Record<string, unknown> }[] };
  producers: { keys: unknown; config: Record<string, unknown> }[];
  script: { at: string; do: Record<string, unknown> }[];
}

/** A random cluster whose one topic is stored as `config` says. */
function stored(source: unknown, config: Record<string, unknown>, system: Record<string, unknown>): ReturnType<typeof parse> {
  const document = structuredClone(source) as Document;
  Object.assign(document.cluster.config, SOON, system);
  for (const topic of document.cluster.topics) topic.config = { ...SMALL, ...config };
  for (const producer of document.producers) producer.keys ??= ['f', 'g'];
  const deletes = [3, 7, 12, 19].map((at) => ({ at: `${at * 1000 + 1}ms`, do: { kind: 'send', producer: 'p1', key: 'abcde'[at % 5], value: null } }));
  document.script = [...document.script, ...deletes].sort((a, b) => Number.parseInt(a.at, 10) - Number.parseInt(b.at, 10));
  return parse(document);
}

function parse(document: unknown) {
  const parsed = parseScenario(document);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.spec;
}

function play(spec: ReturnType<typeof parse>, untilUs: number): KafkaSimulation {
  const sim = createCluster(spec);
  const guarantees = createGuarantees(sim);
  runChecked(sim, guarantees, untilUs);
  expect(guarantees.broken).toEqual([]);
  const cut = createCluster(spec);
  runUntil(cut, Math.floor(untilUs / 2));
  const continued = restoreCheckpoint(kafkaModel, takeCheckpoint(cut));
  // Going on with the original must not change what was taken from it.
  runUntil(cut, Math.floor(untilUs * 0.7));
  runUntil(continued, untilUs);
  expect(traceHashOf(continued)).toBe(traceHashOf(sim));
  return sim;
}

function replicasOf(sim: KafkaSimulation): Replica[] {
  return brokersOf(sim.world).flatMap(({ replicas }) => [...(replicas.get('orders')?.values() ?? [])]);
}

/** What is below the checkpoint has each key once; offsets rise everywhere; the last record of a key is the last that was committed. */
function checkCompacted(replica: Replica): void {
  const { log, cleanerCheckpoint } = replica;
  const seen = new Set<string>();
  let next = 0;
  for (let index = 0; index < listLength(log.batches); index += 1) {
    const batch = listAt(log.batches, index);
    expect(batch.baseOffset).toBeGreaterThanOrEqual(next);
    batch.records.forEach(({ key }, position) => {
      const offset = offsetOf(batch, position);
      expect(offset).toBeGreaterThanOrEqual(next);
      expect(offset).toBeLessThanOrEqual(batch.lastOffset);
      next = offset + 1;
      if (key === null || offset >= (cleanerCheckpoint ?? 0)) return;
      expect(seen.has(key), `${replica.name} has ${key} twice below ${cleanerCheckpoint}`).toBe(false);
      seen.add(key);
    });
    next = batch.lastOffset + 1;
  }
  expect(log.logEndOffset).toBeGreaterThanOrEqual(next);
}

describe('random clusters under random faults', () => {
  it(`keep their promises with a compacted topic (${RUNS} runs)`, () => {
    let cleaned = 0;
    fc.assert(
      fc.property(randomRun, compaction, (run, config) => {
        const sim = play(stored(run.document, config, {}), run.untilUs);
        for (const replica of replicasOf(sim)) checkCompacted(replica);
        cleaned += replicasOf(sim).filter(({ cleanerCheckpoint }) => cleanerCheckpoint !== null).length;
        for (const [, byKey] of lastByKey(sim)) for (const [key, ids] of byKey) expect(new Set(ids).size, `the last record of ${key}`).toBe(1);
      }),
      options,
    );
    expect(cleaned).toBeGreaterThan(0);
  }, 600_000);

  it(`keep their promises with a tiered topic (${RUNS} runs)`, () => {
    let tiered = 0;
    fc.assert(
      fc.property(randomRun, tiering, (run, config) => {
        const sim = play(stored(run.document, config, { 'remote.log.storage.system.enable': true }), run.untilUs);
        tiered += replicasOf(sim).filter(({ log }) => localLogStartOffset(log) > log.logStartOffset).length;
      }),
      options,
    );
    expect(tiered).toBeGreaterThan(0);
  }, 600_000);
});

/** For each partition and key the last record's id below every high watermark, one for each replica that has it. */
function lastByKey(sim: KafkaSimulation): Map<number, Map<string, string[]>> {
  const found = new Map<number, Map<string, string[]>>();
  for (const partition of new Set(replicasOf(sim).map((replica) => replica.partition))) {
    const copies = replicasOf(sim).filter((replica) => replica.partition === partition);
    const end = Math.min(...copies.map(({ log }) => log.highWatermark));
    const byKey = new Map<string, string[]>();
    for (const { log } of copies) {
      const last = new Map<string, string>();
      for (let index = 0; index < listLength(log.batches); index += 1) {
        const batch = listAt(log.batches, index);
        batch.records.forEach(({ key, id, value }, position) => {
          // A tombstone may be gone from one copy and not from another.
          if (key === null || offsetOf(batch, position) >= end) return;
          if (value === null) last.delete(key);
          else last.set(key, id);
        });
      }
      for (const [key, id] of last) byKey.set(key, [...(byKey.get(key) ?? []), id]);
    }
    found.set(partition, byKey);
  }
  return found;
}
