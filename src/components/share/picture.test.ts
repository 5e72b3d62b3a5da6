import { expect, test } from 'vitest';
import { pictureStyles } from './picture.ts';

test('a picture brings the styles that fetch nothing', () => {
  const kept = [':root { --paper: #fafaf6; }', '@media (prefers-color-scheme: dark) { :root { --paper: #111; } }', '.scene { color: red; }'];
  const left = ["@font-face { font-family: X; src: url('x.woff2'); }", '@import url("https://example.org/x.css");', '.a { background: URL(x.png); }', '@media print { .b { background: url(y.png); } }'];
  expect(pictureStyles([...kept, ...left])).toBe(kept.join('\n'));
});
