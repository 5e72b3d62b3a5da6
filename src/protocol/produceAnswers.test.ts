import { expect, test } from 'vitest';
import { answersIn, thinned, withAnswers, type ProduceAnswer } from './produceAnswers.ts';
import type { FactView } from './messages.ts';

const view = (seq: number, fact: FactView['fact']): FactView => ({ seq, at: seq * 10, cause: 0, node: 'producer:p', fact });
const acked = (acks: 0 | 1 | -1, latencyUs: number): FactView['fact'] => ({ type: 'BatchAcked', topic: 'orders', partition: 0, producer: 'p', acks, baseOffset: 0, recordIds: ['p-0'], latencyUs });

test('an answer is what a producer was told, and the end of a batch without one; with acks=0 nobody answers', () => {
  const failed: FactView['fact'] = { type: 'BatchFailed', topic: 'orders', partition: 0, producer: 'p', error: 'TIMEOUT', recordIds: ['p-1'] };
  expect(answersIn([view(1, acked(-1, 7)), view(2, acked(0, 1)), view(3, failed), view(4, { type: 'NodeKilled' })])).toEqual([
    { seq: 1, at: 10, latencyUs: 7 },
    { seq: 3, at: 30, latencyUs: null },
  ]);
});

test('of a long run the worse of neighbours is kept, in order, and every failure', () => {
  const long = Array.from({ length: 20_001 }, (_, seq): ProduceAnswer => ({ seq, at: seq, latencyUs: seq === 9_000 ? 50_000 : seq % 1_000 === 500 ? null : 10 }));
  const kept = thinned(long);
  expect(kept.length).toBeLessThan(10_100);
  expect(kept.some(({ latencyUs }) => latencyUs === 50_000)).toBe(true);
  expect(kept.filter(({ latencyUs }) => latencyUs === null)).toEqual(long.filter(({ latencyUs }) => latencyUs === null));
  expect(kept.map(({ seq }) => seq)).toEqual(kept.map(({ seq }) => seq).toSorted((a, b) => a - b));
  expect(withAnswers(long.slice(0, 20_000), long.slice(20_000))).toEqual(kept);
});
