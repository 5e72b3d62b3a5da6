import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createCluster, step, takeFacts } from '../../sim/index.ts';
import { randomRun } from '../../sim/testing/randomRuns.ts';
import { buildFrame } from './buildFrame.ts';
import { huesFor } from './hues.ts';
import { createFrameCache } from './replicas.ts';

const SEED = 7;
const RUNS = 6;
/** Frames are compared after this many events, and after every command, since those change much at once. */
const EVERY_EVENTS = 40;

it.each(fc.sample(randomRun, { seed: SEED, numRuns: RUNS }).map((run, index) => ({ run, index })))(
  `views kept from earlier frames say what new ones would (seed ${SEED}, run $index)`,
  ({ run }) => {
    const sim = createCluster(run.parsed.spec);
    const hues = huesFor(run.parsed.spec);
    const cache = createFrameCache();
    for (let count = 1; sim.state.now < run.untilUs; count += 1) {
      const event = step(sim);
      takeFacts(sim);
      if (count % EVERY_EVENTS !== 0 && event?.kind !== 'command') continue;
      const kept = buildFrame(sim, hues, cache);
      const fresh = buildFrame(sim, hues, createFrameCache());
      expect(kept.replicas).toEqual(fresh.replicas);
      expect(kept.partitions).toEqual(fresh.partitions);
    }
  },
);
