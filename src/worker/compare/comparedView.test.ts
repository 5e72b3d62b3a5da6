import { expect, test } from 'vitest';
import type { Comparison } from '../../scenarios/compare/comparison.ts';
import type { Divergence } from '../../scenarios/compare/divergence.ts';
import type { Outcome } from '../../scenarios/compare/outcome.ts';
import type { CountedRecord, OutcomeAt } from '../../scenarios/compare/outcomeAt.ts';
import type { FactView } from '../../sim/index.ts';
import { comparedView, outcomeView } from './comparedView.ts';

const OUTCOME: Outcome = { sent: 10, acknowledged: 9, failed: 1, lost: 0, unacknowledged: 0, lostUnacknowledged: 0, duplicated: 0, read: 9, readTwice: 0, unavailableUs: 8_010_000, elections: 1, uncleanElections: 0, rebalances: 1 };
const NO_RECORDS: OutcomeAt['records'] = { lost: [], lostUnacknowledged: [], duplicated: [], readTwice: [] };

function parted(first: Divergence | null, firstTelling: Divergence | null): Pick<Comparison, 'watch' | 'difference' | 'nowUs'> {
  return { watch: { left: [], right: [], found: first }, difference: { left: new Map(), right: new Map(), found: firstTelling }, nowUs: 30_000_000 };
}

const fact = (at: number, node: string): FactView => ({ seq: 1, at, cause: 0, node, fact: { type: 'BrokerUnfenced', broker: 2 } });

test('the better side has more of what is good and less of what is not; what reads the same is the same', () => {
  const right: Outcome = { ...OUTCOME, sent: 11, acknowledged: 8, lost: 1, unavailableUs: 8_020_000, elections: 0 };
  const better = new Map(outcomeView(30_000_000, { outcome: OUTCOME, records: NO_RECORDS }, { outcome: right, records: NO_RECORDS }).rows.map((row) => [row.key, row.better]));
  expect(better.get('sent')).toBeNull();
  expect(better.get('acknowledged')).toBe('left');
  expect(better.get('lost')).toBe('left');
  expect(better.get('elections')).toBe('right');
  expect(better.get('unavailableUs')).toBeNull();
  expect(better.get('read')).toBeNull();
});

test('two runs that say the same are told apart by when, and where', () => {
  const { first, firstTelling } = comparedView(parted({ at: 4_000, left: fact(4_000, 'a'), right: fact(4_500, 'a') }, { at: 4_000, left: fact(4_000, 'a'), right: null }));
  expect(first?.left).not.toBe(first?.right);
  expect(first?.left).toMatch(/At 4 ms\.$/);
  expect(firstTelling).toMatchObject({ at: 4_000, right: null });
  expect(firstTelling?.left).not.toMatch(/At 4 ms/);
  const elsewhere = comparedView(parted({ at: 4_000, left: fact(4_000, 'broker-1'), right: fact(4_000, 'broker-2') }, null)).first;
  expect([elsewhere?.left, elsewhere?.right].map((words) => words?.split(', ').at(-1))).toEqual(['broker-1.', 'broker-2.']);
});

test('records that a number counts say where they are, and what their causes are asked of', () => {
  const record = (more: Partial<CountedRecord>): CountedRecord => ({ id: 'p:7', topic: 'orders', partition: 1, offset: 12, atUs: 9_500_000, group: null, fact: null, ...more });
  const left: OutcomeAt = { outcome: { ...OUTCOME, unacknowledged: 1 }, records: { lost: Array.from({ length: 50 }, () => record({})), lostUnacknowledged: [record({ offset: -1 })], duplicated: [record({ atUs: null })], readTwice: [record({ group: 'g', fact: 33 })] } };
  const rows = new Map(outcomeView(30_000_000, left, { outcome: OUTCOME, records: NO_RECORDS }).rows.map(({ key, records }) => [key, records]));
  expect(rows.get('lost')?.left).toHaveLength(40);
  expect(rows.get('lost')?.left[0]).toEqual({ id: 'p:7', words: 'orders-1, offset 12, acknowledged at 9.5 s', subject: { kind: 'lost', topic: 'orders', partition: 1, offset: 12, id: 'p:7' } });
  expect(rows.get('lostUnacknowledged')?.left[0]).toEqual({ id: 'p:7', words: 'orders-1, counted as sent at 9.5 s', subject: { kind: 'lost', topic: 'orders', partition: 1, offset: -1, id: 'p:7' } });
  expect(rows.get('duplicated')?.left[0]?.subject).toEqual({ kind: 'record', topic: 'orders', partition: 1, offset: 12, broker: null });
  expect(rows.get('readTwice')?.left[0]).toEqual({ id: 'p:7', words: 'orders-1, offset 12, handed to g again at 9.5 s', subject: { kind: 'fact', seq: 33, at: 9_500_000 } });
  expect(rows.get('lost')?.right).toEqual([]);
  expect(rows.get('sent')).toBeNull();
});
