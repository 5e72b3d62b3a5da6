import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const source = new URL('../', import.meta.url);

/** What a file fetches when it is wanted, as paths below `src`. */
function fetchedBy(file: string): readonly string[] {
  const text = readFileSync(new URL(file, source), 'utf8');
  return [...text.matchAll(/import\('(\.[^']+)'\)/g)].map(([, path = '']) => new URL(path, new URL(file, source)).pathname.slice(source.pathname.length));
}

test('a page that has been open for a while has fetched whatever any part of it would fetch', () => {
  const parts = ['components', 'store'].flatMap((folder) => readdirSync(new URL(folder, source), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`));
  const wanted = new Set(parts.filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.')).flatMap(fetchedBy));
  expect(wanted.size).toBeGreaterThan(15);
  const fetched = new Set(fetchedBy('app/useRestOfPage.ts'));
  expect([...wanted].filter((path) => !fetched.has(path))).toEqual([]);
});
