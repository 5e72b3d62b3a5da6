import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv, exit } from 'node:process';
import { fileURLToPath } from 'node:url';
import { MUTATIONS, type MutationName } from '../../src/sim/testing/swarm/mutations.ts';
import { playSwarm } from '../../src/sim/testing/swarm/play.ts';
import { mutantTable, type Mutant } from './mutantTable.ts';

/**
 * `npm run mutants`: for every mistake, seeds until a check finds it, three times from different seeds; then docs/mutants.md and the seeds
 * that `mutants.test.ts` plays in every test run. Names after `--` do those anew and keep the others.
 */
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PINS = join(ROOT, 'test', 'swarm', 'mutants.json');
const STARTS = [1, 100_001, 200_001];
/** A mistake that so many seeds do not show counts as missed. */
const MOST = 400;

function hunt(name: MutationName, from: number): Mutant['hunts'][number] {
  let hits = 0;
  for (let seed = from; seed < from + MOST; seed += 1) {
    const outcome = playSwarm(seed, { mutation: name });
    hits += outcome.hits;
    if (outcome.failure !== null) return { seeds: seed - from + 1, seed, by: outcome.failure.guarantee, hits };
  }
  return { seeds: MOST, seed: null, by: null, hits };
}

function asked(): readonly MutationName[] {
  const words = argv.slice(2);
  return words.length === 0 ? MUTATIONS : MUTATIONS.filter((name) => words.includes(name));
}

const known = new Map((JSON.parse(readFileSync(PINS, 'utf8')) as Mutant[]).map((mutant) => [mutant.name, mutant]));
for (const name of asked()) {
  const hunts = STARTS.map((from) => hunt(name, from));
  known.set(name, { name, hunts });
  console.log(`${name}: ${hunts.map(({ seeds, by, hits }) => (by === null ? `not in ${seeds} seeds (${hits} hits)` : `${seeds} by ${by}`)).join('; ')}`);
  const all = MUTATIONS.flatMap((one) => known.get(one) ?? []);
  writeFileSync(PINS, `${JSON.stringify(all, null, 1)}\n`);
  writeFileSync(join(ROOT, 'docs', 'mutants.md'), mutantTable(all));
}
exit([...known.values()].every(({ hunts }) => hunts.some(({ by }) => by !== null)) ? 0 : 1);
