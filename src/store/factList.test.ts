import { expect, test } from 'vitest';
import type { FactView } from '../protocol/messages.ts';
import { appendFacts } from './factList.ts';

const routine = (seq: number): FactView => ({ seq, at: seq, cause: 0, node: 'broker-1', fact: { type: 'MetadataCommitted', controller: 3000, offset: seq } });
const notable = (seq: number): FactView => ({ seq, at: seq, cause: 0, node: 'broker-1', fact: { type: 'NodeKilled' } });

test('the last 2,000 facts are kept, and every notable one', () => {
  let list: readonly FactView[] = [];
  for (let seq = 0; seq < 20_000; seq += 10) {
    const added = Array.from({ length: 10 }, (_, index) => ((seq + index) % 1_000 === 7 ? notable(seq + index) : routine(seq + index)));
    list = appendFacts(list, added);
  }
  expect(list.length).toBeLessThan(2_600);
  expect(list.slice(-2_000).map(({ seq }) => seq)).toEqual(Array.from({ length: 2_000 }, (_, index) => 18_000 + index));
  const killed = list.filter(({ fact }) => fact.type === 'NodeKilled').map(({ seq }) => seq);
  expect(killed).toEqual(Array.from({ length: 20 }, (_, index) => index * 1_000 + 7));
});

test('nothing new leaves the list as it is', () => {
  const list = [routine(1)];
  expect(appendFacts(list, [])).toBe(list);
});
