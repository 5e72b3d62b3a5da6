import { describe, expect, it } from 'vitest';
import { createStream, nextUint32 } from '../../../kernel/rng.ts';
import { send, startProducer } from '../testing/producerHarness.ts';
import { partitionForKey } from './murmur2.ts';
import { setProducerRate } from './producerRole.ts';
import { zipfRank, zipfTable } from './workload.ts';

const SECOND = 1_000_000;

describe('rate', () => {
  it.each([1, 7, 20, 333, 999.5, 1_000, 1_001, 2_500, 12_345])('of %d a second neither drifts nor jitters', (rate) => {
    const harness = startProducer({ rate, config: { 'linger.ms': 100 } });
    harness.until(10 * SECOND);
    const times = harness.ofType('RecordSent').map((fact) => fact.at);
    // The first comes after one interval; what is due in the last tick may not have been sent yet. Nothing precedes metadata.
    expect(Math.abs(times.length - rate * 10)).toBeLessThanOrEqual(Math.max(1, Math.ceil(rate / 1_000)));
    const step = Math.max(1_000, Math.ceil(SECOND / rate));
    const gaps = times.slice(10).map((at, index) => at - (times[index + 9] as number));
    expect(gaps.reduce((most, gap) => Math.max(most, gap), 0)).toBeLessThanOrEqual(step + 1_000);
  });

  it('below one a second is possible', () => {
    const harness = startProducer({ rate: 0.25 });
    harness.until(41 * SECOND);
    expect(harness.ofType('RecordSent').map((fact) => fact.at / SECOND)).toEqual([4, 8, 12, 16, 20, 24, 28, 32, 36, 40]);
  });

  it('can be changed, and stopped with 0', () => {
    const harness = startProducer({ rate: 10 });
    harness.until(2 * SECOND);
    harness.act((node, ctx) => setProducerRate(node, ctx, 100));
    harness.until(3 * SECOND);
    expect(harness.ofType('RecordSent')).toHaveLength(120);
    harness.act((node, ctx) => setProducerRate(node, ctx, 0));
    harness.until(9 * SECOND);
    expect(harness.ofType('RecordSent')).toHaveLength(120);
    harness.act((node, ctx) => setProducerRate(node, ctx, 5));
    harness.until(10 * SECOND);
    expect(harness.ofType('RecordSent')).toHaveLength(125);
  });

  it('stands still while a send blocks, and does not catch up', () => {
    const harness = startProducer({ rate: 10 });
    harness.until(2 * SECOND);
    send(harness, { partition: 5 });
    harness.until(12 * SECOND);
    expect(harness.ofType('RecordSent')).toHaveLength(20);
    harness.until(70 * SECOND);
    // Blocked from 2 s to 62 s, the default max.block.ms.
    expect(harness.ofType('BatchFailed')).toMatchObject([{ at: 62 * SECOND, error: 'TIMEOUT', partition: 5 }]);
    expect(harness.ofType('RecordSent').length - 20).toBeGreaterThanOrEqual(79);
    expect(harness.ofType('RecordSent').length - 20).toBeLessThanOrEqual(81);
  });

  it('stands still while the process is paused, and does not catch up', () => {
    const harness = startProducer({ rate: 10 });
    harness.until(2 * SECOND);
    harness.sim.control.pauseNode(harness.clientNode, 5 * SECOND);
    harness.until(9 * SECOND);
    const { length } = harness.ofType('RecordSent');
    expect(length).toBeGreaterThanOrEqual(40);
    expect(length).toBeLessThanOrEqual(42);
  });
});

describe('keys', () => {
  it('of a list are taken in turn', () => {
    const harness = startProducer({ rate: 10, keys: { kind: 'list', keys: ['a', 'b', 'c'] }, leaders: [1, 2, 3, 1, 2] });
    harness.until(SECOND);
    const sent = harness.ofType('RecordSent');
    expect(sent.map((fact) => fact.key)).toEqual(['a', 'b', 'c', 'a', 'b', 'c', 'a', 'b', 'c', 'a']);
    expect(sent.map((fact) => fact.partition)).toEqual(sent.map((fact) => partitionForKey(fact.key ?? '', 5)));
  });

  it('of a zipf distribution have frequencies of 1, 1/2, 1/3, ...', () => {
    const table = zipfTable(100);
    const rng = createStream(7, 'zipf');
    const hits = new Map<number, number>();
    const draws = 200_000;
    for (let draw = 0; draw < draws; draw += 1) {
      const rank = zipfRank(table, nextUint32(rng));
      hits.set(rank, (hits.get(rank) ?? 0) + 1);
    }
    let harmonic = 0;
    for (let rank = 1; rank <= 100; rank += 1) harmonic += 1 / rank;
    for (const rank of [1, 2, 3, 10, 50, 100]) {
      const expected = draws / rank / harmonic;
      expect(Math.abs((hits.get(rank) ?? 0) - expected), `rank ${rank}`).toBeLessThan(5 * Math.sqrt(expected));
    }
    expect(zipfRank(table, 0)).toBe(1);
    expect(zipfRank(table, 0xffff_ffff)).toBe(100);
  });

  it('of a zipf distribution are named by rank', () => {
    const harness = startProducer({ rate: 1_000, keys: { kind: 'zipf', size: 3 } });
    harness.until(SECOND);
    const keys = new Set(harness.ofType('RecordSent').map((fact) => fact.key));
    expect(keys).toEqual(new Set(['key:1', 'key:2', 'key:3']));
  });
});
