import fc from 'fast-check';
import { expect, it } from 'vitest';
import { VISIBLE_CELLS } from '../../protocol/views.ts';
import { loadScenario } from '../../scenarios/library.ts';
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

it('views of a compacted log lose the cells that the log has lost, and none of them counts as diverged', () => {
  const spec = loadScenario('compaction')?.spec;
  if (spec === undefined) throw new Error('the scenario is there');
  const sim = createCluster(spec);
  const hues = huesFor(spec);
  const cache = createFrameCache();
  let withHoles = 0;
  while (sim.state.now < 20_000_000) {
    step(sim);
    const kept = buildFrame(sim, hues, cache).replicas.filter(({ topic }) => topic === 'profiles');
    if (!takeFacts(sim).some(({ fact }) => fact.type === 'LogCompacted')) continue;
    expect(kept).toEqual(buildFrame(sim, hues, createFrameCache()).replicas.filter(({ topic }) => topic === 'profiles'));
    for (const { cells, endOffset } of kept) {
      expect(cells.filter(({ diverged }) => diverged)).toEqual([]);
      if (cells.length < Math.min(VISIBLE_CELLS, endOffset)) withHoles += 1;
    }
  }
  expect(withHoles).toBeGreaterThan(0);
});
