import { expect, test } from 'vitest';
import { NOTHING_TYPED } from './dialogContext.ts';
import { withKey } from './useDialogs.ts';

test('what is typed ahead is what a field would hold', () => {
  const typed = ['b', '3', 'Shift', 'N', ' ', 'ArrowLeft', 'F10', 'é', '\u{1F600}', 'x', 'Backspace', 'Dead'].reduce(withKey, NOTHING_TYPED);
  expect(typed).toEqual({ text: 'b3N é\u{1F600}', isEntered: false });
  expect(withKey(NOTHING_TYPED, 'Backspace')).toEqual(NOTHING_TYPED);
  expect(['k', 'Enter', 'x', 'Backspace'].reduce(withKey, NOTHING_TYPED)).toEqual({ text: 'k', isEntered: true });
});
