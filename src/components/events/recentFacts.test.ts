import { expect, test } from 'vitest';
import type { FactView } from '../../store/facts.ts';
import { firstAhead, leftOutBefore, recentFacts } from './recentFacts.ts';

const facts: readonly FactView[] = Array.from({ length: 10 }, (_, seq) => ({
  seq,
  at: seq,
  cause: 0,
  node: 'broker-1',
  fact: seq % 3 === 0 ? { type: 'NodeKilled' } : { type: 'MetadataCommitted', controller: 3000, offset: seq },
}));
const seqs = (list: readonly FactView[]): readonly number[] => list.map(({ seq }) => seq);

test('the newest, oldest first', () => {
  expect(recentFacts(facts, 'all', 3, 10)).toEqual({ shown: facts.slice(7), more: true });
  expect(recentFacts(facts, 'all', 10, 10).more).toBe(false);
});

test('notable ones only, when asked for', () => {
  const { shown, more } = recentFacts(facts, 'notable', 3, 10);
  expect(seqs(shown)).toEqual([3, 6, 9]);
  expect(more).toBe(true);
  expect(seqs(recentFacts(facts, 'notable', 4, 10).shown)).toEqual([0, 3, 6, 9]);
});

test('what lies ahead comes after what is past', () => {
  expect(firstAhead(facts, 5)).toBe(6);
  expect(firstAhead(facts, -1)).toBe(0);
  expect(firstAhead(facts, 99)).toBe(10);
  expect(seqs(recentFacts(facts, 'notable', 1, 5).shown)).toEqual([3, 6, 9]);
  expect(recentFacts(facts, 'all', 5, 5)).toEqual({ shown: facts, more: false });
});

test('what the page does not have is counted where it is missing', () => {
  const { shown } = recentFacts([facts[0], facts[1], facts[5], facts[9]] as FactView[], 'all', 10, 4);
  expect(shown.map((_, index) => leftOutBefore(shown, index))).toEqual([0, 0, 3, 3]);
});
