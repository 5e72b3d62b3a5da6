import { expect, it } from 'vitest';
import type { FactView } from '../../store/facts.ts';
import { rebalancesUntil } from './rebalances.ts';

const FACTS = [
  { at: 10, fact: { type: 'RebalanceStarted', group: 'g', generation: 0, reason: 'c1 joined' } },
  { at: 12, fact: { type: 'RebalanceStarted', group: 'other', generation: 0, reason: 'd1 joined' } },
  { at: 40, fact: { type: 'GroupStable', group: 'g', generation: 1 } },
  { at: 70, fact: { type: 'RebalanceStarted', group: 'g', generation: 1, reason: 'c2 left' } },
  { at: 75, fact: { type: 'GroupEmptied', group: 'g', generation: 2 } },
] as unknown as readonly FactView[];

it('rebalances are counted up to now, the last one with why it was and how long it took', () => {
  const at = (now: number): unknown => rebalancesUntil(FACTS, now).get('g');
  expect(at(9)).toBeUndefined();
  expect(at(39)).toEqual({ count: 1, last: { at: 10, reason: 'c1 joined', tookUs: null } });
  expect(at(40)).toEqual({ count: 1, last: { at: 10, reason: 'c1 joined', tookUs: 30 } });
  expect(at(70)).toEqual({ count: 2, last: { at: 70, reason: 'c2 left', tookUs: null } });
  // What lies ahead of the playhead is known as well, and does not count yet.
  expect(at(99)).toEqual({ count: 2, last: { at: 70, reason: 'c2 left', tookUs: 5 } });
  expect(rebalancesUntil(FACTS, 99).get('other')).toMatchObject({ count: 1, last: { tookUs: null } });
});
