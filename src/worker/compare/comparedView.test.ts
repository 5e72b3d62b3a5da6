import { expect, test } from 'vitest';
import type { Compared } from '../../scenarios/compare/comparison.ts';
import type { Outcome } from '../../scenarios/compare/outcome.ts';
import type { FactView } from '../../sim/index.ts';
import { comparedView } from './comparedView.ts';

const OUTCOME: Outcome = { sent: 10, acknowledged: 9, failed: 1, lost: 0, duplicated: 0, read: 9, readTwice: 0, unavailableUs: 8_010_000, elections: 1, uncleanElections: 0, rebalances: 1 };

function compared(parts: Partial<Compared>): Compared {
  return { atUs: 30_000_000, first: null, firstTelling: null, left: OUTCOME, right: OUTCOME, ...parts };
}

const fact = (at: number, node: string): FactView => ({ seq: 1, at, cause: 0, node, fact: { type: 'BrokerUnfenced', broker: 2 } });

test('the better side has more of what is good and less of what is not; what reads the same is the same', () => {
  const right: Outcome = { ...OUTCOME, sent: 11, acknowledged: 8, lost: 1, unavailableUs: 8_020_000, elections: 0 };
  const better = new Map(comparedView(compared({ right })).rows.map((row) => [row.key, row.better]));
  expect(better.get('sent')).toBeNull();
  expect(better.get('acknowledged')).toBe('left');
  expect(better.get('lost')).toBe('left');
  expect(better.get('elections')).toBe('right');
  expect(better.get('unavailableUs')).toBeNull();
  expect(better.get('read')).toBeNull();
});

test('two runs that say the same are told apart by when, and where', () => {
  const { first, firstTelling } = comparedView(compared({ first: { at: 4_000, left: fact(4_000, 'a'), right: fact(4_500, 'a') }, firstTelling: { at: 4_000, left: fact(4_000, 'a'), right: null } }));
  expect(first?.left).not.toBe(first?.right);
  expect(first?.left).toMatch(/At 4 ms\.$/);
  expect(firstTelling).toMatchObject({ at: 4_000, right: null });
  expect(firstTelling?.left).not.toMatch(/At 4 ms/);
  const elsewhere = comparedView(compared({ first: { at: 4_000, left: fact(4_000, 'broker-1'), right: fact(4_000, 'broker-2') } })).first;
  expect([elsewhere?.left, elsewhere?.right].map((words) => words?.split(', ').at(-1))).toEqual(['broker-1.', 'broker-2.']);
});
