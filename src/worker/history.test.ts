import { expect, test } from 'vitest';
import { HISTORY } from '../scenarios/library/history.ts';
import { parseScenario } from '../scenarios/index.ts';
import { historyOf } from './history.ts';

function clausesOf(document: unknown): string[] {
  const parsed = parseScenario(document);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return historyOf(parsed.spec);
}

const CLUSTER = { brokers: 1, controllers: 1, topics: [{ name: 'orders', partitions: 1, replicationFactor: 1 }] };
const withConfig = (config: object): unknown => ({ v: 1, id: 'one', title: 'One', seed: 1, cluster: { ...CLUSTER, config } });

test('a cluster of today has none, also when it says so', () => {
  expect(clausesOf(withConfig({}))).toEqual([]);
  expect(clausesOf(withConfig({ 'model.truncation': 'current', 'model.elr.off': false }))).toEqual([]);
});

test('every rule that is set is told, as a clause', () => {
  expect(clausesOf(withConfig({ 'model.truncation': 'kip-101', 'model.elr.off': true }))).toEqual([
    "followers cut where the leader's log of their last epoch ends, or else at their own high watermark (Kafka 0.11 to 1.1)",
    'no eligible leader replicas; the last in-sync replica always stays (before Kafka 4.1)',
  ]);
});

test.each(HISTORY.map((document) => [document.id, document] as const))('%s is marked as history', (_, document) => {
  const rules = Object.keys(document.cluster.config).filter((name) => name.startsWith('model.')).length;
  const clauses = clausesOf(document);
  expect(clauses).toHaveLength(rules + ('metadata' in document.cluster ? 1 : 0));
  expect(clauses.join(' ')).not.toMatch(/History|undefined/);
});
