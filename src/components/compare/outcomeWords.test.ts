import { expect, test } from 'vitest';
import type { OutcomeRowView } from '../../store/compare/comparisonState.ts';
import { outcomeWords } from './outcomeWords.ts';

const row = (label: string, left: string, right: string, better: OutcomeRowView['better']): OutcomeRowView => ({ key: label, label, meaning: '', left, right, better, records: null });
const places = { left: 'left', right: 'right' };
const titles = { left: 'acks=1', right: 'acks=all' };

test('what came out differently is said in one breath, with the better side', () => {
  const rows = [row('records sent', '10', '9', null), row('lost after that', '1', '0', 'right'), row('read', '9', '9', null)];
  expect(outcomeWords({ until: 40_000_000, first: null, firstTelling: { at: 9_500_000, left: null, right: null } }, { at: 30_000_000, rows }, titles, places)).toBe(
    'acks=1 left, acks=all right, up to 30 s. They part at 9.5 s. records sent 10 and 9; lost after that 1 and 0, right is better.',
  );
});

test('that nothing differs is said, too', () => {
  expect(outcomeWords({ until: 40_000_000, first: null, firstTelling: null }, { at: 30_000_000, rows: [row('read', '9', '9', null)] }, titles, places)).toBe(
    'acks=1 left, acks=all right, up to 30 s. No difference that matters. So far the same came out.',
  );
});
