import { expect, test } from 'vitest';
import { partsAt } from './partsAt.ts';

const branch = (id: number, parent: number | null, forkedAt: number) => ({ id, name: String(id), parent, forkedAt, end: 100, did: [] });
/** 0 from the beginning, 1 from it at 30, 2 from that one at 50, 3 from the first at 20, 4 from 2 where that began. */
const BRANCHES = [branch(0, null, 0), branch(1, 0, 30), branch(2, 1, 50), branch(3, 0, 20), branch(4, 2, 50)];

test('futures part where the first of them leaves what they share', () => {
  expect(partsAt(BRANCHES, 1, 0)).toBe(30);
  expect(partsAt(BRANCHES, 0, 1)).toBe(30);
  expect(partsAt(BRANCHES, 2, 0)).toBe(30);
  expect(partsAt(BRANCHES, 2, 1)).toBe(50);
  expect(partsAt(BRANCHES, 2, 3)).toBe(20);
  expect(partsAt(BRANCHES, 3, 2)).toBe(20);
  expect(partsAt(BRANCHES, 4, 2)).toBe(50);
  expect(partsAt(BRANCHES, 2, 2)).toBe(Infinity);
});
