import { expect, test } from 'vitest';
import { HUES, keyHue } from './keyHue.ts';

test('keys that are numbered one after another have all hues in turn', () => {
  expect(Array.from({ length: 10 }, (_, index) => keyHue(`key:${index + 1}`))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 0, 1]);
  expect(keyHue('key:0')).toBe(7);
});

test('other keys have one of them, and not all the same', () => {
  const hues = ['anna', 'ben', 'carla', 'dora', 'emil', 'fritz', 'gerda', 'hans', 'ida', 'jo'].map(keyHue);
  expect(hues.every((hue) => hue >= 0 && hue < HUES)).toBe(true);
  expect(new Set(hues).size).toBeGreaterThan(3);
});
