import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { replay } from '../../src/sim/testing/swarm/replay.ts';

const FOUND = new URL('found/', import.meta.url);

/** Runs that once broke something, as the documents that their seeds became. */
describe('what the swarm has found', () => {
  it.each(readdirSync(FOUND).filter((name) => name.endsWith('.json')))('%s stays mended', (name) => {
    const document = JSON.parse(readFileSync(new URL(name, FOUND), 'utf8')) as { readonly script: readonly { readonly at: string }[] };
    const lastUs = Math.max(...document.script.map(({ at }) => Number.parseInt(at, 10)));
    expect(replay(document, lastUs + 20_000_000)).toEqual([]);
  });
});
