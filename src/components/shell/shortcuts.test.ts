import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LENSES } from '../../base/lens.ts';
import { selectMoreKeys, shortcuts } from '../../words/shortcuts.ts';

/** Keys that the page listens to, as the source binds them. */
function pageKeys(): readonly string[] {
  const source = sourceOf('shortcuts.ts');
  const bindings = source.slice(source.indexOf('tinykeys(window, {'));
  const named = [...bindings.matchAll(/^ {6}(?:'([^']+)'|(\w+)): (?:when|chord|\(event\))/gm)].map(([, quoted, bare]) => quoted ?? bare ?? '');
  return [...named, ...LENSES.map((_, index) => String(index + 1))];
}

/** Single characters that lenses listen to where they have the focus. */
function lensKeys(): readonly string[] {
  const sources = ['../partitions/useLogInput.ts', '../sequence/useSequenceInput.ts', '../groups/useGroupsInput.ts', '../cluster/useSceneInput.ts'].map(sourceOf);
  return sources.flatMap((source) => [...source.matchAll(/case '([^ ])':/g)].map(([, key = '']) => key));
}

function sourceOf(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}

/** As the list writes a key. */
function listed(key: string): string {
  return key.replace('$mod', 'Ctrl').replaceAll('+', key.length > 1 ? ' ' : '+').replace(/ ([a-z])$/, (_, letter: string) => ` ${letter.toUpperCase()}`);
}

/** A key that some keyboards have in another's place: it is told once. */
const SAME: Readonly<Record<string, string>> = { 'Shift ?': '?', '=': '+', 'Shift N': 'p' };

test('every key that does something is in the list, and none that does nothing', () => {
  const bound = new Set([...pageKeys(), ...lensKeys()].map(listed).map((key) => SAME[key] ?? key));
  expect(bound.size).toBeGreaterThan(20);
  // Not a single character: the picture hears it with Enter, which everybody tries.
  const told = new Set(shortcuts.filter(({ keys }) => keys !== selectMoreKeys).flatMap(({ keys }) => (bound.has(keys) ? [keys] : keys.split(' '))));
  expect([...told].toSorted()).toEqual([...bound].toSorted());
});
