import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { argv, env, exit } from 'node:process';
import { fileURLToPath } from 'node:url';
import type { MutationName } from '../../src/sim/testing/swarm/mutations.ts';
import { playSwarm } from '../../src/sim/testing/swarm/play.ts';
import { SOMETIMES } from '../../src/sim/testing/swarm/sometimes.ts';
import { optionsOf, type SwarmOptions } from './options.ts';
import type { Played, Work } from './worker.ts';

/**
 * `npm run swarm -- --seeds 10000 --from 1`: plays seeds until there are no more, in two processes. `--bug NAME` makes a mistake in
 * every run; `--seed S --out FILE.json` plays one and keeps it as a document for the page.
 */
async function main(): Promise<number> {
  const options = optionsOf(argv.slice(2));
  if (typeof options === 'string') {
    console.error(options);
    return 2;
  }
  return options.seed === null ? playAll(options) : playOne(options.seed, options);
}

function playOne(seed: number, { bug, out }: SwarmOptions): number {
  const { failure, events, endUs, hits, document } = playSwarm(seed, { mutation: bug });
  if (out !== null) writeFileSync(out, `${JSON.stringify(document, null, 2)}\n`);
  console.log(`seed ${seed}: ${events} events, ${endUs / 1_000_000} s${bug === null ? '' : `, ${bug} made ${hits} times`}`);
  if (failure === null) return 0;
  console.log(`${failure.guarantee}, after event ${failure.event} at ${failure.atUs} us: ${failure.sentence}`);
  return 1;
}

interface Tally {
  played: number;
  failed: number;
  cpuUs: number;
  readonly seen: Map<string, number>;
}

async function playAll(options: SwarmOptions): Promise<number> {
  const { from, seeds, jobs, bug } = options;
  const tally: Tally = { played: 0, failed: 0, cpuUs: 0, seen: new Map() };
  const shares = Array.from({ length: jobs }, (_, job): Work => ({ from: from + job, to: from + seeds - 1, step: jobs, bug }));
  await Promise.all(shares.map((work) => runWorker(work, (played) => note(tally, played, bug))));
  const ms = tally.cpuUs / 1_000 / Math.max(1, tally.played);
  console.log(`${tally.played} seeds from ${from} on, ${tally.failed} with a broken guarantee; ${ms.toFixed(0)} ms of processor time each.`);
  // With n seeds, what shows in one of n / 4.6 of them is found with 99 %.
  console.log(`A mistake that shows in one of ${Math.floor(tally.played / 4.6)} seeds would have been found with 99 % certainty.`);
  const missing = SOMETIMES.filter((what) => !tally.seen.has(what));
  for (const what of SOMETIMES) console.log(`${String(tally.seen.get(what) ?? 0).padStart(7)}  ${what}`);
  console.log(`${tally.played - tally.failed} passed, ${tally.failed} failed`);
  if (tally.played < seeds) return 1;
  if (options.all && missing.length > 0) {
    console.log(`Never seen, so the generator has a gap: ${missing.join('; ')}.`);
    return 1;
  }
  return tally.failed === 0 ? 0 : 1;
}

function note(tally: Tally, { seed, failure, seen, cpuUs }: Played, bug: MutationName | null): void {
  tally.played += 1;
  tally.cpuUs += cpuUs;
  for (const what of seen) tally.seen.set(what, (tally.seen.get(what) ?? 0) + 1);
  if (failure === null) return;
  tally.failed += 1;
  console.log(`seed ${seed}, event ${failure.event}: ${failure.guarantee}. ${failure.sentence}`);
  console.log(`  npm run -s swarm -- --seed ${seed}${bug === null ? '' : ` --bug ${bug}`} --out swarm-${seed}.json`);
}

/** Processes and not threads: a loader of TypeScript is there at once, and what one leaves behind is gone with it. */
function runWorker(work: Work, onPlayed: (played: Played) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('worker.ts', import.meta.url)), [JSON.stringify(work)], {
      execArgv: ['--import', 'tsx'],
      env,
    });
    child.on('message', (played) => onPlayed(played as Played));
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`A process of the swarm ended with ${code ?? 'a signal'}.`))));
  });
}

exit(await main());

