import { describe, expect, it } from 'vitest';
import { findTerm, TERMS } from '../src/components/glossary/terms.ts';
import { SCENARIO_LIBRARY } from '../src/scenarios/library.ts';
import { configEntriesOf } from '../src/sim/index.ts';
import { terms } from '../src/words/metrics/lens.ts';
import { filesBelow } from './sourceFiles.ts';

/**
 * Words that sources give to the glossary: `<Term of="ISR">`, rows of the inspector and heads of columns, `{ term: 'ISR' }`, and those in
 * sentences of the catalogue, `[ISR]` or `[in sync](ISR)`; and those of metrics, which have a list of them.
 */
function wordsAskedFor(): string[] {
  const given = filesBelow('src/components').flatMap(({ text }) => matches(text, /<Term of="([^"]+)"|\bterm="([^"]+)"/g));
  const rows = filesBelow('src/worker/inspect').flatMap(({ text }) => matches(text, /\bterm: (?:[^,}\n]*\? )?'([^']+)'/g));
  const sentences = filesBelow('src/words').flatMap(({ text }) =>
    matches(text.replaceAll(/\$\{[^}]*\}/g, ''), /'[^'\n]*'|`[^`]*`/g).flatMap((words) => matches(words, /\[[^\]]+\]\(([^)]+)\)|\[([A-Za-z][\w .-]*)\]/g)),
  );
  return [...new Set([...given, ...rows, ...sentences, ...Object.values(terms)])];
}

/** What the first group that matched holds, or all of it. */
function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([whole, ...groups]) => groups.find((group) => group !== undefined) ?? whole);
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
