import { expect, test } from 'vitest';
import { parseScenario } from '../scenarios/index.ts';
import { clusterWords } from './clusterWords.ts';

function wordsOf(document: unknown): string {
  const parsed = parseScenario(document);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return clusterWords(parsed.spec);
}

test('the cluster of a document in a paragraph', () => {
  const words = wordsOf({
    v: 1,
    id: 'told',
    title: 'Told',
    cluster: { brokers: [{ id: 1, rack: 'a' }, { id: 2, rack: 'b' }, { id: 3, rack: 'b' }], controllers: 1, topics: [{ name: 'orders', partitions: 2, replicationFactor: 2, config: { 'min.insync.replicas': 2, 'segment.ms': 600_000 } }] },
    producers: [{ id: 'p', topic: 'orders', rate: 5, config: { acks: 'all', 'linger.ms': 20 } }],
    consumers: [
      { id: 'c1', group: 'g', topics: ['orders'], config: { 'auto.offset.reset': 'earliest' } },
      { id: 'c2', group: 'g', topics: ['orders'], config: { 'auto.offset.reset': 'earliest' } },
    ],
  });
  expect(words).toMatch(/^3 brokers \(1, 2, 3\) in 2 racks \(1 in a, 2 in b, 3 in b\)\. Metadata is kept by 1 controller with KRaft \(3000\)\. Topic orders: 2 partitions, 2 replicas each, min\.insync\.replicas 2\. Set for orders: segment\.ms=600000\. Producer p sends 5 records a second, to orders, with acks=all\. Set for p: linger\.ms=20\. Group g: 2 consumers \(c1, c2\) of orders\. Set for each: auto\.offset\.reset=earliest\. A message takes /);
});

test('a large cluster is told in few words', () => {
  const topics = Array.from({ length: 15 }, (_, index) => ({ name: `t${index}`, partitions: 1, replicationFactor: 1 }));
  const words = wordsOf({ v: 1, id: 'large', title: 'Large', cluster: { brokers: 40, topics } });
  expect(words).toContain('40 brokers (1 to 40). ');
  expect(words).toContain('And 3 more topics.');
});
