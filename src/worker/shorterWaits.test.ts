import { expect, test } from 'vitest';
import { parseScenario } from '../scenarios/parse.ts';
import { shorterWaits } from './shorterWaits.ts';

const waits = (config: unknown, consumer: unknown): unknown => {
  const parsed = parseScenario({
    v: 1,
    id: 'waits',
    title: 'Waits',
    cluster: { brokers: 3, config, topics: [{ name: 'orders', partitions: 1 }] },
    consumers: [{ id: 'c1', group: 'g', topics: ['orders'], config: consumer }, { id: 'c2', group: 'g', topics: ['orders'] }],
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return shorterWaits(parsed.spec);
};

test('waits that are shorter than the defaults of Kafka are told, with both', () => {
  expect(waits({ 'broker.session.timeout.ms': 3_000, 'replica.lag.time.max.ms': 5_000 }, { 'session.timeout.ms': 6_000 })).toEqual([
    { name: 'broker.session.timeout.ms', ms: 3_000, usualMs: 9_000 },
    { name: 'replica.lag.time.max.ms', ms: 5_000, usualMs: 30_000 },
    { name: 'session.timeout.ms', ms: 6_000, usualMs: 45_000 },
  ]);
});

test("Kafka's own, and longer ones, are not", () => {
  expect(waits({}, {})).toEqual([]);
  expect(waits({ 'broker.session.timeout.ms': 9_000, 'replica.lag.time.max.ms': 60_000 }, { 'session.timeout.ms': 45_000 })).toEqual([]);
});
