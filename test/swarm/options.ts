import { isMutation, MUTATIONS, type MutationName } from '../../src/sim/testing/swarm/mutations.ts';

export interface SwarmOptions {
  readonly seeds: number;
  readonly from: number;
  /** One seed only. */
  readonly seed: number | null;
  readonly out: string | null;
  readonly bug: MutationName | null;
  readonly jobs: number;
  /** Everything that sometimes happens has to happen. */
  readonly all: boolean;
}

/** What the command line asks for, or what is wrong with it. */
export function optionsOf(words: readonly string[]): SwarmOptions | string {
  const given = new Map<string, string>();
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word === '--all') given.set(word, 'yes');
    else if (['--seeds', '--from', '--seed', '--out', '--bug', '--jobs'].includes(word)) {
      index += 1;
      given.set(word, words[index] ?? '');
    } else return `There is no option ${word}. There are --seeds N, --from S, --seed S, --out FILE, --bug NAME, --jobs N and --all.`;
  }
  for (const name of ['--seeds', '--from', '--seed', '--jobs']) {
    const value = given.get(name);
    if (value !== undefined && !/^\d+$/.test(value)) return `${name} takes a whole number, not ${value || 'nothing'}.`;
  }
  const bug = given.get('--bug') ?? null;
  if (bug !== null && !isMutation(bug)) return `There is no bug ${bug}. There are ${MUTATIONS.join(', ')}.`;
  const seed = given.get('--seed');
  return {
    seeds: Number(given.get('--seeds') ?? 2_000),
    from: Number(given.get('--from') ?? 1),
    seed: seed === undefined ? null : Number(seed),
    out: given.get('--out') ?? null,
    bug,
    jobs: Math.max(1, Number(given.get('--jobs') ?? 2)),
    all: given.has('--all'),
  };
}
