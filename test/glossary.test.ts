import { describe, expect, it } from 'vitest';
import { findTerm, TERMS } from '../src/components/glossary/terms.ts';
import { SCENARIO_LIBRARY } from '../src/scenarios/library.ts';
import { configEntriesOf } from '../src/sim/index.ts';
import { filesBelow } from './sourceFiles.ts';

/** Words that sources give to the glossary: `<Term of="ISR">`, and rows of the inspector, `row('In sync', value, 'ISR')`. */
function wordsAskedFor(): string[] {
  const components = filesBelow('src/components').flatMap(({ text }) => [...text.matchAll(/<Term of="([^"]+)"/g)].map((found) => found[1] ?? ''));
  const rows = filesBelow('src/worker/inspect').flatMap(({ text }) => [...text.matchAll(/\brow\([^\n]*, '([^']+)'\)/g)].map((found) => found[1] ?? ''));
  return [...new Set([...components, ...rows])];
}

describe('the glossary', () => {
  it('has every word that the page lets one click', () => {
    const words = wordsAskedFor();
    expect(words.length).toBeGreaterThan(30);
    expect([...words, 'broker', 'controller', 'partition', 'replica', 'producer', 'consumer', 'group', 'link'].filter((word) => findTerm(word) === undefined)).toEqual([]);
  });

  it('has every concept that a scenario names', () => {
    const concepts = new Set(SCENARIO_LIBRARY.flatMap((entry) => entry.concepts ?? []));
    expect([...concepts].filter((concept) => findTerm(concept) === undefined)).toEqual([]);
  });

  it('names configuration that there is, and scenarios that there are', () => {
    const names = new Set((['broker', 'controller', 'topic', 'producer', 'consumer'] as const).flatMap((scope) => configEntriesOf(scope).map(({ name }) => name)));
    const ids = new Set(SCENARIO_LIBRARY.map(({ id }) => id));
    expect(TERMS.flatMap(({ config }) => config ?? []).filter((name) => !names.has(name))).toEqual([]);
    expect(TERMS.flatMap(({ seeIn }) => seeIn ?? []).filter((id) => !ids.has(id))).toEqual([]);
  });
});
