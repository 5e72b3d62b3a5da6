import { expect, test } from 'vitest';
import { pictureStyles, sideBySide } from './picture.ts';

test('a picture brings the styles that fetch nothing', () => {
  const kept = [':root { --paper: #fafaf6; }', '@media (prefers-color-scheme: dark) { :root { --paper: #111; } }', '.scene { color: red; }'];
  const left = ["@font-face { font-family: X; src: url('x.woff2'); }", '@import url("https://example.org/x.css");', '.a { background: URL(x.png); }', '@media print { .b { background: url(y.png); } }'];
  expect(pictureStyles([...kept, ...left])).toBe(kept.join('\n'));
});

test('two runs that are compared stand beside each other, as tall as the taller', () => {
  expect(sideBySide([{ width: 700, height: 500 }])).toEqual({ whole: { width: 700, height: 500 }, lefts: [0] });
  expect(sideBySide([{ width: 700, height: 500 }, { width: 640, height: 620 }])).toEqual({ whole: { width: 1356, height: 620 }, lefts: [0, 716] });
});
