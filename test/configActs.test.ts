import { describe, expect, it } from 'vitest';
import { CONFIG_TABLE } from '../src/sim/kafka/config/table.ts';
import { shippedModules } from './sourceFiles.ts';

/** The field of a resolved configuration that an entry's value goes into, by the entry's name. */
function fieldsByEntry(): Map<string, string> {
  const fields = new Map<string, string>();
  for (const { path, text } of shippedModules()) {
    if (!path.startsWith('src/sim/kafka/config/resolve')) continue;
    for (const [, field = '', name = ''] of text.matchAll(/(\w+): values\.\w+(?:<[^>]*>)?\('([^']+)'\)/g)) fields.set(name, field);
  }
  return fields;
}

describe('a configuration entry', () => {
  // The page says of one that is not marked that the simulator does not act on it.
  it('whose value is read anywhere is marked as one that acts', () => {
    const fields = fieldsByEntry();
    expect(fields.size).toBeGreaterThan(80);
    const readers = shippedModules().filter(({ path }) => path.startsWith('src/sim/kafka/') && !path.startsWith('src/sim/kafka/config/'));
    const words = new Set(readers.flatMap(({ text }) => text.match(/\w+/g) ?? []));
    const marked = new Set(CONFIG_TABLE.flatMap(({ name, modelled }) => (modelled ? [name] : [])));
    const unmarked = [...fields].filter(([name, field]) => words.has(field) && !marked.has(name)).map(([name]) => name);
    expect(unmarked).toEqual([]);
    const idle = [...fields].filter(([name, field]) => !words.has(field) && marked.has(name)).map(([name]) => name);
    expect(idle).toEqual([]);
  });
});
