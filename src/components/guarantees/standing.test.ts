import { expect, test } from 'vitest';
import { brokenCount, standings } from './standing.ts';

const LIST = ['a', 'b', 'c'].map((id) => ({ id, code: id.toUpperCase(), title: id, promise: `${id}.` }));
const breach = (guarantee: string, place: string, event: number) => ({ guarantee, place, sentence: `${guarantee} at ${place}.`, at: event * 10, event });

test('what is broken comes first, in the order in which it broke, with all its places', () => {
  const broken = [breach('c', 'orders-0', 4), breach('b', 'orders-0', 5), breach('c', 'orders-1', 6)];
  const found = standings(LIST, broken);
  expect(found.map(({ info }) => info.id)).toEqual(['c', 'b', 'a']);
  expect(found[0]).toMatchObject({ broken: { event: 4 }, alsoAt: ['orders-1'] });
  expect(found[2]).toMatchObject({ broken: null, alsoAt: [] });
  expect(brokenCount(broken)).toBe(2);
});

test('a run without a fault keeps the order of the list', () => {
  expect(standings(LIST, []).map(({ info }) => info.id)).toEqual(['a', 'b', 'c']);
});
