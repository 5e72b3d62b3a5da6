import process, { argv, cpuUsage, exit } from 'node:process';
import type { Failure } from '../../src/sim/testing/swarm/checks.ts';
import type { MutationName } from '../../src/sim/testing/swarm/mutations.ts';
import { playSwarm } from '../../src/sim/testing/swarm/play.ts';

/** Seeds `from`, `from + step`, ... up to `to`. */
export interface Work {
  readonly from: number;
  readonly to: number;
  readonly step: number;
  readonly bug: MutationName | null;
}

export interface Played {
  readonly seed: number;
  readonly failure: Failure | null;
  readonly seen: readonly string[];
  readonly hits: number;
  readonly cpuUs: number;
}

const { from, to, step, bug } = JSON.parse(argv[2] ?? '') as Work;
for (let seed = from; seed <= to; seed += step) {
  const before = cpuUsage();
  const { failure, seen, hits } = playSwarm(seed, { mutation: bug });
  const { user, system } = cpuUsage(before);
  const played: Played = { seed, failure, seen: [...seen], hits, cpuUs: user + system };
  await new Promise((done) => process.send?.(played, undefined, {}, done));
}
exit(0);
