import { expect, test } from 'vitest';
import { withKey } from './useDialogs.ts';

test('what is typed ahead is what a field would hold', () => {
  expect(['b', '3', 'Shift', 'N', ' ', 'ArrowLeft', 'F10', 'é', '\u{1F600}', 'x', 'Backspace', 'Enter', 'Dead'].reduce(withKey, '')).toBe('b3N é\u{1F600}');
  expect(withKey('', 'Backspace')).toBe('');
});
