import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isMutation, MUTATIONS } from '../../src/sim/testing/swarm/mutations.ts';
import { playSwarm } from '../../src/sim/testing/swarm/play.ts';
import type { Mutant } from './mutantTable.ts';

const PINNED = JSON.parse(readFileSync(new URL('mutants.json', import.meta.url), 'utf8')) as Mutant[];

describe('the tests are tested', () => {
  it('with every mistake there is', () => {
    expect(PINNED.map(({ name }) => name)).toEqual([...MUTATIONS]);
  });

  it.each(PINNED)('a seed shows $name, and is clean without it', ({ name, hunts }) => {
    if (!isMutation(name)) throw new Error(`There is no mistake ${name}.`);
    const seeds = hunts.flatMap(({ seed }) => (seed === null ? [] : [seed]));
    // A change of the simulator or of the generator shifts what a seed brings; then `npm run mutants` finds others.
    const seed = seeds.find((one) => playSwarm(one, { mutation: name }).failure !== null);
    expect(seed, `none of the seeds ${seeds.join(', ')} shows ${name} any more: npm run mutants -- ${name}`).toBeDefined();
    expect(playSwarm(seed ?? 0).failure).toBeNull();
  });
});
